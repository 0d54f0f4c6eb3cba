import type { Interview } from '../model/interview.ts'
import type { Scorecard } from '../model/scorecard.ts'
import { judgesOf, scorecardDueAtMs } from './due.ts'

/** Where one interviewer's card of one interview stands. `expected`: the interview is still to come. */
export type CardState = 'expected' | 'waiting' | 'overdue' | 'late' | 'inTime'

/** One card that is there or owed. */
export type CardSlot = Readonly<{
  interviewId: string; interviewName: string; personId: string; endMs: number; dueAtMs: number | null; submittedAtMs: number | null; cardId: string | null; state: CardState
}>

function stateOf(endMs: number, dueAtMs: number | null, submittedAtMs: number | null, nowMs: number): CardState {
  if (submittedAtMs !== null) return dueAtMs !== null && submittedAtMs > dueAtMs ? 'late' : 'inTime'
  if (endMs > nowMs) return 'expected'
  return dueAtMs !== null && dueAtMs <= nowMs ? 'overdue' : 'waiting'
}

/** Every card of one application: those handed in, also of an interview that was called off later, and those still owed. */
export function cardSlots(interviews: readonly Interview[], cards: readonly Scorecard[], dueAfterMs: number, nowMs: number): readonly CardSlot[] {
  const handedIn = new Map(cards.filter(card => card.submittedAtMs !== null).map(card => [`${card.interviewId} ${card.authorId}`, card]))
  const slots: CardSlot[] = []
  for (const interview of interviews) {
    const owing = interview.cancelled ? [] : judgesOf(interview)
    const gave = cards.filter(card => card.interviewId === interview.id && card.submittedAtMs !== null).map(card => card.authorId)
    for (const personId of new Set([...owing, ...gave])) {
      const card = handedIn.get(`${interview.id} ${personId}`)
      const [dueAtMs, submittedAtMs] = [scorecardDueAtMs(interview, dueAfterMs), card?.submittedAtMs ?? null]
      slots.push({ interviewId: interview.id, interviewName: interview.name, personId, endMs: interview.endMs, dueAtMs, submittedAtMs, cardId: card?.id ?? null, state: stateOf(interview.endMs, dueAtMs, submittedAtMs, nowMs) })
    }
  }
  // A card whose interview this reader does not hold is a card all the same.
  const known = new Set(interviews.map(interview => interview.id))
  for (const card of handedIn.values()) {
    if (!known.has(card.interviewId)) slots.push({ interviewId: card.interviewId, interviewName: '', personId: card.authorId, endMs: card.submittedAtMs!, dueAtMs: null, submittedAtMs: card.submittedAtMs, cardId: card.id, state: 'inTime' })
  }
  return slots.toSorted((a, b) => a.endMs - b.endMs || (a.interviewId < b.interviewId ? -1 : a.interviewId > b.interviewId ? 1 : 0) || (a.personId < b.personId ? -1 : 1))
}

export const isOwed = (slot: CardSlot): boolean => slot.state === 'waiting' || slot.state === 'overdue'
