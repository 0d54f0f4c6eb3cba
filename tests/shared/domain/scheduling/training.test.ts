import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Interview } from '#shared/domain/model/interview'
import { agreeToStep, neededFor, progressOf, setLevel, stepsDue, takeStepBack } from '#shared/domain/scheduling/training'
import { createId } from '#shared/lib/ids'
import { aBooking, aColleague, aPlan, aPlanSeat, aPlanSession, at } from '#tests/support/planning'

const skill = { id: createId(), name: 'Ward round', rank: 'a0', archived: false, shadows: 2, reverseShadows: 1 }
const nowMs = at('2026-03-31', '12:00')
const plan = aPlan()
const round = aPlanSession(plan, 'Ward round', [aPlanSeat([], { skillIds: [skill.id] }), aPlanSeat([], { role: 'shadow', skillIds: [skill.id] }), aPlanSeat([], { role: 'reverseShadow', skillIds: [skill.id] })])
const values = aPlanSession(plan, 'Values', [aPlanSeat([], { role: 'shadow', skillIds: [createId()] })])
const job = { id: createId(), sessions: [round, values] }
const bo = (fields: Parameters<typeof aColleague>[1] = { trainings: [{ id: skill.id, level: 'shadow' }] }) => aColleague('Bo', fields)
const held = (personId: string, role: Interview['seats'][number]['role'], fields: Partial<Interview> = {}) =>
  aBooking(at('2026-03-02', '10:00'), [], { jobId: job.id, sessionId: round.id, seats: [{ personId, role }], ...fields })
const facts = (interviews: readonly Interview[]) => ({ interviews, jobs: new Map([[job.id, job]]), nowMs })

describe('a trainee', () => {
  it('goes on after as many times as are asked, and it says after how many', () => {
    const person = bo()
    const first = held(person.id, 'shadow')
    expect(stepsDue([person], [skill], facts([first]))).toEqual([])
    expect(stepsDue([person], [skill], facts([first, held(person.id, 'shadow')]))).toEqual([{ personId: person.id, trainings: [{ id: skill.id, level: 'reverseShadow', wentOn: { from: 'shadow', times: 2, atMs: nowMs } }] }])
  })

  it('is not moved by what was called off, is still to come, was another seat or another kind of interview', () => {
    const person = bo()
    const others = [
      held(person.id, 'shadow', { cancelled: true }), held(person.id, 'shadow', { startMs: nowMs, endMs: nowMs + 1 }), held(person.id, 'interviewer'),
      held(person.id, 'shadow', { sessionId: values.id }), held(createId(), 'shadow'), held(person.id, 'shadow', { sessionId: null }),
    ]
    expect(progressOf(person, person.trainings[0]!, skill, facts([held(person.id, 'shadow'), ...others]))).toEqual({ done: 1, needed: 2 })
    expect(stepsDue([person], [skill], facts(others))).toEqual([])
  })

  it('stays where they are without a number, when they left, and once they are certified', () => {
    const twice = (id: string) => facts([held(id, 'shadow'), held(id, 'shadow'), held(id, 'shadow')])
    const person = bo()
    const { shadows: _none, ...unasked } = skill
    expect(stepsDue([person], [unasked], twice(person.id))).toEqual([])
    expect(stepsDue([{ ...person, active: false }], [skill], twice(person.id))).toEqual([])
    const done = bo({ trainings: [{ id: skill.id, level: 'certified' }] })
    expect(stepsDue([done], [skill], twice(done.id))).toEqual([])
  })

  it('who was taken back does it once more before going on again; who was agreed to stays', () => {
    const person = bo()
    const twice = [held(person.id, 'shadow'), held(person.id, 'shadow')]
    const [step] = stepsDue([person], [skill], facts(twice))
    const back = { ...person, trainings: [takeStepBack(step!.trainings[0]!)] }
    expect(back.trainings).toEqual([{ id: skill.id, level: 'shadow', needs: 3 }])
    expect(stepsDue([back], [skill], facts(twice))).toEqual([])
    expect(stepsDue([back], [skill], facts([...twice, held(person.id, 'shadow')]))[0]!.trainings[0]!.level).toBe('reverseShadow')
    expect(agreeToStep(step!.trainings[0]!)).toEqual({ id: skill.id, level: 'reverseShadow' })
  })

  it('who is put back by hand begins the step anew', () => {
    const anew = setLevel(skill, 'shadow', 5, skill.id)
    expect(neededFor(anew, skill)).toBe(7)
    expect(setLevel(skill, 'shadow', 1, skill.id)).toEqual({ id: skill.id, level: 'shadow' })
    expect(setLevel(skill, 'certified', 5, skill.id)).toEqual({ id: skill.id, level: 'certified' })
  })

  it('never skips a step they have not done, however the interviews were mixed', () => {
    const roles = fc.array(fc.constantFrom('shadow' as const, 'reverseShadow' as const, 'interviewer' as const), { maxLength: 8 })
    fc.assert(fc.property(roles, fc.constantFrom('shadow' as const, 'reverseShadow' as const), (mixed, level) => {
      const person = bo({ trainings: [{ id: skill.id, level }] })
      const [step] = stepsDue([person], [skill], facts(mixed.map(role => held(person.id, role))))
      const asked = level === 'shadow' ? skill.shadows : skill.reverseShadows
      expect(step !== undefined).toBe(mixed.filter(role => role === level).length >= asked)
      if (step) expect(step.trainings[0]!.level).toBe(level === 'shadow' ? 'reverseShadow' : 'certified')
    }))
  })
})
