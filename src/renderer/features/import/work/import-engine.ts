import { unguardCell } from '#shared/domain/export/csv'
import { checkDocument } from '#shared/domain/model/parse-content'
import { writeChunk } from '#shared/domain/commands/import-chunk'
import { buildPeopleDrafts, planDrafts, type DraftPlan } from '#shared/domain/import/build-drafts'
import { createClassifier, type ImportPlanRow } from '#shared/domain/import/classify-drafts'
import { guessMapping, mappingKey } from '#shared/domain/import/guess-mapping'
import type { ImportDraft } from '#shared/domain/import/import-draft'
import { addToMatchIndex, buildMatchIndex, type ExistingCandidate, type MatchIndex } from '#shared/domain/import/match-index'
import type { ImportRead } from '../readers/import-read.ts'
import { readImportFile } from '../readers/read-import-file.ts'
import type { ChunkInput, ChunkOutput, ImportCalls, ImportRequest, PlanOptions, ReadView, RowsCsv } from './import-messages.ts'

const previewRows = 8

type Planning = { draftOf: (at: number) => ImportDraft; classify: (draft: ImportDraft) => ImportPlanRow; at: number; count: number }

/** Everything an import computes, on whatever thread it lives; holds the file that was read. */
export class ImportEngine {
  #read: Exclude<ImportRead, { kind: 'refused' }> | null = null
  #existing: ExistingCandidate[] = []
  #planning: Planning | null = null

  async answer(request: ImportRequest): Promise<ImportCalls[typeof request.call]['output']> {
    switch (request.call) {
      case 'read': return this.#readFile(request.input)
      case 'remember': {
        this.#existing.push(...request.input)
        return null
      }
      case 'forget': {
        this.#existing = []
        return null
      }
      case 'questions': return this.#read?.kind === 'table' ? planDrafts(this.#read, request.input).questions : []
      case 'plan': return 'start' in request.input ? this.#start(request.input.start) : this.#next(request.input.next)
      case 'chunk': return chunk(request.input)
      case 'original': return this.#original(request.input)
    }
  }

  async #readFile({ name, bytes, part, remembered }: ImportCalls['read']['input']): Promise<ReadView> {
    const found = await readImportFile(name, bytes, part === undefined ? {} : { part })
    // Our own exports, and others', put an apostrophe before what a spreadsheet would run.
    const read = found.kind === 'table' ? { ...found, rows: found.rows.map(row => (row.cells.some(cell => cell.startsWith("'")) ? { ...row, cells: row.cells.map(unguardCell) } : row)) } : found
    this.#read = read.kind === 'refused' ? null : read
    if (read.kind === 'refused') return { kind: 'refused', fileName: name, message: read.message }
    const shared = { fileName: name, notes: read.notes, place: read.place, ...(read.parts ? { parts: read.parts } : {}) }
    if (read.kind === 'people') return { ...shared, kind: 'people', rowCount: read.records.length }
    const sample = read.rows.slice(0, 200).map(row => row.cells)
    return {
      ...shared, kind: 'table', headers: read.headers, rowCount: read.rows.length, preview: sample.slice(0, previewRows),
      guesses: guessMapping(read.headers, sample, new Map(remembered.map(([key, targets]) => [key === mappingKey(read.headers).slice(0, 200) ? mappingKey(read.headers) : key, targets]))),
    }
  }

  #index(country: PlanOptions['country']): MatchIndex {
    const index = buildMatchIndex([], country)
    for (const each of this.#existing) addToMatchIndex(index, each)
    return index
  }

  #start({ mapping, dateOrders, country, currency }: PlanOptions): readonly ImportPlanRow[] {
    const read = this.#read
    if (!read) return []
    const options = { dateOrders, ...(country ? { defaultCountry: country } : {}), ...(currency ? { defaultCurrency: currency } : {}) }
    const classify = createClassifier(this.#index(country))
    if (read.kind === 'table') {
      const plan: DraftPlan = planDrafts(read, mapping, options)
      this.#planning = { draftOf: at => plan.draftOf(read.rows[at]!), classify, at: 0, count: read.rows.length }
    } else {
      this.#planning = { draftOf: at => buildPeopleDrafts([read.records[at]!], options)[0]!, classify, at: 0, count: read.records.length }
    }
    return []
  }

  #next(count: number): readonly ImportPlanRow[] {
    const planning = this.#planning
    if (!planning) return []
    const rows: ImportPlanRow[] = []
    for (; rows.length < count && planning.at < planning.count; planning.at++) rows.push(planning.classify(planning.draftOf(planning.at)))
    return rows
  }

  #original(places: readonly number[]): RowsCsv {
    if (this.#read?.kind !== 'table') return { headers: [], rows: places.map(() => []) }
    const { headers, rows } = this.#read
    return { headers, rows: places.map(place => rows[place]?.cells ?? []) }
  }
}

/** A row whose documents do not fit is left out as a whole and named; the others of its chunk are written. */
function chunk({ rows, standing, run, facts }: ChunkInput): ChunkOutput {
  const first = writeChunk(rows, standing, run, facts)
  const misfits = new Map<number, string>()
  first.outcomes.forEach((outcome, at) => {
    for (const change of outcome.changes) {
      if (change.kind !== 'create') continue
      const checked = checkDocument(change.collection, change.document as never)
      if (checked.kind === 'misfit') misfits.set(at, checked.field)
    }
  })
  if (misfits.size === 0) return { changes: first.changes, outcomes: first.outcomes.map(({ effect, said }) => ({ effect, said })) }
  const fitting = rows.map((row, at) => (misfits.has(at) ? { ...row, choice: { kind: 'skip' } as const } : row))
  const again = writeChunk(fitting, standing, run, facts)
  return {
    changes: again.changes,
    outcomes: again.outcomes.map(({ effect, said }, at) => (misfits.has(at) ? { effect: 'skipped' as const, said: [`Left out: “${misfits.get(at)!}” does not fit`] } : { effect, said })),
  }
}
