import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { archiveVersion, dataPath, filePath, manifestPath, tablePath, type ArchivedFile, type Manifest } from '#shared/domain/export/archive-format'
import { csvLine } from '#shared/domain/export/csv'
import { hasTable, tableHead, tableRow, type TableNames } from '#shared/domain/export/tables'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import type { CandidateFile } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import type { Settings } from '#shared/domain/model/settings'

export type ExportFacts = Readonly<{ atMs: number; workspace: Manifest['workspace']; by: Manifest['exportedBy'] }>

const encoder = new TextEncoder()

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

/** Writes an archive as a stream: one collection after the other, then the files, then the manifest. */
export class ArchiveWriter {
  readonly #pieces: BlobPart[] = []
  readonly #zip: Zip
  readonly #counts: Record<string, number> = {}
  readonly #files: ArchivedFile[] = []
  readonly #facts: ExportFacts
  readonly #people = new Map<string, string>()
  readonly #candidates = new Map<string, string>()
  readonly #jobs = new Map<string, Job>()
  readonly #choices = new Map<string, string>()
  #open: { collection: CollectionName; data: ZipDeflate; table: string[] } | null = null
  #failure: Error | null = null

  constructor(facts: ExportFacts) {
    this.#facts = facts
    this.#zip = new Zip((error, chunk) => {
      if (error) this.#failure = error
      else this.#pieces.push(chunk as Uint8Array<ArrayBuffer>)
    })
  }

  #entry(path: string): ZipDeflate {
    const entry = new ZipDeflate(path, { level: 6 })
    entry.mtime = this.#facts.atMs
    this.#zip.add(entry)
    return entry
  }

  begin(collection: CollectionName): void {
    const data = this.#entry(dataPath(collection))
    data.push(encoder.encode('[\n'))
    this.#counts[collection] = 0
    this.#open = { collection, data, table: hasTable(collection) ? [`\uFEFF${csvLine(tableHead(collection))}`] : [] }
  }

  add(documents: readonly Documents[CollectionName][]): void {
    const open = this.#open
    if (!open || documents.length === 0) return
    const { collection, data, table } = open
    const before = this.#counts[collection]!
    data.push(encoder.encode(`${before > 0 ? ',\n' : ''}${documents.map(document => JSON.stringify(document)).join(',\n')}`))
    this.#counts[collection] = before + documents.length
    for (const document of documents) this.#learn(collection, document)
    if (hasTable(collection)) for (const document of documents) table.push(csvLine(tableRow(collection, document as never, this.#names)))
  }

  end(): void {
    const open = this.#open
    if (!open) return
    open.data.push(encoder.encode('\n]\n'), true)
    if (hasTable(open.collection)) this.#entry(tablePath(open.collection)).push(encoder.encode(open.table.join('')), true)
    this.#open = null
  }

  /** `null` for a file that this laptop does not have, or whose bytes are not what they should be. */
  async addFile(facts: CandidateFile, bytes: Uint8Array<ArrayBuffer> | null): Promise<void> {
    const { sha256, name, mediaType, sizeBytes } = facts
    const isWhole = bytes !== null && await sha256Of(bytes) === sha256
    const path = isWhole ? filePath(sha256, name) : null
    this.#files.push({ sha256, name, mediaType, sizeBytes, path })
    if (path === null || bytes === null) return
    // Résumés are packed already: packing them again takes time and saves nothing.
    const entry = new ZipPassThrough(path)
    entry.mtime = this.#facts.atMs
    this.#zip.add(entry)
    entry.push(bytes, true)
  }

  finish(): Readonly<{ blob: Blob; manifest: Manifest }> {
    const manifest: Manifest = { format: 'shortlist-export', version: archiveVersion, exportedAtMs: this.#facts.atMs, workspace: this.#facts.workspace, exportedBy: this.#facts.by, collections: this.#counts, files: this.#files }
    this.#entry(manifestPath).push(encoder.encode(`${JSON.stringify(manifest, null, 2)}\n`), true)
    this.#zip.end()
    if (this.#failure) throw this.#failure
    return { blob: new Blob(this.#pieces, { type: 'application/zip' }), manifest }
  }

  #learn(collection: CollectionName, document: Documents[CollectionName]): void {
    if (collection === 'people') this.#people.set(document.id, (document as Documents['people']).name)
    if (collection === 'candidates') this.#candidates.set(document.id, (document as Documents['candidates']).fullName)
    if (collection === 'jobs') this.#jobs.set(document.id, document as Job)
    if (collection !== 'settings') return
    const { sources, departments, locations, employmentTypes, levels, rejectionReasons } = document as Settings
    for (const each of [...sources, ...departments, ...locations, ...employmentTypes, ...levels, ...rejectionReasons]) this.#choices.set(each.id, each.name)
  }

  readonly #names: TableNames = {
    person: id => this.#people.get(id ?? '') ?? '', candidate: id => this.#candidates.get(id ?? '') ?? '', job: id => this.#jobs.get(id ?? '')?.title ?? '',
    stage: (jobId, stageId) => this.#jobs.get(jobId ?? '')?.stages.find(stage => stage.id === stageId)?.name ?? '', choice: id => this.#choices.get(id ?? '') ?? '',
  }
}
