import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { dayOf, sayDay, type Span } from '#shared/lib/zoned-time'
import styles from './calendar.module.css'
import { seatIds } from './grid-items.ts'
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

/** What the pointer or the keys are at: who, when on each wall, and what can be done. */
export function EntryLine({ entry, mayMove, onOpen, onMove }: { entry: Entry | null; mayMove: boolean; onOpen: () => void; onMove: () => void }) {
  const { me, people, jobs } = useDirectory()
  const readers = useClockReaders(entry)
  if (!entry) return <div className={styles.line}><p className={styles.faint}>Choose an interview with <Kbd keys="up" /> <Kbd keys="down" />. <Kbd keys="m" /> moves it, <Kbd keys="enter" /> opens its kit.</p></div>
  const { interview, candidate } = entry
  const span = { fromMs: interview.startMs, toMs: interview.endMs }
  return (
    <section className={styles.line} aria-label="Chosen interview">
      <div className={styles.lineWords}>
        <p><strong>{candidate?.fullName ?? 'A candidate'}</strong> · {interview.name} · {seatIds(entry).map(id => people.get(id)?.name ?? 'A colleague').join(', ') || 'nobody yet'} <span className={styles.faint}>{jobs.get(interview.jobId)?.title}</span></p>
        <div className={styles.when}><span>{sayDay(dayOf(span.fromMs, me.zone))}</span><Clocks span={span} readers={readers} /></div>
      </div>
      {interview.cancelled ? <Badge>Called off</Badge> : entry.isProposal && <Badge tone="warn" look="outline">Proposal</Badge>}
      {mayMove && !interview.cancelled && <Button size="sm" onPress={onMove} trailing={<Kbd keys="m" isDecorative />}>Move</Button>}
      <Button size="sm" onPress={onOpen} trailing={<Kbd keys="o" isDecorative />}>Kit</Button>
    </section>
  )
}
