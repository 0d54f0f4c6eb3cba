import type { Application } from '../model/application.ts'
import type { Candidate } from '../model/candidate.ts'
import type { ImportPlanRow } from '../import/classify-drafts.ts'
import type { Change } from './change.ts'
import { importedCandidateId, writeRow, type RowOutcome } from './import.ts'
import type { ImportFacts, ImportRun, RowChoice } from './import-facts.ts'

/** A row and what becomes of it, its line resolved to a candidate. */
export type ChosenRow = Readonly<{ ordinal: number; row: ImportPlanRow; choice: Exclude<RowChoice, { kind: 'withLine' }> }>

/** Turns "the person on line 7" into that person: the one line 7 makes, or the one it is merged into. */
export function chooseRows(rows: readonly ImportPlanRow[], choiceOf: (row: ImportPlanRow) => RowChoice, importId: string): readonly ChosenRow[] {
  const personOfLine = new Map<number, string>()
  return rows.map((row, ordinal): ChosenRow => {
    const choice = choiceOf(row)
    const earlier = choice.kind === 'withLine' ? personOfLine.get(choice.line) : undefined
    // The earlier line was skipped: this one then speaks for the person.
    const settled = choice.kind !== 'withLine' ? choice : earlier === undefined ? { kind: 'create' } as const : { kind: 'merge', candidateId: earlier } as const
    if (settled.kind === 'create') personOfLine.set(row.line, importedCandidateId(importId, ordinal))
    if (settled.kind === 'merge') personOfLine.set(row.line, settled.candidateId)
    return { ordinal, row, choice: settled }
  })
}

/** What stands in the workspace of the people a chunk merges into. */
export type Standing = Readonly<{ candidates: readonly Candidate[]; applications: readonly Application[] }>

/** Changes to one document become one change, so that a chunk writes each document once. */
function joinChanges(changes: readonly Change[]): readonly Change[] {
  const joined = new Map<string, Change>()
  for (const change of changes) {
    const key = `${change.collection}/${change.kind === 'create' ? change.document.id : change.id}`
    const before = joined.get(key)
    if (before?.kind === 'create' && change.kind === 'edit') joined.set(key, { ...before, document: { ...before.document, ...change.fields } } as Change)
    else if (before?.kind === 'edit' && change.kind === 'edit') joined.set(key, { ...before, fields: { ...before.fields, ...change.fields } } as Change)
    else joined.set(key, change)
  }
  return [...joined.values()]
}

/** Everything a chunk of rows writes. Later rows see what earlier rows of the chunk did to the same person. */
export function writeChunk(rows: readonly ChosenRow[], standing: Standing, run: ImportRun, facts: ImportFacts): Readonly<{ changes: readonly Change[]; outcomes: readonly RowOutcome[] }> {
  const candidates = new Map(standing.candidates.map(candidate => [candidate.id, candidate]))
  const applications = new Map<string, Application[]>()
  for (const application of standing.applications) applications.set(application.candidateId, [...applications.get(application.candidateId) ?? [], application])
  const outcomes = rows.map(({ ordinal, row, choice }): RowOutcome => {
    const candidateId = choice.kind === 'merge' ? choice.candidateId : ''
    const outcome = writeRow({ ordinal, row, choice, existing: candidates.get(candidateId) ?? null, applications: applications.get(candidateId) ?? [] }, run, facts)
    for (const change of outcome.changes) {
      if (change.kind === 'create' && change.collection === 'candidates') candidates.set(change.document.id, change.document)
      if (change.kind === 'edit' && change.collection === 'candidates') candidates.set(change.id, { ...candidates.get(change.id)!, ...change.fields })
      if (change.kind === 'create' && change.collection === 'applications') applications.set(change.document.candidateId, [...applications.get(change.document.candidateId) ?? [], change.document])
    }
    return outcome
  })
  return { changes: joinChanges(outcomes.flatMap(outcome => outcome.changes)), outcomes }
}
