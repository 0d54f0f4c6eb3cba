import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import Papa from 'papaparse'
import type { Change } from '#shared/domain/commands/change'
import { filePath, manifestSchema } from '#shared/domain/export/archive-format'
import { csvText, guardCell, unguardCell } from '#shared/domain/export/csv'
import { planRestore, type ArchiveDocuments } from '#shared/domain/export/plan-restore'
import { hasTable, tableHead, tableRow, type TableNames } from '#shared/domain/export/tables'
import { collectionNames, type CollectionName } from '#shared/domain/model/collections'
import { checkDocument } from '#shared/domain/model/parse-content'
import type { Person } from '#shared/domain/model/person'
import type { Settings } from '#shared/domain/model/settings'
import { generateSample } from '#shared/domain/sample/generate-sample'
import { createId } from '#shared/lib/ids'
import { makeCandidate, personNamed, testNowMs } from '#tests/support/workspace'

const settings: Settings = {
  id: createId(), name: 'Halden', zone: 'Europe/Lisbon', sampleImportId: null, sources: [{ id: createId(), name: 'Referral', rank: 'V', archived: false }], departments: [], locations: [],
  employmentTypes: [], levels: [], rejectionReasons: [], messageTemplates: [], noteTemplates: [], extremesNeedEvidence: true, letterTemplates: [], tags: ['a'], automaticMail: null, capabilities: { email: true }, integrations: [], interviewSkills: [], rooms: [], holidays: [], createdAtMs: testNowMs,
}
const owner: Person = { ...personNamed(createId(), 'owner'), email: 'mara@halden.example' }
const colleague: Person = { ...personNamed(createId(), 'recruiter'), email: 'ben@halden.example', name: 'Ben Ito' }

function archiveOf(fields: Partial<ArchiveDocuments> = {}): ArchiveDocuments {
  const sample = generateSample({ sampleImportId: createId(), actorId: owner.id, nowMs: testNowMs, settings })
  const empty = Object.fromEntries(collectionNames.map(name => [name, []])) as unknown as ArchiveDocuments
  return { ...empty, ...sample, settings: [settings], people: [owner, colleague], ...fields }
}

/** A workspace is what is left after its changes. */
function apply(changes: readonly Change[]): Map<string, unknown> {
  const documents = new Map<string, unknown>()
  for (const change of changes) {
    const key = `${change.collection}/${change.kind === 'create' ? change.document.id : change.id}`
    if (change.kind === 'create') documents.set(key, change.document)
    else if (change.kind === 'edit') documents.set(key, { ...documents.get(key) as object, ...change.fields })
    else documents.delete(key)
  }
  return documents
}

test('what was exported comes back the same, ids included, when the same person brings it back', () => {
  const archive = archiveOf({ messages: [] })
  const target = { actorId: owner.id, people: [owner, colleague], settings: { ...settings, name: 'New', sources: [] } }
  const plan = planRestore(JSON.parse(JSON.stringify(archive)) as ArchiveDocuments, target)
  const back = apply([...plan.changes, ...plan.last])
  for (const collection of ['jobs', 'candidates', 'applications', 'notes', 'activities', 'interviews'] as const) {
    expect(archive[collection].length).toBeGreaterThan(0)
    for (const document of archive[collection]) expect(back.get(`${collection}/${document.id}`)).toEqual(document)
  }
  expect(back.get(`settings/${settings.id}`)).toMatchObject({ name: 'Halden', sources: settings.sources })
})

test('every document that comes back fits its schema and forges nothing of the server', () => {
  const archive = archiveOf()
  const confirmed = archive.interviews.map(interview => ({ ...interview, confirmed: true, icalSequence: 4, joinUrl: 'https://meet.example/x' }))
  const plan = planRestore({ ...archive, interviews: confirmed }, { actorId: owner.id, people: [owner], settings })
  for (const change of plan.changes) {
    if (change.kind === 'create') expect(checkDocument(change.collection, change.document as never)).toMatchObject({ kind: 'fits' })
    if (change.kind === 'create' && change.collection === 'interviews') expect(change.document).toMatchObject({ confirmed: false, icalSequence: 0, joinUrl: null })
    expect(change.collection === 'people' && change.kind === 'create').toBe(false)
  }
})

test('people are matched by e-mail wherever they are named; those who are not there are listed', () => {
  const here: Person = { ...owner, id: createId(), email: 'MARA@halden.example' }
  const plan = planRestore(archiveOf(), { actorId: here.id, people: [here], settings: { ...settings, id: createId() } })
  const text = JSON.stringify(plan.changes)
  expect(text).not.toContain(owner.id)
  expect(text).toContain(here.id)
  expect(plan.remarks[0]).toMatchObject({ count: 1 })
  expect(plan.remarks[0]!.what).toContain('Ben Ito')
})

test('a colleague’s note comes back as one’s own with their name, and messages never go out again', () => {
  const archive = archiveOf()
  const note = { ...archive.notes[0]!, authorId: colleague.id }
  const message = {
    id: createId(), candidateId: note.candidateId, applicationId: null, jobId: null, authorId: owner.id, toEmail: 'a@b.example', subject: 'Hello', body: '', templateId: null,
    sendAfterMs: testNowMs, cancelled: false, delivery: { state: 'sent' as const, atMs: testNowMs, problem: null }, createdAtMs: testNowMs,
  }
  const back = apply(planRestore({ ...archive, notes: [note], messages: [message] }, { actorId: owner.id, people: [owner], settings }).changes)
  expect(back.get(`notes/${note.id}`)).toMatchObject({ authorId: owner.id, title: 'Ben Ito', plain: note.plain })
  expect(back.get(`messages/${message.id}`)).toMatchObject({ cancelled: true, delivery: null })
})

test('a merged record is closed last, so that its own things can come back before', () => {
  const [winner, loser] = [makeCandidate(), makeCandidate()]
  const plan = planRestore(archiveOf({ candidates: [winner, { ...loser, mergedIntoId: winner.id }] }), { actorId: owner.id, people: [owner], settings })
  expect(plan.last).toEqual([{ kind: 'edit', collection: 'candidates', id: loser.id, fields: { mergedIntoId: winner.id, erasedAtMs: null } }])
})

test('a guarded cell is never a formula and comes back exactly, also through a spreadsheet reader', () => {
  const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', "'=", "''+", "'"), fc.string()).map(parts => parts.join('')))
  fc.assert(fc.property(cell, text => {
    expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r]/)
    expect(unguardCell(guardCell(text))).toBe(text)
  }))
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 6 }), rows => {
    const parsed = Papa.parse<string[]>(csvText(rows).slice(1), { delimiter: ',', newline: '\r\n', skipEmptyLines: false }).data.slice(0, rows.length)
    expect(parsed.map(row => row.map(unguardCell))).toEqual(rows)
  }))
})

test('every table has as many cells as headings', () => {
  const names: TableNames = { person: () => 'P', candidate: () => 'C', job: () => 'J', stage: () => 'S', choice: () => '' }
  const archive = archiveOf()
  for (const name of collectionNames.filter(hasTable)) {
    for (const document of archive[name as CollectionName]) expect(tableRow(name, document as never, names)).toHaveLength(tableHead(name).length)
  }
})

test('a file’s path is safe on every system and keeps its ending', () => {
  const sha = 'ab'.repeat(32)
  expect(filePath(sha, '../../etc/résumé:final?.pdf')).toBe('files/abababababab-__.._etc_résumé_final_.pdf')
  fc.assert(fc.property(fc.string({ unit: 'binary' }), name => {
    const path = filePath(sha, name)
    expect(path.startsWith('files/abababababab-')).toBe(true)
    expect(path.slice(6)).not.toMatch(/[/\\<>:"|?*]/)
  }))
  expect(manifestSchema.safeParse({}).success).toBe(false)
})
