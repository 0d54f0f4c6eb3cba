import { combineLatest, map } from 'rxjs'
import { overdueApplications } from '#shared/domain/debrief/overdue'
import { reminderTimesOf } from '#shared/domain/reminders/reminder-times'
import { useNow } from '../../../actions/use-now.ts'
import { useDirectory, useLive, useReplica } from '../../../replica/react.tsx'

/** Ids of applications and candidates that deserve a mark on their card. */
export type Marks = Readonly<{ unsent: ReadonlySet<string>; disputed: ReadonlySet<string>; overdue: ReadonlySet<string> }>

const none: Marks = { unsent: new Set(), disputed: new Set(), overdue: new Set() }

const lookBackMs = 60 * 86_400_000

/**
 * What was not sent yet, what two people changed differently, and whose scorecards are overdue. For one job's board only
 * its cards are read: a company's are tens of megabytes.
 */
export function useMarks(jobId: string | null): Marks {
  const replica = useReplica()
  const { me, settings } = useDirectory()
  const { dueAfterMs } = reminderTimesOf(settings)
  const now = useNow()
  // Overdue comes by the hour, not by the minute: the board is not drawn anew in between.
  const hourMs = Math.floor(now / 3_600_000) * 3_600_000
  const live = useLive(() => combineLatest([
    replica.watchPending('applications'), replica.watchPending('candidates'), replica.watch('conflicts', { where: { resolved: 0 } }),
    replica.watch('interviews', { where: { startMs: { $gte: hourMs - lookBackMs, $lt: hourMs } }, sort: ['startMs'] }), replica.watch('scorecards', jobId === null ? {} : { where: { jobId } }),
  ]).pipe(map(([applications, candidates, conflicts, interviews, cards]) => ({
    unsent: new Set([...applications, ...candidates]),
    overdue: overdueApplications(jobId === null ? interviews : interviews.filter(each => each.jobId === jobId), cards, { personId: me.id, seesAll: me.role === 'owner' || me.role === 'recruiter' }, dueAfterMs, hourMs),
    disputed: new Set(conflicts.flatMap(conflict => [conflict.documentId, conflict.applicationId ?? '', conflict.applicationId === null ? conflict.candidateId ?? '' : ''])),
  }))), [replica, me.id, me.role, dueAfterMs, hourMs, jobId], `pipeline.marks.${jobId ?? ''}`)
  return live.kind === 'ready' ? live.value : none
}
