import { expect, test } from 'vitest'
import { planLoop } from '#shared/domain/planner/plan-loop'
import type { Plan } from '#shared/domain/planner/plan'
import { gatherLoop, withoutSpans, type LoopFacts } from '#shared/domain/scheduling/gather-loop'
import { createId } from '#shared/lib/ids'
import { aBooking, aColleague, aPlan, aPlanSeat, aPlanSession, at, berlin, busyTimes, loopFacts } from '#tests/support/planning'

const monday = '2026-03-02'

function gathered(facts: LoopFacts) {
  const found = gatherLoop(facts)
  if (!found) throw new Error('no such plan')
  return found
}

function best(facts: LoopFacts): Plan {
  const result = planLoop(gathered(facts).input)
  if (result.kind !== 'plans' || !result.plans[0]) throw new Error(result.kind)
  return result.plans[0]
}

const whoSits = (plan: Plan): readonly string[] => plan.sessions.flatMap(session => session.seats.flatMap(seat => seat.personIds))

test('a loop is planned from the documents of a job, its people and what is booked', () => {
  const [ana, bo] = [aColleague('Ana'), aColleague('Bo')]
  const plan = aPlan({ breakMinutes: 15 })
  const first = aPlanSession(plan, 'Coding', [aPlanSeat([ana.id])])
  const second = aPlanSession(plan, 'Design', [aPlanSeat([bo.id])], { rank: 'a1', afterIds: [first.id] })
  const facts = loopFacts(plan, [second, first], [ana, bo], { interviews: [aBooking(at(monday, '09:00'), [ana.id])] })
  const found = best(facts)
  expect(found.sessions.map(session => [session.sessionId, session.startMs])).toEqual([[first.id, at(monday, '10:00')], [second.id, at(monday, '11:30')]])
})

test('a called-off interview and a calendar block of an earlier loop stand in nobody’s way when that loop is planned again', () => {
  const ana = aColleague('Ana')
  const plan = aPlan()
  const coding = aPlanSession(plan, 'Coding', [aPlanSeat([ana.id])])
  const own = aBooking(at(monday, '09:00'), [ana.id], { sessionId: coding.id })
  const gone = aBooking(at(monday, '10:00'), [ana.id], { cancelled: true })
  const calendar = busyTimes(ana.id, [{ startMs: at(monday, '09:00'), endMs: at(monday, '10:00') }])
  expect(best(loopFacts(plan, [coding], [ana], { interviews: [own, gone], busy: [calendar] })).sessions[0]?.startMs).toBe(at(monday, '10:00'))
  expect(best(loopFacts(plan, [coding], [ana], { interviews: [own, gone], busy: [calendar], loop: [own] })).sessions[0]?.startMs).toBe(at(monday, '09:00'))
})

test('a seat for a skill is taken by the certified alone, a trainee’s by trainees of that step', () => {
  const skill = createId()
  const [ana, bo, cy] = [aColleague('Ana', { trainings: [{ id: skill, level: 'certified' }] }), aColleague('Bo', { trainings: [{ id: skill, level: 'shadow' }] }), aColleague('Cy')]
  const plan = aPlan()
  const session = aPlanSession(plan, 'Design', [aPlanSeat([], { skillIds: [skill] }), aPlanSeat([], { skillIds: [skill], role: 'shadow' })])
  expect(whoSits(best(loopFacts(plan, [session], [cy, bo, ana])))).toEqual([ana.id, bo.id])
})

test('time off, holidays, hours, focus time and limits are read in each person’s own zone', () => {
  const zone = 'America/New_York'
  const ana = aColleague('Ana', {
    zone, timeOff: [{ id: createId(), fromDay: '2026-03-02', toDay: '2026-03-03', note: '' }],
    focusBlocks: [{ id: createId(), weekday: 4, fromMinute: 9 * 60, toMinute: 10 * 60, hard: true }],
    interviewing: { workingHours: [{ weekday: 3, fromMinute: 540, toMinute: 600 }, { weekday: 4, fromMinute: 540, toMinute: 720 }], maxPerDay: 1 },
  })
  const plan = aPlan()
  const session = aPlanSession(plan, 'Coding', [aPlanSeat([ana.id])])
  const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']
  const candidate = { id: createId(), name: 'Kim', zone: berlin, windows: days.map(day => ({ day, hours: { from: '08:00', to: '20:00' } })) }
  const facts = loopFacts(plan, [session], [ana], { candidate, settings: { rooms: [], interviewSkills: [], holidays: [{ id: createId(), day: '2026-03-04', name: 'Founders’ day' }] } })
  expect(best(facts).sessions[0]?.startMs).toBe(at('2026-03-05', '10:00', zone))
  // Their one interview of that day was booked on another route: nothing is left but going over the limit.
  const result = planLoop(gathered({ ...facts, interviews: [aBooking(at('2026-03-05', '11:00', zone), [ana.id])] }).input)
  expect(result.kind === 'none' && result.relaxations.some(one => one.constraints.some(said => said.constraint === 'personLimit'))).toBe(true)
})

test('the candidate’s other interviews and rooms that are taken are kept free of', () => {
  const ana = aColleague('Ana')
  const plan = aPlan()
  const session = aPlanSession(plan, 'Coding', [aPlanSeat([ana.id])], { room: { capacity: 2, features: ['Screen'] } })
  const room = (name: string, features: string[], archived = false) => ({ id: createId(), name, rank: 'a0', archived, zone: berlin, capacity: 4, features, calendarAddress: '' })
  const [oak, elm, old] = [room('Oak', ['Screen']), room('Elm', []), room('Old', ['Screen'], true)]
  const facts = loopFacts(plan, [session], [ana], { settings: { rooms: [oak, elm, old], holidays: [], interviewSkills: [] } })
  const other = aBooking(at(monday, '09:00'), [], { candidateId: facts.candidate.id })
  const inOak = aBooking(at(monday, '10:00'), [], { roomId: oak.id })
  const oakCalendar = busyTimes(oak.id, [{ startMs: at(monday, '11:00'), endMs: at(monday, '12:00') }], { subjectKind: 'room' })
  expect(best({ ...facts, interviews: [other, inOak], busy: [oakCalendar] }).sessions[0]).toMatchObject({ startMs: at(monday, '12:00'), roomId: oak.id })
})

test('how old the calendars are is told by the oldest, and who has none', () => {
  const [ana, bo] = [aColleague('Ana'), aColleague('Bo')]
  const plan = aPlan()
  const session = aPlanSession(plan, 'Coding', [aPlanSeat([ana.id, bo.id])])
  const { age } = gathered(loopFacts(plan, [session], [ana, bo], { busy: [busyTimes(ana.id, [], { readAtMs: 5, problem: 'refused' })] }))
  expect(age).toMatchObject({ readAtMs: 5, unknownIds: [bo.id], failingIds: [ana.id] })
})

test('what is taken out of a calendar leaves the rest of its blocks', () => {
  expect(withoutSpans([{ startMs: 0, endMs: 100 }, { startMs: 200, endMs: 300 }], [{ fromMs: 40, toMs: 60 }, { fromMs: 150, toMs: 250 }]))
    .toEqual([{ fromMs: 0, toMs: 40 }, { fromMs: 60, toMs: 100 }, { fromMs: 250, toMs: 300 }])
})
