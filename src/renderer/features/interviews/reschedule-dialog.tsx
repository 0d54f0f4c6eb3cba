import { useState } from 'react'
import { changeBooking } from '#shared/domain/commands/interview'
import type { Interview } from '#shared/domain/model/interview'
import { useAct } from '../../actions/use-act.ts'
import { useMe, useReplica, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { clashWith } from '../../actions/find-clash.ts'
import styles from './interviews.module.css'
import { PeoplePicker } from '../../parts/people-picker.tsx'
import { spanOf, TimeFields, timeOf } from './time-fields.tsx'

/** Another time, or other people. */
export function RescheduleDialog({ interview, onClose }: { interview: Interview; onClose: () => void }) {
  const me = useMe()
  const replica = useReplica()
  const act = useAct()
  const stamp = useStamp()
  const [time, setTime] = useState(() => timeOf(interview, me.zone))
  const [interviewerIds, setInterviewers] = useState<readonly string[]>(() => interview.seats.map(seat => seat.personId))
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  const save = async () => {
    const span = spanOf(time, me.zone)
    if (!span || interviewerIds.length === 0) return setProblems([{ message: span ? 'Choose at least one interviewer.' : 'Choose a day and a time.' }])
    const clash = await clashWith(replica, { ...span, candidateId: interview.candidateId, interviewerIds, exceptId: interview.id })
    if (clash) return setProblems([{ message: clash }])
    if (await act(changeBooking(interview, { ...span, interviewerIds, zone: me.zone }, stamp()), 'Interview changed')) onClose()
  }
  return (
    <Dialog title="Change the interview" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button type="submit" form="move-form" variant="primary">Save</Button></>}>
      <form id="move-form" className={styles.form} noValidate onSubmit={event => { event.preventDefault(); void save() }}>
        <FormErrors errors={problems} title="This cannot be booked yet" />
        <TimeFields time={time} zone={me.zone} onChange={setTime} />
        <PeoplePicker label="Interviewers" chosen={interviewerIds} onChange={setInterviewers} />
      </form>
    </Dialog>
  )
}
