import { useMemo, useState } from 'react'
import { changeLoop } from '#shared/domain/commands/change-loop'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import { wallOfMinute } from '#shared/domain/plan-words'
import { addDays, dayOf, wallMinutes, wallTimeOf, wallToInstant } from '#shared/lib/zoned-time'
import { useAct } from '../../actions/use-act.ts'
import { useDirectory, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Spinner } from '../../ui/display/spinner.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './offers.module.css'
import { PlanView } from './plan-view.tsx'
import { useAsked } from './use-asked.ts'
import { useLoopQuestion } from './use-loop-question.ts'
import { WallField } from './wall-field.tsx'

/** The whole loop at another time: with the same people and distances where that is possible, else in the same sequence. */
export function MoveLoopDialog({ loop, job, candidate, onClose }: { loop: readonly Interview[]; job: Job; candidate: Candidate; onClose: () => void }) {
  const { me } = useDirectory()
  const act = useAct()
  const stamp = useStamp()
  const [askedMs] = useState(() => Date.now())
  const [steady] = useState(loop)
  const zone = steady[0]!.zone
  const [day, setDay] = useState(() => addDays(dayOf(steady[0]!.startMs, zone), 1))
  const [minute, setMinute] = useState(() => wallMinutes(wallTimeOf(steady[0]!.startMs, zone)))
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day)
  const known = useLoopQuestion(steady, job, candidate, isDay ? day : null, askedMs)
  const fromMs = isDay ? Math.max(askedMs, wallToInstant(day, wallOfMinute(minute), zone)) : null
  const question = useMemo(() => (known && fromMs !== null ? { kind: 'shift' as const, input: known.gathered.input, booked: known.booked, fromMs } : null), [known, fromMs])
  const { asked } = useAsked<'shift'>(question, String(fromMs))
  const moved = asked.kind === 'ready' && asked.answer.kind === 'moved' ? asked.answer : null
  const input = asked.kind === 'ready' ? asked.asked.input : null
  const save = async () => {
    if (moved && await act(changeLoop(steady, moved.plan, stamp()), `${steady.length === 1 ? 'The interview' : 'The whole loop'} is moved`)) onClose()
  }
  return (
    <Dialog title="Move the whole loop" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button type="submit" form="move-loop" variant="primary" isDisabled={!moved}>Move</Button></>}>
      <form id="move-loop" className={styles.part} noValidate onSubmit={event => { event.preventDefault(); void save() }}>
        <div className={styles.buttons}>
          <DateField label="Begin on" value={day} onChange={setDay} />
          <WallField label="Not before" minute={minute} onChange={setMinute} />
          <span className={styles.faint}>{zone.replaceAll('_', ' ')}</span>
        </div>
        {asked.kind === 'working' && <Spinner label="Looking for the next time that fits" />}
        {asked.kind === 'failed' && <Banner tone="bad">The search ended with an error. Nothing was changed.</Banner>}
        {asked.kind === 'ready' && !moved && <Banner tone="warn">The loop fits nowhere within four days from then. Choose a later day, or plan it anew.</Banner>}
        {moved && input && (
          <>
            <p className={styles.hint}>{moved.kept === 'gapsAndPeople' ? 'The same people at the same distances.' : 'In the same sequence; some people or distances change.'}</p>
            <PlanView plan={moved.plan} input={input} zone={zone} ownZone={me.zone} />
          </>
        )}
      </form>
    </Dialog>
  )
}
