import { addDays, weekdayOf, type DayText, type WallTime } from '../../lib/zoned-time.ts'
import type { CandidateTimes } from '../model/candidate.ts'
import type { CandidateWindow } from '../planner/planner-input.ts'

/** Hours of the candidate's day, on some weekdays, from one day to another. */
export type DailyHours = Readonly<{ fromDay: DayText; toDay: DayText; from: WallTime; to: WallTime; weekdays: readonly number[] }>

const mostDays = 62

/** The same hours on every chosen weekday. */
export function dailyWindows({ fromDay, toDay, from, to, weekdays }: DailyHours): readonly CandidateWindow[] {
  const windows: CandidateWindow[] = []
  for (let day = fromDay; day <= toDay && windows.length < mostDays; day = addDays(day, 1)) {
    if (weekdays.includes(weekdayOf(day))) windows.push({ day, hours: { from, to } })
  }
  return windows
}

/** What the candidate said themselves, from an instant on. */
export function givenWindows(times: CandidateTimes, afterMs: number): readonly CandidateWindow[] {
  return times.windows.filter(window => window.toMs > afterMs).map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, afterMs), toMs }))
}
