import { roleSuffix } from '#shared/domain/plan-words'
import { dayOf, sayDay, type Span } from '#shared/lib/zoned-time'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import styles from './calendar.module.css'
import { seatIds } from './columns.ts'
import { markOf } from './entry-mark.ts'
import { spanOf } from './grid-items.ts'
import type { Entry } from './watch-window.ts'
import { zoneTimes, type ClockReader } from './zone-times.ts'

/** Everybody whose clock counts for an interview: the viewer first, then the candidate, then the interviewers. */
export function useClockReaders(entry: Entry | null, interviewerIds?: readonly string[]): readonly ClockReader[] {
  const { me, people } = useDirectory()
  if (!entry) return [{ who: 'you', zone: me.zone }]
  const seated = (interviewerIds ?? seatIds(entry)).flatMap(id => people.get(id) ?? [])
  const { candidate } = entry
  return [
    { who: 'you', zone: me.zone },
    ...(candidate?.zone ? [{ who: candidate.fullName, zone: candidate.zone }] : []),
    ...seated.filter(person => person.id !== me.id).map(({ name, zone }) => ({ who: name, zone })),
  ]
}

/** The same moment on each wall: yours first. */
export function Clocks({ span, readers }: { span: Span; readers: readonly ClockReader[] }) {
  return (
    <ul className={styles.clocks} aria-label="Local times">
      {zoneTimes(span, readers).map(({ place, words, who }) => <li key={`${place} ${words}`}><span className={styles.time}>{words}</span> {place} <span className={styles.faint}>{who.join(', ')}</span></li>)}
    </ul>
  )
}

type EntryLineProps = { entry: Entry | null; mayMove: boolean; mayChange: boolean; onOpen: () => void; onLoop: () => void; onMove: () => void; onChange: () => void; onDecide: () => void }

/** What the pointer or the keys are at: who, when on each wall, how it stands, and what can be done. */
export function EntryLine({ entry, mayMove, mayChange, onOpen, onLoop, onMove, onChange, onDecide }: EntryLineProps) {
  const { me, people, jobs, settings } = useDirectory()
  const readers = useClockReaders(entry)
  if (!entry) {
    return (
      <div className={styles.line}>
        <p className={styles.faint}><span className={styles.wide}>Choose an interview with <Kbd keys="up" /> <Kbd keys="down" />. <Kbd keys="m" /> moves it, <Kbd keys="enter" /> opens its kit. Draw over free time, or press <Kbd keys="c" />, to book.</span><span className={styles.slim}>Choose an interview to see when, where and with whom.</span></p>
      </div>
    )
  }
  const { interview, candidate, isRefused, disputeId } = entry
  const span = spanOf(entry)
  const mark = markOf(entry)
  const room = settings?.rooms.find(each => each.id === interview.roomId)
  const who = interview.seats.map(seat => `${people.get(seat.personId)?.name ?? 'A colleague'}${roleSuffix[seat.role]}`).join(', ') || 'nobody yet'
  return (
    <section className={styles.line} aria-label="Chosen interview">
      <div className={styles.lineWords}>
        <p><strong>{candidate?.fullName ?? 'A candidate'}</strong> · {interview.name} · {who}{room && ` · ${room.name}`} <span className={styles.faint}>{jobs.get(interview.jobId)?.title}</span></p>
        <div className={styles.when}><span>{sayDay(dayOf(span.fromMs, me.zone))}</span><Clocks span={span} readers={readers} /></div>
      </div>
      {mark && <Badge tone={mark.tone} look={entry.isProposal ? 'outline' : 'soft'}>{mark.say}</Badge>}
      {disputeId !== null && <Button size="sm" variant="primary" onPress={onDecide} trailing={<Kbd keys="x" tone="inverse" isDecorative />}>{isRefused ? 'What is free instead' : 'Decide'}</Button>}
      {mayMove && <Button size="sm" onPress={onMove} trailing={<Kbd keys="m" isDecorative />}>Move</Button>}
      {mayChange && <Button size="sm" onPress={onChange} trailing={<Kbd keys="e" isDecorative />}>Change</Button>}
      {mayMove && <Button size="sm" onPress={onLoop} trailing={<Kbd keys="l" isDecorative />}>Loop</Button>}
      {!isRefused && <Button size="sm" onPress={onOpen} trailing={<Kbd keys="o" isDecorative />}>Kit</Button>}
    </section>
  )
}
