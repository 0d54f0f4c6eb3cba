import { expect, test } from 'vitest'
import { planLoop } from '#shared/domain/planner/plan-loop'
import type { Plan } from '#shared/domain/planner/plan'
import type { PlannerInput } from '#shared/domain/planner/planner-input'
import { looseningsOf } from '#shared/domain/planner/relaxations'
import { shiftLoop } from '#shared/domain/planner/shift-loop'
import { substitutes } from '#shared/domain/planner/substitutes'
import { addDays, wallToInstant } from '#shared/lib/zoned-time'
import { aBigInput, anInput, aPerson, aSeat, aSession } from './planner-fixtures.ts'
import { problemsOf } from './plan-oracle.ts'

function bestOf(input: PlannerInput): Plan {
  const result = planLoop(input)
  if (result.kind !== 'plans' || !result.plans[0]) throw new Error(result.kind)
  return result.plans[0]
}

test('each single thing said to help gives a plan that holds once it is given up, and not before', () => {
  const at = (wall: string): number => wallToInstant('2026-03-02', wall, 'Europe/London')
  const inputs = [
    anInput({ people: [aPerson('ana', { maxPerDay: 1 }), aPerson('bo', { hours: {} })] }),
    anInput({ candidate: { name: 'Kim', zone: 'Europe/London', windows: [{ day: '2026-03-02', hours: { from: '11:30', to: '13:30' } }] }, lunch: { from: '11:30', to: '13:30', lengthMinutes: 45 } }),
    anInput({ pins: [{ kind: 'time', sessionId: 'coding', startMs: at('20:00') }] }),
  ]
  for (const input of inputs) {
    const result = planLoop(input)
    if (result.kind !== 'none') throw new Error(result.kind)
    expect(result.relaxations.length).toBeGreaterThan(0)
    for (const { constraints, gives } of result.relaxations) {
      const loosenings = looseningsOf(input).flatMap(one => [one, ...one.parts])
      const relaxed = constraints.reduce((now, said) => loosenings.find(one => one.description === said.description)?.apply(now) ?? now, input)
      expect(problemsOf(relaxed, gives.sessions), constraints[0]?.description ?? '').toEqual([])
      expect(problemsOf(input, gives.sessions)).not.toEqual([])
      expect(gives.reasons.at(-1), 'what was given up is not claimed to hold').toBe('Otherwise inside everyone\'s working hours, limits and buffers')
    }
  }
})

test('a seat for which somebody is still to be found is not taken for a trainee’s', () => {
  const input = anInput({ sessions: [aSession('coding', ['ana'], { seats: [aSeat(['ana']), { ...aSeat([]), id: 'trainee', role: 'shadow', optional: true }] })], people: [aPerson('ana', { busy: [{ fromMs: 0, toMs: 7_000_000_000_000 }] })] })
  const result = planLoop(input)
  const found = result.kind === 'none' ? result.relaxations.find(one => one.constraints[0]!.constraint === 'seat') : null
  expect(found?.gives.reasons).toEqual(expect.arrayContaining(['1 seat still to be filled', '1 optional seat left empty']))
})

test('when no single thing suffices, a pair does', () => {
  const coding = aSession('coding', ['ana', 'bo'], { room: { capacity: 2, features: [] } })
  const input = anInput({ sessions: [coding], pins: [{ kind: 'time', sessionId: 'coding', startMs: wallToInstant('2026-03-02', '20:00', 'Europe/London') }] })
  const result = planLoop(input)
  expect(result.kind === 'none' ? result.relaxations.map(one => one.constraints.map(said => said.constraint)) : result.kind).toEqual([['pin', 'room']])
})

test('everyone offered instead of a person who dropped out can take the seat', () => {
  for (const seed of [1, 2, 3]) {
    const input = aBigInput(seed, { people: 14, days: 6 })
    const plan = bestOf(input)
    for (const session of plan.sessions) {
      const seat = session.seats[0]
      const dropped = seat?.personIds[0]
      if (!seat || dropped === undefined) continue
      for (const offer of substitutes(input, plan, session.sessionId, seat.seatId, dropped)) {
        expect(problemsOf(input, offer.plan.sessions)).toEqual([])
        expect(offer.plan.sessions.filter(one => one.sessionId !== session.sessionId)).toEqual(plan.sessions.filter(one => one.sessionId !== session.sessionId))
        expect(offer.personId).not.toBe(dropped)
      }
    }
  }
})

test('when nobody is free then, only that session moves, by the least', () => {
  const at = (wall: string): number => wallToInstant('2026-03-02', wall, 'Europe/London')
  const input = anInput({ people: [aPerson('ana'), aPerson('bo', { busy: [{ fromMs: at('09:00'), toMs: at('11:30') }] })] })
  const plan: Plan = { ...bestOf(input), sessions: [
    { sessionId: 'coding', startMs: at('09:00'), endMs: at('10:00'), roomId: null, seats: [{ seatId: 'main', personIds: ['ana'] }] },
    { sessionId: 'design', startMs: at('10:00'), endMs: at('11:00'), roomId: null, seats: [{ seatId: 'main', personIds: ['ana'] }] },
  ] }
  const [offer] = substitutes(input, plan, 'design', 'main', 'ana')
  expect([offer?.personId, offer?.moveMinutes]).toEqual(['bo', 90])
})

test('a whole loop moves a day with its people and distances', () => {
  const days = ['2026-03-02', '2026-03-03']
  const input = anInput({ candidate: { name: 'Kim', zone: 'Europe/London', windows: days.map(day => ({ day, hours: { from: '09:00', to: '17:00' } })) }, window: { fromMs: wallToInstant('2026-03-02', '00:00', 'Europe/London'), toMs: wallToInstant(addDays('2026-03-03', 1), '00:00', 'Europe/London') } })
  const plan = bestOf(input)
  const moved = shiftLoop(input, plan, wallToInstant('2026-03-03', '00:00', 'Europe/London'))
  if (moved.kind !== 'moved') throw new Error(moved.kind)
  expect(moved.kept).toBe('gapsAndPeople')
  expect(moved.plan.sessions.map(session => session.startMs - 86_400_000)).toEqual(plan.sessions.map(session => session.startMs))
  expect(problemsOf(input, moved.plan.sessions)).toEqual([])
})
