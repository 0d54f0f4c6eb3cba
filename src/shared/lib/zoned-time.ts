import { Temporal } from 'temporal-polyfill'

/** A calendar day as `YYYY-MM-DD`; says nothing of a zone by itself. */
export type DayText = string
/** A wall time as `HH:MM`, 24 hours; `24:00` is the end of the day. */
export type WallTime = string
/** A span of instants, epoch milliseconds; `toMs` is not part of it. */
export type Span = Readonly<{ fromMs: number; toMs: number }>
/** One calendar day of a zone: where it begins and ends, and its ISO week (`2026-W09`) and weekday (1 = Monday). */
export type ZoneDay = Readonly<{ day: DayText; fromMs: number; toMs: number; week: string; weekday: number }>

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const MEMO_LIMIT = 20_000
const midnights = new Map<string, number>()

const judgedZones = new Map<string, boolean>()

/** Whether a text names a zone of this machine; what is imported or typed may be anything. */
export function isZone(text: string): boolean {
  const known = judgedZones.get(text)
  if (known !== undefined) return known
  let isOne = /^[A-Za-z0-9_+\-/]{1,64}$/.test(text)
  try {
    if (isOne) new Intl.DateTimeFormat('en', { timeZone: text }).format(0)
  } catch {
    isOne = false
  }
  if (judgedZones.size >= MEMO_LIMIT) judgedZones.clear()
  judgedZones.set(text, isOne)
  return isOne
}

/** The first instant of a day in a zone: 00:00, or later where a change of clocks skips midnight. */
export function startOfDay(day: DayText, zone: string): number {
  const key = `${zone} ${day}`
  const known = midnights.get(key)
  if (known !== undefined) return known
  const instant = Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds
  if (midnights.size >= MEMO_LIMIT) midnights.clear()
  midnights.set(key, instant)
  return instant
}

/** The day `count` days after (or before) a day. */
export function addDays(day: DayText, count: number): DayText {
  return new Date(Date.parse(`${day}T00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

/** 1 for Monday to 7 for Sunday (ISO 8601). */
export function weekdayOf(day: DayText): number {
  return ((new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7) + 1
}

/** The ISO 8601 week a day belongs to, as `2026-W09`: the week of its Thursday. */
function isoWeekOfDay(day: DayText): string {
  const thursday = addDays(day, 4 - weekdayOf(day))
  const year = thursday.slice(0, 4)
  const week = 1 + Math.floor((Date.parse(`${thursday}T00:00Z`) - Date.parse(`${year}-01-01T00:00Z`)) / (7 * DAY_MS))
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** The calendar day an instant falls on in a zone. */
export function dayOf(instantMs: number, zone: string): DayText {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The ISO week an instant falls in, in a zone. */
export function isoWeekOf(instantMs: number, zone: string): string {
  return isoWeekOfDay(dayOf(instantMs, zone))
}

/** The clock on the wall at an instant, `HH:MM`. */
export function wallTimeOf(instantMs: number, zone: string): WallTime {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })
}

/** Minutes after midnight written on the wall, 0 to 1440. */
export function wallMinutes(wall: WallTime): number {
  return Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5))
}

/**
 * The instant of a wall time. A time that happens twice is `earlier` or `later` as asked; a time the clocks skip
 * is moved out of the gap in that direction (Temporal's disambiguation).
 */
export function wallToInstant(day: DayText, wall: WallTime, zone: string, choose: 'earlier' | 'later' | 'compatible' = 'compatible'): number {
  const minutes = wallMinutes(wall)
  if (minutes >= 1440) return startOfDay(addDays(day, 1), zone)
  const from = startOfDay(day, zone)
  // A day of exactly 24 hours has no change of clocks (none known moves both ways in a day): plain addition is right and quick.
  if (startOfDay(addDays(day, 1), zone) - from === DAY_MS) return from + minutes * MINUTE_MS
  return Temporal.PlainDateTime.from(`${day}T${wall}`).toZonedDateTime(zone, { disambiguation: choose }).epochMilliseconds
}

/**
 * The instants between two wall times of one day, or null when a change of clocks leaves nothing. Never shows anyone
 * a time outside what they said: a doubtful start is taken late and a doubtful end early.
 */
export function wallRange(day: DayText, from: WallTime, to: WallTime, zone: string): Span | null {
  const fromMs = wallToInstant(day, from, zone, 'later')
  const toMs = wallToInstant(day, to, zone, 'earlier')
  return toMs > fromMs ? { fromMs, toMs } : null
}

/** Every calendar day of a zone that a span touches, in order. */
export function zoneDays(span: Span, zone: string): readonly ZoneDay[] {
  const days: ZoneDay[] = []
  if (span.toMs <= span.fromMs) return days
  for (let day = dayOf(span.fromMs, zone); ; day = addDays(day, 1)) {
    const fromMs = startOfDay(day, zone)
    if (fromMs >= span.toMs) return days
    const toMs = startOfDay(addDays(day, 1), zone)
    // Apia had no 30 December 2011: a day without length is no day.
    if (toMs > fromMs) days.push({ day, fromMs, toMs, week: isoWeekOfDay(day), weekday: weekdayOf(day) })
  }
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const

/** A day as people say it: `Tuesday 3 March`. */
export function sayDay(day: DayText): string {
  return `${WEEKDAYS[weekdayOf(day) - 1]} ${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`
}
