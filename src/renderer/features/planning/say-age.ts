import type { BusyAge } from '#shared/domain/scheduling/busy-age'
import { sayMinutes } from '#shared/domain/plan-words'
import { dayOf, sayDay } from '#shared/lib/zoned-time'

const listed = (names: readonly string[]): string => (names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`)

function sayAgo(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 120) return `${sayMinutes(minutes)} ago`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} hours ago` : `${Math.floor(minutes / 1_440)} days ago`
}

/** What is known of people's calendars, in sentences; the first says how old it is. */
export function sayAge(age: BusyAge, nowMs: number, untilMs: number, zone: string, nameOf: (id: string) => string): readonly string[] {
  const isKnown = age.readAtMs !== null
  return [
    isKnown ? `Calendars as they were ${sayAgo(nowMs - age.readAtMs!)}.` : 'No calendars are connected: only hours, time off and interviews booked here are known.',
    ...(isKnown && age.unknownIds.length > 0 ? [`Not known: the ${age.unknownIds.length === 1 ? 'calendar' : 'calendars'} of ${listed(age.unknownIds.map(nameOf))}.`] : []),
    ...(age.failingIds.length > 0 ? [`Could not be read last time: ${listed(age.failingIds.map(nameOf))}.`] : []),
    ...(age.knownUntilMs !== null && age.knownUntilMs < untilMs ? [`Known until ${sayDay(dayOf(age.knownUntilMs, zone))} only.`] : []),
  ]
}
