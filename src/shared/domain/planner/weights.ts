/**
 * Points a plan costs; the least wins. All integers, so that sums are exact in any order. The order of size is the order
 * of importance, but a little of a greater matter yields to much of a lesser: three weeks' wait is not worth one interview.
 */
export type Weights = Readonly<{
  /** Each day after the first. */
  extraDay: number
  /** Each recent interview of a chosen person, and each further session given to the same person in the loop. */
  load: number
  /** Someone outside a seat's preferred people. */
  notPreferred: number
  /** An optional seat left empty. */
  emptySeat: number
  /** An interview in someone's soft focus time. */
  softFocus: number
  /** Each interview above a person's preferred number in a day or a week. */
  overPreferred: number
  /** Each day from the start of the window to the last session. */
  laterDay: number
  /** Each five minutes the day starts after midnight, and each five minutes of waiting. */
  fiveMinutes: number
  /** A session at another time than before; and per hour of the move, up to 24. */
  moved: number
  movedHour: number
  /** A seat given to someone new, a room changed. */
  personChanged: number
  roomChanged: number
}>

export const defaultWeights: Weights = {
  extraDay: 100_000,
  load: 600,
  notPreferred: 900,
  emptySeat: 5_000,
  softFocus: 800,
  overPreferred: 700,
  laterDay: 240,
  fiveMinutes: 2,
  moved: 1_500,
  movedHour: 20,
  personChanged: 1_200,
  roomChanged: 100,
}
