import { combineLatest, from, map, switchMap, type Observable } from 'rxjs'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Scorecard } from '#shared/domain/model/scorecard'
import type { Replica } from '../../replica/replica.ts'

export type InterviewLine = Readonly<{ interview: Interview; candidate: Candidate | null; ownCard: Scorecard | null }>

const ninetyDays = 90 * 86_400_000

/** Interviews from ninety days back on, by time, with their candidates and one's own card. */
export function watchInterviews(replica: Replica, nowMs: number): Observable<readonly InterviewLine[]> {
  const interviews$ = replica.watch('interviews', { where: { startMs: { $gte: nowMs - ninetyDays } }, sort: ['startMs'] })
  return interviews$.pipe(switchMap(interviews => combineLatest([
    from(replica.getMany('candidates', [...new Set(interviews.map(each => each.candidateId))])), replica.watch('scorecards', {}),
  ]).pipe(map(([candidates, cards]) => {
    const own = new Map(cards.filter(card => card.authorId === replica.identity.personId).map(card => [card.interviewId, card]))
    return interviews.map(interview => ({ interview, candidate: candidates.get(interview.candidateId) ?? null, ownCard: own.get(interview.id) ?? null }))
  }))))
}
