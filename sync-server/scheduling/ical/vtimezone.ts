import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'

const yearMs = 366 * 86_400_000

/** `+0530`, `-034458` (RFC 5545 §3.3.14). */
function offsetText(offsetNs: number): string {
  const seconds = Math.abs(Math.round(offsetNs / 1e9))
  const part = (value: number): string => String(value).padStart(2, '0')
  const rest = seconds % 60
  return `${offsetNs < 0 ? '-' : '+'}${part(Math.floor(seconds / 3_600))}${part(Math.floor(seconds / 60) % 60)}${rest > 0 ? part(rest) : ''}`
}

function observance(name: 'standard' | 'daylight', startWall: string, fromNs: number, toNs: number): ICAL.Component {
  const component = new ICAL.Component(name)
  component.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(startWall))
  component.addPropertyWithValue('tzoffsetfrom', ICAL.UtcOffset.fromString(offsetText(fromNs).replace(/(\d\d)(\d\d)$/, '$1:$2')))
  component.addPropertyWithValue('tzoffsetto', ICAL.UtcOffset.fromString(offsetText(toNs).replace(/(\d\d)(\d\d)$/, '$1:$2')))
  return component
}

/**
 * The zone of one meeting, each change of clocks in the year around it written out: right for that meeting whatever the
 * rules of other years are, and no program has to know the zone's name. The time before the first change is covered too.
 */
export function timezoneComponent(zone: string, fromMs: number, toMs: number): ICAL.Component {
  const component = new ICAL.Component('vtimezone')
  component.addPropertyWithValue('tzid', zone)
  const first = Temporal.Instant.fromEpochMilliseconds(fromMs - yearMs).toZonedDateTimeISO(zone)
  const changes: { at: Temporal.ZonedDateTime; beforeNs: number }[] = []
  for (let at = first.getTimeZoneTransition('next'); at && at.epochMilliseconds <= toMs + yearMs; at = at.getTimeZoneTransition('next')) {
    changes.push({ at, beforeNs: at.subtract({ nanoseconds: 1 }).offsetNanoseconds })
  }
  const offsets = [first.offsetNanoseconds, ...changes.map(change => change.at.offsetNanoseconds)]
  const usualNs = Math.min(...offsets)
  const nameOf = (offsetNs: number): 'standard' | 'daylight' => (offsetNs > usualNs ? 'daylight' : 'standard')
  const wall = (at: Temporal.ZonedDateTime, offsetNs: number): string => new Date(at.epochMilliseconds + offsetNs / 1e6).toISOString().slice(0, 19)
  component.addSubcomponent(observance(nameOf(first.offsetNanoseconds), '1970-01-01T00:00:00', first.offsetNanoseconds, first.offsetNanoseconds))
  for (const { at, beforeNs } of changes) component.addSubcomponent(observance(nameOf(at.offsetNanoseconds), wall(at, beforeNs), beforeNs, at.offsetNanoseconds))
  return component
}
