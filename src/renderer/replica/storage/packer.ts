import type { SyncState } from '#shared/domain/merge/local-document'
import type { CollectionName } from '#shared/domain/model/collections'
import { AppError } from '#shared/lib/app-error'
import { indexedFields, isNumberField } from '../replica-schema.ts'
import type { BodyCipher } from './body-cipher.ts'
import type { StoredData } from './stored-document.ts'

/**
 * A document as it lies in IndexedDB: its id and indexed fields in the open, everything else as one text. IndexedDB clones
 * a text four times faster than the same object, and the text is what encryption needs anyway. What RxDB keeps beside a
 * document and nobody here reads (when it was written, attachments, that it is not deleted) cost a first sync 6 %.
 */
export type DiskRecord = {
  id: string
  /** Two windows that write at once are told apart by it. */
  _rev: string
  /** Present while something waits to be sent. */
  sync?: { dirty: 1 }
  /** JSON without the id, or that sealed. */
  body: string | Uint8Array
} & Record<string, unknown>

/** The same as RxDB's rules for writing want it. */
export type PackedRecord = DiskRecord & { _deleted: boolean; _meta: { lwt: number }; _attachments: Record<string, never> }

export function toDisk({ _deleted, _meta, _attachments, ...record }: PackedRecord): DiskRecord {
  return record as DiskRecord
}

/** Fills up what was just read, in place: a copy of each would cost as much as it costs to read. Nothing deleted stays, so it is not. */
export const fromDisk = (record: DiskRecord): PackedRecord => Object.assign(record, { _deleted: false, _meta: { lwt: 1 }, _attachments: {} as Record<string, never> })

export type Packer = Readonly<{
  pack(data: StoredData): PackedRecord
  /** @throws AppError `replica.unreadable` when the text is damaged or the key is another. */
  unpack(record: PackedRecord): StoredData
}>

const clean = (revision: number): SyncState => ({
  revision, dirty: 0, operation: null, sinceMs: null, atMs: null, created: false, deleted: false, pending: {},
})

/** A clean document's standing is its revision alone. */
const shortSync = (sync: SyncState): SyncState | number => (sync.dirty === 0 && !sync.deleted && !sync.created ? sync.revision : sync)

/** Packs and unpacks the documents of one collection. An empty indexed field is kept as `''`: IndexedDB indexes no null. */
export function createPacker(collection: CollectionName, cipher: BodyCipher | null): Packer {
  const fields = indexedFields(collection)
  return {
    pack(data) {
      const { id, _deleted, _rev, _meta, _attachments, sync, ...content } = data as StoredData & { sync: SyncState }
      const text = _deleted ? '{}' : JSON.stringify({ ...content, sync: shortSync(sync) })
      const record = {
        id, _deleted, _rev, _meta, _attachments: {}, body: cipher && !_deleted ? cipher.seal(text, id) : text,
      } as PackedRecord
      for (const field of fields) record[field] = (_deleted ? null : data[field]) ?? (isNumberField(field) ? 0 : '')
      if (sync.dirty === 1) record.sync = { dirty: 1 }
      return record
    },
    unpack(record) {
      const { id, _rev, _meta } = record
      if (record._deleted) return { id, sync: clean(0), _deleted: true, _rev, _meta, _attachments: {} } as unknown as StoredData
      const data = parseBody(id, cipher ? cipher.open(record.body as Uint8Array, id) : record.body as string)
      if (typeof data['sync'] === 'number') data['sync'] = clean(data['sync'])
      data['_deleted'] = false
      data['_rev'] = _rev
      data['_meta'] = _meta
      data['_attachments'] = {}
      return data as unknown as StoredData
    },
  }
}

function parseBody(id: string, text: string): Record<string, unknown> {
  try {
    return JSON.parse(`{"id":${JSON.stringify(id)},${text.slice(1)}`) as Record<string, unknown>
  } catch (cause) {
    throw new AppError('replica.unreadable', { cause })
  }
}
