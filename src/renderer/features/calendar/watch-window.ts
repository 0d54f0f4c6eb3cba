import { combineLatest, map, switchMap, type Observable } from 'rxjs'
import { isRefusedRecord } from '#shared/domain/conflict-value'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Conflict } from '#shared/domain/model/conflict'
import { interviewSchema, type Interview } from '#shared/domain/model/interview'
import { isZone, type Span } from '#shared/lib/zoned-time'
import type { Replica } from '../../replica/replica.ts'
import { watchOpenConflicts } from '../../replica/use-open-conflicts.ts'

/**
 * An interview on the screen. A proposal is not confirmed yet, or not in its present place. A refused one could not be
 * booked at all: it lives in its disagreement only, and stands where it was wanted until somebody decides. A disputed one
 * is booked, and a person has to say which of two opinions holds.
 */
export type Entry = Readonly<{ interview: Interview; candidate: Candidate | null; isProposal: boolean; isRefused: boolean; /** The open question about it, if there is one. */ disputeId: string | null }>

/** An interview that began earlier may reach into the window; none lasts longer than a day. */
const longestMs = 86_400_000

/** A candidate's zone may have been imported as anything; what names none is none. */
const withZone = (candidate: Candidate | undefined): Candidate | null => (candidate ? { ...candidate, zone: candidate.zone !== null && isZone(candidate.zone) ? candidate.zone : null } : null)

/** What the server could not book, as it was asked for. */
function refusedIn(open: readonly Conflict[], { fromMs, toMs }: Span): readonly Interview[] {
  return open.filter(conflict => conflict.collection === 'interviews' && isRefusedRecord(conflict)).flatMap(conflict => {
    const read = interviewSchema.safeParse(conflict.aside.value)
    return read.success && read.data.startMs < toMs && read.data.endMs > fromMs ? [read.data] : []
  })
}

/** The interviews of a window by time, followed live. Reads the window alone, along the index of starts. */
export function watchWindow(replica: Replica, span: Span): Observable<readonly Entry[]> {
  const near$ = replica.watch('interviews', { where: { startMs: { $gte: span.fromMs - longestMs, $lt: span.toMs } }, sort: ['startMs'] })
  return combineLatest([near$, watchOpenConflicts(replica)]).pipe(switchMap(([near, open]) => {
    const booked = near.filter(each => each.endMs > span.fromMs)
    const refused = refusedIn(open, span).filter(each => !booked.some(other => other.id === each.id))
    const disputed = new Map(open.filter(conflict => conflict.collection === 'interviews').map(conflict => [conflict.documentId, conflict.id]))
    const all = [...booked, ...refused].toSorted((a, b) => a.startMs - b.startMs)
    const candidates$ = replica.watchMany('candidates', new Set(all.map(each => each.candidateId)))
    return combineLatest([candidates$, replica.watchPending('interviews')]).pipe(map(([candidates, pending]) => all.map((interview): Entry => {
      const isRefused = refused.includes(interview)
      return { interview, candidate: withZone(candidates.get(interview.candidateId)), isRefused, disputeId: disputed.get(interview.id) ?? null, isProposal: !isRefused && (!interview.confirmed || pending.has(interview.id)) }
    })))
  }))
}
