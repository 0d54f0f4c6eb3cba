import { dayOf, sayDay, wallTimeOf } from '#shared/lib/zoned-time'

export const placeOf = (zone: string): string => zone.split('/').at(-1)!.replaceAll('_', ' ')

/** `Tuesday 3 March, 10:00 to 11:00`. */
export const sayWhen = (fromMs: number, toMs: number, zone: string): string => `${sayDay(dayOf(fromMs, zone))}, ${wallTimeOf(fromMs, zone)} to ${wallTimeOf(toMs, zone)}`

export function sayLength(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 || hours === 0 ? [`${rest} min`] : [])].join(' ')
}

export const firstName = (fullName: string): string => fullName.trim().split(/\s+/)[0] ?? fullName

let zones: readonly string[] | null = null

/** Every zone this server knows, with the one in use. */
export function zonesWith(zone: string): readonly string[] {
  zones ??= ['UTC', ...Intl.supportedValuesOf('timeZone')]
  return zones.includes(zone) ? zones : [zone, ...zones]
}
