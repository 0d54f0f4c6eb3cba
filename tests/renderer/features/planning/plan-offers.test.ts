import { expect, test } from 'vitest'
import type { Plan } from '#shared/domain/planner/plan'
import { findOffer, type Offer } from '../../../../src/renderer/features/planning/plan-offers.ts'

const score = { total: 0, days: 0, load: 0, preferred: 0, earliest: 0, stability: 0, focus: 0, emptySeats: 0 }
const at = (startMs: number, personId: string, reasons: readonly string[] = []): Offer => {
  const plan: Plan = { sessions: [{ sessionId: 'triage', startMs, endMs: startMs + 45, roomId: null, seats: [{ seatId: 'seat', personIds: [personId] }] }], score, reasons }
  return { plan, givesUp: [] }
}

test('a chosen plan is found again where it now stands, also with other reasons', () => {
  expect(findOffer([at(0, 'mara'), at(60, 'ben'), at(120, 'ben', ['Mara has a quieter day'])], at(120, 'ben'))).toBe(2)
})

test('another time or another person is another plan', () => {
  expect(findOffer([at(60, 'ben'), at(120, 'mara')], at(120, 'ben'))).toBe(-1)
  expect(findOffer([], at(120, 'ben'))).toBe(-1)
})

test('giving up something else for the same times is another choice', () => {
  const givesUp = [{ constraint: 'pool', subjectId: 'seat', description: 'Find people outside the pools' }]
  expect(findOffer([{ ...at(0, 'ben'), givesUp }], at(0, 'ben'))).toBe(-1)
  expect(findOffer([{ ...at(0, 'ben'), givesUp }], { ...at(0, 'ben'), givesUp: [{ ...givesUp[0]!, description: 'said otherwise' }] })).toBe(0)
})
