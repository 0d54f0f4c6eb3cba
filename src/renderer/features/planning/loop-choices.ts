import type { Candidate } from '#shared/domain/model/candidate'
import type { CandidateWindow } from '#shared/domain/planner/planner-input'
import { dailyWindows, givenWindows, type DailyHours } from '#shared/domain/scheduling/candidate-windows'
import { addDays, dayOf, startOfDay, wallMinutes, weekdayOf, type Span } from '#shared/lib/zoned-time'

/** What the coordinator chose: in which zone and when the candidate can come. */
export type LoopChoices = Readonly<{ zone: string; use: 'hours' | 'given'; hours: DailyHours }>

const weeks = 3

/** Office hours of the next three weeks, from the next working day on; the candidate's own times where they gave some. */
export function firstChoices(candidate: Candidate, workspaceZone: string, nowMs: number): LoopChoices {
  const times = candidate.times ?? null
  const zone = times?.zone ?? candidate.zone ?? workspaceZone
  let fromDay = addDays(dayOf(nowMs, zone), 1)
  while (weekdayOf(fromDay) > 5) fromDay = addDays(fromDay, 1)
  const isStillGood = times !== null && times.windows.some(window => window.toMs > nowMs)
  return { zone, use: isStillGood ? 'given' : 'hours', hours: { fromDay, toDay: addDays(fromDay, weeks * 7 - 1), from: '09:00', to: '17:00', weekdays: [1, 2, 3, 4, 5] } }
}

/** What is wrong with the choices, in a sentence, or null. */
export function problemWith({ use, hours }: LoopChoices, candidate: Candidate, nowMs: number): string | null {
  if (use === 'given') return (candidate.times?.windows ?? []).some(window => window.toMs > nowMs) ? null : `${candidate.fullName} gave no times that are still to come. Add one, or choose days and hours.`
  if (!/^\d{4}-\d\d-\d\d$/.test(hours.fromDay) || !/^\d{4}-\d\d-\d\d$/.test(hours.toDay)) return 'Choose the first and the last day.'
  if (hours.toDay < hours.fromDay) return 'The last day comes before the first.'
  if (hours.toDay > addDays(hours.fromDay, 61)) return 'Choose at most two months.'
  if (wallMinutes(hours.to) <= wallMinutes(hours.from)) return 'The end of the day comes before its start.'
  return hours.weekdays.length === 0 ? 'Choose at least one weekday.' : null
}

/** The candidate's windows and the span that is planned in. Nothing is planned into the past. */
export function windowsOf({ zone, use, hours }: LoopChoices, candidate: Candidate, nowMs: number): Readonly<{ windows: readonly CandidateWindow[]; window: Span }> {
  const soon = Math.ceil(nowMs / 300_000) * 300_000
  const times = candidate.times ?? null
  if (use === 'given' && times) {
    const windows = givenWindows(times, soon)
    return { windows, window: { fromMs: soon, toMs: Math.max(soon + 1, ...times.windows.map(each => startOfDay(addDays(dayOf(each.toMs, zone), 1), zone))) } }
  }
  return { windows: dailyWindows(hours), window: { fromMs: Math.max(soon, startOfDay(hours.fromDay, zone)), toMs: startOfDay(addDays(hours.toDay, 1), zone) } }
}
