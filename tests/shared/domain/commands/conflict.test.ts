import { expect, test } from 'vitest'
import { reopenConflict, restoreOf, settleConflict, settleMany, type SettleResult } from '#shared/domain/commands/conflict'
import type { Change, Stamp } from '#shared/domain/commands/change'
import { card, conflict, pipelineOf, question } from '#tests/support/conflict-documents'

let count = 0
const stamp: Stamp = { actorId: 'mara', nowMs: 99, createId: () => `id-${++count}` }
const answered = (choice: string) => ({ resolved: 1, choice, resolvedById: 'mara', resolvedAtMs: 99 })
const open = { resolved: 0, choice: null, resolvedById: null, resolvedAtMs: null }

function changesOf(result: SettleResult): readonly Change[] {
  if (result.kind === 'refused') throw new Error(result.reason)
  return result.changes
}
const fieldsOf = (changes: readonly Change[], collection: string) => changes.flatMap(change => (change.kind === 'edit' && change.collection === collection ? [change.fields] : []))
const linesOf = (changes: readonly Change[]) => changes.flatMap(change => (change.kind === 'create' && change.collection === 'activities' ? [change.document] : []))

test('keeping what stands touches the conflict alone', () => {
  const changes = changesOf(settleConflict(question(conflict()), { kind: 'stands' }, stamp))
  expect(changes).toEqual([{ kind: 'edit', collection: 'conflicts', id: 'question', fields: answered('kept') }])
})

test('taking the other value edits the record, writes its line and resolves, all in one write', () => {
  const changes = changesOf(settleConflict(question(conflict()), { kind: 'other' }, stamp))
  expect(fieldsOf(changes, 'applications')).toEqual([{ stageId: 'o', status: 'active', stageEnteredAtMs: 99 }])
  expect(linesOf(changes).map(line => [line.kind, line.facts['toStageId'], line.actorId])).toEqual([['application.reopened', 'o', 'mara']])
  expect(fieldsOf(changes, 'conflicts')).toEqual([answered('aside')])
})

test('a value of one’s own counts as edited', () => {
  const changes = changesOf(settleConflict(question(conflict()), { kind: 'value', value: pipelineOf({ stageId: 'h' }) as never }, stamp))
  expect(fieldsOf(changes, 'applications')[0]).toMatchObject({ stageId: 'h', status: 'active' })
  expect(fieldsOf(changes, 'conflicts')).toEqual([answered('edited')])
})

test('undo puts the record and the question back as a new change with a line of its own', () => {
  const about = conflict({ resolved: 1, choice: 'aside' })
  const after = card({ stageId: 'o', movedById: 'mara' })
  const changes = reopenConflict(question(about, after), restoreOf(about), stamp)
  expect(fieldsOf(changes, 'applications')[0]).toMatchObject({ stageId: 's', status: 'rejected' })
  expect(fieldsOf(changes, 'conflicts')).toEqual([open])
  expect(linesOf(changes).map(line => [line.kind, line.facts['undone']])).toEqual([['application.rejected', true]])
})

test('undo leaves alone what a colleague did since', () => {
  const about = conflict({ resolved: 1, choice: 'aside' })
  const changes = reopenConflict(question(about, card({ stageId: 'h' })), restoreOf(about), stamp)
  expect(changes).toEqual([{ kind: 'edit', collection: 'conflicts', id: 'question', fields: open }])
})

test('an edited stage that a colleague removed stands; the other answer removes it', () => {
  const stage = { id: 's', name: 'Screen', type: 'screen', rank: 'V', archived: false }
  const edited = { ...stage, name: 'Phone' }
  const job = { id: 'job', stages: [edited, { ...stage, id: 't' }] }
  const about = conflict({ collection: 'jobs', documentId: 'job', unit: 'stages/s', base: stage, kept: null, aside: edited })
  expect(fieldsOf(changesOf(settleConflict(question(about, job), { kind: 'stands' }, stamp)), 'conflicts')).toEqual([answered('aside')])
  const removed = changesOf(settleConflict(question(about, job), { kind: 'other' }, stamp))
  expect(fieldsOf(removed, 'jobs')).toEqual([{ stages: [{ ...stage, id: 't' }] }])
  expect(fieldsOf(removed, 'conflicts')).toEqual([answered('kept')])
})

test('the name of a stage that is gone cannot be set', () => {
  const about = conflict({ collection: 'jobs', documentId: 'job', unit: 'stages/s/name', base: 'A', kept: 'B', aside: 'C' })
  expect(settleConflict(question(about, { id: 'job', stages: [] }), { kind: 'other' }, stamp)).toEqual({ kind: 'refused', reason: 'place_gone' })
  expect(settleConflict(question(about, null), { kind: 'other' }, stamp)).toEqual({ kind: 'refused', reason: 'record_gone' })
})

test('a refused record is made again as it was, or with corrected values', () => {
  const about = conflict({ kind: 'refused', code: 'rules.stage_missing', unit: 'record', base: null, kept: null, aside: { ...card({ stageId: 'gone' }) } as never })
  const again = changesOf(settleConflict(question(about, null), { kind: 'other' }, stamp))
  expect(again[0]).toMatchObject({ kind: 'create', collection: 'applications', document: { id: 'card', stageId: 'gone' } })
  const better = changesOf(settleConflict(question(about, null), { kind: 'value', value: { ...card({ stageId: 'o' }) } as never }, stamp))
  expect(better[0]).toMatchObject({ kind: 'create', document: { stageId: 'o' } })
  expect(changesOf(settleConflict(question(about, null), { kind: 'stands' }, stamp))).toHaveLength(1)
})

test('a deletion put aside deletes when it is chosen', () => {
  const note = { id: 'n', candidateId: 'ana', plain: 'x' }
  const about = conflict({ collection: 'notes', documentId: 'n', unit: 'record', base: note, kept: note, aside: null })
  expect(changesOf(settleConflict(question(about, note), { kind: 'other' }, stamp))[0]).toEqual({ kind: 'delete', collection: 'notes', id: 'n' })
  expect(changesOf(settleConflict(question(about, note), { kind: 'stands' }, stamp))).toHaveLength(1)
})

test('several answers about one record build on each other', () => {
  const stage = (id: string, name: string) => ({ id, name, type: 'screen', rank: 'V', archived: false })
  const job = { id: 'job', stages: [stage('s', 'A'), stage('t', 'B')] }
  const about = (id: string, item: string, aside: string) => question(conflict({ id, collection: 'jobs', documentId: 'job', unit: `stages/${item}/name`, base: 'x', kept: item === 's' ? 'A' : 'B', aside }), job)
  const settled = settleMany([about('q1', 's', 'One'), about('q2', 't', 'Two')], { kind: 'other' }, stamp)
  const last = settled.at(-1)!.result
  expect(fieldsOf(changesOf(last), 'jobs')).toEqual([{ stages: [stage('s', 'One'), stage('t', 'Two')] }])
})

test('one answer settles both a question and the question about its two answers', () => {
  const first = conflict({ resolved: 1, choice: 'kept' })
  const second = conflict({ id: 'again', collection: 'conflicts', documentId: 'question', unit: 'resolution' })
  const changes = changesOf(settleConflict({ conflict: second, subject: first, record: card({ stageId: 'o' }) as never }, { kind: 'stands' }, stamp))
  expect(changes.map(change => (change.kind === 'edit' ? [change.id, change.fields] : null))).toEqual([['again', answered('aside')], ['question', answered('aside')]])
})
