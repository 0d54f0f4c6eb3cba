import { BehaviorSubject } from 'rxjs'
import { chooseRows } from '#shared/domain/commands/import-chunk'
import { foldName, jobNamed, suggestedChoice, type ImportDefaults, type JobChoice, type RowChoice } from '#shared/domain/commands/import-facts'
import { undoImport, type Stays } from '#shared/domain/commands/undo-import'
import type { DateOrder } from '#shared/domain/import/dates'
import { mappingKey, type ImportMapping } from '#shared/domain/import/guess-mapping'
import type { ImportPlanRow } from '#shared/domain/import/classify-drafts'
import type { ImportQuestion } from '#shared/domain/import/import-draft'
import { createId } from '#shared/lib/ids'
import { errorCode } from '#shared/lib/app-error'
import type { PhoneCountry } from '#shared/lib/contact-keys'
import type { Replica, Written } from '../../../replica/replica.ts'
import { gatherTraces } from './gather-traces.ts'
import type { ReadView } from './import-messages.ts'
import type { ImportPort } from './import-port.ts'
import { chunkRows, openShelf, type ImportRecord, type SaidRow } from './import-record.ts'
import { sendExisting } from './send-existing.ts'
import { writeImport } from './write-import.ts'

export type Progress = Readonly<{ done: number; total: number }>
type Mapped = Readonly<{ read: Exclude<ReadView, { kind: 'refused' }>; mapping: ImportMapping; dateOrders: ReadonlyMap<number, DateOrder>; questions: readonly ImportQuestion[]; country: PhoneCountry | null; defaults: ImportDefaults }>
type Planned = Mapped & Readonly<{ rows: readonly ImportPlanRow[]; choices: ReadonlyMap<number, RowChoice>; jobChoices: Readonly<Record<string, JobChoice>> }>

/** Where an import stands; one at a time per window. */
export type ImportState =
  | Readonly<{ step: 'start'; problem: string | null; readingName: string | null }>
  | (Mapped & Readonly<{ step: 'mapping'; progress: Progress | null }>)
  | (Planned & Readonly<{ step: 'review' }>)
  | Readonly<{ step: 'writing'; record: ImportRecord; isCancelling: boolean; problemCode: string | null }>
  | Readonly<{ step: 'done'; record: ImportRecord; said: readonly SaidRow[]; undone: Readonly<{ removed: number; reverted: number; stays: readonly Stays[] }> | null; isUndoing: boolean; undoProgress: Progress | null }>

const start: Extract<ImportState, { step: 'start' }> = { step: 'start', problem: null, readingName: null }
const planRows = 500
const undoChunk = 600

/** An import from file to result. It lives beside the screens, so that walking away from them does not stop it. */
export class ImportWork {
  readonly state$ = new BehaviorSubject<ImportState>(start)
  readonly #replica: Replica
  readonly #port: ImportPort
  readonly #shelf
  #file: Readonly<{ name: string; bytes: () => Promise<Uint8Array> }> | null = null
  #existing: Promise<void> | null = null
  #isCancelled = false

  constructor(replica: Replica, port: ImportPort) {
    this.#replica = replica
    this.#port = port
    this.#shelf = openShelf(replica.device)
  }

  get state(): ImportState {
    return this.state$.value
  }

  #set(state: ImportState): void {
    this.state$.next(state)
  }

  reset(): void {
    this.#existing = null
    this.#set(start)
  }

  /** Reads a file; `part` names the sheet or list of it. */
  async read(file: Readonly<{ name: string; bytes: () => Promise<Uint8Array> }>, part?: string): Promise<void> {
    this.#file = file
    this.#set({ ...start, readingName: file.name })
    try {
      const me = await this.#replica.get('people', this.#replica.identity.personId)
      const bytes = await file.bytes()
      const view = await this.#port.ask('read', { name: file.name, bytes, remembered: Object.entries(me?.preferences?.importMappings ?? {}), ...(part === undefined ? {} : { part }) }, [bytes.buffer as ArrayBuffer])
      if (view.kind === 'refused') { this.#set({ ...start, problem: view.message }); return }
      this.#existing = sendExisting(this.#replica, this.#port)
      const mapping = view.kind === 'table' ? view.guesses.map(guess => guess.target) : []
      this.#set({ step: 'mapping', read: view, mapping, dateOrders: new Map(), questions: [], country: null, defaults: { jobId: null, stageId: null, sourceId: null }, progress: null })
      await this.#askQuestions(mapping)
    } catch (error) {
      this.#set({ ...start, problem: errorCode(error) === 'import.failed' ? 'This file could not be read. Save it again, as CSV for instance, and try once more.' : 'The file could not be opened. Choose it again.' })
    }
  }

  async readPart(part: string): Promise<void> {
    if (this.#file) await this.read(this.#file, part)
  }

  async #askQuestions(mapping: ImportMapping): Promise<void> {
    const questions = await this.#port.ask('questions', mapping)
    if (this.state.step === 'mapping' && this.state.mapping === mapping) this.#set({ ...this.state, questions })
  }

  change(fields: Partial<Pick<Mapped, 'mapping' | 'dateOrders' | 'country' | 'defaults'>>): void {
    if (this.state.step !== 'mapping') return
    this.#set({ ...this.state, ...fields })
    if (fields.mapping) void this.#askQuestions(fields.mapping)
  }

  /** The dry run: every row gets its verdict; nothing is written. */
  async plan(): Promise<void> {
    const from = this.state
    if (from.step !== 'mapping') return
    const total = from.read.rowCount
    this.#set({ ...from, progress: { done: 0, total } })
    try {
      await this.#existing
      await this.#port.ask('plan', { start: { mapping: from.mapping, dateOrders: from.dateOrders, ...(from.country ? { country: from.country } : {}) } })
      const rows: ImportPlanRow[] = []
      for (;;) {
        const next = await this.#port.ask('plan', { next: planRows })
        if (next.length === 0) break
        rows.push(...next)
        this.#set({ ...from, progress: { done: rows.length, total } })
      }
      await this.#remember(from)
      const { progress: _progress, ...mapped } = { ...from, progress: null }
      this.#set({ ...mapped, step: 'review', rows, choices: new Map(), jobChoices: await this.#suggestJobs(rows) })
    } catch {
      this.#set({ ...from, progress: null })
    }
  }

  async #suggestJobs(rows: readonly ImportPlanRow[]): Promise<Readonly<Record<string, JobChoice>>> {
    const jobs = await this.#replica.find('jobs', {})
    const names = new Set(rows.filter(row => row.verdict !== 'invalid' && row.draft.jobTitle !== '').map(row => row.draft.jobTitle))
    return Object.fromEntries([...names].map(name => {
      const job = jobNamed(jobs, name)
      return [foldName(name), job ? { kind: 'job', jobId: job.id } : { kind: 'open' }] as const
    }))
  }

  /** The mapping is proposed again for a file with the same headings. */
  async #remember({ read, mapping }: Mapped): Promise<void> {
    if (read.kind !== 'table' || mapping.length > 300) return
    const me = await this.#replica.get('people', this.#replica.identity.personId)
    if (!me) return
    const preferences = me.preferences ?? { savedViews: [], importMappings: {}, theme: 'system' as const, quietHours: null }
    const importMappings = { ...preferences.importMappings, [mappingKey(read.headers).slice(0, 200)]: [...mapping] }
    await this.#replica.write([{ kind: 'edit', collection: 'people', id: me.id, fields: { preferences: { ...preferences, importMappings } } }]).catch(() => undefined)
  }

  choose(ordinals: Iterable<number>, choice: RowChoice | null): void {
    if (this.state.step !== 'review') return
    const choices = new Map(this.state.choices)
    for (const ordinal of ordinals) if (choice) choices.set(ordinal, choice); else choices.delete(ordinal)
    this.#set({ ...this.state, choices })
  }

  chooseJob(name: string, choice: JobChoice): void {
    if (this.state.step === 'review') this.#set({ ...this.state, jobChoices: { ...this.state.jobChoices, [foldName(name)]: choice } })
  }

  backToMapping(): void {
    if (this.state.step !== 'review') return
    const { rows: _rows, choices: _choices, jobChoices: _jobs, ...mapped } = this.state
    this.#set({ ...mapped, step: 'mapping', progress: null })
  }

  /** Writes what was planned. */
  async write(nowMs: number): Promise<void> {
    this.#isCancelled = false
    const record = await this.#shelve(nowMs)
    if (record) await this.#run(record)
  }

  /** Puts the planned rows on the shelf: a large file's are not kept in memory while they are written. */
  async #shelve(nowMs: number): Promise<ImportRecord | null> {
    const from = this.state
    if (from.step !== 'review') return null
    const importId = createId()
    const ordinalOf = new Map(from.rows.map((row, ordinal) => [row, ordinal]))
    const rows = chooseRows(from.rows, row => from.choices.get(ordinalOf.get(row)!) ?? suggestedChoice(row), importId)
    const record: ImportRecord = {
      run: { importId, actorId: this.#replica.identity.personId, nowMs, defaults: from.defaults, jobChoices: from.jobChoices }, fileName: from.read.fileName, placeName: from.read.place,
      chunkCount: Math.ceil(rows.length / chunkRows), nextChunk: 0, status: 'writing', startedAtMs: nowMs, endedAtMs: null,
      counts: { rows: rows.length, created: 0, changed: 0, unchanged: 0, skipped: 0, invalid: 0, failed: 0 },
    }
    this.#set({ step: 'writing', record, isCancelling: false, problemCode: null })
    try {
      await this.#shelf.putRows(importId, rows)
      await this.#shelf.put(record)
      return record
    } catch (error) {
      this.#set({ step: 'writing', record, isCancelling: false, problemCode: errorCode(error) })
      return null
    }
  }

  /** Goes on where an import stopped: after a crash, a reload or a full disk. */
  resume(from: ImportRecord): Promise<void> {
    this.#isCancelled = false
    return this.#run(from)
  }

  async #run(from: ImportRecord): Promise<void> {
    this.#set({ step: 'writing', record: from, isCancelling: this.#isCancelled, problemCode: null })
    const onProgress = (record: ImportRecord): void => this.#set({ step: 'writing', record, isCancelling: this.#isCancelled, problemCode: null })
    try {
      const record = await writeImport({ replica: this.#replica, port: this.#port, shelf: this.#shelf, onProgress, isCancelled: () => this.#isCancelled, nowMs: Date.now }, from)
      this.#existing = null
      await this.show(record)
    } catch (error) {
      const record = await this.#shelf.get(from.run.importId).catch(() => undefined) ?? from
      this.#set({ step: 'writing', record, isCancelling: false, problemCode: errorCode(error) })
    }
  }

  /** What is written stays; the result offers to take it back. */
  cancel(): void {
    this.#isCancelled = true
    if (this.state.step === 'writing') this.#set({ ...this.state, isCancelling: true })
  }

  async show(record: ImportRecord): Promise<void> {
    this.#set({ step: 'done', record, said: await this.#shelf.said(record.run.importId), undone: null, isUndoing: false, undoProgress: null })
  }

  async unfinished(): Promise<ImportRecord | undefined> {
    return (await this.#shelf.list()).find(record => record.status === 'writing')
  }

  async list(): Promise<readonly ImportRecord[]> {
    return this.#shelf.list()
  }

  /** The rows of the file as they were, for a file of what was not imported. */
  original(ordinals: readonly number[]) {
    return this.#port.ask('original', ordinals)
  }

  /** Takes a whole import back; answers with the way to put it back again. */
  async undo(importId: string, rows: number, nowMs: number): Promise<() => Promise<void>> {
    const before = this.state
    if (before.step === 'done') this.#set({ ...before, isUndoing: true, undoProgress: null })
    try {
      const { changes, ...undone } = undoImport(await gatherTraces(this.#replica, importId, rows), { actorId: this.#replica.identity.personId, nowMs, createId })
      const written: Written[] = []
      for (let at = 0; at < changes.length; at += undoChunk) {
        written.push(await this.#replica.write(changes.slice(at, at + undoChunk)))
        if (this.state.step === 'done') this.#set({ ...this.state, undoProgress: { done: at, total: changes.length } })
        await new Promise(resolve => setTimeout(resolve, 0))
      }
      const record = await this.#shelf.get(importId)
      if (record) await this.#shelf.put({ ...record, status: 'undone' })
      if (this.state.step === 'done') this.#set({ ...this.state, record: { ...this.state.record, status: 'undone' }, undone, isUndoing: false, undoProgress: null })
      return async () => {
        for (const each of written.toReversed()) await each.undo()
        if (record) await this.#shelf.put(record)
        if (this.state.step === 'done' && record) this.#set({ ...this.state, record, undone: null })
      }
    } catch (error) {
      if (this.state.step === 'done') this.#set({ ...this.state, isUndoing: false, undoProgress: null })
      throw error
    }
  }
}
