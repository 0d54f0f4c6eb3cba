import { FilePlus2, FileSignature } from 'lucide-react'
import { useLocation, useSearchParams } from 'wouter'
import { chainOf, currentVersion, rowToDecide } from '#shared/domain/offers/approvals'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useLive, useMay, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { LinkButton } from '../../ui/actions/link-button.tsx'
import { GroupedList, ListRow } from '../../ui/data/grouped-list.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { ChooseApplicationDialog } from './choose-application-dialog.tsx'
import { dayWords, payWords, statusWords } from './offer-words.ts'
import styles from './offers.module.css'
import { watchOffers, type OfferLine } from './watch-offers.ts'

type Group = 'mine' | 'open' | 'out' | 'done' | 'over'
const groups: readonly { id: Group; title: string }[] = [
  { id: 'mine', title: 'Waiting for your approval' }, { id: 'open', title: 'In preparation' }, { id: 'out', title: 'With the candidate' }, { id: 'done', title: 'Accepted' }, { id: 'over', title: 'Over' },
]

function groupOf({ offer }: OfferLine, meId: string): Group {
  if (rowToDecide(offer, meId)) return 'mine'
  if (offer.status === 'extended') return 'out'
  if (offer.status === 'accepted') return 'done'
  return offer.status === 'draft' || offer.status === 'approving' || offer.status === 'approved' ? 'open' : 'over'
}

/** Every offer by what it waits for; what one has to decide comes first. */
export function OffersScreen() {
  const { me } = useDirectory()
  const replica = useReplica()
  const mayDraft = useMay()({ collection: 'offers', after: {} }).kind === 'allowed'
  const [search, setSearch] = useSearchParams()
  const live = useLive(() => watchOffers(replica), [replica], 'offer lines')
  const lines = live.kind === 'ready' ? live.value.toSorted((a, b) => b.offer.statusAtMs - a.offer.statusAtMs) : []
  const grouped = Map.groupBy(lines, line => groupOf(line, me.id))
  const isChoosing = mayDraft && search.get('new') !== null
  const choose = (on: boolean) => setSearch(on ? { new: '' } : {}, { replace: true })
  useShortcuts('offers', mayDraft ? [{ keys: 'c', title: 'Draft an offer', section: 'Offers', run: () => choose(true) }] : [])
  return (
    <div className={styles.page}>
      <PageHeader title="Offers">
        <span className={styles.grow} />
        {mayDraft && <Button variant="primary" icon={<FilePlus2 aria-hidden="true" />} onPress={() => choose(true)}>Draft an offer</Button>}
      </PageHeader>
      <div className={styles.column}>
        {live.kind === 'loading' && <Skeleton lines={6} />}
        {live.kind === 'ready' && lines.length === 0 && (
          <EmptyState icon={<FileSignature />} title="No offers yet" {...(mayDraft ? { action: <Button onPress={() => choose(true)}>Draft an offer</Button> } : {})}>
            {mayDraft ? 'Write the terms, ask for approval, send them to the candidate. Every version stays readable.' : 'Offers you are asked to approve appear here, with their terms.'}
          </EmptyState>
        )}
        <GroupedList label="Offers" groups={groups.map(group => ({ ...group, items: grouped.get(group.id) ?? [] }))} keyOf={line => line.offer.id}>{line => <Line line={line} />}</GroupedList>
      </div>
      {isChoosing && <ChooseApplicationDialog onClose={() => choose(false)} />}
    </div>
  )
}

function Line({ line: { offer, candidateName } }: { line: OfferLine }) {
  const { jobs, people } = useDirectory()
  const [, go] = useLocation()
  const version = currentVersion(offer)
  const { word, tone } = statusWords[offer.status]
  const next = offer.status === 'approving' ? chainOf(offer, offer.currentVersionId).find(row => row.decision === 'waiting') : undefined
  const facts = [jobs.get(offer.jobId)?.title ?? version?.title, version && payWords(version), version && `starts ${dayWords(version.startDate)}`, next && `next: ${people.get(next.personId)?.name ?? 'a colleague'}`]
  return (
    <ListRow title={<LinkButton onPress={() => go(`/applications/${offer.applicationId}/offer`)}>{candidateName ?? 'A candidate'}</LinkButton>} about={facts.filter(Boolean).join(' · ')}>
      <Badge tone={tone}>{word}</Badge>
    </ListRow>
  )
}
