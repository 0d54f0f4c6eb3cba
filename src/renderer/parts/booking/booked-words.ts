/** What is said of interviews that were just booked. `isAway`: without contact a booking is only a proposal, and that is all one may say. */
export function bookedWords(count: number, isAway: boolean): string {
  const what = count === 1 ? 'Interview' : `${count} interviews`
  return isAway ? `${what} proposed: confirmed once you are online` : `${what} booked`
}
