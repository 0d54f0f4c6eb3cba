import { addDays, dayOf, wallMinutes, wallTimeOf, wallToInstant, type WallTime } from '../../lib/zoned-time.ts'

/** Minutes since midnight on the person's own wall; a span may go over midnight. The same minute twice is no span. */
export type QuietHours = Readonly<{ fromMinute: number; toMinute: number }> | null

const wallOf = (minute: number): WallTime => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Does this moment lie in somebody's quiet hours? */
export function isQuiet(atMs: number, quiet: QuietHours, zone: string): boolean {
  if (!quiet || quiet.fromMinute === quiet.toMinute) return false
  const minute = wallMinutes(wallTimeOf(atMs, zone))
  return quiet.fromMinute < quiet.toMinute ? minute >= quiet.fromMinute && minute < quiet.toMinute : minute >= quiet.fromMinute || minute < quiet.toMinute
}

/** The moment itself, or the end of the quiet hours it lies in. */
export function afterQuiet(atMs: number, quiet: QuietHours, zone: string): number {
  if (!quiet || !isQuiet(atMs, quiet, zone)) return atMs
  const today = dayOf(atMs, zone)
  const ends = [today, addDays(today, 1)].map(day => wallToInstant(day, wallOf(quiet.toMinute), zone, 'later'))
  return ends.find(end => end > atMs && !isQuiet(end, quiet, zone)) ?? atMs
}

/** The moment itself, or a minute before the quiet hours it lies in: for what is of no use once they are over. */
export function beforeQuiet(atMs: number, quiet: QuietHours, zone: string): number {
  if (!quiet || !isQuiet(atMs, quiet, zone)) return atMs
  const today = dayOf(atMs, zone)
  const starts = [today, addDays(today, -1)].map(day => wallToInstant(day, wallOf(quiet.fromMinute), zone, 'earlier') - 60_000)
  return starts.find(start => start < atMs && !isQuiet(start, quiet, zone)) ?? atMs
}
