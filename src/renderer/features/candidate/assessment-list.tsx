import { assessmentsOf } from '#shared/domain/commands/assessment'
import type { Application } from '#shared/domain/model/application'
import { AssessmentRow } from '../../parts/assessment-row.tsx'
import { useLive, useReplica, type Directory } from '../../replica/react.tsx'
import styles from './candidate.module.css'

/** Tests they were sent, with results and reports as their vendors told them; evidence for people to judge. */
export function AssessmentList({ candidateId, applications, directory }: { candidateId: string; applications: readonly Application[]; directory: Directory }) {
  const replica = useReplica()
  const lines = useLive(() => replica.watch('activities', { where: { candidateId, kind: 'assessment.sent' } }), [replica, candidateId], `tests ${candidateId}`)
  const asked = lines.kind === 'ready' ? lines.value : []
  const rows = applications.flatMap(application => assessmentsOf(application, asked).map(shown => ({ shown, jobTitle: directory.jobs.get(application.jobId)?.title ?? '' })))
  if (rows.length === 0) return null
  return (
    <section aria-label="Tests">
      <h3 className={styles.cardTitle}>Tests</h3>
      <ul className={styles.entries}>{rows.map(({ shown, jobTitle }) => <AssessmentRow key={shown.kind === 'told' ? shown.assessment.id : shown.requestId} shown={shown} jobTitle={jobTitle} directory={directory} />)}</ul>
    </section>
  )
}
