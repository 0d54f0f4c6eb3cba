import { ArrowLeft, ListChecks } from 'lucide-react'
import { combineLatest, map, of, switchMap } from 'rxjs'
import { useLocation, useParams } from 'wouter'
import { openPlans, sessionsOf } from '#shared/domain/commands/interview-plan'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import type { Replica } from '../../replica/replica.ts'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { LoopPlanner } from './loop-planner.tsx'
import styles from './offers.module.css'

type Subject = Readonly<{ application: Application; candidate: Candidate }>

const watchSubject = (replica: Replica, id: string) => replica.watchOne('applications', id).pipe(switchMap(application => (application === null ? of(null) : combineLatest([
  replica.watchOne('candidates', application.candidateId),
]).pipe(map(([candidate]): Subject | null => candidate && { application, candidate })))))

/** Finds the best times for a whole interview loop and books it in one step; works with no network. */
export function PlanLoopScreen() {
  const { applicationId = '' } = useParams()
  const replica = useReplica()
  const { jobs, settings } = useDirectory()
  const [, go] = useLocation()
  const live = useLive(() => watchSubject(replica, applicationId), [replica, applicationId], `plan ${applicationId}`)
  const subject = live.kind === 'ready' ? live.value : null
  const job = subject ? jobs.get(subject.application.jobId) : undefined
  const back = <IconButton label="Back to the candidate" shortcut="escape" icon={<ArrowLeft aria-hidden="true" />} onPress={() => go(subject ? `/candidates/${subject.candidate.id}` : '/pipeline')} />
  if (live.kind === 'loading') return <div className={styles.page}><PageHeader title="Plan interviews" lead={back} /><Skeleton lines={8} /></div>
  if (!subject || !job || !settings) return <><PageHeader title="Plan interviews" lead={back} /><EmptyState icon={<ListChecks />} title="This candidate is not on this computer">They may have been taken off the job, or are not shared with you.</EmptyState></>
  const plans = openPlans(job).filter(plan => sessionsOf(job, plan.id).length > 0)
  const title = `Plan interviews · ${subject.candidate.fullName}`
  if (plans.length === 0) {
    return (
      <>
        <PageHeader title={title} lead={back} />
        <EmptyState icon={<ListChecks />} title={`${job.title} has no interview plan yet`} action={<Button variant="primary" onPress={() => go(`/jobs/${job.id}/plan`)}>Write the plan</Button>}>
          Say once which sessions candidates go through and who may sit in them. From then on a whole loop is found in a moment.
        </EmptyState>
      </>
    )
  }
  return (
    <div className={styles.page}>
      <PageHeader title={title} lead={back} />
      <LoopPlanner key={applicationId} application={subject.application} candidate={subject.candidate} job={job} plans={plans} settings={settings} />
    </div>
  )
}
