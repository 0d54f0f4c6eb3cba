import { expect, test } from 'vitest'
import { cancelLoop, changeLoop } from '#shared/domain/commands/change-loop'
import type { Change } from '#shared/domain/commands/change'
import type { Interview } from '#shared/domain/model/interview'
import { shiftLoop } from '#shared/domain/planner/shift-loop'
import { substitutes } from '#shared/domain/planner/substitutes'
import { finishedPlan } from '#shared/domain/planner/solve'
import { gatherLoop } from '#shared/domain/scheduling/gather-loop'
import { loopPlan } from '#shared/domain/scheduling/loop-plan'
import { createId } from '#shared/lib/ids'
import { aBooking, aColleague, aPlan, aPlanSeat, aPlanSession, at, berlin, busyTimes, loopFacts } from '#tests/support/planning'
import { testNowMs } from '#tests/support/workspace'

const monday = '2026-03-02'
const stamp = { actorId: createId(), nowMs: testNowMs, createId }
const edits = (changes: readonly Change[]) => changes.flatMap(change => (change.kind === 'edit' && change.collection === 'interviews' ? [{ id: change.id, ...change.fields }] : []))

/** Coding by Ana, then Design by Bo with Ana listening; Cy could take either. Both stand in everybody's calendar too. */
function aLoop() {
  const [ana, bo, cy] = [aColleague('Ana'), aColleague('Bo'), aColleague('Cy')]
  const plan = aPlan()
  const coding = aPlanSession(plan, 'Coding', [aPlanSeat([ana.id, cy.id])])
  const design = aPlanSession(plan, 'Design', [aPlanSeat([bo.id, cy.id]), aPlanSeat([ana.id], { role: 'shadow', optional: true })], { afterIds: [coding.id], rank: 'a1' })
  const loopId = createId()
  const first = aBooking(at(monday, '10:00'), [ana.id], { loopId, sessionId: coding.id, name: 'Coding' })
  const second: Interview = { ...aBooking(at(monday, '11:00'), [bo.id], { loopId, sessionId: design.id, name: 'Design', candidateId: first.candidateId }), seats: [{ personId: bo.id, role: 'interviewer' }, { personId: ana.id, role: 'shadow' }] }
  const loop = [first, second]
  const people = [ana, bo, cy]
  const calendars = people.map(person => busyTimes(person.id, loop.filter(each => each.seats.some(seat => seat.personId === person.id)).map(({ startMs, endMs }) => ({ startMs, endMs }))))
  const ask = (others: readonly Interview[] = []) => {
    const read = loopPlan(loop, { interviewPlans: [plan], sessions: [coding, design] }, people)
    const facts = loopFacts(read.plan, read.sessions, people, { interviews: [...loop, ...others], busy: calendars, loop })
    const { input } = gatherLoop({ ...facts, candidate: { ...facts.candidate, id: first.candidateId } })!
    return { input, plan: finishedPlan(input, read.booked.sessions), seatOf: (interview: Interview, personId: string) => read.booked.sessions.find(each => each.sessionId === interview.id)!.seats.find(seat => seat.personIds.includes(personId))!.seatId }
  }
  return { ana, bo, cy, loop, first, second, ask }
}

test('somebody who drops out is replaced on their seat alone; nothing moves and nobody else is asked', () => {
  const { bo, cy, loop, second, ask } = aLoop()
  const { input, plan, seatOf } = ask()
  const [best] = substitutes(input, plan, second.id, seatOf(second, bo.id), bo.id)
  expect(best).toMatchObject({ personId: cy.id, moveMinutes: 0 })
  const written = edits(changeLoop(loop, best!.plan, stamp))
  expect(written).toEqual([{ id: second.id, bookedById: stamp.actorId, startMs: second.startMs, endMs: second.endMs, roomId: null, seats: [{ personId: cy.id, role: 'interviewer' }, second.seats[1]] }])
})

test('when nobody is free at that time, only that session moves, as little as can be', () => {
  const { bo, cy, loop, second, ask } = aLoop()
  const { input, plan, seatOf } = ask([aBooking(at(monday, '11:00'), [cy.id])])
  const [best] = substitutes(input, plan, second.id, seatOf(second, bo.id), bo.id)
  expect(best).toMatchObject({ personId: cy.id, startMs: at(monday, '12:00') })
  expect(edits(changeLoop(loop, best!.plan, stamp)).map(each => [each.id, each.startMs])).toEqual([[second.id, at(monday, '12:00')]])
})

test('a whole loop moves in one step with its people and its distances', () => {
  const { loop, first, second, ask } = aLoop()
  const { input, plan } = ask()
  const moved = shiftLoop(input, plan, at(monday, '13:10'))
  if (moved.kind !== 'moved') throw new Error(moved.kind)
  expect(moved.kept).toBe('gapsAndPeople')
  expect(edits(changeLoop(loop, moved.plan, stamp)).map(each => [each.id, each.startMs, each.seats])).toEqual([
    [first.id, at(monday, '13:30'), first.seats], [second.id, at(monday, '14:30'), second.seats],
  ])
})

test('a loop called off is called off whole, save what has begun or was held already', () => {
  const { loop, first, second } = aLoop()
  const changes = cancelLoop(loop, 'Withdrew', { ...stamp, nowMs: second.startMs - 60_000 })
  expect(edits(changes)).toEqual([{ id: second.id, cancelled: true, cancelReason: 'Withdrew', bookedById: stamp.actorId }])
  expect(edits(cancelLoop(loop, '', { ...stamp, nowMs: at(monday, '09:00') })).map(each => each.id)).toEqual([first.id, second.id])
  expect(cancelLoop(loop, '', { ...stamp, nowMs: second.startMs + 60_000 })).toEqual([])
  expect(berlin).toBe(first.zone)
})

test('an interview that follows no plan can be taken over by any colleague', () => {
  const { ana, bo, cy } = aLoop()
  const alone = aBooking(at(monday, '10:00'), [ana.id], { name: 'Coffee' })
  const people = [ana, bo, cy]
  const read = loopPlan([alone], { interviewPlans: [], sessions: [] }, people)
  const { input } = gatherLoop(loopFacts(read.plan, read.sessions, people, { interviews: [alone], loop: [alone] }))!
  const found = substitutes(input, finishedPlan(input, read.booked.sessions), alone.id, read.booked.sessions[0]!.seats[0]!.seatId, ana.id)
  expect(found.map(each => each.personId).toSorted()).toEqual([bo.id, cy.id].toSorted())
})
