import { categorizeBulkWriteRows, now, type BulkWriteRow, type RxStorage, type RxStorageInstance } from 'rxdb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { filter, map, merge, Subject } from 'rxjs'
import type { CollectionName } from '#shared/domain/model/collections'
import { indexOf, queryPacked, type DexieDatabase, type DexieInternals } from './packed-query.ts'
import { insertPacked, readPacked, replacePacked } from './packed-transactions.ts'
import { corrected, takenBack, toldOf, type PackedEvent, type PackedRow, type ToldAs } from './packed-events.ts'
import type { PackedRecord, Packer } from './packer.ts'
import { quietAdvert } from './quiet-advert.ts'
import type { StoredData, StoredDocument } from './stored-document.ts'

type Instance = RxStorageInstance<StoredDocument, unknown, unknown>
type Bulk = { id: string; events: { documentData: unknown; previousDocumentData?: unknown }[] }

/** Writes documents that the collection is known not to have: no look-up, one transaction, one event for all. */
export type InsertFresh = (documents: readonly StoredData[], revisionToken: string) => Promise<void>

const freshInserts = new WeakMap<object, InsertFresh>()
/** The quick insert of a storage instance; absent with memory storage. */
export function insertFreshOf(instance: object): InsertFresh | undefined {
  return freshInserts.get(instance)
}

/**
 * RxDB adds two indexes for its own replication and clean-up, which are not used here, and puts `_deleted` before and the id
 * behind the fields of every other: nothing deleted stays, and IndexedDB orders equal keys by id anyway. Each byte of an
 * index costs every write.
 */
function slimIndexes(db: DexieDatabase): void {
  const version = db.version.bind(db)
  db.version = number => {
    const step = version(number)
    const stores = step.stores.bind(step)
    step.stores = definition => stores(Object.fromEntries(Object.entries(definition).map(([table, text]) =>
      [table, text?.split(', ').filter(part => !part.includes('_meta.lwt')).flatMap(part => slimIndex(part) ?? []).join(', ') ?? null])))
    return step
  }
}

function slimIndex(part: string): string | null {
  const fields = /^\[(_deleted\+.*)\]$/.exec(part)?.[1]?.split('+')
  return fields ? indexOf(fields)?.name ?? null : part
}

type Packing = Readonly<{ packerOf: (collection: string) => Packer | null; onUnreadable: (collection: string, id: string) => void }>

/** RxDB's Dexie storage with packed (and, with a key, encrypted) documents. */
export function createPackedStorage(packing: Packing): RxStorage<unknown, unknown> {
  quietAdvert()
  const inner = getRxStorageDexie({ onCreate: slimIndexes as never })
  return {
    name: inner.name, rxdbVersion: inner.rxdbVersion,
    async createStorageInstance(params) {
      const packer = packing.packerOf(params.collectionName)
      // RxDB's own book-keeping sorts by `_meta.lwt`, nobody else does.
      const instance = await (packer ? inner : getRxStorageDexie()).createStorageInstance(params as never)
      return (packer ? wrap(instance as never, packer, packing.onUnreadable) : instance) as never
    },
  }
}

function wrap(instance: Instance, packer: Packer, onUnreadable: Packing['onUnreadable']): Instance {
  const collection = instance.collectionName as CollectionName
  const packedOf = new WeakMap<object, PackedRecord>()
  const dataOf = new WeakMap<object, StoredData>()
  const internals = instance.internals as DexieInternals
  const pack = (data: StoredData): PackedRecord => {
    const known = packedOf.get(data)
    if (known && known._rev === data._rev) return known
    const packed = packer.pack(data)
    packedOf.set(data, packed)
    dataOf.set(packed, data)
    return packed
  }
  const unpack = (record: PackedRecord): StoredData | null => {
    const known = dataOf.get(record)
    if (known) return known
    try {
      const data = packer.unpack(record)
      packedOf.set(data, record)
      return data
    } catch {
      onUnreadable(collection, record.id)
      return null
    }
  }
  // The Dexie storage's own stream: it also tells the other tabs.
  const changes = (instance as unknown as { changes$: Subject<unknown> }).changes$
  const whole = (value: unknown): StoredData | undefined => (value ? unpack(value as PackedRecord) ?? undefined : undefined)
  const here = new Subject<unknown>()
  let isForOthers = false
  const bulkOf = (events: readonly PackedEvent[], context: ToldAs): unknown => ({ id: `step-${crypto.randomUUID()}`, events, checkpoint: null, context })
  const tellHere = (events: readonly PackedEvent[], as: ToldAs = 'step'): void => {
    if (events.length > 0) here.next(bulkOf(events, as))
  }
  const tellOthers = (events: readonly PackedEvent[], as: ToldAs): void => {
    isForOthers = true
    if (events.length > 0) changes.next(bulkOf(events, as))
    isForOthers = false
  }
  const wrapped: Instance = {
    databaseName: instance.databaseName, internals, options: instance.options, schema: instance.schema,
    collectionName: collection, close: () => instance.close(), remove: () => instance.remove(),
    cleanup: time => instance.cleanup(time), getAttachmentData: (...names) => instance.getAttachmentData(...names),
    async bulkWrite(rows, context) {
      const packedRows: PackedRow[] = rows.map(row => ({ document: pack(row.document), ...(row.previous && { previous: pack(row.previous) }) }))
      const db = (await internals).dexieDb.backendDB()
      const writing = writeRows(db, instance, packedRows, context)
      // Told while it is written: whoever reads because of it reads behind the transaction that has just begun.
      const told = packedRows.map(toldOf)
      tellHere(told)
      const sorted = await writing.catch(error => {
        tellHere(told.toReversed().map(takenBack))
        throw error
      })
      const refused = new Set(sorted.errors.map(error => error.documentId))
      // What lies there another window wrote, perhaps as one of several.
      tellHere(sorted.errors.flatMap(error => corrected(error as never, packedRows)), 'part')
      // Another window sends what it hears of: it hears of what is on disk, and whether more belongs to it.
      tellOthers(told.filter(event => !refused.has(event.documentId)), context === 'part' ? 'part' : 'step')
      return { error: sorted.errors.map(error => ({
        ...error, writeRow: rows.find(row => row.document.id === error.documentId)!,
        ...('documentInDb' in error && { documentInDb: whole(error.documentInDb) }),
      }) as typeof error) }
    },
    async findDocumentsById(ids) {
      const records = await readPacked((await internals).dexieDb.backendDB(), ids)
      return records.map(whole).filter(data => data !== undefined)
    },
    query: async prepared => ({ documents: await queryPacked(await internals, instance.schema as never, prepared, unpack) }),
    count: async prepared => ({ count: (await wrapped.query(prepared)).documents.length, mode: 'slow' }),
    changeStream: () => merge(here, instance.changeStream().pipe(filter(() => !isForOthers))).pipe(map(bulk => {
      const events = (bulk as Bulk).events.map(event => ({
        ...event, documentData: whole(event.documentData), previousDocumentData: whole(event.previousDocumentData),
      })).filter(event => event.documentData !== undefined)
      return { ...bulk as Bulk, events } as never
    })),
  }
  freshInserts.set(wrapped, async (documents, revisionToken) => {
    const meta = { lwt: now() }
    for (const data of documents) Object.assign(data, { _rev: `1-${revisionToken}`, _meta: meta })
    const records = documents.map(pack)
    await insertPacked((await internals).dexieDb.backendDB(), records)
    const events = records.map(record => ({ documentId: record.id, operation: 'INSERT', documentData: record, previousDocumentData: undefined }))
    changes.next({ id: `fresh-${meta.lwt}-${Math.random()}`, events, checkpoint: null, context: 'fresh' })
  })
  return wrapped
}

type Sorted = ReturnType<typeof categorizeBulkWriteRows<StoredDocument>>

/**
 * RxDB's rules for a bulk write, in one native transaction. What is gone for this person is gone from the disk too;
 * RxDB would keep a row that says so.
 */
async function writeRows(db: IDBDatabase, instance: Instance, rows: readonly unknown[], context: string): Promise<Sorted> {
  const packed = rows as BulkWriteRow<StoredDocument>[]
  let sorted: Sorted | null = null
  await replacePacked(db, packed.map(row => row.document.id), stored => {
    sorted = categorizeBulkWriteRows(instance, 'id', stored as never, packed, context)
    const written = [...sorted.bulkInsertDocs, ...sorted.bulkUpdateDocs].map(row => row.document as unknown as PackedRecord)
    return { put: written.filter(record => !record._deleted), remove: written.filter(record => record._deleted).map(record => record.id) }
  })
  return sorted!
}
