import { useMemo } from 'react'
import { from } from 'rxjs'
import type { Interview } from '#shared/domain/model/interview'
import { dayOf, sayDay } from '#shared/lib/zoned-time'
import { clashWith } from '../../actions/find-clash.ts'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import styles from './calendar.module.css'
import { Clocks, useClockReaders } from './entry-line.tsx'
import type { Draft } from './grid-items.ts'
import { objectionsTo, type PlaceFacts } from './objections.ts'

type MoveLineProps = { draft: Draft; factsOf: (interview: Interview) => PlaceFacts; isSideBySide: boolean; onPut: () => void; onLeave: () => void }

/** Where an interview would go, on each wall, and what speaks against it. Nothing is written before it is put down. */
export function MoveLine({ draft, factsOf, isSideBySide, onPut, onLeave }: MoveLineProps) {
  const { me, people, settings } = useDirectory()
  const replica = useReplica()
  const { entry: { interview, candidate }, span, seating } = draft
  const readers = useClockReaders(draft.entry, seating.interviewerIds)
  const wanted = useMemo(() => ({ startMs: span.fromMs, endMs: span.toMs, candidateId: interview.candidateId, ...seating, exceptId: interview.id }), [span, interview, seating])
  const clash = useLive(() => from(clashWith(replica, wanted)), [replica, wanted])
  const against = [...(clash.kind === 'ready' && clash.value !== null ? [clash.value] : []), ...objectionsTo(interview, span, seating, factsOf(interview))].join(' ')
  const room = settings?.rooms.find(each => each.id === seating.roomId)
  const where = [seating.interviewerIds.map(id => people.get(id)?.name ?? 'A colleague').join(', ') || 'nobody yet', ...(room ? [room.name] : [])].join(' · ')
  return (
    <section className={styles.line} aria-label="Moving an interview">
      <div className={styles.lineWords}>
        <p role="status">Moving <strong>{candidate?.fullName ?? 'A candidate'}</strong> · {interview.name} to {sayDay(dayOf(span.fromMs, me.zone))} · {where}{against !== '' && <span className={styles.against}> {against}</span>}</p>
        <Clocks span={span} readers={readers} />
      </div>
      <span className={styles.keys}><Kbd keys="up" /><Kbd keys="down" /> 15 min <Kbd keys="left" /><Kbd keys="right" /> {isSideBySide ? 'person or room' : 'day'}</span>
      <Button size="sm" onPress={onLeave} trailing={<Kbd keys="escape" isDecorative />}>Leave it</Button>
      <Button size="sm" variant="primary" onPress={onPut} trailing={<Kbd keys="enter" tone="inverse" isDecorative />}>Put here</Button>
    </section>
  )
}
