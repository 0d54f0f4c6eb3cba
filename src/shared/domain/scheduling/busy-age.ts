import type { Busy } from '../model/busy.ts'

/** How much is known of some calendars, and how old that is. */
export type BusyAge = Readonly<{
  /** The oldest reading among those known; null when no calendar is. */
  readAtMs: number | null
  /** Until when all known calendars reach. */
  knownUntilMs: number | null
  /** Whose calendar is not known at all. */
  unknownIds: readonly string[]
  /** Whose calendar could not be read the last time. */
  failingIds: readonly string[]
}>

/** The age of what is known of these people or rooms. */
export function busyAge(subjectIds: readonly string[], busy: readonly Busy[]): BusyAge {
  const wanted = new Set(subjectIds)
  const known = busy.filter(each => wanted.has(each.subjectId))
  const seen = new Set(known.map(each => each.subjectId))
  return {
    readAtMs: known.length === 0 ? null : Math.min(...known.map(each => each.readAtMs)),
    knownUntilMs: known.length === 0 ? null : Math.min(...known.map(each => each.toMs)),
    unknownIds: [...wanted].filter(subjectId => !seen.has(subjectId)),
    failingIds: known.filter(each => each.problem !== null).map(each => each.subjectId),
  }
}
