import { ownDayAt } from './availability.ts'
import type { Model } from './model.ts'

type Held = Readonly<{ start: number; end: number; day: number; week: number }>

/**
 * The loop's own use of each person while seats are being filled: what one more interview costs on top of looking at it
 * alone, or `null` when a limit or a buffer forbids it. Counts are per day and ISO week of the person's own zone.
 */
export type LoopUse = Readonly<{
  extraCost(person: number, start: number, end: number): number | null
  take(person: number, start: number, end: number): void
  release(person: number): void
  count(person: number): number
}>

/** An empty record of use. */
export function createLoopUse(model: Model): LoopUse {
  const held = new Map<number, Held[]>()
  const placeOf = (person: number, start: number): { day: number; week: number } => {
    const time = model.people[person]
    const day = time ? ownDayAt(time, start) : -1
    return { day, week: time?.weekOfDay[day] ?? -1 }
  }
  return {
    count: person => held.get(person)?.length ?? 0,
    take(person, start, end) {
      const list = held.get(person) ?? []
      list.push({ start, end, ...placeOf(person, start) })
      held.set(person, list)
    },
    release(person) {
      held.get(person)?.pop()
    },
    extraCost(index, start, end) {
      const uses = held.get(index)
      const time = model.people[index]
      if (!uses || uses.length === 0 || !time) return 0
      const { day, week } = placeOf(index, start)
      let onDay = 0
      let inWeek = 0
      for (const use of uses) {
        if (start < use.end + time.gap && use.start < end + time.gap) return null
        if (use.day === day) onDay += 1
        if (use.week === week) inWeek += 1
      }
      const { maxPerDay, maxPerWeek, preferredPerDay, preferredPerWeek } = time.person
      const booked = time.bookedOnDay[day] ?? 0
      const bookedWeek = time.bookedInWeek[week] ?? 0
      if (maxPerDay !== null && booked + onDay >= maxPerDay) return null
      if (maxPerWeek !== null && bookedWeek + inWeek >= maxPerWeek) return null
      const { weights } = model
      // `personCost` has charged these where the booked ones alone already stand at the preferred number.
      const overDay = preferredPerDay !== null && booked < preferredPerDay && booked + onDay >= preferredPerDay
      const overWeek = preferredPerWeek !== null && bookedWeek < preferredPerWeek && bookedWeek + inWeek >= preferredPerWeek
      return weights.load * uses.length + (overDay ? weights.overPreferred : 0) + (overWeek ? weights.overPreferred : 0)
    },
  }
}
