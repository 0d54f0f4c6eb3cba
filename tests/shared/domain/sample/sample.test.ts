import { expect, test } from 'vitest'
import { checkDocument } from '#shared/domain/model/parse-content'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Settings } from '#shared/domain/model/settings'
import { generateApplications, generateMany } from '#shared/domain/sample/generate-many'
import { generateSample, openSample, removeSample, type Sample } from '#shared/domain/sample/generate-sample'
import { createId } from '#shared/lib/ids'
import { derivedId } from '#shared/lib/derived-id'
import { makeJob } from '#tests/support/workspace'

const nowMs = 1_790_000_000_000
const listed = (name: string) => ({ id: createId(), name, rank: 'V', archived: false })
const settings: Settings = {
  id: createId(), name: 'Halden', zone: 'Europe/Lisbon', sampleImportId: null, sources: [listed('Referral'), listed('Careers page')], departments: [], locations: [],
  employmentTypes: [], levels: [], rejectionReasons: [{ ...listed('Too junior'), side: 'us' }], messageTemplates: [], noteTemplates: [], extremesNeedEvidence: true, letterTemplates: [], tags: [], automaticMail: null, capabilities: { email: false }, integrations: [], interviewSkills: [], rooms: [], holidays: [], createdAtMs: nowMs,
}
const options = { sampleImportId: createId(), actorId: createId(), nowMs, settings }

test('every document of the sample fits its schema and points at what exists', () => {
  const sample = generateSample(options)
  for (const [collection, documents] of Object.entries(sample)) {
    for (const document of documents) expect(checkDocument(collection as CollectionName, document as never)).toMatchObject({ kind: 'fits' })
  }
  const ids = new Set([...sample.jobs, ...sample.candidates].map(({ id }) => id))
  for (const application of sample.applications) {
    expect(ids.has(application.candidateId) && ids.has(application.jobId)).toBe(true)
    expect(sample.jobs.find(job => job.id === application.jobId)!.stages.some(stage => stage.id === application.stageId)).toBe(true)
  }
  expect([sample.jobs.length, sample.candidates.length]).toEqual([4, 61])
  expect(sample.interviews.length).toBeGreaterThan(2)
})

test('the same options give the same sample, and ids that no other sample has', () => {
  const bare = (sample: Sample) => ({ ...sample, notes: sample.notes.map(note => ({ ...note, body: '' })) })
  expect(bare(generateSample(options))).toEqual(bare(generateSample(options)))
  const other = new Set(generateSample({ ...options, sampleImportId: createId() }).candidates.map(({ id }) => id))
  expect(generateSample(options).candidates.some(({ id }) => other.has(id))).toBe(false)
})

test('everybody in the sample has their own name, and nothing lies in the future but the interviews', () => {
  const sample = generateSample(options)
  expect(new Set(sample.candidates.map(({ fullName }) => fullName)).size).toBe(sample.candidates.length)
  expect(sample.activities.every(({ atMs }) => atMs <= nowMs)).toBe(true)
  const starts = sample.interviews.map(({ startMs }) => startMs)
  expect(new Set(starts).size).toBe(starts.length)
  expect(starts.every(startMs => startMs > nowMs)).toBe(true)
})

test('removing the sample names everything it made, and unmarks the workspace', () => {
  const opened = openSample(options)
  const sample = generateSample(options)
  const removed = removeSample(sample, { ...settings, sampleImportId: options.sampleImportId })
  const gone = new Set(removed.filter(change => change.kind === 'delete').map(change => change.id))
  const made = opened.filter(change => change.kind === 'create')
  expect(made.every(change => change.kind === 'create' && gone.has(change.document.id))).toBe(true)
  expect(removed.at(-1)).toMatchObject({ collection: 'settings', fields: { sampleImportId: null } })
})

test('many candidates fit their schema at about 740 bytes each, and a parent gives the same ids again', () => {
  const parentId = createId()
  const many = [...generateMany(500, { nowMs, parentId })]
  for (const candidate of many) expect(checkDocument('candidates', candidate as never)).toMatchObject({ kind: 'fits' })
  const bytes = many.reduce((sum, candidate) => sum + JSON.stringify(candidate).length, 0) / many.length
  expect(bytes).toBeGreaterThan(690)
  expect(bytes).toBeLessThan(790)
  expect([...generateMany(500, { nowMs, parentId })].at(-1)).toEqual(many.at(-1))
  expect([...generateApplications(makeJob(), many, { nowMs })]).toHaveLength(500)
})

test('derived ids are well-formed, ordered by their parent and different by name', () => {
  const parent = createId()
  const ids = Array.from({ length: 1_000 }, (_, index) => derivedId(parent, `row ${index}`))
  expect(new Set(ids).size).toBe(1_000)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(ids[0]!.slice(0, 13)).toBe(parent.slice(0, 13))
})
