import { combineLatest, filter, from, map, startWith, switchMap, type Observable } from 'rxjs'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import { isZone, type Span } from '#shared/lib/zoned-time'
import type { Replica } from '../../replica/replica.ts'

/** An interview on the screen. A proposal is not confirmed yet, or not in its present place. */
export type Entry = Readonly<{ interview: Interview; candidate: Candidate | null; isProposal: boolean }>

/** An interview that began earlier may reach into the window; none lasts longer than a day. */
const longestMs = 86_400_000

/** A candidate's zone may have been imported as anything; what names none is none. */
const withZone = (candidate: Candidate | undefined): Candidate | null => (candidate ? { ...candidate, zone: candidate.zone !== null && isZone(candidate.zone) ? candidate.zone : null } : null)

/** The interviews of a window by time, followed live. Reads the window alone, along the index of starts. */
export function watchWindow(replica: Replica, { fromMs, toMs }: Span): Observable<readonly Entry[]> {
  const near$ = replica.watch('interviews', { where: { startMs: { $gte: fromMs - longestMs, $lt: toMs } }, sort: ['startMs'] })
  return combineLatest([near$.pipe(map(near => near.filter(each => each.endMs > fromMs)), switchMap(interviews => {
    const ids = [...new Set(interviews.map(each => each.candidateId))]
    const renamed$ = replica.changes('candidates').pipe(filter(batch => batch.some(change => ids.includes(change.id))), startWith(null))
    return renamed$.pipe(switchMap(() => from(replica.getMany('candidates', ids))), map(candidates => ({ interviews, candidates })))
  })), replica.watchPending('interviews')]).pipe(map(([{ interviews, candidates }, pending]) => interviews.map(interview => ({
    interview, candidate: withZone(candidates.get(interview.candidateId)), isProposal: !interview.confirmed || pending.has(interview.id),
  }))))
}
