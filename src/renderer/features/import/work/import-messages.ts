import type { ChosenRow, Standing } from '#shared/domain/commands/import-chunk'
import type { Change } from '#shared/domain/commands/change'
import type { ImportFacts, ImportRun } from '#shared/domain/commands/import-facts'
import type { RowOutcome } from '#shared/domain/commands/import'
import type { DateOrder } from '#shared/domain/import/dates'
import type { ColumnGuess, ImportMapping } from '#shared/domain/import/guess-mapping'
import type { ImportPlanRow } from '#shared/domain/import/classify-drafts'
import type { ImportQuestion } from '#shared/domain/import/import-draft'
import type { PlaceName } from '#shared/domain/import/import-fields'
import type { ExistingCandidate } from '#shared/domain/import/match-index'
import type { PhoneCountry } from '#shared/lib/contact-keys'
import type { FileParts } from '../readers/import-read.ts'

/** What the screen needs of a file that was read; its rows stay in the worker. */
export type ReadView = Readonly<
  | { kind: 'table'; fileName: string; headers: readonly string[]; guesses: readonly ColumnGuess[]; preview: readonly (readonly string[])[]; rowCount: number; notes: readonly string[]; place: PlaceName; parts?: FileParts }
  | { kind: 'people'; fileName: string; rowCount: number; notes: readonly string[]; place: PlaceName; parts?: FileParts }
  | { kind: 'refused'; fileName: string; message: string }>

/** Answers about a table as a whole. */
export type PlanOptions = Readonly<{ mapping: ImportMapping; dateOrders: ReadonlyMap<number, DateOrder>; country?: PhoneCountry; currency?: string }>
export type ChunkInput = Readonly<{ rows: readonly ChosenRow[]; standing: Standing; run: ImportRun; facts: ImportFacts }>
export type ChunkOutput = Readonly<{ changes: readonly Change[]; outcomes: readonly Omit<RowOutcome, 'changes'>[] }>
export type RowsCsv = Readonly<{ headers: readonly string[]; rows: readonly (readonly string[])[] }>

/** Calls of the import worker: argument and answer. */
export type ImportCalls = {
  read: { input: { name: string; bytes: Uint8Array; part?: string; remembered: readonly (readonly [string, readonly string[]])[] }; output: ReadView }
  remember: { input: readonly ExistingCandidate[]; output: null }
  forget: { input: null; output: null }
  questions: { input: ImportMapping; output: readonly ImportQuestion[] }
  /** The next rows of the plan; an empty answer ends it. `start` plans anew. */
  plan: { input: { start: PlanOptions } | { next: number }; output: readonly ImportPlanRow[] }
  chunk: { input: ChunkInput; output: ChunkOutput }
  original: { input: readonly number[]; output: RowsCsv }
}
export type ImportCall = keyof ImportCalls
export type ImportRequest = { [C in ImportCall]: Readonly<{ id: number; call: C; input: ImportCalls[C]['input'] }> }[ImportCall]
export type ImportReply = Readonly<{ id: number; output?: unknown; failed?: true }>
