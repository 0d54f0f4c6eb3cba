import { CalendarClock, Undo2, UserRoundCheck } from 'lucide-react'
import { useState } from 'react'
import { changeStartDate, reopenApplications } from '#shared/domain/commands/pipeline'
import { openStages } from '#shared/domain/commands/job'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import { ownerOf } from '#shared/domain/onboarding/owned-fields'
import { sayDay } from '#shared/lib/zoned-time'
import { useAct } from '../../actions/use-act.ts'
import { useDirectory, useMay, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { Menu } from '../../ui/overlays/menu.tsx'
import styles from './candidate.module.css'
import { HireTold } from './hire-told.tsx'

type HireProps = { application: Application; job: Job; candidate: Candidate }

/** What can still be done about a hire: another first day, or taking it back. Connected systems hear of both. */
export function HireActions({ application, job, candidate }: HireProps) {
  const may = useMay()
  const [open, setOpen] = useState<'date' | 'reversal' | null>(null)
  const mayChange = may({ collection: 'applications', before: application, after: application, fields: ['hiredStartDate'] }).kind === 'allowed'
  if (!mayChange) return null
  const items = [
    { id: 'date', title: 'Change the first day', icon: <CalendarClock />, run: () => setOpen('date') },
    { id: 'reversal', title: 'Take the hire back', icon: <Undo2 />, isDanger: true, run: () => setOpen('reversal') },
  ]
  const close = () => setOpen(null)
  return (
    <>
      <Menu label={`Hire for ${job.title}`} trigger={<Button size="sm" variant="ghost" icon={<UserRoundCheck aria-hidden="true" />}>Hire</Button>} sections={[{ id: 'hire', items }]} />
      {open === 'date' && <StartDateDialog application={application} job={job} candidate={candidate} onClose={close} />}
      {open === 'reversal' && <ReversalDialog application={application} job={job} candidate={candidate} onClose={close} />}
    </>
  )
}

function StartDateDialog({ application, job, candidate, onClose }: HireProps & { onClose: () => void }) {
  const act = useAct()
  const stamp = useStamp()
  const { settings } = useDirectory()
  const owner = ownerOf('startDate', settings?.integrations ?? [])
  const [startDate, setStartDate] = useState(application.hiredStartDate ?? '')
  const save = () => {
    void act(changeStartDate(application, startDate || null, stamp()), startDate ? `First day: ${sayDay(startDate)} ${startDate.slice(0, 4)}` : 'The first day is open again')
    onClose()
  }
  return (
    <Dialog title={`First day of ${candidate.fullName}`} description={job.title} size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={owner ? <Button onPress={onClose}>Close</Button> : <><Button onPress={onClose}>Cancel</Button><Button variant="primary" type="submit" form="start-date-form">Save</Button></>}>
      {owner ? <OwnedElsewhere title={owner.title} startDate={application.hiredStartDate} /> : <form id="start-date-form" className={styles.form} onSubmit={event => { event.preventDefault(); save() }}>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the one question of this dialog */}
        <DateField label="First day" value={startDate} onChange={setStartDate} autoFocus description="May stay empty until it is known." />
        <HireTold kind="start_date.changed" application={application} job={job} candidate={candidate} startDate={startDate || null} />
      </form>}
    </Dialog>
  )
}

/** A day that another system owns is not asked for: the server would refuse it. */
function OwnedElsewhere({ title, startDate }: { title: string; startDate: string | null }) {
  return (
    <div className={styles.form}>
      <p>{startDate ? `${sayDay(startDate)} ${startDate.slice(0, 4)}` : 'Not known yet'}</p>
      <Banner tone="accent">{title} owns the first day. Change it there: Shortlist reads it every 15 minutes and tells every other system. Who owns it is the workspace owner’s to change, under Integrations.</Banner>
    </div>
  )
}

function ReversalDialog({ application, job, candidate, onClose }: HireProps & { onClose: () => void }) {
  const act = useAct()
  const stamp = useStamp()
  // Nobody in process stands on the stage for those who are hired.
  const back = openStages(job).find(stage => stage.type === 'offer') ?? openStages(job).findLast(stage => stage.type !== 'hired')
  const takeBack = () => {
    void act(reopenApplications([application], back?.id ?? null, stamp()), `The hire of ${candidate.fullName} is taken back`)
    onClose()
  }
  return (
    <Dialog title={`Take back the hire of ${candidate.fullName}`} description={job.title} size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Keep the hire</Button><Button variant="danger" onPress={takeBack}>Take the hire back</Button></>}>
      <div className={styles.form}>
        <p className={styles.hint}>They are in process again{back ? `, at ${back.name}` : ''}, the opening is free, and what was prepared for the first day is called off where the system can do that. Undo marks them as hired anew, which begins that work again.</p>
        <HireTold kind="hire.reversed" application={application} job={job} candidate={candidate} />
      </div>
    </Dialog>
  )
}
