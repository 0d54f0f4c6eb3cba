import { useMemo } from 'react'
import type { Job } from '#shared/domain/model/job'
import { reminderTimesOf } from '#shared/domain/reminders/reminder-times'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { viewOf, type DebriefView } from './debrief-view.ts'
import { watchDebrief } from './watch-debrief.ts'

/** The debrief of a job, or of one of its applications, as it stands on this computer. `null` while it is read. */
export function useDebrief(job: Job, applicationId: string | null): DebriefView | null {
  const replica = useReplica()
  const { me, settings } = useDirectory()
  const { dueAfterMs } = reminderTimesOf(settings)
  const now = useNow()
  const live = useLive(() => watchDebrief(replica, job.id, applicationId), [replica, job.id, applicationId], `debrief.${job.id}.${applicationId ?? ''}`)
  return useMemo(() => (live.kind === 'ready' ? viewOf(job, live.value, me, dueAfterMs, now) : null), [live, job, me, dueAfterMs, now])
}
