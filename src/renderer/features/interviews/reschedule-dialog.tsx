import { useState } from 'react'
import { changeBooking } from '#shared/domain/commands/interview'
import type { Interview } from '#shared/domain/model/interview'
import { useAct } from '../../actions/use-act.ts'
import { useMe, useReplica, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { clashWith, limitsPassed } from '../../actions/find-clash.ts'
import styles from './interviews.module.css'
import { PeoplePicker } from '../../parts/people-picker.tsx'
import { spanOf, TimeFields, timeOf } from './time-fields.tsx'

/** Another time, or other people; only people where another service holds the time. */
export function RescheduleDialog({ interview, mayMove, onClose }: { interview: Interview; mayMove: boolean; onClose: () => void }) {
  const me = useMe()
  const replica = useReplica()
  const act = useAct()
  const stamp = useStamp()
  const [time, setTime] = useState(() => timeOf(interview, me.zone))
  const [interviewerIds, setInterviewers] = useState<readonly string[]>(() => interview.seats.map(seat => seat.personId))
  const [over, setOver] = useState<readonly string[]>([])
  const [reason, setReason] = useState(interview.limitReason ?? '')
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  const save = async () => {
    const span = mayMove ? spanOf(time, me.zone) : { startMs: interview.startMs, endMs: interview.endMs }
    const kept = interview.bookedThrough?.personIds ?? []
    if (!kept.every(id => interviewerIds.includes(id))) return setProblems([{ message: `Those whom ${interview.bookedThrough?.service ?? 'the other service'} named stay in it. You may add others.` }])
    if (!span || interviewerIds.length === 0) return setProblems([{ message: span ? 'Choose at least one interviewer.' : 'Choose a day and a time.' }])
    const clash = await clashWith(replica, { ...span, candidateId: interview.candidateId, interviewerIds, exceptId: interview.id })
    if (clash) return setProblems([{ message: clash }])
    const passed = await limitsPassed(replica, { ...span, interviewerIds, exceptId: interview.id })
    setOver(passed)
    if (passed.length > 0 && reason.trim() === '') return setProblems(passed.map(message => ({ message: `${message}. Write why, or choose another time or person.` })))
    if (await act(changeBooking(interview, { ...span, interviewerIds, zone: interview.zone, limitReason: passed.length > 0 ? reason.trim() : '' }, stamp()), 'Interview changed')) onClose()
  }
  return (
    <Dialog title="Change the interview" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button type="submit" form="move-form" variant="primary">Save</Button></>}>
      <form id="move-form" className={styles.form} noValidate onSubmit={event => { event.preventDefault(); void save() }}>
        <FormErrors errors={problems} title="This cannot be booked yet" />
        {mayMove && <TimeFields time={time} zone={me.zone} onChange={setTime} />}
        <PeoplePicker label="Interviewers" chosen={interviewerIds} onChange={setInterviewers} />
        {over.length > 0 && <TextField label="Why go over the limit" description="Kept with the booking." value={reason} onChange={setReason} maxLength={300} />}
      </form>
    </Dialog>
  )
}
