import { bookingOffer, type OptionFacts } from '#shared/domain/scheduling/booking-options'
import { addDays, dayOf, type DayText } from '#shared/lib/zoned-time'
import { weekFrom, type DayOfOptions } from './page/choose-page.ts'

/** How far ahead a page looks for the first free day by itself. */
const lookAheadDays = 28

export type OfferedDays = Readonly<{ days: readonly DayOfOptions[]; earlier: DayText | null; later: DayText | null }>

/** A week of choices: from the day asked for, else from the first day that has any. */
export function offeredDays(facts: OptionFacts, from: DayText | null): OfferedDays {
  const { zone } = facts.candidate
  const [first, last] = [dayOf(facts.earliestMs, zone), dayOf(facts.latestMs - 1, zone)]
  const offer = bookingOffer(facts)
  const known = new Map<DayText, DayOfOptions>()
  const look = (day: DayText): DayOfOptions => {
    const found = known.get(day) ?? { day, options: offer.optionsOf(day) }
    known.set(day, found)
    return found
  }
  let start = from !== null && from >= first && from <= last ? from : first
  if (from === null) {
    for (let ahead = 0, day = first; ahead < lookAheadDays && day <= last; ahead += 1, day = addDays(day, 1)) {
      if (look(day).options.length === 0) continue
      start = day
      break
    }
  }
  const before = addDays(start, -7)
  return {
    days: weekFrom(start).filter(day => day <= last).map(look),
    earlier: start <= first ? null : before < first ? first : before,
    later: addDays(start, 7) <= last ? addDays(start, 7) : null,
  }
}

/** Whether anything is free at all within the days a page looks ahead. */
export const hasTimes = (facts: OptionFacts): boolean => offeredDays(facts, null).days.some(({ options }) => options.length > 0)
