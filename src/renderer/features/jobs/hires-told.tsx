import type { Job } from '#shared/domain/model/job'
import { sayOwnedOfJob } from '#shared/domain/onboarding/owned-fields'
import { hasNotBegun } from '#shared/domain/onboarding/checklist'
import { listWords } from '#shared/lib/list-words'
import { dayOf } from '#shared/lib/zoned-time'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import styles from './jobs.module.css'

/** Said where the job is edited: whoever was hired on it and has not begun is edited with it, in the systems that hear of that; what another system owns is refused. */
export function HiresTold({ job }: { job: Job }) {
  const { me, settings } = useDirectory()
  const replica = useReplica()
  const now = useNow()
  const hired = useLive(() => replica.watch('applications', { where: { jobId: job.id, status: 'hired' } }), [replica, job.id])
  const told = (settings?.integrations ?? []).filter(each => each.events.includes('hire.changed')).map(each => each.title)
  const owned = hired.kind === 'ready' && hired.value.length > 0 ? sayOwnedOfJob(settings?.integrations ?? []) : []
  const count = hired.kind === 'ready' ? hired.value.filter(card => hasNotBegun(card, dayOf(now, settings?.zone ?? me.zone))).length : 0
  const isTold = count > 0 && told.length > 0
  if (!isTold && owned.length === 0) return null
  const who = count === 1 ? 'One person was hired here and has not begun' : `${count} people were hired here and have not begun`
  return (
    <div role="note">
      {owned.map(line => <p key={line} className={styles.hint}>{line}</p>)}
      {isTold && <p className={styles.hint}>{who}: what you{owned.length > 0 ? ' otherwise' : ''} change here and in the team is told to {listWords(told)}.</p>}
    </div>
  )
}
