import type { Interview } from '../model/interview.ts'

/** When the cards of an interview are due, by the workspace's time for it. A moved interview moves it; one that was called off owes nothing. */
export const scorecardDueAtMs = ({ endMs, cancelled }: Pick<Interview, 'endMs' | 'cancelled'>, dueAfterMs: number): number | null => (cancelled ? null : endMs + dueAfterMs)

/** Who owes a card: everybody seated, save those who only listen. */
export const judgesOf = ({ seats }: Pick<Interview, 'seats'>): readonly string[] => [...new Set(seats.filter(seat => seat.role !== 'shadow').map(seat => seat.personId))]

/** Interviews begin some minutes early; before that there is nothing to judge, and a card would only open the others'. */
export const handInFromMs = ({ startMs }: Pick<Interview, 'startMs'>): number => startMs - 15 * 60_000
