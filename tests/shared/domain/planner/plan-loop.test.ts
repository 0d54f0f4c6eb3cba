import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildModel } from '#shared/domain/planner/model'
import { planLoop } from '#shared/domain/planner/plan-loop'
import type { PlannerInput } from '#shared/domain/planner/planner-input'
import { scorePlan } from '#shared/domain/planner/score'
import { wallToInstant } from '#shared/lib/zoned-time'
import { aBigInput, anInput, aPerson, aSeat, aSession } from './planner-fixtures.ts'
import { bruteForce, problemsOf } from './plan-oracle.ts'

const at = (wall: string): number => wallToInstant('2026-03-02', wall, 'Europe/London')

test('two sessions go to two people at the start of the day', () => {
  const result = planLoop(anInput())
  if (result.kind !== 'plans') throw new Error(result.kind)
  const [best] = result.plans
  expect(result.proven).toBe(true)
  expect(best?.sessions.map(session => session.startMs)).toEqual([at('09:00'), at('10:00')])
  expect(new Set(best?.sessions.flatMap(session => session.seats.flatMap(seat => seat.personIds)))).toEqual(new Set(['ana', 'bo']))
  expect(best?.reasons[0]).toBe("One day: Monday 2 March, 09:00 to 11:00, Kim's time")
})

test('the person with fewer recent interviews is chosen, unless another is preferred', () => {
  const people = [aPerson('ana', { recentInterviews: 1 }), aPerson('bo')]
  const chosen = (input: PlannerInput): unknown => {
    const result = planLoop(input)
    return result.kind === 'plans' ? result.plans[0]?.sessions[0]?.seats[0]?.personIds : result.kind
  }
  expect(chosen(anInput({ people, sessions: [aSession('one', ['ana', 'bo'])] }))).toEqual(['bo'])
  expect(chosen(anInput({ people, sessions: [aSession('one', [], { seats: [aSeat(['ana', 'bo'], { preferred: ['ana'] })] })] }))).toEqual(['ana'])
})

test('a small change keeps the times and people of the plan before', () => {
  const previous = [{ sessionId: 'design', startMs: at('14:00'), roomId: null, personIds: ['ana'] }, { sessionId: 'coding', startMs: at('15:00'), roomId: null, personIds: ['bo'] }]
  const result = planLoop(anInput({ previous }))
  if (result.kind !== 'plans') throw new Error(result.kind)
  expect(result.plans[0]?.sessions.map(session => [session.sessionId, session.startMs])).toEqual([['design', at('14:00')], ['coding', at('15:00')]])
  expect(result.plans[0]?.reasons).toContain('Nothing changes from the plan before')
})

test('a trainee fills only the seat for their step, and an optional one may stay empty', () => {
  const people = [aPerson('ana', { skills: { go: 'certified' } }), aPerson('bo', { skills: { go: 'shadowing' } })]
  const seats = [aSeat(['ana', 'bo'], { requiredSkills: ['go'] }), aSeat(['ana', 'bo'], { id: 'shadow', role: 'shadow', requiredSkills: ['go'], optional: true })]
  const input = anInput({ people, sessions: [aSession('one', [], { seats })] })
  const seatsOf = (from: PlannerInput): unknown => {
    const result = planLoop(from)
    return result.kind === 'plans' ? result.plans[0]?.sessions[0]?.seats.map(seat => seat.personIds) : result.kind
  }
  expect(seatsOf(input)).toEqual([['ana'], ['bo']])
  expect(seatsOf({ ...input, people: [people[0] ?? aPerson('x'), aPerson('bo', { skills: { go: 'certified' }, hours: {} })] })).toEqual([['ana'], []])
})

test('a circle in the order is said, not searched', () => {
  expect(planLoop(anInput({ order: [{ before: 'coding', after: 'design' }, { before: 'design', after: 'coding' }] })).kind).toBe('invalid')
})

test('every plan of a large loop may be booked, differs from the others, costs what it says and comes again', () => {
  for (const [seed, split] of [[1, 1], [2, 1], [3, 2], [4, 3]] as const) {
    const input = aBigInput(seed, { people: 14, days: 8, split })
    const result = planLoop(input)
    if (result.kind !== 'plans') throw new Error(result.kind)
    expect(result.plans.length).toBeGreaterThan(3)
    expect(new Set(result.plans.map(plan => JSON.stringify(plan.sessions))).size).toBe(result.plans.length)
    for (const plan of result.plans) {
      expect(problemsOf(input, plan.sessions)).toEqual([])
      expect(scorePlan(buildModel(input, new Map()), plan.sessions)).toEqual(plan.score)
    }
    const costs = result.plans.map(plan => plan.score.total)
    expect(costs).toEqual([...costs].sort((a, b) => a - b))
    expect(planLoop(structuredClone(input))).toEqual(result)
  }
})

const half = 1_800_000
const smallInput: fc.Arbitrary<PlannerInput> = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  busy: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 3 })), { maxLength: 6 }),
  recent: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
  maxPerDay: fc.constantFrom(null, 1, 2),
  preferredPerDay: fc.constantFrom(null, 1),
  buffer: fc.constantFrom(0, 15, 30),
  gaps: fc.record({ minMinutes: fc.constantFrom(0, 30), maxMinutes: fc.constantFrom(null, 0, 30, 60) }),
  lunch: fc.constantFrom(null, { from: '10:30', to: '12:00', lengthMinutes: 30 }),
  ordered: fc.boolean(),
  days: fc.constantFrom({ max: 1, perDay: null }, { max: 2, perDay: null }, { max: 2, perDay: 1 }, { max: 3, perDay: 2 }),
  twoDays: fc.boolean(),
  length: fc.constantFrom(30, 60),
}).map(raw => {
  const ids = ['ana', 'bo', 'cy']
  const days = raw.twoDays ? ['2026-03-02', '2026-03-03'] : ['2026-03-02']
  return anInput({
    sessions: Array.from({ length: raw.count }, (_, i) => aSession(`s${i}`, ids.slice(i % 2), { lengthMinutes: i === 0 ? raw.length : 30, seats: [aSeat(ids.slice(i % 2), { preferred: i === 1 ? ['bo'] : [] })] })),
    order: raw.ordered && raw.count > 1 ? [{ before: 's1', after: 's0' }] : [],
    days: raw.days, gaps: raw.gaps, lunch: raw.lunch,
    people: ids.map((id, i) => aPerson(id, {
      recentInterviews: raw.recent[i] ?? 0, maxPerDay: raw.maxPerDay, preferredPerDay: raw.preferredPerDay, bufferAfterMinutes: i === 1 ? raw.buffer : 0,
      busy: raw.busy.filter(([who]) => who === i).map(([, from, length]) => ({ fromMs: at('09:00') + from * half, toMs: at('09:00') + (from + length) * half })),
    })),
    candidate: { name: 'Kim', zone: 'Europe/London', windows: days.map(day => ({ day, hours: { from: '09:30', to: raw.twoDays ? '11:30' : '13:00' } })) },
    window: { fromMs: at('00:00'), toMs: wallToInstant('2026-03-04', '00:00', 'Europe/London') },
  })
})

test('a cheaper choice of people is not replaced by a dearer one that looked cheaper before it was complete', () => {
  const result = planLoop(anInput({
    sessions: ['s0', 's1', 's2'].map((id, i) => aSession(id, [], { lengthMinutes: 30, seats: [aSeat(['ana', 'bo', 'cy'].slice(i % 2), { preferred: i === 1 ? ['bo'] : [] })] })),
    people: [aPerson('ana'), aPerson('bo'), aPerson('cy', { recentInterviews: 1 })],
    candidate: { name: 'Kim', zone: 'Europe/London', windows: [{ day: '2026-03-02', hours: { from: '09:30', to: '13:00' } }] },
    wanted: 3,
  }))
  if (result.kind !== 'plans') throw new Error(result.kind)
  expect(result.plans[0]?.sessions[0]?.startMs).toBe(at('09:30'))
  expect(result.plans[0]?.score.total).toBe(828)
})

test('on small cases the first plan costs what the best of every possible plan costs', () => {
  fc.assert(fc.property(smallInput, input => {
    const model = buildModel(input, new Map())
    const best = bruteForce(input, sessions => scorePlan(model, sessions).total)
    const result = planLoop({ ...input, wanted: 3 })
    if (result.kind === 'invalid') throw new Error(result.reason)
    expect(result.kind).toBe(best === null ? 'none' : 'plans')
    if (result.kind === 'plans' && best !== null) expect(result.plans[0]!.score.total).toBe(best)
    if (result.kind === 'plans') for (const plan of result.plans) expect(problemsOf(input, plan.sessions)).toEqual([])
    if (result.kind === 'none') expect(result.relaxations.length).toBeGreaterThan(0)
  }), { numRuns: 20, seed: 20_261_124 })
})
