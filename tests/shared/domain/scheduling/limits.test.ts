import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bookLoop } from '#shared/domain/commands/loop'
import { planLoop } from '#shared/domain/planner/plan-loop'
import { gatherLoop } from '#shared/domain/scheduling/gather-loop'
import { overLimit, overLimits } from '#shared/domain/scheduling/limits'
import { checkDocument } from '#shared/domain/model/parse-content'
import { createId } from '#shared/lib/ids'
import { dayOf, isoWeekOf } from '#shared/lib/zoned-time'
import { aBooking, aColleague, aPlan, aPlanSeat, aPlanSession, at, berlin, loopFacts } from '#tests/support/planning'
import { makeApplication, makeCandidate, makeJob, testNowMs } from '#tests/support/workspace'

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Asia/Kolkata', 'Pacific/Auckland', 'America/Santiago']

test('a day and a week are the interviewer’s own, over every change of clocks', () => {
  const firstMs = at('2026-01-01', '00:00')
  fc.assert(fc.property(fc.constantFrom(...zones), fc.array(fc.nat(3 * 365 * 24), { minLength: 1, maxLength: 12 }), fc.nat(3 * 365 * 24), (zone, hours, hour) => {
    const ana = aColleague('Ana', { zone, interviewing: { maxPerDay: 1, maxPerWeek: 2 } })
    const others = hours.map(each => aBooking(firstMs + each * 3_600_000, [ana.id]))
    const startMs = firstMs + hour * 3_600_000
    const sameDay = others.filter(each => dayOf(each.startMs, zone) === dayOf(startMs, zone)).length
    const sameWeek = others.filter(each => isoWeekOf(each.startMs, zone) === isoWeekOf(startMs, zone)).length
    const found = overLimit(ana, startMs, others)
    expect(found?.span ?? null).toBe(sameDay >= 1 ? 'day' : sameWeek >= 2 ? 'week' : null)
  }), { numRuns: 200 })
})

test('called-off interviews and other people’s do not count, the interview itself counts once', () => {
  const [ana, bo] = [aColleague('Ana', { interviewing: { maxPerDay: 1 } }), aColleague('Bo')]
  const own = aBooking(at('2026-03-02', '10:00'), [ana.id, bo.id])
  const gone = aBooking(at('2026-03-02', '12:00'), [ana.id], { cancelled: true })
  expect(overLimits(own, [ana, bo], [own, gone, aBooking(at('2026-03-02', '14:00'), [bo.id])])).toEqual([])
  expect(overLimits(own, [ana, bo], [own, aBooking(at('2026-03-02', '14:00'), [ana.id])])).toEqual([{ personId: ana.id, span: 'day', count: 2, limit: 1 }])
})

test('a whole loop is booked in one step, with roles, kits and the reason only where a limit is passed', () => {
  const [ana, bo] = [aColleague('Ana', { interviewing: { maxPerDay: 1 } }), aColleague('Bo')]
  const plan = aPlan()
  const kit = { id: createId(), kitId: createId(), version: 3, name: 'Coding', purpose: '', cover: [], questions: [], attributes: [], doNots: [], archived: false }
  const coding = aPlanSession(plan, 'Coding', [aPlanSeat([ana.id])], { kitId: kit.kitId, video: 'meet' })
  const design = aPlanSession(plan, 'Design', [aPlanSeat([bo.id]), aPlanSeat([ana.id], { role: 'shadow' })], { rank: 'a1', afterIds: [coding.id] })
  const job = makeJob({ interviewPlans: [plan], sessions: [coding, design], kits: [kit] })
  const facts = loopFacts(plan, [coding, design], [{ ...ana, interviewing: null }, bo])
  const result = planLoop(gatherLoop(facts)!.input)
  if (result.kind !== 'plans') throw new Error(result.kind)
  const application = makeApplication(job, makeCandidate())
  const { loopId, changes } = bookLoop({ application, job, plan: result.plans[0]!, zone: berlin, booked: [], people: [ana, bo], limitReason: 'Nobody else is back yet' }, { actorId: createId(), nowMs: testNowMs, createId })
  const booked = changes.flatMap(change => (change.kind === 'create' && change.collection === 'interviews' ? [change.document] : []))
  expect(booked.map(each => [each.name, each.loopId === loopId, each.seats.map(seat => seat.role), each.kitVersion, each.video])).toEqual([
    ['Coding', true, ['interviewer'], 3, 'meet'], ['Design', true, ['interviewer', 'shadow'], null, 'none'],
  ])
  expect(booked.map(each => each.limitReason)).toEqual(['Nobody else is back yet', 'Nobody else is back yet'])
  expect(booked.every(each => checkDocument('interviews', each).kind === 'fits')).toBe(true)
  expect(changes.filter(change => change.collection === 'activities').length).toBe(2)
})
