import { expect, test } from 'vitest'
import { addCandidate, addToJob, editCandidate, removeFile, tagCandidate } from '#shared/domain/commands/candidate'
import type { Change, Stamp } from '#shared/domain/commands/change'
import { createJob } from '#shared/domain/commands/job'
import { addNote } from '#shared/domain/commands/note'
import { candidateSchema } from '#shared/domain/model/candidate'
import { noteSchema } from '#shared/domain/model/note'
import { createId } from '#shared/lib/ids'
import { plainFromText } from '#shared/lib/text-merge'

const stamp: Stamp = { actorId: createId(), nowMs: 1_800_000_000_000, createId }
const { candidate } = addCandidate({ fullName: 'Ana Bell', emails: ['ana@x.org'] }, stamp)
const facts = (changes: readonly Change[]) => changes.flatMap(change => (change.kind === 'create' && change.collection === 'activities' ? [change.document.facts] : []))

test('a new candidate fits the schema and belongs to whoever added them', () => {
  expect(candidateSchema.parse(candidate)).toMatchObject({ fullName: 'Ana Bell', ownerId: stamp.actorId, emails: ['ana@x.org'] })
})

test('an edit names the changed fields on the timeline and never their values', () => {
  const changes = editCandidate(candidate, { company: 'Acme', headline: '', expectedCompensation: { amountMinor: 900, currency: 'EUR' } }, stamp)
  expect(facts(changes)).toEqual([{ fields: 'company,expectedCompensation' }])
  expect(editCandidate(candidate, { company: '' }, stamp)).toEqual([])
})

test('tags say what came and what went', () => {
  expect(facts(tagCandidate({ ...candidate, tags: ['a', 'b'] }, ['b', 'c'], stamp))).toEqual([{ added: 'c', removed: 'a' }])
  expect(tagCandidate(candidate, [], stamp)).toEqual([])
})

test('a candidate joins a job at its first stage, once', () => {
  const { job } = createJob({ title: 'Nurse', openings: 1 }, stamp)
  const answer = addToJob(candidate, job, [], stamp)
  if (answer.kind !== 'ready') throw new Error(answer.reason)
  expect(answer.application).toMatchObject({ candidateId: candidate.id, jobId: job.id, stageId: job.stages[0]!.id, status: 'active' })
  expect(addToJob(candidate, job, [answer.application], stamp)).toEqual({ kind: 'refused', reason: 'already_on_job' })
  expect(addToJob({ ...candidate, mergedIntoId: createId() }, job, [], stamp)).toEqual({ kind: 'refused', reason: 'candidate_merged' })
  expect(addToJob(candidate, { ...job, status: 'closed' }, [], stamp)).toEqual({ kind: 'refused', reason: 'job_closed' })
})

test('removing a file that is not there changes nothing', () => {
  expect(removeFile(candidate, createId(), stamp)).toEqual([])
})

test('a private note leaves no line, a note for the team does, and its text can be read back', () => {
  const quiet = addNote({ candidateId: candidate.id, plain: 'one\n\ntwo', visibility: 'private' }, stamp)
  expect(facts(quiet.changes)).toEqual([])
  expect(plainFromText(noteSchema.parse(quiet.note).body)).toBe('one\n\ntwo')
  expect(facts(addNote({ candidateId: candidate.id, plain: 'hello', visibility: 'team' }, stamp).changes)).toHaveLength(1)
})
