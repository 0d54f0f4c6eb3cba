import { wallRange, zoneDays, type Span } from '#shared/lib/zoned-time'
import { joinIntervals, subtractIntervals, type Intervals } from './intervals.ts'
import type { PlanPerson, WeekHours } from './planner-input.ts'

const MINUTE_MS = 60_000
/** Interviews outside the window still count in its first and last week. */
const PADDING_MS = 8 * 86_400_000

/** A person's time in epoch minutes, and their own days and weeks for counting. */
export type PersonTime = Readonly<{
  person: PlanPerson
  /** Where an interview may lie whole: working hours less everything booked, with its buffers. */
  free: Intervals
  soft: Intervals
  /** Least minutes between two interviews of this person. */
  gap: number
  /** First minute of each of the person's own days, and the index of each one's ISO week. */
  dayStarts: readonly number[]
  weekOfDay: readonly number[]
  bookedOnDay: readonly number[]
  bookedInWeek: readonly number[]
}>

const floor = (ms: number): number => Math.floor(ms / MINUTE_MS)
const ceil = (ms: number): number => Math.ceil(ms / MINUTE_MS)

/** Spans as epoch minutes, widened on both sides. */
export function toMinutes(spans: readonly Span[], before = 0, after = 0): Intervals {
  return joinIntervals(spans.map(span => [floor(span.fromMs) - before, ceil(span.toMs) + after] as const))
}

function workingTime(hours: WeekHours, zone: string, span: Span, holidays: ReadonlySet<string>): Intervals {
  const worked: (readonly [number, number])[] = []
  for (const { day, weekday } of zoneDays(span, zone)) {
    if (holidays.has(day)) continue
    for (const { from, to } of hours[weekday as 1 | 2 | 3 | 4 | 5 | 6 | 7] ?? []) {
      const range = wallRange(day, from, to, zone)
      if (range) worked.push([ceil(range.fromMs), floor(range.toMs)])
    }
  }
  return joinIntervals(worked)
}

/** Index of the own day a minute falls on; -1 before the first. */
export function ownDayAt(time: PersonTime, minute: number): number {
  let low = 0
  let high = time.dayStarts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((time.dayStarts[middle] ?? 0) <= minute) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Works out one person's time within a planning window. */
export function personTime(person: PlanPerson, window: Span): PersonTime {
  const before = person.bufferBeforeMinutes
  const after = person.bufferAfterMinutes
  const gap = Math.max(before, after)
  const taken = joinIntervals([
    // An interview must end `after` before something begins, and start `before` after it ended.
    ...pairsOf(toMinutes(person.busy, after, before)),
    // The other interview has buffers too, so the larger one counts on both sides.
    ...pairsOf(toMinutes(person.interviews, gap, gap)),
    ...pairsOf(toMinutes(person.focus.filter(block => block.strength === 'hard'))),
  ])
  const days = zoneDays({ fromMs: window.fromMs - PADDING_MS, toMs: window.toMs + PADDING_MS }, person.zone)
  const weeks = [...new Set(days.map(day => day.week))]
  const time = {
    person,
    free: subtractIntervals(workingTime(person.hours, person.zone, window, new Set(person.holidays)), taken),
    soft: toMinutes(person.focus.filter(block => block.strength === 'soft')),
    gap,
    dayStarts: days.map(day => floor(day.fromMs)),
    weekOfDay: days.map(day => weeks.indexOf(day.week)),
    bookedOnDay: days.map(() => 0),
    bookedInWeek: weeks.map(() => 0),
  }
  for (const interview of person.interviews) {
    const day = ownDayAt(time, floor(interview.fromMs))
    if (day < 0 || interview.fromMs >= (days.at(-1)?.toMs ?? 0)) continue
    const week = time.weekOfDay[day] ?? 0
    time.bookedOnDay[day] = (time.bookedOnDay[day] ?? 0) + 1
    time.bookedInWeek[week] = (time.bookedInWeek[week] ?? 0) + 1
  }
  return time
}

function pairsOf(intervals: Intervals): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  for (let i = 0; i < intervals.length; i += 2) pairs.push([intervals[i] ?? 0, intervals[i + 1] ?? 0])
  return pairs
}

/** Remembers people's time between solves that change only the rules; keyed by the person object itself. */
export type TimeCache = Map<PlanPerson, PersonTime>
