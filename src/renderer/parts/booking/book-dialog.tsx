import { useState } from 'react'
import { bookInterview } from '#shared/domain/commands/interview'
import { currentKits } from '#shared/domain/commands/kit'
import type { Interview } from '#shared/domain/model/interview'
import { addDays, dayOf } from '#shared/lib/zoned-time'
import { useAct } from '../../actions/use-act.ts'
import { watchPeopleOnJobs } from '../../replica/people-on-jobs.ts'
import { useDirectory, useLive, useReplica, useStamp, useSyncView } from '../../replica/react.tsx'
import { isAway } from '../../replica/sync-view.ts'
import { Button } from '../../ui/actions/button.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { clashWith, limitsPassed } from '../../actions/find-clash.ts'
import { bookedWords } from './booked-words.ts'
import styles from './booking.module.css'
import { PlaceFields, type Place } from './place-fields.tsx'
import { rolesOf, SeatsField } from './seats-field.tsx'
import { spanOf, TimeFields, timeOf } from './time-fields.tsx'

/** What a place of the calendar already says of a booking. */
export type BookingStart = Readonly<{ startMs: number; endMs: number; interviewerIds: readonly string[]; roomId: string | null }>

/** Who meets whom, when, where, with which kit. What this computer knows to clash is said at once; the server has the last word. */
export function BookDialog({ start, onClose }: { start?: BookingStart; onClose: () => void }) {
  const { me, jobs } = useDirectory()
  const replica = useReplica()
  const act = useAct()
  const stamp = useStamp()
  const onJobs = useLive(() => watchPeopleOnJobs(replica), [replica])
  const away = isAway(useSyncView())
  const [applicationId, setApplication] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [kitId, setKit] = useState<string | null>(null)
  const [seats, setSeats] = useState<Interview['seats']>((start?.interviewerIds ?? []).map(personId => ({ personId, role: 'interviewer' })))
  const [place, setPlace] = useState<Place>({ roomId: start?.roomId ?? null, video: 'none' })
  const [time, setTime] = useState(() => (start ? timeOf(start, me.zone) : { day: addDays(dayOf(Date.now(), me.zone), 1), wall: '10:00', minutes: '60' }))
  const [over, setOver] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  const found = onJobs.kind === 'ready' ? onJobs.value : []
  const job = jobs.get(found.find(each => each.applicationId === applicationId)?.jobId ?? '')
  const kits = job ? currentKits(job) : []
  const kit = kits.find(each => each.kitId === kitId) ?? null
  const book = async () => {
    const span = spanOf(time, me.zone)
    const interviewerIds = seats.map(seat => seat.personId)
    const application = applicationId === null ? null : await replica.get('applications', applicationId)
    const missing = [...(application ? [] : [{ message: 'Choose whom to interview.' }]), ...(span ? [] : [{ message: 'Choose a day and a time.' }]), ...(seats.some(seat => seat.role !== 'shadow') ? [] : [{ message: 'Choose at least one interviewer.' }])]
    if (!application || !span || missing.length > 0) return setProblems(missing)
    const clash = await clashWith(replica, { ...span, candidateId: application.candidateId, interviewerIds, roomId: place.roomId, exceptId: null })
    if (clash) return setProblems([{ message: clash }])
    const passed = await limitsPassed(replica, { ...span, interviewerIds, exceptId: null })
    setOver(passed)
    if (passed.length > 0 && reason.trim() === '') return setProblems(passed.map(message => ({ message: `${message}. Write why, or choose another time or person.` })))
    const { changes } = bookInterview({ application, name: name.trim() || kit?.name || 'Interview', ...span, ...place, interviewerIds, roles: rolesOf(seats), zone: me.zone, kit, limitReason: passed.length > 0 ? reason.trim() : '' }, stamp())
    if (await act(changes, bookedWords(1, away))) onClose()
  }
  return (
    <Dialog title="Book an interview" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }} isDismissable={false}
      footer={<><Button onPress={onClose}>Cancel</Button><Button type="submit" form="book-form" variant="primary">Book</Button></>}>
      <form id="book-form" className={styles.form} noValidate onSubmit={event => { event.preventDefault(); void book() }}>
        <FormErrors errors={problems} title="This cannot be booked yet" />
        <ComboBox label="Candidate" options={found.map(each => ({ id: each.applicationId, label: each.name, description: jobs.get(each.jobId)?.title ?? '' }))} value={applicationId} onChange={id => { setApplication(id); setKit(null) }} emptyText="Nobody in process fits." isRequired />
        {kits.length > 0 && <Select label="Interview kit" placeholder="None" options={kits.map(each => ({ id: each.kitId, label: each.name }))} value={kitId} onChange={setKit} />}
        <TextField label="What it is called" value={name} placeholder={kit?.name ?? 'Interview'} onChange={setName} maxLength={200} />
        <TimeFields time={time} zone={me.zone} onChange={setTime} />
        <SeatsField seats={seats} onChange={setSeats} />
        <PlaceFields place={place} onChange={setPlace} />
        {over.length > 0 && <TextField label="Why go over the limit" description="Kept with the booking." value={reason} onChange={setReason} maxLength={300} />}
      </form>
    </Dialog>
  )
}
