import { useState } from 'react'
import { changeBooking, seatsAfter } from '#shared/domain/commands/interview'
import type { Interview } from '#shared/domain/model/interview'
import { useAct } from '../../actions/use-act.ts'
import { useMe, useReplica, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { clashWith, limitsPassed } from '../../actions/find-clash.ts'
import styles from './booking.module.css'
import { PlaceFields, type Place } from './place-fields.tsx'
import type { BookingStart } from './book-dialog.tsx'
import { rolesOf, SeatsField } from './seats-field.tsx'
import { spanOf, TimeFields, timeOf } from './time-fields.tsx'

/** Another time, other people, another room or call; over somebody's limit with a reason that is kept. Only people and room where another service holds the time. */
export function RescheduleDialog({ interview, mayMove, to, onClose }: { interview: Interview; mayMove: boolean; /** Where it is to go, when that is known already. */ to?: BookingStart; onClose: () => void }) {
  const me = useMe()
  const replica = useReplica()
  const act = useAct()
  const stamp = useStamp()
  const [time, setTime] = useState(() => timeOf(to ?? interview, me.zone))
  const [seats, setSeats] = useState<Interview['seats']>(() => (to ? seatsAfter(interview.seats, to.interviewerIds) : interview.seats))
  const [place, setPlace] = useState<Place>({ roomId: to ? to.roomId : interview.roomId, video: interview.video })
  const [over, setOver] = useState<readonly string[]>([])
  const [reason, setReason] = useState(interview.limitReason ?? '')
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  const save = async () => {
    const span = mayMove ? spanOf(time, me.zone) : { startMs: interview.startMs, endMs: interview.endMs }
    const interviewerIds = seats.map(seat => seat.personId)
    const kept = interview.bookedThrough?.personIds ?? []
    if (!kept.every(id => interviewerIds.includes(id))) return setProblems([{ message: `Those whom ${interview.bookedThrough?.service ?? 'the other service'} named stay in it. You may add others.` }])
    if (!span || !seats.some(seat => seat.role !== 'shadow')) return setProblems([{ message: span ? 'Choose at least one interviewer.' : 'Choose a day and a time.' }])
    const clash = await clashWith(replica, { ...span, candidateId: interview.candidateId, interviewerIds, roomId: place.roomId, exceptId: interview.id })
    if (clash) return setProblems([{ message: clash }])
    const passed = await limitsPassed(replica, { ...span, interviewerIds, exceptId: interview.id })
    setOver(passed)
    if (passed.length > 0 && reason.trim() === '') return setProblems(passed.map(message => ({ message: `${message}. Write why, or choose another time or person.` })))
    if (await act(changeBooking(interview, { ...span, ...place, interviewerIds, roles: rolesOf(seats), zone: interview.zone, limitReason: passed.length > 0 ? reason.trim() : '' }, stamp()), 'Interview changed')) onClose()
  }
  return (
    <Dialog title="Change the interview" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button type="submit" form="move-form" variant="primary">Save</Button></>}>
      <form id="move-form" className={styles.form} noValidate onSubmit={event => { event.preventDefault(); void save() }}>
        <FormErrors errors={problems} title="This cannot be booked yet" />
        {mayMove && <TimeFields time={time} zone={me.zone} onChange={setTime} />}
        <SeatsField seats={seats} onChange={setSeats} />
        <PlaceFields place={place} hasVideo={mayMove} onChange={setPlace} />
        {over.length > 0 && <TextField label="Why go over the limit" description="Kept with the booking." value={reason} onChange={setReason} maxLength={300} />}
      </form>
    </Dialog>
  )
}
