import type { Activity } from '#shared/domain/model/activity'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import { useLive, useReplica } from '../../replica/react.tsx'

/** One candidate with what hangs on them. */
export type Profile = Readonly<
  | { kind: 'loading' } | { kind: 'failed' } | { kind: 'missing' }
  | { kind: 'ready'; candidate: Candidate; applications: readonly Application[]; merges: readonly Activity[]; mergedIn: readonly Candidate[]; isWaiting: boolean }
>

export function useProfile(id: string): Profile {
  const replica = useReplica()
  const candidate = useLive(() => replica.watchOne('candidates', id), [replica, id], `candidate ${id}`)
  const applications = useLive(() => replica.watch('applications', { where: { candidateId: id } }), [replica, id], `applications ${id}`)
  const lines = useLive(() => replica.watch('activities', { where: { candidateId: id, kind: 'candidate.merged' } }), [replica, id], `merges ${id}`)
  const merges = lines.kind === 'ready' ? lines.value : []
  const mergedIds = [...new Set(merges.map(line => line.facts['mergedId']).filter(value => typeof value === 'string'))]
  const losers = useLive(() => replica.watch('candidates', { where: { id: { $in: mergedIds } }, limit: Math.max(1, mergedIds.length) }), [replica, mergedIds.join()])
  const pending = useLive(() => replica.watchPending('candidates'), [replica])
  if (candidate.kind === 'failed') return { kind: 'failed' }
  if (candidate.kind === 'loading') return { kind: 'loading' }
  if (candidate.value === null) return { kind: 'missing' }
  return {
    kind: 'ready', candidate: candidate.value, applications: applications.kind === 'ready' ? applications.value : [], merges,
    mergedIn: losers.kind === 'ready' ? losers.value.filter(each => each.mergedIntoId === id) : [],
    isWaiting: pending.kind === 'ready' && pending.value.has(id),
  }
}
