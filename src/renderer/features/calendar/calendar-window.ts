import { addDays, sayDay, startOfDay, weekdayOf, type DayText } from '#shared/lib/zoned-time'

export const calendarViews = ['day', 'week', 'agenda'] as const
export type CalendarView = (typeof calendarViews)[number]

/** The days on the screen and the instants between them, in the reader's zone. */
export type CalendarWindow = Readonly<{ days: readonly DayText[]; fromMs: number; toMs: number }>

const dayCounts: Readonly<Record<CalendarView, number>> = { day: 1, week: 7, agenda: 14 }

/** A week begins on Monday; an agenda looks two weeks ahead of its day. A day of 23 or 25 hours is a day like others. */
export function windowOf(view: CalendarView, day: DayText, zone: string): CalendarWindow {
  const first = view === 'week' ? addDays(day, 1 - weekdayOf(day)) : day
  const count = dayCounts[view]
  return { days: Array.from({ length: count }, (_, at) => addDays(first, at)), fromMs: startOfDay(first, zone), toMs: startOfDay(addDays(first, count), zone) }
}

/** The day that the next (1) or previous (-1) screenful is about. */
export const stepDay = (view: CalendarView, day: DayText, direction: 1 | -1): DayText => addDays(day, direction * dayCounts[view])

/** `Tuesday 3 March 2026`, or `2 – 8 March 2026`. */
export function sayWindow({ days }: CalendarWindow): string {
  const [first, last] = [days[0]!, days.at(-1)!]
  const withoutWeekday = (day: DayText): string => sayDay(day).split(' ').slice(1).join(' ')
  const year = last.slice(0, 4)
  if (first === last) return `${sayDay(first)} ${year}`
  const isSameMonth = first.slice(0, 7) === last.slice(0, 7)
  const isSameYear = first.slice(0, 4) === year
  const from = isSameMonth ? String(Number(first.slice(8))) : `${withoutWeekday(first)}${isSameYear ? '' : ` ${first.slice(0, 4)}`}`
  return `${from} – ${withoutWeekday(last)} ${year}`
}
