import { CalendarDays } from 'lucide-react'
import { dayOf, sayDay, wallTimeOf } from '#shared/lib/zoned-time'
import { useDirectory } from '../../replica/react.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Badge } from '../../ui/display/badge.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import styles from './calendar.module.css'
import { seatIds } from './columns.ts'
import { markOf } from './entry-mark.ts'
import type { Entry } from './watch-window.ts'
import { placeOf } from './zone-times.ts'

/** Two weeks as a list, day by day: what a phone shows first. */
export function Agenda({ entries, selectedId, nowMs, onSelect, onOpen }: { entries: readonly Entry[]; selectedId: string | null; nowMs: number; onSelect: (entry: Entry) => void; onOpen: (entry: Entry) => void }) {
  const { me } = useDirectory()
  const today = dayOf(nowMs, me.zone)
  if (entries.length === 0) return <EmptyState icon={<CalendarDays />} title="Nothing in these two weeks">Interviews appear here as soon as they are booked, also with no network.</EmptyState>
  return (
    <div className={styles.agenda}>
      {[...Map.groupBy(entries, entry => dayOf(Math.max(entry.interview.startMs, 0), me.zone))].map(([day, own]) => (
        <section key={day} aria-label={sayDay(day)} className={styles.day}>
          <h2 className={classNames(styles.dayName, day === today && styles.today)}>{day === today && 'Today · '}{sayDay(day)}</h2>
          <ul className={styles.rows}>{own.map(entry => <li key={entry.interview.id}><Row entry={entry} isSelected={entry.interview.id === selectedId} isPast={entry.interview.endMs <= nowMs} onSelect={() => onSelect(entry)} onOpen={() => onOpen(entry)} /></li>)}</ul>
        </section>
      ))}
    </div>
  )
}

function Row({ entry, isSelected, isPast, onSelect, onOpen }: { entry: Entry; isSelected: boolean; isPast: boolean; onSelect: () => void; onOpen: () => void }) {
  const { me, people, jobs, settings } = useDirectory()
  const { interview, candidate } = entry
  const theirs = candidate?.zone && wallTimeOf(interview.startMs, candidate.zone) !== wallTimeOf(interview.startMs, me.zone) ? `${wallTimeOf(interview.startMs, candidate.zone)} ${placeOf(candidate.zone)}` : null
  const room = settings?.rooms.find(each => each.id === interview.roomId)?.name
  const who = seatIds(entry).map(id => people.get(id)?.name ?? 'A colleague').join(', ') || 'nobody yet'
  const mark = markOf(entry)
  return (
    <button type="button" data-entry={interview.id} className={classNames(styles.row, isSelected && styles.rowChosen, isPast && styles.rowPast)} onFocus={onSelect} onClick={onOpen}>
      <span className={styles.rowTime}>{wallTimeOf(interview.startMs, me.zone)}–{wallTimeOf(interview.endMs, me.zone)}{theirs && <span className={styles.faint}>{theirs}</span>}</span>
      <span className={styles.rowWords}>
        <strong className={classNames(interview.cancelled && styles.struck)}>{candidate?.fullName ?? 'A candidate'}</strong>
        <span className={styles.faint}>{[interview.name, who, room].filter(Boolean).join(' · ')}</span>
      </span>
      <span className={styles.rowJob}>{jobs.get(interview.jobId)?.title}</span>
      {mark && <Badge tone={mark.tone} look={entry.isProposal ? 'outline' : 'soft'}>{mark.say}</Badge>}
    </button>
  )
}
