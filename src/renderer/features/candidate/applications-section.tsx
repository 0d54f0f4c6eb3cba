/* oxlint-disable jsx-a11y/no-autofocus -- a box the person just asked for is where they go on */
import { ArrowUpRight, CalendarSearch, Plus, Scale } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { addToJob } from '#shared/domain/commands/candidate'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import { openStages } from '#shared/domain/commands/job'
import { sayDay } from '#shared/lib/zoned-time'
import { HistoryButton } from '../../parts/history-button.tsx'
import { useStamp, type Directory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Badge, type Tone } from '../../ui/display/badge.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './candidate.module.css'
import { AssessmentList } from './assessment-list.tsx'
import { FirstDayList } from './first-day-list.tsx'
import { HireActions } from './hire-actions.tsx'
import { OfferLink } from './offer-link.tsx'
import { SendTest } from './send-test.tsx'
import { useAct } from '../../actions/use-act.ts'

const statusWords: Readonly<Record<Application['status'], { word: string; tone: Tone }>> = {
  active: { word: 'In process', tone: 'accent' }, rejected: { word: 'Turned away', tone: 'neutral' }, withdrawn: { word: 'Withdrew', tone: 'neutral' }, hired: { word: 'Hired', tone: 'good' },
}

type ApplicationsSectionProps = { candidate: Candidate; applications: readonly Application[]; directory: Directory; mayApply: boolean; mayPlan: boolean; isAdding: boolean; onAdding: (isAdding: boolean) => void }

/** Every job they are or were on, with the stage, and the way to its board. */
export function ApplicationsSection({ candidate, applications, directory, mayApply, mayPlan, isAdding, onAdding }: ApplicationsSectionProps) {
  const [, go] = useLocation()
  const sorted = applications.toSorted((a, b) => Number(b.status === 'active') - Number(a.status === 'active') || b.appliedAtMs - a.appliedAtMs)
  return (
    <section className={styles.section} aria-label="Jobs">
      <div className={styles.sectionHead}>
        <h2 className={styles.cardTitle}>Jobs</h2>
        {mayApply && <Button size="sm" variant="ghost" icon={<Plus aria-hidden="true" />} onPress={() => onAdding(true)}>Add to a job</Button>}
      </div>
      {sorted.length === 0 && <p className={styles.hint}>Not on any job yet. Add them to one and they appear on its board.</p>}
      <ul className={styles.entries}>
        {sorted.map(application => {
          const job = directory.jobs.get(application.jobId)
          const stage = job?.stages.find(each => each.id === application.stageId)
          const { word, tone } = statusWords[application.status]
          const reason = directory.settings?.rejectionReasons.find(each => each.id === application.rejectionReasonId)?.name
          return (
            <li key={application.id} className={classNames(styles.entry, styles.entryWrapped)}>
              <div className={styles.entryText}>
                <strong>{job?.title ?? 'A job you may not see'}</strong>
                <span className={styles.faint}>{[stage?.name, reason, application.status === 'hired' && application.hiredStartDate ? `first day ${sayDay(application.hiredStartDate)} ${application.hiredStartDate.slice(0, 4)}` : null].filter(Boolean).join(' · ')}</span>
              </div>
              <Badge tone={tone}>{word}</Badge>
              {job && <Button size="sm" variant="ghost" icon={<Scale aria-hidden="true" />} aria-label={`Debrief for ${job.title}`} onPress={() => go(`/jobs/${job.id}/debrief/${application.id}`)}>Debrief</Button>}
              <OfferLink application={application} />
              {job && application.status === 'hired' && <HireActions application={application} job={job} candidate={candidate} />}
              {job && mayPlan && application.status === 'active' && <Button size="sm" variant="ghost" icon={<CalendarSearch aria-hidden="true" />} aria-label={`Plan interviews for ${job.title}`} onPress={() => go(`/plan/${application.id}`)}>Plan interviews</Button>}
              <SendTest application={application} candidate={candidate} directory={directory} />
              {job && <Button size="sm" variant="ghost" icon={<ArrowUpRight aria-hidden="true" />} aria-label={`Open the board of ${job.title}`} onPress={() => go(`/pipeline/${job.id}`)}>Board</Button>}
              <HistoryButton collection="applications" id={application.id} of={`the application for ${job?.title ?? 'this job'}`} size="sm" />
            </li>
          )
        })}
      </ul>
      <AssessmentList candidateId={candidate.id} applications={sorted} directory={directory} />
      {sorted.map(application => <FirstDayList key={application.id} application={application} candidateName={candidate.fullName} jobTitle={sorted.length > 1 ? directory.jobs.get(application.jobId)?.title ?? null : null} />)}
      {isAdding && <AddToJobDialog candidate={candidate} applications={applications} directory={directory} onClose={() => onAdding(false)} />}
    </section>
  )
}

const refusals = {
  candidate_merged: 'This person was merged into another. Add that one.',
  candidate_erased: 'This candidate was erased at their request.',
  already_on_job: 'They are already in process on this job.',
  job_closed: 'This job is closed. Reopen it first.',
  no_stage: 'This job has no open stage. Add one to the job first.',
} as const

function AddToJobDialog({ candidate, applications, directory, onClose }: { candidate: Candidate; applications: readonly Application[]; directory: Directory; onClose: () => void }) {
  const act = useAct()
  const stamp = useStamp()
  const taken = new Set(applications.filter(each => each.status === 'active').map(each => each.jobId))
  const jobs = [...directory.jobs.values()].filter(job => job.status !== 'closed' && !taken.has(job.id)).toSorted((a, b) => a.title.localeCompare(b.title))
  const [jobId, setJobId] = useState<string | null>(null)
  const [stageId, setStageId] = useState<string | null>(null)
  const job = jobId === null ? undefined : directory.jobs.get(jobId)
  const stages = job ? openStages(job) : []
  const save = async () => {
    if (!job) return
    const answer = addToJob(candidate, job, applications, stamp(), stageId ?? undefined)
    if (answer.kind === 'refused') return toast({ text: refusals[answer.reason], tone: 'warn' })
    if (await act(answer.changes, `${candidate.fullName} is on ${job.title}`)) onClose()
  }
  return (
    <Dialog title={`Add ${candidate.fullName} to a job`} size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isDisabled={!job} onPress={() => void save()}>Add</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); void save() }}>
        <ComboBox label="Job" options={jobs.map(({ id, title, requisitionCode }) => ({ id, label: title, description: requisitionCode || undefined }))} value={jobId} autoFocus emptyText="No open job fits." onChange={id => { setJobId(id); setStageId(null) }} />
        {job && <Select label="Stage" options={stages.map(({ id, name }) => ({ id, label: name }))} value={stageId ?? stages[0]?.id ?? null} onChange={setStageId} />}
      </form>
    </Dialog>
  )
}
