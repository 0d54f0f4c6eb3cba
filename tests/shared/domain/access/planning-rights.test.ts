import { expect, test } from 'vitest'
import { keysOf } from '#shared/domain/access/keys'
import { judgeWrite, type Actor } from '#shared/domain/access/write-rules'
import type { Content } from '#shared/domain/merge/units'
import type { Role } from '#shared/domain/model/person'
import { createId } from '#shared/lib/ids'
import { makeJob, personNamed } from '#tests/support/workspace'

const anActor = (role: Role, managedJobIds: readonly string[] = []): Actor => {
  const personId = createId()
  return { personId, role, keys: keysOf({ personId, role, active: true, managedJobIds }) }
}
const may = (actor: Actor, collection: 'people' | 'jobs' | 'settings', content: object, fields: readonly string[]): boolean =>
  judgeWrite(actor, { collection, before: content as Content, after: content as Content, fields }).kind === 'allowed'
const availability = ['interviewing', 'focusBlocks', 'timeOff']

test('everybody says when they interview themselves; whoever arranges interviews may say it for them', () => {
  const interviewer = anActor('interviewer')
  const [own, other] = [personNamed(interviewer.personId, 'interviewer'), personNamed(createId(), 'interviewer')]
  expect(may(interviewer, 'people', own, availability)).toBe(true)
  expect(may(interviewer, 'people', other, availability)).toBe(false)
  expect(may(anActor('coordinator'), 'people', other, availability)).toBe(true)
})

test('nobody but staff and coordinators says who is certified, not even of themselves', () => {
  for (const role of ['interviewer', 'hiringManager'] as const) {
    const actor = anActor(role)
    expect(may(actor, 'people', personNamed(actor.personId, role), ['trainings']), role).toBe(false)
  }
  for (const role of ['owner', 'recruiter', 'coordinator'] as const) {
    expect(may(anActor(role), 'people', personNamed(createId(), 'interviewer'), ['trainings']), role).toBe(true)
    expect(may(anActor(role), 'settings', { id: 'x' }, ['interviewSkills']), role).toBe(true)
  }
  expect(may(anActor('hiringManager'), 'settings', { id: 'x' }, ['interviewSkills'])).toBe(false)
})

test('the interview plan of a job is written by staff, coordinators and its hiring manager', () => {
  const job = makeJob()
  for (const actor of [anActor('recruiter'), anActor('coordinator'), anActor('hiringManager', [job.id])]) expect(may(actor, 'jobs', job, ['interviewPlans', 'sessions'])).toBe(true)
  expect(may(anActor('hiringManager'), 'jobs', job, ['interviewPlans'])).toBe(false)
  expect(may(anActor('coordinator'), 'settings', { id: 'x' }, ['rooms'])).toBe(false)
})
