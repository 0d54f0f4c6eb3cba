import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sayWindow, stepDay, windowOf } from '#renderer/features/calendar/calendar-window.ts'
import { moveBy } from '#renderer/features/calendar/move-draft.ts'
import { neighbourOf } from '#renderer/features/calendar/neighbour.ts'
import { createWallLocalizer } from '#renderer/features/calendar/wall-localizer.ts'
import { zoneTimes } from '#renderer/features/calendar/zone-times.ts'
import { getSlotMetrics } from 'react-big-calendar/lib/utils/TimeSlots'
import { addDays, dayOf, wallTimeOf, wallToInstant } from '#shared/lib/zoned-time'

const hour = 3_600_000
/** Berlin's clocks go forward on 28 March 2027 and New York's on 14 March; back on 31 October and 7 November. */
const changes = [
  { zone: 'Europe/Berlin', spring: '2027-03-28', autumn: '2027-10-31' },
  { zone: 'America/New_York', spring: '2027-03-14', autumn: '2027-11-07' },
] as const

describe('the days on the screen', () => {
  it('are Monday to Sunday in a week, and one hour more or less long when the clocks change', () => {
    for (const { zone, spring, autumn } of changes) {
      const [forward, back] = [windowOf('week', spring, zone), windowOf('week', autumn, zone)]
      expect(forward.days.at(-1)).toBe(spring)
      expect((forward.toMs - forward.fromMs) / hour).toBe(7 * 24 - 1)
      expect((back.toMs - back.fromMs) / hour).toBe(7 * 24 + 1)
    }
  })

  it('are named as people name them', () => {
    expect(sayWindow(windowOf('day', '2026-03-03', 'UTC'))).toBe('Tuesday 3 March 2026')
    expect(sayWindow(windowOf('week', '2026-03-03', 'UTC'))).toBe('2 – 8 March 2026')
    expect(sayWindow(windowOf('week', '2026-12-30', 'UTC'))).toBe('28 December 2026 – 3 January 2027')
    expect(stepDay('week', '2026-03-03', -1)).toBe('2026-02-24')
  })
})

describe('the clock of the grid', () => {
  it('puts nine o’clock at nine and gives nine back, on every day of both changes and in either zone', () => {
    for (const { zone, spring, autumn } of changes) {
      const localizer = createWallLocalizer(zone)
      for (const changed of [spring, autumn]) {
        for (const day of [addDays(changed, -1), changed, addDays(changed, 1)]) {
          const [min, max, nine] = ['08:00', '19:00', '09:00'].map(wall => new Date(wallToInstant(day, wall, zone)))
          const slots = getSlotMetrics({ min: min!, max: max!, step: 15, timeslots: 4, localizer })
          expect(slots.getRange(nine!, new Date(nine!.getTime() + hour)).top, `${day} in ${zone}`).toBeCloseTo(100 / 11)
          expect(slots.closestSlotToPosition(1 / 11 + 0.001).getTime()).toBe(nine!.getTime())
        }
      }
    }
  })

  it('keeps all 24 rows where an hour is skipped or doubled', () => {
    for (const { zone, spring, autumn } of changes) {
      const localizer = createWallLocalizer(zone)
      for (const day of [spring, autumn]) {
        const [min, max, late] = ['00:00', '23:59', '22:00'].map(wall => new Date(wallToInstant(day, wall, zone)))
        const slots = getSlotMetrics({ min: min!, max: max!, step: 15, timeslots: 4, localizer })
        expect(slots.groups).toHaveLength(24)
        expect(slots.getRange(late!, new Date(late!.getTime() + hour)).top).toBeCloseTo(100 * 22 / 24)
      }
    }
  })
})

describe('moving by keyboard', () => {
  const span = (zone: string) => fc.record({ day: fc.integer({ min: 0, max: 900 }).map(count => addDays('2026-01-01', count)), minute: fc.integer({ min: 0, max: 1435 }), length: fc.integer({ min: 15, max: 240 }) })
    .map(({ day, minute, length }) => {
      const fromMs = wallToInstant(day, `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`, zone)
      return { fromMs, toMs: fromMs + length * 60_000 }
    })

  it('by a day keeps the length, goes to the day beside and keeps the time on the wall unless the clocks skip it', () => {
    for (const { zone } of changes) {
      fc.assert(fc.property(span(zone), fc.constantFrom('dayBefore' as const, 'dayAfter' as const), (from, step) => {
        const to = moveBy(from, step, zone)
        expect(to.toMs - to.fromMs).toBe(from.toMs - from.fromMs)
        const day = addDays(dayOf(from.fromMs, zone), step === 'dayAfter' ? 1 : -1)
        expect(dayOf(to.fromMs, zone)).toBe(day)
        const isSkipped = wallTimeOf(wallToInstant(day, wallTimeOf(from.fromMs, zone), zone), zone) !== wallTimeOf(from.fromMs, zone)
        if (!isSkipped) expect(wallTimeOf(to.fromMs, zone)).toBe(wallTimeOf(from.fromMs, zone))
      }))
    }
  })

  it('earlier takes back later', () => {
    fc.assert(fc.property(span('Europe/Berlin'), from => { expect(moveBy(moveBy(from, 'later', 'Europe/Berlin'), 'earlier', 'Europe/Berlin')).toEqual(from) }))
  })
})

describe('one time on several walls', () => {
  it('names every place once, the viewer first, and the day where it is another', () => {
    const fromMs = Date.parse('2027-03-22T23:00Z')
    const said = zoneTimes({ fromMs, toMs: fromMs + hour }, [
      { who: 'you', zone: 'Europe/London' }, { who: 'Ana Silva', zone: 'Asia/Tokyo' }, { who: 'Ben Okafor', zone: 'Europe/Lisbon' },
    ])
    expect(said).toEqual([
      { place: 'London', words: '23:00–00:00', who: ['you', 'Ben Okafor'] },
      { place: 'Tokyo', words: 'Tuesday 23 March, 08:00–09:00', who: ['Ana Silva'] },
    ])
  })

  it('counts between two changes of clocks as the world does: Berlin and New York are five hours apart', () => {
    const fromMs = wallToInstant('2027-03-15', '15:00', 'Europe/Berlin')
    expect(zoneTimes({ fromMs, toMs: fromMs + hour }, [{ who: 'you', zone: 'Europe/Berlin' }, { who: 'Ana', zone: 'America/New_York' }])[1]!.words).toBe('10:00–11:00')
  })
})

describe('the arrows', () => {
  const places = [{ key: 'a', column: 0, minute: 540 }, { key: 'b', column: 0, minute: 900 }, { key: 'c', column: 2, minute: 560 }, { key: 'd', column: 2, minute: 880 }]

  it('go down a column and on into the next, and sideways to the nearest', () => {
    expect(neighbourOf(places, null, 'down')).toBe('a')
    expect(neighbourOf(places, 'b', 'down')).toBe('c')
    expect(neighbourOf(places, 'b|a room', 'down'), 'chosen in another view').toBe('c')
    expect(neighbourOf([], 'b', 'down'), 'before anything is drawn').toBe('b')
    expect(neighbourOf(places, 'b', 'right')).toBe('d')
    expect(neighbourOf(places, 'c', 'left')).toBe('a')
    expect(neighbourOf(places, 'd', 'right')).toBe('d')
    expect(neighbourOf([], null, 'down')).toBeNull()
  })

  it('reach every interview from any other', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.record({ column: fc.nat(6), minute: fc.nat(1_439) }), { minLength: 1, maxLength: 12 }), found => {
      const all = found.map((place, index) => ({ ...place, key: String(index) }))
      const seen = new Set<string>()
      let at = neighbourOf(all, null, 'down')
      while (at !== null && !seen.has(at)) {
        seen.add(at)
        at = neighbourOf(all, at, 'down')
      }
      expect(seen.size).toBe(all.length)
    }))
  })
})
