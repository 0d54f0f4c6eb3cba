import { combineLatest, map, type Observable } from 'rxjs'
import type { Application } from '#shared/domain/model/application'
import type { Job, StageType } from '#shared/domain/model/job'
import { byRank } from '#shared/lib/rank'
import { useLive, useReplica, type Live } from '../../replica/react.tsx'
import type { Replica } from '../../replica/replica.ts'
import { daysBetween, staleAfterDays } from './job-words.ts'

/** How a job stands: people in process by type of stage, openings filled, and when something last happened. */
export type JobFigures = Readonly<{ active: number; byType: ReadonlyMap<StageType, number>; hired: number; lastAtMs: number | null }>

/** Counts active cards by the type of the stage they stand on, in the order people go through them. */
function countByType(job: Pick<Job, 'stages'>, cards: readonly Pick<Application, 'stageId'>[]): ReadonlyMap<StageType, number> {
  const typeOf = new Map(job.stages.toSorted(byRank).map(stage => [stage.id, stage.type]))
  const counts = new Map<StageType, number>()
  for (const card of cards) {
    const type = typeOf.get(card.stageId)
    if (type !== undefined) counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  const order = [...typeOf.values()]
  return new Map([...counts].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)))
}

function watchFigures(replica: Replica, job: Job): Observable<JobFigures> {
  return combineLatest([
    replica.watch('applications', { where: { jobId: job.id, status: 'active' } }),
    replica.watch('applications', { where: { jobId: job.id, status: 'hired' } }),
    replica.watch('activities', { where: { jobId: job.id }, sort: ['jobId', 'newestFirst'], limit: 1 }),
  ]).pipe(map(([active, hired, [last]]) => ({ active: active.length, byType: countByType(job, active), hired: hired.length, lastAtMs: last?.atMs ?? null })))
}

/** Asked per visible row, so that a thousand jobs cost no more than the ten one sees. */
export function useJobFigures(job: Job): Live<JobFigures> {
  const replica = useReplica()
  return useLive(() => watchFigures(replica, job), [replica, job], `job figures ${job.id}`)
}

/** True when nothing has happened on an open job for weeks. */
export function isStale(job: Job, figures: JobFigures, nowMs: number): boolean {
  return job.status === 'open' && daysBetween(figures.lastAtMs ?? job.createdAtMs, nowMs) >= staleAfterDays
}
