import { addDays, wallRange, zoneDays, type DayText, type Span } from '../../lib/zoned-time.ts'
import type { Interviewing } from '../model/interviewing.ts'
import type { Person } from '../model/person.ts'
import type { Holiday } from '../model/settings.ts'
import { wallOfMinute } from '../plan-words.ts'
import type { FocusBlock, WeekHours } from '../planner/planner-input.ts'

/** What holds for somebody who has not said when they interview: office hours, no limits. */
export const usualInterviewing: Interviewing = {
  workingHours: [1, 2, 3, 4, 5].map(weekday => ({ weekday, fromMinute: 9 * 60, toMinute: 17 * 60 })),
  bufferBeforeMinutes: 0, bufferAfterMinutes: 0, preferredPerDay: null, preferredPerWeek: null, maxPerDay: null, maxPerWeek: null,
}

export const interviewingOf = (person: Pick<Person, 'interviewing'>): Interviewing => person.interviewing ?? usualInterviewing

/** Working hours as the planner reads them. */
export function weekHours({ workingHours }: Interviewing): WeekHours {
  const hours: Record<number, { from: string; to: string }[]> = {}
  for (const { weekday, fromMinute, toMinute } of workingHours) {
    if (toMinute > fromMinute) (hours[weekday] ??= []).push({ from: wallOfMinute(fromMinute), to: wallOfMinute(toMinute) })
  }
  return hours
}

/** A person's weekly focus time within a span, as instants. */
export function focusIn(person: Pick<Person, 'focusBlocks' | 'zone'>, span: Span): readonly FocusBlock[] {
  if (person.focusBlocks.length === 0) return []
  return zoneDays(span, person.zone).flatMap(({ day, weekday }) => person.focusBlocks.filter(block => block.weekday === weekday).flatMap(block => {
    const range = wallRange(day, wallOfMinute(block.fromMinute), wallOfMinute(block.toMinute), person.zone)
    return range ? [{ ...range, strength: block.hard ? 'hard' as const : 'soft' as const }] : []
  }))
}

/** At most a year of somebody's absence is unrolled. */
const longestAbsence = 400

/** Every day somebody is away: their own time off and the workspace's holidays. */
export function daysOff(person: Pick<Person, 'timeOff'>, holidays: readonly Holiday[]): readonly DayText[] {
  const days = new Set(holidays.map(holiday => holiday.day))
  for (const { fromDay, toDay } of person.timeOff) {
    for (let day = fromDay, count = 0; day <= toDay && count < longestAbsence; day = addDays(day, 1), count += 1) days.add(day)
  }
  return [...days].toSorted()
}

/** When somebody works within a span, in order: their hours on their own wall, without the days they are away. */
export function hoursIn(person: Pick<Person, 'interviewing' | 'timeOff' | 'zone'>, span: Span, holidays: readonly Holiday[]): readonly Span[] {
  const { workingHours } = interviewingOf(person)
  const away = new Set(daysOff(person, holidays))
  return zoneDays(span, person.zone).flatMap(({ day, weekday }) => (away.has(day) ? [] : workingHours.filter(hours => hours.weekday === weekday).flatMap(({ fromMinute, toMinute }) => {
    const range = wallRange(day, wallOfMinute(fromMinute), wallOfMinute(toMinute), person.zone)
    return range ? [range] : []
  }))).toSorted((a, b) => a.fromMs - b.fromMs)
}

/** What a span holds beside others: the gaps between them, in order. */
export function gapsIn({ fromMs, toMs }: Span, taken: readonly Span[]): readonly Span[] {
  const gaps: Span[] = []
  let at = fromMs
  for (const each of taken.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (each.fromMs > at) gaps.push({ fromMs: at, toMs: Math.min(each.fromMs, toMs) })
    at = Math.max(at, each.toMs)
    if (at >= toMs) return gaps.filter(gap => gap.toMs > gap.fromMs)
  }
  return [...gaps, { fromMs: at, toMs }].filter(gap => gap.toMs > gap.fromMs)
}
