import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { madeBookingLinkSchema, type MadeBookingLink, type NewBookingLink } from '#shared/contract/booking-links'
import { openPlans, sessionsOf } from '#shared/domain/commands/interview-plan'
import { editJob } from '#shared/domain/commands/job'
import type { Application } from '#shared/domain/model/application'
import { usualBookingRules } from '#shared/domain/model/booking-link'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import { addDays, dayOf, startOfDay } from '#shared/lib/zoned-time'
import { useAct } from '../../actions/use-act.ts'
import { useMay, useStamp, type Directory } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Switch } from '../../ui/fields/switch.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { BookingRulesFields } from './booking-rules-fields.tsx'
import { noChoice, OutsideFields } from './outside-booking.tsx'
import styles from './candidate.module.css'

const times = 'times'
/** Our own page, beside the services that are connected. */
const ownPage = 'own'
/** How long a link to another service is looked after; the service itself knows no end. */
const outsideDays = 45

/** What may be booked: a whole plan, one of its meetings, or only when somebody can come. */
function wishes(job: Job | undefined): readonly { id: string; label: string; description?: string }[] {
  const plans = job ? openPlans(job) : []
  return [
    ...plans.flatMap(plan => {
      const sessions = job ? sessionsOf(job, plan.id) : []
      if (sessions.length === 0) return []
      const whole = { id: plan.id, label: plan.name, description: sessions.map(session => session.name).join(', ') }
      return [whole, ...(sessions.length > 1 ? sessions.map(session => ({ id: `${plan.id} ${session.id}`, label: `${plan.name}: only ${session.name}` })) : [])]
    }),
    { id: times, label: 'When they can come', description: 'They tick times; you plan from them.' },
  ]
}

/** Makes a link and shows it once, or sends it. */
export function BookingLinkDialog({ candidate, applications, directory, onClose }: { candidate: Candidate; applications: readonly Application[]; directory: Directory; onClose: () => void }) {
  const { me, settings, jobs } = directory
  const act = useAct()
  const stamp = useStamp()
  const may = useMay()
  const [today] = useState(() => dayOf(Date.now(), me.zone))
  const [applicationId, setApplication] = useState(applications[0]!.id)
  const application = applications.find(each => each.id === applicationId) ?? applications[0]!
  const job = jobs.get(application.jobId)
  const options = wishes(job)
  const [chosen, setChosen] = useState<string | null>(null)
  const wish = options.some(option => option.id === chosen) ? chosen! : options[0]!.id
  const services = (settings?.integrations ?? []).filter(each => each.category === 'booking' && each.state !== 'paused')
  const [where, setWhere] = useState<string>(ownPage)
  const service = services.find(each => each.id === where) ?? null
  const [outside, setOutside] = useState(noChoice)
  const [rules, setRules] = useState(job?.bookingRules ?? usualBookingRules)
  const [[from, until], setDays] = useState(() => [addDays(today, 1), addDays(today, 15)] as const)
  const address = candidate.emails[0]
  const maySend = (settings?.capabilities.email ?? false) && address !== undefined
  const [isSending, setSending] = useState(maySend)
  const [subject, setSubject] = useState(`Choose a time: ${job?.title ?? 'your interview'}`)
  const [body, setBody] = useState(() => `Hello ${candidate.fullName.split(' ')[0]},\n\nplease choose the time that suits you best:\n\n{{link}}\n\nKind regards\n${me.name}`)
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  const [isPending, setPending] = useState(false)
  const [made, setMade] = useState<MadeBookingLink | null>(null)
  const mayRule = job !== undefined && may({ collection: 'jobs', before: job, after: job, fields: ['bookingRules'] }).kind === 'allowed'

  /** What is booked, and until when, as the server takes it. */
  const asked = (): Omit<NewBookingLink, 'applicationId' | 'letter'> => {
    if (service && outside.kindId !== null) {
      const [fromMs, untilMs] = [startOfDay(today, me.zone), startOfDay(addDays(today, outsideDays), me.zone)]
      return { kind: 'loop', planId: job?.sessions.find(session => session.id === outside.sessionId)?.planId ?? null, sessionIds: outside.sessionId === null ? null : [outside.sessionId], fromMs, untilMs, expiresAtMs: untilMs, outside: { connectionId: service.id, kindId: outside.kindId } }
    }
    const [planId = null, sessionId] = wish === times ? [] : wish.split(' ')
    const untilMs = startOfDay(addDays(until, 1), me.zone)
    return { kind: wish === times ? 'times' : 'loop', planId, sessionIds: sessionId === undefined ? null : [sessionId], fromMs: startOfDay(from, me.zone), untilMs, expiresAtMs: untilMs }
  }

  const make = async () => {
    if (service ? outside.kindId === null : !(from <= until) || until < today) return setProblems([{ message: service ? 'Choose the kind of meeting that is booked.' : 'Choose a last day that is not before the first, and not over.' }])
    const letter = isSending && maySend ? { subject, body } : null
    setPending(true)
    try {
      if (job && mayRule && !service) {
        const changes = editJob(job, { bookingRules: rules }, stamp())
        if (changes.length > 0 && (job.bookingRules !== null || JSON.stringify(rules) !== JSON.stringify(usualBookingRules))) await act(changes, 'Rules of booking links changed')
      }
      setMade(await serverRequest('POST', '/api/booking-links', madeBookingLinkSchema, { ...asked(), applicationId: application.id, letter } satisfies NewBookingLink))
    } catch (error) {
      setProblems([{ message: sayProblem(error) }])
    }
    setPending(false)
  }

  if (made) return <MadeLink made={made} service={service} name={candidate.fullName} address={address ?? ''} onClose={onClose} />
  return (
    <Dialog title={`A booking link for ${candidate.fullName}`} isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button type="submit" form="booking-link-form" variant="primary" isPending={isPending}>{isSending && maySend ? 'Send the link' : 'Make the link'}</Button></>}>
      <form id="booking-link-form" className={styles.form} noValidate onSubmit={event => { event.preventDefault(); void make() }}>
        <FormErrors errors={problems} title="The link could not be made" />
        {applications.length > 1 && <Select label="Job" options={applications.map(each => ({ id: each.id, label: jobs.get(each.jobId)?.title ?? 'A job' }))} value={applicationId} onChange={id => { setApplication(id); setOutside(noChoice); setRules(jobs.get(applications.find(each => each.id === id)?.jobId ?? '')?.bookingRules ?? usualBookingRules) }} />}
        {services.length > 0 && <Select label="Where they book" options={[{ id: ownPage, label: 'Shortlist page', description: 'Offers only times at which everybody is free here.' }, ...services.map(({ id, title }) => ({ id, label: title, description: 'What they book, move or call off there comes back here.' }))]} value={where} onChange={id => { setWhere(id); setProblems([]) }} />}
        {service ? <OutsideFields connectionId={service.id} job={job} value={outside} onChange={setOutside} /> : <>
        <Select label="What they choose" options={options} value={wish} onChange={setChosen} {...(options.length === 1 ? { description: 'To offer times by themselves, write an interview plan for the job first.' } : {})} />
        <div className={styles.pair}>
          <DateField label="First day on offer" value={from} onChange={day => setDays([day, until])} isRequired />
          <DateField label="Last day, and how long the link works" value={until} onChange={day => setDays([from, day])} isRequired />
        </div>
        {mayRule && <Disclosure title="What candidates of this job may do"><BookingRulesFields rules={rules} onChange={setRules} /></Disclosure>}
        </>}
        {maySend ? <Switch isSelected={isSending} onChange={setSending}>Send it to {address}</Switch> : <p className={styles.hint}>{address === undefined ? 'No e-mail address is known, so you get the link to copy.' : 'Shortlist cannot send e-mail yet, so you get the link to copy.'}</p>}
        {isSending && maySend && <><TextField label="Subject" value={subject} onChange={setSubject} maxLength={300} isRequired /><TextArea label="Text" rows={7} value={body} onChange={setBody} maxLength={5_000} description="The link stands where {{link}} is." /></>}
      </form>
    </Dialog>
  )
}

function MadeLink({ made, service, name, address, onClose }: { made: MadeBookingLink; service: Readonly<{ title: string; sandbox: boolean }> | null; name: string; address: string; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made.url)
      setCopied(true)
    } catch {
      // Refused by the browser: the link stays selectable in the box.
      document.querySelector<HTMLInputElement>('#booking-link')?.select()
    }
  }
  return (
    <Dialog title={`A link for ${name}`} isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }} description={service ? `It is for this candidate alone, books once, and is shown only now. ${service.title} cannot take it back.` : 'It is for this candidate alone and is shown only now.'}
      footer={<><Button variant="primary" icon={isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />} onPress={() => void copy()}>{isCopied ? 'Copied' : 'Copy link'}</Button><Button onPress={onClose}>Done</Button></>}>
      <div className={styles.form}>
        {service?.sandbox === true && <Banner tone="warn">{service.title} is set to rehearse: this link leads nowhere, and no letter was sent.</Banner>}
        {made.letter === 'sent' && <Banner tone="good">Sent to {address}.</Banner>}
        {made.letter === 'failed' && <Banner tone="bad">The letter could not be sent. Copy the link and send it yourself.</Banner>}
        {!made.hasTimes && <Banner tone="warn">Nothing is free in these days as things stand. Name more interviewers in the plan, or offer more days.</Banner>}
        <TextField id="booking-link" label="Booking link" isReadOnly value={made.url} />
      </div>
    </Dialog>
  )
}
