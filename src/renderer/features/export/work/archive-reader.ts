import { unzipSync, type UnzipFileInfo } from 'fflate'
import { archiveOrder, archiveVersion, dataPath, manifestPath, manifestSchema, type Manifest } from '#shared/domain/export/archive-format'
import { planRestore, type ArchiveDocuments, type RestorePlan, type RestoreTarget } from '#shared/domain/export/plan-restore'
import { collectionNames } from '#shared/domain/model/collections'
import { checkDocument } from '#shared/domain/model/parse-content'

export type OpenedArchive = Readonly<{ kind: 'opened'; manifest: Manifest } | { kind: 'refused'; message: string }>

/** More than any workspace unpacks to: a file that claims more is not one of ours. Bytes. */
const largestData = 2 * 1024 ** 3
const refused = (message: string): OpenedArchive => ({ kind: 'refused', message })

/** Reads an export. Everything in it is checked: it may have been made by hand, or by a newer version. */
export class ArchiveReader {
  #bytes: Uint8Array = new Uint8Array()
  #manifest: Manifest | null = null
  #documents: ArchiveDocuments | null = null

  open(bytes: Uint8Array): OpenedArchive {
    this.#bytes = bytes
    let size = 0
    const texts = this.#unpack(file => {
      size += file.originalSize
      return size <= largestData && (file.name === manifestPath || file.name.startsWith('data/'))
    })
    if (!texts || size > largestData) return refused('This file is no Shortlist export, or it is damaged. Nothing was changed.')
    const manifest = manifestSchema.safeParse(parse(texts[manifestPath]))
    if (!manifest.success) return refused('This zip file is no Shortlist export. Nothing was changed.')
    if (manifest.data.version > archiveVersion) return refused('This export was made by a newer Shortlist. Update this one first. Nothing was changed.')
    const documents: Record<string, unknown[]> = Object.fromEntries(collectionNames.map(name => [name, []]))
    for (const collection of archiveOrder) {
      const list: unknown = texts[dataPath(collection)] ? parse(texts[dataPath(collection)]) : []
      if (!Array.isArray(list) || list.length !== (manifest.data.collections[collection] ?? 0)) return refused(`This export is incomplete: its ${collection} were cut short. Nothing was changed.`)
      const misfit = list.findIndex(document => checkDocument(collection, document as never).kind === 'misfit')
      if (misfit >= 0) return refused(`This export was changed by hand or is damaged: record ${misfit + 1} of its ${collection} does not fit. Nothing was changed.`)
      documents[collection] = list
    }
    this.#manifest = manifest.data
    this.#documents = documents as unknown as ArchiveDocuments
    return { kind: 'opened', manifest: manifest.data }
  }

  plan(target: RestoreTarget): RestorePlan {
    if (!this.#documents) throw new Error('no archive is open')
    return planRestore(this.#documents, target)
  }

  /** The bytes of the manifest's file at this place; null when the archive lacks them. */
  file(at: number): Uint8Array | null {
    const path = this.#manifest?.files[at]?.path
    return path ? this.#unpack(file => file.name === path)?.[path] ?? null : null
  }

  #unpack(filter: (file: UnzipFileInfo) => boolean): Record<string, Uint8Array> | null {
    try {
      return unzipSync(this.#bytes, { filter })
    } catch {
      return null
    }
  }
}

function parse(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}
