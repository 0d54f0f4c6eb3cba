import { useMemo } from 'react'
import { from } from 'rxjs'
import { dayOf, sayDay } from '#shared/lib/zoned-time'
import { clashWith } from '../../actions/find-clash.ts'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { isBusyDuring, sayAge, type BusyTimes } from './busy-blocks.ts'
import styles from './calendar.module.css'
import { Clocks, useClockReaders } from './entry-line.tsx'
import type { Draft } from './grid-items.ts'

/** Where an interview would go, on each wall, and what speaks against it. Nothing is written before it is put down. */
export function MoveLine({ draft, busy, nowMs, canSwap, onPut, onLeave }: { draft: Draft; busy: ReadonlyMap<string, BusyTimes>; nowMs: number; canSwap: boolean; onPut: () => void; onLeave: () => void }) {
  const { me, people } = useDirectory()
  const replica = useReplica()
  const { entry: { interview, candidate }, span, interviewerIds } = draft
  const readers = useClockReaders(draft.entry, interviewerIds)
  const wanted = useMemo(() => ({ startMs: span.fromMs, endMs: span.toMs, candidateId: interview.candidateId, interviewerIds, exceptId: interview.id }), [span, interview, interviewerIds])
  const clash = useLive(() => from(clashWith(replica, wanted)), [replica, wanted])
  const taken = interviewerIds.filter(id => isBusyDuring(busy.get(id), span))
  const busyWords = taken.map(id => `The calendar of ${people.get(id)?.name ?? 'a colleague'} says busy (${sayAge(busy.get(id)!.readAtMs, nowMs)}).`)
  const against = [...(clash.kind === 'ready' && clash.value !== null ? [clash.value] : []), ...busyWords].join(' ')
  return (
    <section className={styles.line} aria-label="Moving an interview">
      <div className={styles.lineWords}>
        <p role="status">Moving <strong>{candidate?.fullName ?? 'A candidate'}</strong> · {interview.name} to {sayDay(dayOf(span.fromMs, me.zone))} · {interviewerIds.map(id => people.get(id)?.name ?? 'A colleague').join(', ') || 'nobody yet'}{against !== '' && <span className={styles.against}> {against}</span>}</p>
        <Clocks span={span} readers={readers} />
      </div>
      <span className={styles.keys}><Kbd keys="up" /><Kbd keys="down" /> 15 min <Kbd keys="left" /><Kbd keys="right" /> {canSwap ? 'person' : 'day'}</span>
      <Button size="sm" onPress={onLeave} trailing={<Kbd keys="escape" isDecorative />}>Leave it</Button>
      <Button size="sm" variant="primary" onPress={onPut} trailing={<Kbd keys="enter" tone="inverse" isDecorative />}>Put here</Button>
    </section>
  )
}
