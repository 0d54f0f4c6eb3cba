import { expect, test } from 'vitest'
import { addPlan, newSession, openPlans, placeSession, possibleEarlier, removeSession, saveSession, sessionsOf } from '#shared/domain/commands/interview-plan'
import type { Change } from '#shared/domain/commands/change'
import { mergeUnit } from '#shared/domain/merge/merge-unit'
import { unitNamed } from '#shared/domain/merge/units'
import { checkDocument } from '#shared/domain/model/parse-content'
import type { Job } from '#shared/domain/model/job'
import { createId } from '#shared/lib/ids'
import type { Json } from '#shared/lib/json'
import { makeJob, testNowMs } from '#tests/support/workspace'

const stamp = { actorId: createId(), nowMs: testNowMs, createId }
const after = (job: Job, changes: readonly Change[]): Job => changes.reduce((now, change) => (change.kind === 'edit' && change.collection === 'jobs' ? { ...now, ...change.fields } : now), job)

function withSessions(...names: readonly string[]) {
  const started = addPlan(makeJob(), 'Onsite', stamp)
  let job = after(makeJob(), started.changes)
  for (const name of names) job = after(job, saveSession(job, newSession(job, started.planId, name, stamp), stamp))
  const named = (name: string) => sessionsOf(job, started.planId).find(session => session.name === name)!
  return { job, planId: started.planId, named }
}
const order = (job: Job, planId: string): readonly string[] => sessionsOf(job, planId).map(session => session.name)

test('a plan is written session by session, and what it becomes fits the schema', () => {
  const { job, planId } = withSessions('Coding', 'Design', 'Values')
  expect(order(job, planId)).toEqual(['Coding', 'Design', 'Values'])
  expect(openPlans(job).map(plan => plan.name)).toEqual(['Onsite'])
  expect(checkDocument('jobs', job).kind).toBe('fits')
})

test('a session moves to any place, and moving it nowhere writes nothing', () => {
  const { job, planId, named } = withSessions('Coding', 'Design', 'Values')
  expect(order(after(job, placeSession(job, named('Values').id, 0, stamp)), planId)).toEqual(['Values', 'Coding', 'Design'])
  expect(placeSession(job, named('Values').id, 2, stamp)).toEqual([])
})

test('an order never goes in a circle, and a session taken out is waited for no more', () => {
  const { job, planId, named } = withSessions('Coding', 'Design', 'Values')
  const chained = after(job, saveSession(job, { ...named('Design'), afterIds: [named('Coding').id] }, stamp))
  const coding = sessionsOf(chained, planId).find(session => session.name === 'Coding')!
  expect(possibleEarlier(chained, coding).map(session => session.name)).toEqual(['Values'])
  const without = after(chained, removeSession(chained, coding.id, stamp))
  expect(sessionsOf(without, planId).map(session => session.afterIds)).toEqual([[], []])
})

test('two people who edit two sessions of one plan offline keep both edits', () => {
  const { job, named } = withSessions('Coding', 'Design')
  const unit = unitNamed('jobs', 'sessions')
  const edited = (name: string, lengthMinutes: number): Json => job.sessions.map(session => (session.id === named(name).id ? { ...session, lengthMinutes } : session)) as Json
  const merged = mergeUnit(unit, job.sessions as Json, edited('Coding', 45), edited('Design', 90))
  expect(merged.clashes).toEqual([])
  expect((merged.value as Job['sessions']).map(session => session.lengthMinutes)).toEqual([45, 90])
})
