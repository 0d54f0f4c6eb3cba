import { dayOf, sayDay, wallTimeOf, type Span } from '#shared/lib/zoned-time'

/** Somebody who reads a clock: the viewer first, then the others. */
export type ClockReader = Readonly<{ who: string; zone: string }>
/** One wall time and everybody who sees it. */
export type ZoneTime = Readonly<{ place: string; words: string; who: readonly string[] }>

/** `America/Argentina/Buenos_Aires` as people say it. */
export const placeOf = (zone: string): string => zone.split('/').at(-1)!.replaceAll('_', ' ')

/**
 * The same time on everybody's wall, those with equal clocks together. A day is named where it is another one than the
 * first reader's.
 */
export function zoneTimes({ fromMs, toMs }: Span, readers: readonly ClockReader[]): readonly ZoneTime[] {
  const first = readers[0]
  const found = new Map<string, { place: string; words: string; who: string[] }>()
  for (const { who, zone } of readers) {
    const day = dayOf(fromMs, zone)
    const isOtherDay = first !== undefined && day !== dayOf(fromMs, first.zone)
    const words = `${isOtherDay ? `${sayDay(day)}, ` : ''}${wallTimeOf(fromMs, zone)}–${wallTimeOf(toMs, zone)}`
    const known = found.get(words)
    if (!known) found.set(words, { place: placeOf(zone), words, who: [who] })
    else if (!known.who.includes(who)) known.who.push(who)
  }
  return [...found.values()]
}
