import type { Manifest } from '#shared/domain/export/archive-format'
import type { RestorePlan, RestoreTarget } from '#shared/domain/export/plan-restore'
import type { CandidateFile } from '#shared/domain/model/candidate'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import { ArchiveReader, type OpenedArchive } from './archive-reader.ts'
import { ArchiveWriter, type ExportFacts } from './archive-writer.ts'

/** Calls of the export worker. */
export type ExportCalls = {
  start: { input: ExportFacts; output: null }
  begin: { input: CollectionName; output: null }
  add: { input: readonly Documents[CollectionName][]; output: null }
  end: { input: null; output: null }
  file: { input: Readonly<{ facts: CandidateFile; bytes: Uint8Array<ArrayBuffer> | null }>; output: null }
  finish: { input: null; output: Readonly<{ blob: Blob; manifest: Manifest }> }
  open: { input: Uint8Array; output: OpenedArchive }
  plan: { input: RestoreTarget; output: RestorePlan }
  archivedFile: { input: number; output: Uint8Array | null }
}
export type ExportCall = keyof ExportCalls
export type ExportRequest = { [C in ExportCall]: Readonly<{ id: number; call: C; input: ExportCalls[C]['input'] }> }[ExportCall]

/** Writes and reads archives, on whatever thread it lives. */
export class ExportEngine {
  #writer: ArchiveWriter | null = null
  readonly #reader = new ArchiveReader()

  async answer(request: ExportRequest): Promise<ExportCalls[ExportCall]['output']> {
    const { call, input } = request
    switch (call) {
      case 'start': { this.#writer = new ArchiveWriter(input); return null }
      case 'begin': { this.#writer?.begin(input); return null }
      case 'add': { this.#writer?.add(input); return null }
      case 'end': { this.#writer?.end(); return null }
      case 'file': { await this.#writer?.addFile(input.facts, input.bytes); return null }
      case 'finish': {
        const writer = this.#writer
        this.#writer = null
        if (!writer) throw new Error('no archive was begun')
        return writer.finish()
      }
      case 'open': return this.#reader.open(input)
      case 'plan': return this.#reader.plan(input)
      case 'archivedFile': return this.#reader.file(input)
    }
  }
}
