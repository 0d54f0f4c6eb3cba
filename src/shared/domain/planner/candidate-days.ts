import { wallRange, wallToInstant, zoneDays } from '#shared/lib/zoned-time'
import { toMinutes } from './availability.ts'
import { joinIntervals, subtractIntervals, type Intervals } from './intervals.ts'
import type { PlannerInput } from './planner-input.ts'

const MINUTE_MS = 60_000

/** One of the candidate's days, in epoch minutes. */
export type CandidateDay = Readonly<{
  day: string
  from: number
  to: number
  windows: Intervals
  lunch: Readonly<{ from: number; to: number; length: number }> | null
  /** Starts lie whole steps away from this minute: noon on the candidate's clock. */
  noon: number
}>

/** The days of the window on the candidate's calendar, with what is open on each. */
export function candidateDays({ candidate, window, lunch }: PlannerInput): readonly CandidateDay[] {
  const spans = candidate.windows.flatMap(open => {
    if (!('day' in open)) return [open]
    const range = wallRange(open.day, open.hours.from, open.hours.to, candidate.zone)
    return range ? [range] : []
  })
  const taken = toMinutes(candidate.busy ?? [])
  return zoneDays(window, candidate.zone).map(day => {
    const from = Math.max(day.fromMs, window.fromMs)
    const to = Math.min(day.toMs, window.toMs)
    const lunchSpan = lunch && wallRange(day.day, lunch.from, lunch.to, candidate.zone)
    return {
      day: day.day,
      from: Math.round(day.fromMs / MINUTE_MS),
      to: Math.round(day.toMs / MINUTE_MS),
      windows: subtractIntervals(joinIntervals(spans.map(span => [
        Math.ceil(Math.max(span.fromMs, from) / MINUTE_MS),
        Math.floor(Math.min(span.toMs, to) / MINUTE_MS),
      ] as const)), taken),
      lunch: lunch && lunchSpan
        ? { from: lunchSpan.fromMs / MINUTE_MS, to: lunchSpan.toMs / MINUTE_MS, length: lunch.lengthMinutes }
        : null,
      noon: Math.round(wallToInstant(day.day, '12:00', candidate.zone) / MINUTE_MS),
    }
  })
}

/** Minutes of [from, to) inside the day's lunch window. */
export function lunchMinutes(day: CandidateDay, from: number, to: number): number {
  return day.lunch ? Math.min(to, day.lunch.to) - Math.max(from, day.lunch.from) : 0
}

/** True when [from, to) leaves room for the whole lunch; always, on a day without a lunch rule. */
export function holdsLunch(day: CandidateDay, from: number, to: number): boolean {
  return day.lunch === null || lunchMinutes(day, from, to) >= day.lunch.length
}
