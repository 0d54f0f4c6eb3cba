import { combineLatest, map, switchMap, type Observable } from 'rxjs'
import { scorecardId } from '#shared/domain/commands/scorecard'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Scorecard } from '#shared/domain/model/scorecard'
import type { Replica } from '../../replica/replica.ts'

export type InterviewLine = Readonly<{ interview: Interview; candidate: Candidate | null; ownCard: Scorecard | null }>

const ninetyDays = 90 * 86_400_000

/** Interviews from ninety days back on, by time, with their candidates and one's own card. */
export function watchInterviews(replica: Replica, nowMs: number): Observable<readonly InterviewLine[]> {
  const { personId } = replica.identity
  const interviews$ = replica.watch('interviews', { where: { startMs: { $gte: nowMs - ninetyDays } }, sort: ['startMs'] })
  return interviews$.pipe(switchMap(interviews => {
    // One's own card is found by its name: everybody's cards are tens of megabytes.
    const cardIds = new Map(interviews.map(each => [scorecardId(each.id, personId), each.id]))
    const candidates$ = replica.watchMany('candidates', new Set(interviews.map(each => each.candidateId)))
    return combineLatest([candidates$, watchOwn(replica, cardIds)]).pipe(map(([candidates, own]) =>
      interviews.map(interview => ({ interview, candidate: candidates.get(interview.candidateId) ?? null, ownCard: own.get(interview.id) ?? null }))))
  }))
}

/** Cards by their interview; read once, and again when one of them changes. */
function watchOwn(replica: Replica, cardIds: ReadonlyMap<string, string>): Observable<ReadonlyMap<string, Scorecard>> {
  return replica.watchMany('scorecards', new Set(cardIds.keys())).pipe(map(found => new Map([...found].map(([id, card]) => [cardIds.get(id)!, card]))))
}
