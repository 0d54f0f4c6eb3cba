import type { Conflict } from './model/conflict.ts'

/** `isBusy`: there is more to come. */
export type FreeTimesWords = Readonly<{ say: string; isBusy: boolean }>

/**
 * How far the server is with finding what is free instead of a refused booking; null where it does not look, or says nothing of
 * it. `isAway`: this computer has no contact, so what is found cannot come yet.
 */
export function freeTimesWords({ search = null, alternatives, resolved }: Pick<Conflict, 'search' | 'alternatives' | 'resolved'>, isAway: boolean): FreeTimesWords | null {
  if (search === null || resolved === 1) return null
  if (alternatives.length > 0) return { say: 'Free instead, nearest to the wish first:', isBusy: false }
  if (search === 'ended') return { say: 'In the week from that day nothing is free when the candidate can come and everybody it needs is there. Choose a later time, or put others into it.', isBusy: false }
  return isAway ? { say: 'What is free instead comes once you are online again.', isBusy: false } : { say: 'Looking for what is free instead…', isBusy: true }
}
