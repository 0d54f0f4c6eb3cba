import { useMemo } from 'react'
import type { TrainingFacts } from '#shared/domain/scheduling/training'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'

/** Training that is older than this is counted by the server alone. */
const countedMs = 2 * 366 * 86_400_000

/** What training is counted from on this computer; null while it is being read. */
export function useTrainingFacts(): TrainingFacts | null {
  const replica = useReplica()
  const { jobs } = useDirectory()
  const nowMs = useNow()
  const sinceMs = Math.floor(nowMs / 86_400_000) * 86_400_000 - countedMs
  const live = useLive(() => replica.watch('interviews', { where: { startMs: { $gte: sinceMs } }, sort: ['startMs'] }), [replica, sinceMs], 'training')
  return useMemo(() => (live.kind === 'ready' ? { interviews: live.value.filter(each => each.seats.some(seat => seat.role !== 'interviewer')), jobs, nowMs } : null), [live, jobs, nowMs])
}
