import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf, type Column } from '#renderer/features/calendar/columns.ts'
import { gridItems } from '#renderer/features/calendar/grid-items.ts'
import { objectionsTo } from '#renderer/features/calendar/objections.ts'
import { hoursAhead, ownReason } from '#renderer/features/calendar/own-times.ts'
import { bringTo, columnsHeld, nextColumn, type Seating } from '#renderer/features/calendar/seating.ts'
import type { Entry } from '#renderer/features/calendar/watch-window.ts'
import { aBooking, aColleague, aPlan, aPlanSeat, aPlanSession, at } from '#tests/support/planning'

const columns: readonly Column[] = [
  { id: 'mara', title: 'Mara', kind: 'person' }, { id: 'ben', title: 'Ben', kind: 'person' }, { id: 'eva', title: 'Eva', kind: 'person' },
  { id: 'oak', title: 'Oak', kind: 'room' }, { id: 'bay', title: 'Bay', kind: 'room' },
]
const held = (interviewerIds: readonly string[], roomId: string | null = null): Seating => ({ interviewerIds, roomId })
const entry = (fields: Parameters<typeof aBooking>[2], ids: readonly string[] = ['mara']): Entry => ({ interview: aBooking(at('2026-03-02', '10:00'), ids, fields), candidate: null, isProposal: false, isRefused: false, disputeId: null })

describe('a block brought to another column', () => {
  it('of a room moves the interview into that room and leaves its people', () => {
    expect(bringTo(held(['mara', 'ben']), columns, 'mara', 'oak')).toEqual(held(['mara', 'ben'], 'oak'))
    expect(bringTo(held(['mara'], 'oak'), columns, 'oak', 'bay')).toEqual(held(['mara'], 'bay'))
  })

  it('of a person puts that person in the place of the one it came from', () => {
    expect(bringTo(held(['mara', 'ben'], 'oak'), columns, 'ben', 'eva')).toEqual(held(['mara', 'eva'], 'oak'))
  })

  it('of a person from a room replaces the only interviewer, and nobody where it is not said whom', () => {
    expect(bringTo(held(['mara'], 'oak'), columns, 'oak', 'ben')).toEqual(held(['ben'], 'oak'))
    expect(bringTo(held([], 'oak'), columns, 'oak', 'ben')).toEqual(held(['ben'], 'oak'))
    const several = held(['mara', 'ben'], 'oak')
    expect(bringTo(several, columns, 'oak', 'eva')).toBe(several)
    expect(bringTo(several, columns, 'mara', 'ben')).toBe(several)
  })

  it('by keys goes only where something changes, and on the way back stands as it stood', () => {
    const seating = held(['mara', 'ben'], 'oak')
    expect(nextColumn(seating, columns, 'mara', 'mara', 1)).toBe('eva')
    expect(nextColumn(seating, columns, 'mara', 'eva', 1)).toBe('bay')
    expect(nextColumn(seating, columns, 'mara', 'bay', 1)).toBeNull()
    expect(nextColumn(seating, columns, 'mara', 'eva', -1)).toBe('mara')
    expect(bringTo(seating, columns, 'mara', 'mara')).toBe(seating)
  })

  it('never seats anybody twice, never empties an interview, and always stands in the column it came to', () => {
    const ids = fc.uniqueArray(fc.constantFrom('mara', 'ben', 'eva'), { minLength: 1 })
    fc.assert(fc.property(ids, fc.constantFrom('oak', 'bay', null), fc.constantFrom(...columns.map(column => column.id)), (interviewerIds, roomId, to) => {
      const seating = held(interviewerIds, roomId)
      for (const from of columnsHeld(seating)) {
        const after = bringTo(seating, columns, from, to)
        expect(new Set(after.interviewerIds).size).toBe(after.interviewerIds.length)
        expect(after.interviewerIds.length).toBe(interviewerIds.length)
        if (after !== seating) expect(columnsHeld(after)).toContain(to)
      }
    }))
  })
})

describe('side by side', () => {
  const known = { people: new Map(['mara', 'ben', 'eva'].map(id => [id, { name: id }])), rooms: [{ id: 'bay', name: 'Bay', archived: false }, { id: 'oak', name: 'Oak', archived: false }, { id: 'old', name: 'Old', archived: true }], meId: 'mara' }
  const filters = { people: [], jobId: null, hasRooms: true }

  it('people come first, oneself before them, then every open room, those in use first', () => {
    const entries = [entry({ roomId: 'oak' }, ['ben']), entry({}, ['mara'])]
    expect(columnsOf(entries, filters, known).map(column => column.id)).toEqual(['mara', 'ben', 'oak', 'bay'])
    expect(columnsOf(entries, { ...filters, hasRooms: false }, known).map(column => column.id)).toEqual(['mara', 'ben'])
  })

  it('a column shows all that takes its person or room, also what the filter is not about', () => {
    const [wanted, other] = [entry({ jobId: 'nurse', roomId: 'oak' }, ['ben']), entry({ jobId: 'cook', roomId: 'oak' }, ['eva'])]
    const shown = { columns: columnsOf([wanted, other], { ...filters, jobId: 'nurse' }, known), filters: { people: [], jobId: 'nurse' }, draft: null, isMovable: () => true }
    expect(gridItems([wanted, other], shown).map(item => [item.column, item.isAside])).toEqual([['ben', false], ['oak', false], ['oak', true]])
    expect(gridItems([wanted, other], { ...shown, columns: null })).toHaveLength(1)
  })

  it('what was called off keeps its place until something else is there', () => {
    const [off, next] = [entry({ cancelled: true }), entry({})]
    const shown = { columns: null, filters, draft: null, isMovable: () => true }
    expect(gridItems([off], shown)).toHaveLength(1)
    expect(gridItems([off, next], shown).map(item => item.entry)).toEqual([next])
  })
})

describe('what speaks against a place', () => {
  const span = { fromMs: at('2026-03-02', '10:00'), toMs: at('2026-03-02', '11:00') }
  const ben = aColleague('Ben Okafor', { zone: 'America/New_York' })
  const eva = aColleague('Eva Novák', { interviewing: {} })

  it('is said of somebody’s hours on their own wall, of days away and of focus time', () => {
    expect(ownReason(eva, span, [])).toBeNull()
    expect(ownReason(ben, span, [])).toBe('does not work then')
    expect(ownReason(aColleague('Chi', { timeOff: [{ id: 'off', fromDay: '2026-03-01', toDay: '2026-03-03', note: '' }] }), span, [])).toBe('is away that day')
    expect(ownReason(eva, span, [{ id: 'h', day: '2026-03-02', name: 'Founders' }])).toBe('is away that day')
    expect(ownReason(aColleague('Dora', { focusBlocks: [{ id: 'f', weekday: 1, fromMinute: 600, toMinute: 660, hard: true }] }), span, [])).toBe('keeps that time for their own work')
  })

  it('is said in sentences: a full calendar, a small room, a newcomer whom the plan does not foresee', () => {
    const plan = aPlan()
    const facts = {
      people: new Map([ben, eva].map(person => [person.id, person])), rooms: [{ id: 'bay', name: 'Bay', rank: 'a0', archived: false, zone: 'Europe/Berlin', capacity: 1, features: [], calendarAddress: '' }], holidays: [],
      busy: new Map([[eva.id, { blocks: [span], readAtMs: span.fromMs, problem: null }]]), session: aPlanSession(plan, 'Ward round', [aPlanSeat([eva.id])]), ownZone: 'Europe/Berlin', nowMs: span.fromMs,
    }
    const booked = aBooking(span.fromMs, [eva.id])
    expect(objectionsTo(booked, span, held([eva.id], 'bay'), facts)).toEqual(['The calendar of Eva Novák says busy (read just now).', 'Bay seats 1, and 2 people meet.'])
    expect(objectionsTo(booked, span, held([ben.id]), facts)).toEqual(['Ben Okafor does not work then (04:00 in New York).', 'The interview plan does not foresee Ben Okafor for Ward round.'])
  })

  it('another clock is named by how far it is ahead, on the day in question', () => {
    expect(hoursAhead('Asia/Kolkata', 'Europe/Berlin', at('2026-03-02', '10:00'))).toBe('+4½ h')
    expect(hoursAhead('America/New_York', 'Europe/Berlin', at('2026-03-15', '10:00'))).toBe('−5 h')
    expect(hoursAhead('America/New_York', 'Europe/Berlin', at('2026-03-02', '10:00'))).toBe('−6 h')
    expect(hoursAhead('Europe/Paris', 'Europe/Berlin', at('2026-03-02', '10:00'))).toBeNull()
  })
})
