import { DateTime } from 'luxon'
import { luxonLocalizer, type DateLocalizer } from 'react-big-calendar'

type Clock = Readonly<{
  getDstOffset: (start: Date, end: Date) => number
  getTimezoneOffset: (at: Date) => number
  getTotalMin: (start: Date, end: Date) => number
  getMinutesFromMidnight: (at: Date) => number
  startAndEndAreDateOnly: (start: Date, end: Date) => boolean
}>

/**
 * The grid's clock in any zone, whatever the browser's own is. The library asks the browser for changes of clocks and
 * counts real minutes since midnight, so on the day of a change every hour after it would stand (and be dropped) one
 * hour off. Here a day is the hours written on the wall: a skipped hour is an empty row, a doubled one shares its row.
 */
export function createWallLocalizer(zone: string): DateLocalizer & Clock {
  // The localizer makes every date through these four; a zone of its own leaves luxon's global settings alone.
  const zoned = {
    fromJSDate: (date: Date) => DateTime.fromJSDate(date, { zone }), local: () => DateTime.local({ zone }),
    min: (...dates: DateTime[]) => DateTime.min(...dates), max: (...dates: DateTime[]) => DateTime.max(...dates),
  }
  const minuteOfDay = (date: Date): number => { const at = zoned.fromJSDate(date); return at.hour * 60 + at.minute }
  const offset = (date: Date): number => -zoned.fromJSDate(date).offset
  return Object.assign(luxonLocalizer(zoned as unknown as typeof DateTime, { firstDayOfWeek: 1 }), {
    getTimezoneOffset: offset,
    getDstOffset: (start: Date, end: Date) => offset(start) - offset(end),
    getTotalMin: (start: Date, end: Date) => minuteOfDay(end) - minuteOfDay(start),
    getMinutesFromMidnight: minuteOfDay,
    startAndEndAreDateOnly: () => false,
  })
}
