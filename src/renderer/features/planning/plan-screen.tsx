import { ArrowLeft, ListChecks, Plus } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { addPlan, editPlan, openPlans } from '#shared/domain/commands/interview-plan'
import type { InterviewPlan } from '#shared/domain/model/interview-plan'
import type { Job } from '#shared/domain/model/job'
import { useAct } from '../../actions/use-act.ts'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useMay, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { InlineEdit } from '../../ui/layout/inline-edit.tsx'
import { PlanRules } from './plan-rules.tsx'
import styles from './planning.module.css'
import { SessionList } from './session-list.tsx'

/** The interview plans of a job: which sessions a loop has, who may sit in them, and the rules they are placed by. */
export function PlanScreen() {
  const { jobId = '' } = useParams()
  const { jobs } = useDirectory()
  const [, go] = useLocation()
  const job = jobs.get(jobId)
  const back = <IconButton label="Back to the job" shortcut="escape" icon={<ArrowLeft aria-hidden="true" />} onPress={() => go(`/jobs/${jobId}`)} />
  if (!job) return <><PageHeader title="Interview plan" lead={back} /><EmptyState icon={<ListChecks />} title="This job is not on this computer">It may have been removed, or is not shared with you.</EmptyState></>
  return <Plans key={jobId} job={job} lead={back} />
}

function Plans({ job, lead }: { job: Job; lead: React.ReactNode }) {
  const may = useMay()
  const act = useAct()
  const stamp = useStamp()
  const [, go] = useLocation()
  const [chosen, setChosen] = useState<string | null>(null)
  const plans = openPlans(job)
  const archived = job.interviewPlans.filter(plan => plan.archived)
  const plan = plans.find(each => each.id === chosen) ?? plans[0]
  const isReadOnly = may({ collection: 'jobs', before: job, after: job, fields: ['interviewPlans', 'sessions'] }).kind === 'refused'
  const add = async () => {
    const { planId, changes } = addPlan(job, plans.length === 0 ? 'Onsite' : `Plan ${plans.length + 1}`, stamp())
    if (await act(changes, 'Plan added')) setChosen(planId)
  }
  const set = (fields: Partial<InterviewPlan>, said: string) => (plan ? act(editPlan(job, plan.id, fields, stamp()), said) : Promise.resolve(false))
  useShortcuts('interview plan', [
    { keys: 'escape', title: 'Back to the job', section: 'Interview plan', run: () => go(`/jobs/${job.id}`) },
    ...(isReadOnly ? [] : [{ keys: 'c', title: 'Add another plan', section: 'Interview plan', run: () => void add() }]),
  ])
  return (
    <div className={styles.page}>
      <PageHeader title={`Interview plan · ${job.title}`} lead={lead}>
        <span className={styles.grow} />
        {!isReadOnly && plans.length > 0 && <Button icon={<Plus aria-hidden="true" />} onPress={() => void add()}>Add a plan</Button>}
      </PageHeader>
      <div className={styles.column}>
        {!plan && (
          <EmptyState icon={<ListChecks />} title="No interview plan yet" action={isReadOnly ? undefined : <Button variant="primary" onPress={() => void add()}>Write the plan</Button>}>
            A plan says which sessions a candidate goes through, who may sit in each, and in what order. With one, a whole loop is found in a moment, also with no network.
          </EmptyState>
        )}
        {plan && (
          <>
            {plans.length > 1 && <div className={styles.which}><Select label="Plan" options={plans.map(({ id, name }) => ({ id, label: name }))} value={plan.id} onChange={setChosen} /></div>}
            <div>
              <InlineEdit label="Name of the plan" value={plan.name} size="title" isReadOnly={isReadOnly} onCommit={async typed => { if (typed.trim() === '') return 'A plan needs a name.'; await set({ name: typed.trim().slice(0, 120) }, 'Plan renamed') }} />
            </div>
            <SessionList key={plan.id} job={job} plan={plan} isReadOnly={isReadOnly} />
            <PlanRules key={`${plan.id} rules`} plan={plan} isReadOnly={isReadOnly} onSet={set} />
            {!isReadOnly && <div><Button variant="ghost" onPress={() => void set({ archived: true }, `${plan.name} archived`)}>Archive this plan</Button></div>}
          </>
        )}
        {archived.length > 0 && (
          <ul className={styles.rows} aria-label="Archived plans">
            {archived.map(each => (
              <li key={each.id} className={styles.row}>
                <span className={styles.words}><span className={styles.faint}>{each.name} · archived</span></span>
                {!isReadOnly && <Button size="sm" variant="ghost" aria-label={`Bring back ${each.name}`} onPress={() => void act(editPlan(job, each.id, { archived: false }, stamp()), `${each.name} is back`)}>Bring back</Button>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
