import { CalendarClock, CalendarCog, CalendarPlus } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { judgesOf } from '#shared/domain/debrief/due'
import { useNow } from '../../actions/use-now.ts'
import { BookDialog } from '../../parts/booking/book-dialog.tsx'
import { troubleOf } from '../../parts/invite-trouble.ts'
import { useFilesSoon } from '../../parts/resume/file-view.tsx'
import { TrainingNotices } from '../../parts/training-notices.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { LinkButton } from '../../ui/actions/link-button.tsx'
import { GroupedList, ListRow } from '../../ui/data/grouped-list.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { groupOf, nextKit, sayWhen, type InterviewGroup } from './interview-times.ts'
import styles from './interviews.module.css'
import { watchInterviews, type InterviewLine } from './watch-interviews.ts'

const groups: readonly { id: InterviewGroup; title: string }[] = [
  { id: 'overdue', title: 'Waiting for your scorecard' }, { id: 'now', title: 'Now' }, { id: 'today', title: 'Later today' }, { id: 'upcoming', title: 'Coming up' }, { id: 'past', title: 'Past' },
]

/** Interviews by when they matter: the scorecards one owes first, then today, then what comes. */
export function InterviewsScreen() {
  useFilesSoon()
  const { me, people } = useDirectory()
  const replica = useReplica()
  const now = useNow()
  const [, go] = useLocation()
  const [openedMs] = useState(now)
  const [search, setSearch] = useSearchParams()
  const mayBook = ['owner', 'recruiter', 'coordinator'].includes(me.role)
  const [whose, setWhose] = useState<'mine' | 'all'>(mayBook ? 'all' : 'mine')
  const live = useLive(() => watchInterviews(replica, openedMs), [replica, openedMs], 'interviews')
  const isBooking = mayBook && search.get('book') !== null
  const setBooking = (on: boolean) => setSearch(on ? { book: '' } : {}, { replace: true })
  const isSeated = ({ interview }: InterviewLine) => interview.seats.some(seat => seat.personId === me.id)
  const lines = live.kind === 'ready' ? live.value.filter(line => whose === 'all' || isSeated(line)) : []
  const grouped = Map.groupBy(lines, line => groupOf(line.interview, line.ownCard, judgesOf(line.interview).includes(me.id), now, me.zone))
  const next = nextKit(live.kind === 'ready' ? live.value.filter(isSeated) : [], now)
  const openNext = () => { if (next) go(`/interviews/${next.id}`) }
  useShortcuts('interviews', [
    ...(mayBook ? [{ keys: 'c', title: 'Book an interview', section: 'Interviews', run: () => setBooking(true) }] : []),
    ...(next ? [{ keys: 'o', title: 'Open the kit of my next interview', section: 'Interviews', run: openNext }] : []),
  ])
  return (
    <div className={styles.page}>
      <PageHeader title="Interviews">
        <span className={styles.grow} />
        {next && <Button onPress={openNext} trailing={<Kbd keys="o" isDecorative />}>My next kit</Button>}
        {mayBook && <SegmentedControl label="Whose interviews" options={[{ id: 'all', label: 'Everybody' }, { id: 'mine', label: 'Mine' }]} value={whose} onChange={setWhose} />}
        {!mayBook && <Button icon={<CalendarCog aria-hidden="true" />} onPress={() => go('/availability')}>When I can interview</Button>}
        {mayBook && <Button variant="primary" icon={<CalendarPlus aria-hidden="true" />} onPress={() => setBooking(true)}>Book</Button>}
      </PageHeader>
      <div className={styles.column}>
        <TrainingNotices />
        {live.kind === 'loading' && <Skeleton lines={6} />}
        {live.kind === 'ready' && lines.length === 0 && (
          <EmptyState icon={<CalendarClock />} title="No interviews yet" {...(mayBook ? { action: <Button onPress={() => setBooking(true)}>Book an interview</Button> } : {})}>
            {mayBook ? 'Book one, also with no network: it is confirmed once everybody is known to be free.' : 'Interviews you are asked to hold appear here, with what to ask and your scorecard.'}
          </EmptyState>
        )}
        <GroupedList label="Interviews" groups={groups.map(({ id, title }) => ({ id, title, items: id === 'past' ? (grouped.get(id) ?? []).toReversed() : grouped.get(id) ?? [] }))} keyOf={line => line.interview.id}>
          {line => <Line line={line} zone={me.zone} nameOf={personId => people.get(personId)?.name ?? 'A colleague'} />}
        </GroupedList>
      </div>
      {isBooking && <BookDialog onClose={() => setBooking(false)} />}
    </div>
  )
}

function Line({ line: { interview, candidate, ownCard }, zone, nameOf }: { line: InterviewLine; zone: string; nameOf: (personId: string) => string }) {
  const [, go] = useLocation()
  const trouble = troubleOf(interview)
  return (
    <ListRow title={<LinkButton onPress={() => go(`/interviews/${interview.id}`)}>{candidate?.fullName ?? 'A candidate'}</LinkButton>} about={`${interview.name} · ${sayWhen(interview, zone)} · ${interview.seats.map(seat => nameOf(seat.personId)).join(', ') || 'nobody yet'}`}>
      {interview.cancelled ? <Badge>Called off</Badge> : interview.confirmed ? null : <Badge tone="warn" look="outline">Proposal</Badge>}
      {trouble !== null && <Badge tone="warn">{trouble}</Badge>}
      {ownCard && ownCard.submittedAtMs !== null && <Badge tone="good">Card handed in</Badge>}
      {ownCard && ownCard.submittedAtMs === null && <Badge tone="accent">Draft</Badge>}
    </ListRow>
  )
}
