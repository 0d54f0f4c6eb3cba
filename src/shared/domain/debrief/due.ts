import type { Interview } from '../model/interview.ts'

/** A scorecard is due a day after the interview really ended: memory fades, and the debrief waits. */
export const dueAfterMs = 24 * 3_600_000

/** When the cards of an interview are due. A moved interview moves it; one that was called off owes nothing. */
export const scorecardDueAtMs = ({ endMs, cancelled }: Pick<Interview, 'endMs' | 'cancelled'>): number | null => (cancelled ? null : endMs + dueAfterMs)

/** Who owes a card: everybody seated, save those who only listen. */
export const judgesOf = ({ seats }: Pick<Interview, 'seats'>): readonly string[] => [...new Set(seats.filter(seat => seat.role !== 'shadow').map(seat => seat.personId))]
