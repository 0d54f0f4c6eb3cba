import { combineLatest, map, switchMap, type Observable } from 'rxjs'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Scorecard } from '#shared/domain/model/scorecard'
import type { Replica } from '../../replica/replica.ts'

/** Everything on this computer that a debrief of one job is made of. */
export type DebriefRecords = Readonly<{ applications: readonly Application[]; interviews: readonly Interview[]; cards: readonly Scorecard[]; candidates: ReadonlyMap<string, Candidate> }>

/** Follows the job's cards as they arrive: of everybody who was met and is in process, was hired, or is named. */
export function watchDebrief(replica: Replica, jobId: string, namedId: string | null): Observable<DebriefRecords> {
  const statuses = namedId === null ? (['active', 'hired'] as const) : (['active', 'hired', 'rejected', 'withdrawn'] as const)
  const applications$ = combineLatest(statuses.map(status => replica.watch('applications', { where: { jobId, status } }))).pipe(map(lists => lists.flat()))
  return combineLatest([applications$, replica.watch('interviews', { where: { jobId } }), replica.watch('scorecards', { where: { jobId } })]).pipe(
    map(([applications, interviews, cards]) => {
      const met = new Set([...interviews.filter(each => !each.cancelled), ...cards].map(each => each.applicationId))
      return { applications: applications.filter(each => (namedId === null ? met.has(each.id) : each.id === namedId)), interviews, cards }
    }),
    switchMap(found => replica.watchMany('candidates', new Set(found.applications.map(each => each.candidateId))).pipe(map(candidates => ({ ...found, candidates })))),
  )
}
