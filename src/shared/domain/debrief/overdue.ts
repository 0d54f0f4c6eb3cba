import type { Interview } from '../model/interview.ts'
import type { Scorecard } from '../model/scorecard.ts'
import { judgesOf, scorecardDueAtMs } from './due.ts'

/**
 * Applications with a card that is overdue, as far as this person can know: recruiters see every card, everybody else
 * only whether their own is in.
 */
export function overdueApplications(interviews: readonly Interview[], cards: readonly Scorecard[], reader: Readonly<{ personId: string; seesAll: boolean }>, dueAfterMs: number, nowMs: number): ReadonlySet<string> {
  const handedIn = new Set(cards.filter(card => card.submittedAtMs !== null).map(card => `${card.interviewId} ${card.authorId}`))
  const isOwing = (interview: Interview): boolean => {
    const dueAtMs = scorecardDueAtMs(interview, dueAfterMs)
    if (dueAtMs === null || dueAtMs > nowMs || !interview.confirmed) return false
    return judgesOf(interview).some(personId => (reader.seesAll || personId === reader.personId) && !handedIn.has(`${interview.id} ${personId}`))
  }
  return new Set(interviews.filter(isOwing).map(interview => interview.applicationId))
}
