import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { startOfDay, wallToInstant, type Span } from '#shared/lib/zoned-time'
import { joinSpans } from '../kit/calendar.ts'

/** `zone` is the owner's: for days without a zone and for floating times. */
export type BusyQuestion = Readonly<{ window: Span; zone: string }>
export type BusyAnswer = Readonly<{ kind: 'read'; blocks: readonly Span[] } | { kind: 'unreadable' } | { kind: 'tooLarge' }>

/** Occurrences walked over in one calendar, those before the window included. More is no person's calendar. */
const mostOccurrences = 200_000
/** A rule by the second or minute is no meeting, and would fill every budget. */
const tooOften = new Set(['SECONDLY', 'MINUTELY'])

class TooLarge extends Error {}

const known = new Map<string, boolean>()
/** Whether this machine's own table of zones knows the name. */
function isZone(name: string): boolean {
  let is = known.get(name)
  if (is === undefined) {
    try {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
      is = true
    } catch {
      is = false
    }
    known.set(name, is)
  }
  return is
}

const two = (value: number): string => String(value).padStart(2, '0')
const dayText = (time: ICAL.Time): string => `${String(time.year).padStart(4, '0')}-${two(time.month)}-${two(time.day)}`

/**
 * The instant of a time of the file. A zone named as IANA names it is read from this machine's table, which is newer
 * and longer than what files carry; any other zone by the file's own VTIMEZONE; no zone means the owner's.
 */
function instantOf(time: ICAL.Time, tzid: string | null, zone: string): number {
  if (time.isDate) return startOfDay(dayText(time), zone)
  if (time.zone === ICAL.Timezone.utcTimezone) return time.toUnixTime() * 1_000
  const name = tzid ?? (time.zone && time.zone !== ICAL.Timezone.localTimezone ? time.zone.tzid : null)
  if (name !== null && !isZone(name) && time.zone && time.zone !== ICAL.Timezone.localTimezone) return time.toUnixTime() * 1_000
  return wallToInstant(dayText(time), `${two(time.hour)}:${two(time.minute)}`, name !== null && isZone(name) ? name : zone) + time.second * 1_000
}

const textOf = (component: ICAL.Component, name: string): string => String(component.getFirstPropertyValue(name) ?? '').toUpperCase()

/** Neither cancelled, nor shown as free: RFC 5545 §3.8.2.7, and what Outlook writes beside it. */
function isTaken(component: ICAL.Component): boolean {
  return textOf(component, 'transp') !== 'TRANSPARENT' && textOf(component, 'status') !== 'CANCELLED' && !['FREE', 'WORKINGELSEWHERE'].includes(textOf(component, 'x-microsoft-cdo-busystatus'))
}

function tzidOf(component: ICAL.Component): string | null {
  const given = component.getFirstProperty('dtstart')?.getParameter('tzid')
  return typeof given === 'string' ? given : null
}

/** An occurrence's end: as many days or as much time after its start as the event says. */
function spanOf(start: ICAL.Time, end: ICAL.Time, tzid: string | null, zone: string): Span {
  const fromMs = instantOf(start, tzid, zone)
  const toMs = instantOf(end, tzid, zone)
  // A day without an end lasts that day; a time without an end takes no time (RFC 5545 §3.6.1).
  return { fromMs, toMs: start.isDate && toMs <= fromMs ? instantOf(plusDay(start), tzid, zone) : toMs }
}

function plusDay(time: ICAL.Time): ICAL.Time {
  const next = time.clone()
  next.adjust(1, 0, 0, 0)
  return next
}

type Budget = { left: number }

/** No zone is further from UTC than this, so a wall time taken for UTC is off by less. */
const zoneSlackMs = 2 * 86_400_000
const asUtc = (time: ICAL.Time): number => Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second)

function spansOf(event: ICAL.Event, question: BusyQuestion, zone: string, budget: Budget): Span[] {
  const tzid = tzidOf(event.component)
  if (!event.isRecurring()) return isTaken(event.component) && event.startDate ? [spanOf(event.startDate, event.endDate, tzid, zone)] : []
  const rules = event.component.getAllProperties('rrule').map(property => property.getFirstValue() as ICAL.Recur)
  if (rules.some(rule => tooOften.has(rule.freq))) throw new TooLarge()
  const spans: Span[] = []
  const iterator = event.iterator()
  const exceptions = event.exceptions as unknown as Readonly<Record<string, unknown>>
  // Years of daily meetings before the window are walked over without asking what zone they were in.
  const longBeforeMs = question.window.fromMs - zoneSlackMs - event.duration.toSeconds() * 1_000
  for (let next = iterator.next(); next; next = iterator.next()) {
    budget.left -= 1
    if (budget.left < 0) throw new TooLarge()
    const { item, startDate, endDate } = event.getOccurrenceDetails(next)
    if (asUtc(next) < longBeforeMs && !(next.toString() in exceptions)) continue
    // An occurrence that was moved may lie anywhere; the rule's own time says when to stop.
    if (instantOf(next, tzid, zone) >= question.window.toMs) break
    if (isTaken(item.component)) spans.push(spanOf(startDate, endDate, item === event ? tzid : tzidOf(item.component) ?? tzid, zone))
  }
  return spans
}

/** Published free/busy instead of events (RFC 5545 §3.6.4). */
function spansOfFreeBusy(component: ICAL.Component, zone: string): Span[] {
  return component.getAllProperties('freebusy').filter(property => String(property.getParameter('fbtype') ?? 'BUSY').toUpperCase() !== 'FREE').flatMap(property =>
    (property.getValues() as ICAL.Period[]).map(period => ({ fromMs: instantOf(period.start, null, zone), toMs: instantOf(period.getEnd(), null, zone) })))
}

/** An exception whose series is not in the file stands for itself. */
function eventsOf(calendar: ICAL.Component): ICAL.Event[] {
  const components = calendar.getAllSubcomponents('vevent').filter(component => component.hasProperty('dtstart'))
  const series = new Map<string, ICAL.Event>()
  for (const component of components) if (!component.hasProperty('recurrence-id')) series.set(String(component.getFirstPropertyValue('uid') ?? component.toString()), new ICAL.Event(component))
  const alone: ICAL.Event[] = []
  for (const component of components) {
    if (!component.hasProperty('recurrence-id')) continue
    const main = series.get(String(component.getFirstPropertyValue('uid')))
    if (main?.isRecurring()) main.relateException(new ICAL.Event(component))
    else alone.push(new ICAL.Event(component))
  }
  return [...series.values(), ...alone]
}

/** When the owner of a published calendar is taken. Never throws; runs where a rule that never ends can be stopped. */
export function readBusyTimes(text: string, question: BusyQuestion): BusyAnswer {
  try {
    const parsed = ICAL.parse(text) as unknown[]
    const roots = (typeof parsed[0] === 'string' ? [parsed] : parsed) as unknown[][]
    const budget: Budget = { left: mostOccurrences }
    const spans = roots.flatMap(root => {
      const calendar = new ICAL.Component(root as [])
      if (calendar.name !== 'vcalendar') throw new Error('no calendar')
      const given = String(calendar.getFirstPropertyValue('x-wr-timezone') ?? '')
      const zone = isZone(given) ? given : question.zone
      return [...eventsOf(calendar).flatMap(event => spansOf(event, question, zone, budget)), ...calendar.getAllSubcomponents('vfreebusy').flatMap(component => spansOfFreeBusy(component, zone))]
    })
    return { kind: 'read', blocks: joinSpans(spans, question.window) }
  } catch (error) {
    return { kind: error instanceof TooLarge ? 'tooLarge' : 'unreadable' }
  }
}
