import { useQuery } from '@tanstack/react-query'
import { Eraser } from 'lucide-react'
import { erasureReceiptSchema } from '#shared/contract/erasure'
import { standingOf, type Standing } from '#shared/domain/erasure/standing'
import type { Candidate } from '#shared/domain/model/candidate'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useMe, type Directory } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import styles from './candidate.module.css'

type Props = Readonly<{ candidate: Candidate; directory: Directory; maySeeReceipt: boolean; /** `null` for whoever may not, or where it is too late. */ onTakeBack: (() => void) | null }>

/** An erased candidate: that it was done, by whom, whether it can be taken back, and where a copy may still be. Nothing else of them is shown. */
export function ErasedView({ candidate, directory, maySeeReceipt, onTakeBack }: Props) {
  const { zone } = useMe()
  const now = useNow()
  const standing = standingOf(candidate)
  // The minute's clock may be behind what was done within it.
  const when = (ms: number): string => whenWords(ms, ms - now < 60_000 ? Math.max(ms, now) : now, zone)
  return (
    <section aria-label="Erased at their request" className={styles.erased}>
      <EmptyState isSure icon={<Eraser />} title="Erased at their request" action={onTakeBack && <Button variant="primary" onPress={onTakeBack}>Take it back</Button>}>
        {wordsOf(standing, id => directory.people.get(id ?? '')?.name ?? 'A colleague', when)}
      </EmptyState>
      {standing.kind === 'done' && maySeeReceipt && <Receipt candidateId={candidate.id} directory={directory} when={when} />}
    </section>
  )
}

function wordsOf(standing: Standing, nameOf: (id: string | null) => string, when: (ms: number) => string): string {
  switch (standing.kind) {
    case 'none': return ''
    case 'asked': return 'This waits to be sent. Once your server has it, the applications are withdrawn; interviews to come, offers without an answer and tests that were not begun are called off. From then on it can be taken back for 24 hours; after that everything about this person goes for good.'
    case 'waiting': return `${nameOf(standing.byId)} did this on ${when(standing.atMs)}. Applications are withdrawn; interviews to come, offers without an answer and tests that were not begun are called off, a letter that was out to be signed too; links no longer open. It can be taken back until ${when(standing.untilMs)}; then everything about this person goes for good. What the candidate had been sent stays called off either way.`
    case 'done': return `${nameOf(standing.byId)} did this on ${when(standing.atMs)}. Since ${when(standing.doneAtMs)} everything about this person is gone, earlier versions and files too. Only stages, dates and ratings without their name stay in the figures.`
  }
}

/** From how many computers they are gone; those that are still to be heard from, by name. */
function Receipt({ candidateId, directory, when }: { candidateId: string; directory: Directory; when: (ms: number) => string }) {
  const receipt = useQuery({
    queryKey: ['erasure', candidateId], retry: false, networkMode: 'always', staleTime: 0,
    queryFn: ({ signal }) => serverRequest('GET', `/api/erasures/${candidateId}`, erasureReceiptSchema, undefined, signal),
    // Computers that are on confirm within seconds.
    refetchInterval: query => (query.state.data && query.state.data.removedFrom < query.state.data.computers ? 10_000 : false),
  })
  if (receipt.isPending) return null
  if (receipt.isError) return <p className={styles.receipt}>{sayProblem(receipt.error)}</p>
  const { computers, removedFrom, waiting } = receipt.data
  return (
    <div className={styles.receipt}>
      <p role="status">{removedFrom === computers ? `Removed from ${computers === 1 ? 'the one computer' : `all ${computers} computers`} that had a copy.` : `Removed from ${removedFrom} of ${computers} computers. The others follow when they are next connected:`}</p>
      {waiting.length > 0 && (
        <ul aria-label="Computers still to be heard from">
          {waiting.map(each => <li key={`${each.device}/${each.lastSeenAtMs}`}>{directory.people.get(each.personId)?.name ?? 'A colleague'}: {each.device || 'a computer'}, last seen {when(each.lastSeenAtMs)}</li>)}
        </ul>
      )}
    </div>
  )
}
