import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plansOnly } from '#shared/domain/planner/choices'
import { bookingOffer, type OptionFacts } from '#shared/domain/scheduling/booking-options'
import { changeOfBooking } from '#shared/domain/scheduling/booking-change'
import { gatherLoop } from '#shared/domain/scheduling/gather-loop'
import { wallTimeOf } from '#shared/lib/zoned-time'
import { aBooking, aColleague, aPlan, aPlanSeat, aPlanSession, at, busyTimes, loopFacts } from '#tests/support/planning'

const hour = 3_600_000

function factsOf(people: readonly ReturnType<typeof aColleague>[], fields: Partial<OptionFacts> = {}, zone = 'Europe/Berlin'): OptionFacts {
  const plan = aPlan()
  const base = loopFacts(plan, [aPlanSession(plan, 'Screen', [aPlanSeat(people.map(person => person.id))])], people)
  return { ...base, candidate: { id: base.candidate.id, name: 'Kim', zone }, earliestMs: at('2026-03-02', '00:00'), latestMs: at('2026-03-21', '00:00'), ...fields }
}

describe('what a candidate may choose', () => {
  it('for one meeting: every start the planner itself would take, and no other', () => {
    const people = [aColleague('Ben'), aColleague('Chi')]
    const block = fc.record({ person: fc.nat(1), fromMinute: fc.integer({ min: 9 * 60, max: 16 * 60 }), length: fc.integer({ min: 15, max: 180 }) })
    fc.assert(fc.property(fc.array(block, { maxLength: 8 }), blocks => {
      const midnight = at('2026-03-03', '00:00')
      const busy = people.map((person, index) => busyTimes(person.id, blocks.filter(each => each.person === index).map(each => ({ startMs: midnight + each.fromMinute * 60_000, endMs: midnight + (each.fromMinute + each.length) * 60_000 }))))
      const facts = factsOf(people, { busy })
      const offered = bookingOffer(facts).optionsOf('2026-03-03').map(option => option.fromMs)
      const windows = [{ fromMs: midnight, toMs: midnight + 24 * hour }]
      const { input } = gatherLoop({ ...facts, window: windows[0]!, candidate: { ...facts.candidate, windows } })!
      const starts = Array.from({ length: 28 }, (_, step) => midnight + 7 * hour + step * hour / 2)
      expect(offered).toEqual(starts.filter(fromMs => plansOnly({ ...input, window: { fromMs, toMs: fromMs + hour } }, new Map(), 1).length > 0))
    }), { numRuns: 25 })
  })

  it('follows both clocks over a week in which only one of them changed', () => {
    const offer = bookingOffer(factsOf([aColleague('Ben')], {}, 'America/New_York'))
    const first = (day: string): string => { const [option] = offer.optionsOf(day); return `${wallTimeOf(option!.fromMs, 'America/New_York')} ${wallTimeOf(option!.fromMs, 'Europe/Berlin')}` }
    const last = (day: string): string => wallTimeOf(offer.optionsOf(day).at(-1)!.toMs, 'America/New_York')
    // New York went forward on 8 March 2026: six hours apart before, five after.
    expect([first('2026-03-06'), last('2026-03-06')]).toEqual(['07:00 13:00', '11:00'])
    expect([first('2026-03-09'), last('2026-03-09')]).toEqual(['07:00 12:00', '12:00'])
  })

  it('of a loop stays choosable while its times are free, also when the day would list others by now; nothing else is', () => {
    const people = [aColleague('Ben'), aColleague('Chi')]
    const plan = aPlan({ breakMinutes: 15 })
    const sessions = ['Talk', 'Values', 'Task'].map((name, index) => aPlanSession(plan, name, [aPlanSeat(people.slice(index % 2).map(person => person.id))], { lengthMinutes: 45 }))
    const base = { ...loopFacts(plan, sessions, people), earliestMs: at('2026-03-02', '00:00'), latestMs: at('2026-03-21', '00:00') }
    const dayMinutes = fc.integer({ min: 8 * 4, max: 17 * 4 })
    fc.assert(fc.property(fc.array(fc.record({ person: fc.nat(1), from: dayMinutes, length: fc.integer({ min: 1, max: 12 }) }), { maxLength: 4 }), blocks => {
      const midnight = at('2026-03-03', '00:00')
      const spans = blocks.map(({ person, from, length }) => ({ id: people[person]!.id, startMs: midnight + from * hour / 4, endMs: midnight + (from + length) * hour / 4 }))
      const before = bookingOffer(base).optionsOf('2026-03-03')
      const after = bookingOffer({ ...base, busy: people.map(({ id }) => busyTimes(id, spans.filter(each => each.id === id).toSorted((a, b) => a.startMs - b.startMs))) })
      for (const option of after.optionsOf('2026-03-03')) expect(after.optionAt('2026-03-03', option.key)?.key).toBe(option.key)
      for (const { key, sessions: placed } of before) {
        const found = after.optionAt('2026-03-03', key)
        // Whoever sat in it is free still: then it stands.
        const isFree = placed.every(({ startMs, endMs, seats }) => !spans.some(span => span.startMs < endMs && span.endMs > startMs && seats.some(seat => seat.personIds.includes(span.id))))
        if (isFree) expect(found?.key).toBe(key)
        for (const { startMs, endMs, seats } of found?.sessions ?? []) expect(spans.filter(span => span.startMs < endMs && span.endMs > startMs && seats.some(seat => seat.personIds.includes(span.id)))).toEqual([])
      }
    }), { numRuns: 40 })
    const [first] = bookingOffer(base).optionsOf('2026-03-03')
    const shifted = (ms: number): string => first!.sessions.map(session => `${session.sessionId.slice(-6)}${(session.startMs + ms).toString(36)}`).toSorted().join('.')
    expect(bookingOffer(base).optionAt('2026-03-03', shifted(hour))?.fromMs, 'also one the day never listed').toBe(first!.fromMs + hour)
    for (const [day, key] of [['2026-03-03', shifted(7 * 60_000)], ['2026-03-03', shifted(-5 * hour)], ['2026-03-04', first!.key], ['2026-03-03', `${first!.key}.abcdef1`], ['2026-03-03', 'nonsense'], ['2026-03-03', first!.key.split('.')[0]!]] as const) {
      expect(bookingOffer(base).optionAt(day, key), `${day} ${key}`).toBeNull()
    }
  })

  it('keeps to limits a day and to what is booked', () => {
    const busyBee = aColleague('Ben', { interviewing: { maxPerDay: 1 } })
    const facts = factsOf([busyBee], { interviews: [aBooking(at('2026-03-03', '15:00'), [busyBee.id])] })
    expect(bookingOffer(facts).optionsOf('2026-03-03')).toEqual([])
    expect(bookingOffer(facts).optionsOf('2026-03-04').length).toBeGreaterThan(10)
  })

  it('is nothing once the days on offer are over, or when the plan holds nobody', () => {
    expect(bookingOffer(factsOf([aColleague('Ben')], { latestMs: at('2026-03-01', '00:00') })).optionsOf('2026-03-03')).toEqual([])
    expect(bookingOffer(factsOf([])).optionsOf('2026-03-03')).toEqual([])
  })
})

describe('changing what is booked', () => {
  const rules = { noticeHours: 24, changeUntilHours: 24, maxChanges: 2, showInterviewers: false }
  const loop = [{ startMs: 100 * hour }, { startMs: 110 * hour }]

  it('is open until so many hours before the first meeting, so many times; calling off stays open when moving is used up', () => {
    expect(changeOfBooking({ loop, rules, link: { changesUsed: 0 } }, 76 * hour)).toEqual({ kind: 'open', left: 2, untilMs: 76 * hour })
    expect(changeOfBooking({ loop, rules, link: { changesUsed: 2 } }, 70 * hour)).toEqual({ kind: 'used_up', untilMs: 76 * hour })
    expect(changeOfBooking({ loop, rules, link: { changesUsed: 0 } }, 76 * hour + 1)).toEqual({ kind: 'too_late' })
    expect(changeOfBooking({ loop: [], rules, link: { changesUsed: 0 } }, 0)).toEqual({ kind: 'too_late' })
  })
})
