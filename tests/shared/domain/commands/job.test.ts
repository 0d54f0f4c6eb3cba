import { expect, test } from 'vitest'
import type { Change, Stamp } from '#shared/domain/commands/change'
import { addStage, archiveStage, closeJob, createJob, openStages, placeStage, reopenJob } from '#shared/domain/commands/job'
import { applicationSchema, type Application } from '#shared/domain/model/application'
import { jobSchema, type Job } from '#shared/domain/model/job'
import { createId } from '#shared/lib/ids'

const stamp: Stamp = { actorId: createId(), nowMs: 1_800_000_000_000, createId }
const names = (job: Job) => openStages(job).map(stage => stage.name)

function after(job: Job, changes: readonly Change[]): Job {
  return jobSchema.parse(changes.reduce<Job>((current, change) => (change.kind === 'edit' && change.collection === 'jobs' ? { ...current, ...change.fields } : current), job))
}

function cardOn(job: Job, stageId: string): Application {
  return applicationSchema.parse({
    id: createId(), candidateId: createId(), jobId: job.id, stageId, status: 'active', stageEnteredAtMs: 1, movedById: null, rejectionReasonId: null, rejectionNote: '',
    hiredStartDate: null, onboarding: [], assessments: [], decisions: [], bookingLinks: [], sourceId: null, ownerId: null, tags: [], appliedAtMs: 1, importId: null, createdAtMs: 1,
  })
}

test('a new job starts with five stages and a line on its timeline', () => {
  const { job, changes } = createJob({ title: 'Nurse', openings: 2 }, stamp)
  expect(names(jobSchema.parse(job))).toEqual(['Applied', 'Screen', 'Interview', 'Offer', 'Hired'])
  expect(changes.map(change => change.kind === 'create' && change.collection)).toEqual(['jobs', 'activities'])
})

test('a job made like another takes its open stages under ids of its own', () => {
  const { job } = createJob({ title: 'Nurse', openings: 1 }, stamp)
  const { job: other } = createJob({ title: 'Midwife', openings: 1, like: after(job, placeStage(job, openStages(job)[3]!.id, 0, stamp)) }, stamp)
  expect(names(other)).toEqual(['Offer', 'Applied', 'Screen', 'Interview', 'Hired'])
  expect(other.stages.some(stage => job.stages.some(each => each.id === stage.id))).toBe(false)
})

test('stages move up and down and new ones land where they were put', () => {
  const { job } = createJob({ title: 'Nurse', openings: 1 }, stamp)
  const moved = after(job, placeStage(job, openStages(job)[0]!.id, 2, stamp))
  expect(names(moved)).toEqual(['Screen', 'Interview', 'Applied', 'Offer', 'Hired'])
  expect(names(after(moved, addStage(moved, { name: 'Test', type: 'assessment', index: 1 }, stamp)))).toEqual(['Screen', 'Test', 'Interview', 'Applied', 'Offer', 'Hired'])
})

test('a stage with active cards is archived only once somebody says where they go', () => {
  const { job } = createJob({ title: 'Nurse', openings: 1 }, stamp)
  const [first, second] = openStages(job)
  const card = cardOn(job, first!.id)
  expect(archiveStage(job, first!.id, [card], null, stamp)).toEqual({ kind: 'needsDestination', cards: 1 })
  expect(archiveStage(job, first!.id, [card], first!.id, stamp)).toEqual({ kind: 'refused', reason: 'bad_destination' })
  const answer = archiveStage(job, first!.id, [card], second!.id, stamp)
  if (answer.kind !== 'ready') throw new Error(answer.kind)
  expect(answer.changes[0]).toMatchObject({ kind: 'edit', collection: 'applications', id: card.id, fields: { stageId: second!.id } })
  expect(names(after(job, answer.changes))).toEqual(['Screen', 'Interview', 'Offer', 'Hired'])
})

test('cards that are no longer active do not hold a stage, and the last stage cannot go', () => {
  const { job } = createJob({ title: 'Nurse', openings: 1 }, stamp)
  const card: Application = { ...cardOn(job, job.stages[0]!.id), status: 'rejected' }
  expect(archiveStage(job, job.stages[0]!.id, [card], null, stamp).kind).toBe('ready')
  const single = { ...job, stages: [job.stages[0]!] }
  expect(archiveStage(single, single.stages[0]!.id, [], null, stamp)).toEqual({ kind: 'refused', reason: 'last_stage' })
})

test('closing turns the active people away only where that was chosen, and reopening opens again', () => {
  const { job } = createJob({ title: 'Nurse', openings: 1 }, stamp)
  const card = cardOn(job, job.stages[0]!.id)
  const kept = closeJob(job, 'Filled', [card], { kind: 'keep' }, stamp)
  expect(kept.filter(change => change.kind === 'edit')).toHaveLength(1)
  const closed = after(job, kept)
  expect(closed).toMatchObject({ status: 'closed', closedAtMs: stamp.nowMs, closeReason: 'Filled' })
  const away = closeJob(job, 'Filled', [card], { kind: 'reject', reasonId: null, note: '' }, stamp)
  expect(away.filter(change => change.kind === 'edit' && change.collection === 'applications')).toHaveLength(1)
  expect(after(closed, reopenJob(closed, stamp))).toMatchObject({ status: 'open', closedAtMs: null, closeReason: '' })
})
