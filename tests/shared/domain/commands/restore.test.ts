import { expect, test } from 'vitest'
import { canRestore, goesBySteps, restoreUnits, unitsAt, type Revision } from '#shared/domain/commands/restore'
import type { Stamp } from '#shared/domain/commands/change'
import { card, pipelineOf } from '#tests/support/conflict-documents'

const stamp: Stamp = { actorId: 'mara', nowMs: 99, createId: () => 'line' }
const candidate = { id: 'ana', fullName: 'Ana', company: 'C', title: 'Lead', tags: ['x'] }
const history: readonly Revision[] = [
  { revision: 9, changes: { company: ['B', 'C'] } },
  { revision: 7, changes: { company: ['A', 'B'], title: ['Junior', 'Lead'] } },
  { revision: 3, changes: {} },
]

test('a version is what stood once every later change is taken back', () => {
  expect(unitsAt('candidates', candidate, history, 9)).toEqual({})
  expect(unitsAt('candidates', candidate, history, 7)).toEqual({ company: 'B' })
  expect(unitsAt('candidates', candidate, history, 3)).toEqual({ company: 'A', title: 'Junior' })
})

test('restoring is a new change with a line, and nothing when it stands already', () => {
  const changes = restoreUnits('candidates', 'ana', candidate, { company: 'A', title: 'Lead' }, stamp)
  expect(changes[0]).toEqual({ kind: 'edit', collection: 'candidates', id: 'ana', fields: { company: 'A' } })
  expect(changes[1]).toMatchObject({ kind: 'create', collection: 'activities', document: { kind: 'candidate.edited', facts: { fields: 'company' } } })
  expect(restoreUnits('candidates', 'ana', candidate, { company: 'C' }, stamp)).toEqual([])
})

test('an offer and a handed-in card are changed by their own steps, a draft can go back', () => {
  expect([goesBySteps('offers', { status: 'draft' }), goesBySteps('scorecards', { submittedAtMs: 5 }), goesBySteps('scorecards', { submittedAtMs: null }), goesBySteps('interviews', {})]).toEqual([true, true, false, false])
})

test('a card that is put back was moved by whoever put it back', () => {
  const [edit, line] = restoreUnits('applications', 'card', { ...card({ stageId: 'o', movedById: 'ben' }) }, { pipeline: pipelineOf({}) as never }, stamp)
  expect(edit).toMatchObject({ fields: { stageId: 's', stageEnteredAtMs: 99, movedById: 'mara' } })
  expect(line).toMatchObject({ document: { kind: 'stage.moved', facts: { fromStageId: 'o', toStageId: 's' } } })
})

test('what only grows, what two people type in and what the server fills in has no way back', () => {
  expect([canRestore('offers', 'versions'), canRestore('notes', 'body'), canRestore('interviews', 'confirmed'), canRestore('candidates', 'tags'), canRestore('jobs', 'stages')])
    .toEqual([false, false, false, true, true])
})
