import { ArrowLeft, BriefcaseBusiness, KanbanSquare, ListChecks, Lock, LockOpen, Scale } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { editJob, reopenJob } from '#shared/domain/commands/job'
import type { Job } from '#shared/domain/model/job'
import { byRank } from '#shared/lib/rank'
import { HistoryButton } from '../../parts/history-button.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useMay, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { InlineEdit } from '../../ui/layout/inline-edit.tsx'
import { choiceFields } from './choice-fields.ts'
import { CloseJobDialog } from './close-job-dialog.tsx'
import { HiresTold } from './hires-told.tsx'
import { HiringTeamCard } from './hiring-team-card.tsx'
import { JobTimeline } from './job-timeline.tsx'
import { daysBetween, daysWords, statusWords } from './job-words.ts'
import styles from './jobs.module.css'
import { setOpenJob } from './open-job.ts'
import { StagesCard } from './stages-card.tsx'
import { useAct } from '../../actions/use-act.ts'
import { isStale, useJobFigures } from './use-job-figures.ts'
import { useNow } from '../../actions/use-now.ts'

/** Everything about one job but its board, which is a key away. */
export function JobScreen() {
  const { id = '' } = useParams<{ id: string }>()
  const { jobs } = useDirectory()
  const [, go] = useLocation()
  const job = jobs.get(id)
  const back = <IconButton label="Back to all jobs" shortcut="escape" icon={<ArrowLeft aria-hidden="true" />} onPress={() => go('/jobs')} />
  if (!job) {
    return (
      <>
        <PageHeader title="Job" lead={back} />
        <EmptyState icon={<BriefcaseBusiness />} title="This job is not here" action={<Button onPress={() => go('/jobs')}>All jobs</Button>}>It may not have arrived at this computer yet, or you may not see it any more.</EmptyState>
      </>
    )
  }
  return <JobView key={id} job={job} lead={back} />
}

function JobView({ job, lead }: { job: Job; lead: React.ReactNode }) {
  const [, go] = useLocation()
  const may = useMay()
  const act = useAct()
  const stamp = useStamp()
  const [isClosing, setClosing] = useState(false)
  const mayEdit = may({ collection: 'jobs', before: job, after: job, fields: ['title', 'stages', 'status'] }).kind === 'allowed'
  const mayDescribe = may({ collection: 'jobs', before: job, after: job, fields: ['description'] }).kind === 'allowed'
  const set = (fields: Partial<Job>, said: string) => act(editJob(job, fields, stamp()), said)
  const reopen = () => void act(reopenJob(job, stamp()), `${job.title} is open again`)
  const actions = [
    { id: 'board', keys: 'b', title: 'Open the board', run: () => go(`/pipeline/${job.id}`) },
    { id: 'plan', keys: 'i', title: 'Interview plan', run: () => go(`/jobs/${job.id}/plan`) },
    { id: 'debrief', keys: 'd', title: 'Debrief', run: () => go(`/jobs/${job.id}/debrief`) },
    { id: 'kits', keys: 'k', title: 'Interview kits', run: () => go(`/jobs/${job.id}/kits`) },
    ...(!mayEdit ? [] : job.status === 'closed' ? [{ id: 'reopen', keys: 'shift+c', title: 'Reopen the job', run: reopen }] : [{ id: 'close', keys: 'shift+c', title: 'Close the job', run: () => setClosing(true) }]),
    { id: 'back', keys: 'escape', title: 'Back to all jobs', run: () => go('/jobs') },
  ]
  useShortcuts('job', actions.map(({ keys, title, run }) => ({ keys, title, run, section: 'Job' })))
  setOpenJob({ title: job.title, path: `/jobs/${job.id}`, actions })
  const rename = async (typed: string) => {
    if (typed.trim() === '') return 'A job needs a title.'
    await set({ title: typed.trim().slice(0, 200) }, 'Title changed')
  }
  return (
    <div className={styles.page}>
      <PageHeader title={job.title} lead={lead}>
        <span className={styles.grow} />
        <HistoryButton collection="jobs" id={job.id} of="this job" />
        <Button icon={<ListChecks aria-hidden="true" />} onPress={() => go(`/jobs/${job.id}/plan`)}>Interview plan</Button>
        <Button icon={<KanbanSquare aria-hidden="true" />} onPress={() => go(`/pipeline/${job.id}`)}>Board</Button>
        <Button icon={<Scale aria-hidden="true" />} onPress={() => go(`/jobs/${job.id}/debrief`)}>Debrief</Button>
        {mayEdit && (job.status === 'closed'
          ? <Button icon={<LockOpen aria-hidden="true" />} onPress={reopen}>Reopen</Button>
          : <Button icon={<Lock aria-hidden="true" />} onPress={() => setClosing(true)}>Close job</Button>)}
      </PageHeader>
      <div className={styles.columns}>
        <div className={styles.main}>
          <InlineEdit label="Title" value={job.title} size="title" isReadOnly={!mayEdit} onCommit={rename} />
          <Standing job={job} />
          <section className={styles.section} aria-label="Description">
            <h2 className={styles.cardTitle}>Description</h2>
            <InlineEdit label="Description" value={job.description} isMultiline placeholder="What the person will do, and what they need to bring" isReadOnly={!mayDescribe} onCommit={async value => { await set({ description: value.slice(0, 50_000) }, 'Description changed') }} />
          </section>
          <StagesCard job={job} isReadOnly={!mayEdit} />
          <JobTimeline job={job} />
        </div>
        <aside className={styles.side} aria-label="Details">
          <Details job={job} isReadOnly={!mayEdit} onSet={set} />
          <HiringTeamCard job={job} isReadOnly={!mayEdit} />
        </aside>
      </div>
      {isClosing && <CloseJobDialog job={job} onClose={() => setClosing(false)} />}
    </div>
  )
}

/** Open or closed, how long, how many hired, and whether it went quiet. */
function Standing({ job }: { job: Job }) {
  const now = useNow()
  const figures = useJobFigures(job)
  const days = daysWords(daysBetween(job.createdAtMs, job.closedAtMs ?? now))
  return (
    <p className={styles.standing}>
      <Badge tone={job.status === 'open' ? 'good' : 'neutral'}>{statusWords[job.status]}</Badge>
      <span>{job.status === 'closed' ? `was open for ${days}` : `open for ${days}`}</span>
      {figures.kind === 'ready' && <><span>{figures.value.active} in process</span><span>{figures.value.hired} of {job.openings} hired</span></>}
      {job.closeReason !== '' && <span>{job.closeReason}</span>}
      {figures.kind === 'ready' && isStale(job, figures.value, now) && <Badge tone="warn">Nothing happened for {daysWords(daysBetween(figures.value.lastAtMs ?? job.createdAtMs, now))}</Badge>}
    </p>
  )
}

function Details({ job, isReadOnly, onSet }: { job: Job; isReadOnly: boolean; onSet: (fields: Partial<Job>, said: string) => Promise<boolean> }) {
  const { settings } = useDirectory()
  return (
    <section className={styles.card} aria-label="About the job">
      <h2 className={styles.cardTitle}>About the job</h2>
      <Select label="Status" isDisabled={isReadOnly || job.status === 'closed'} value={job.status} onChange={status => void onSet({ status }, `Now: ${statusWords[status].toLowerCase()}`)}
        options={(['draft', 'open', 'onHold', ...(job.status === 'closed' ? ['closed' as const] : [])] as const).map(id => ({ id, label: statusWords[id] }))} />
      <NumberField label="Openings" value={job.openings} minValue={0} maxValue={10_000} isDisabled={isReadOnly} onChange={openings => { if (!Number.isNaN(openings) && openings !== job.openings) void onSet({ openings: Math.round(openings) }, 'Openings changed') }} />
      {choiceFields.map(({ field, label, list }) => (
        <Select key={field} label={label} isDisabled={isReadOnly} value={job[field]} placeholder="Not set"
          options={(settings?.[list] ?? []).filter(value => !value.archived || value.id === job[field]).toSorted(byRank).map(({ id, name }) => ({ id, label: name }))}
          onChange={id => { if (id !== job[field]) void onSet({ [field]: id }, `${label} changed`) }} />
      ))}
      <DateField label="Wanted start" value={job.targetStartDate ?? ''} isDisabled={isReadOnly} onChange={date => { if (date === '' || /^[12]\d{3}-\d{2}-\d{2}$/.test(date)) void onSet({ targetStartDate: date === '' ? null : date }, 'Start date changed') }} />
      <div className={styles.labelled}><span className={styles.label}>Requisition code</span><InlineEdit label="Requisition code" value={job.requisitionCode} placeholder="Add a code" isReadOnly={isReadOnly} onCommit={async value => { await onSet({ requisitionCode: value.trim().slice(0, 60) }, 'Code changed') }} /></div>
      <Select label="Scorecards are read" isDisabled={isReadOnly} value={job.scorecardVisibility} onChange={scorecardVisibility => { if (scorecardVisibility !== job.scorecardVisibility) void onSet({ scorecardVisibility }, 'Who reads scorecards changed') }}
        options={[{ id: 'afterOwn', label: 'After handing in one’s own' }, { id: 'always', label: 'By hiring managers at any time, by the panel after their own' }, { id: 'never', label: 'By recruiters only' }]} />
      {!isReadOnly && <HiresTold job={job} />}
    </section>
  )
}
