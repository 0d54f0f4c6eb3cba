import type { LocalDocument } from '#shared/domain/merge/local-document'
import type { CollectionName } from '#shared/domain/model/collections'
import { dirtyIndex } from '../replica-schema.ts'
import type { BodyCipher } from '../storage/body-cipher.ts'
import { createPacker, fromDisk, type DiskRecord } from '../storage/packer.ts'
import { toLocal } from '../storage/stored-document.ts'
import { deletePlain, existsPlain, openPlain, resultOf } from './plain-indexeddb.ts'

export type Salvaged = Readonly<{ collection: CollectionName; id: string; local: LocalDocument }>

/** Up to layout 2 the index had RxDB's own fields before and behind. */
function dirtyIn(docs: IDBObjectStore): Promise<DiskRecord[]> {
  if (docs.indexNames.contains(dirtyIndex)) return resultOf(docs.index(dirtyIndex).getAll(1))
  return resultOf(docs.index(`[_deleted+${dirtyIndex}+id]`).getAll(IDBKeyRange.bound(['0', 1], ['0', 1, '\uffff'])))
}

/** How RxDB's Dexie storage names the database of one collection. */
const dexieNameOf = (database: string, collection: string): string => `rxdb-dexie-${database}--0--${collection}`

/**
 * Reads the unsent changes out of a database that is no longer used, one document at a time, passing over what cannot
 * be read. `lost` counts the documents that could not be.
 */
export async function salvageUnsent(database: string, collections: readonly CollectionName[], cipher: BodyCipher | null): Promise<{ found: Salvaged[]; lost: number }> {
  const found: Salvaged[] = []
  let lost = 0
  for (const collection of collections) {
    const name = dexieNameOf(database, collection)
    if (!await existsPlain(name)) continue
    const packer = createPacker(collection, cipher)
    let db: IDBDatabase | null = null
    try {
      db = await openPlain(name)
      const records = await dirtyIn(db.transaction('docs', 'readonly').objectStore('docs'))
      for (const record of records) {
        try {
          found.push({ collection, id: record.id, local: toLocal(packer.unpack(fromDisk(record))) })
        } catch {
          lost += 1
        }
      }
    } catch {
      lost += 1
    } finally {
      db?.close()
    }
  }
  return { found, lost }
}

/**
 * Deletes every database of a replica: the one in use, those set aside, and the local tables. With `isOwn` only those of
 * one life: the local tables belong to none, and hold files that wait and drafts.
 */
export async function deleteDatabases(prefix: string, isOwn?: (rest: string) => boolean): Promise<void> {
  const escaped = prefix.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const own = new RegExp(`^(?:rxdb-dexie-)?${escaped}((?:~r\\d+)?)(--|~local$)`)
  for (const { name = '' } of await indexedDB.databases()) {
    const match = own.exec(name)
    if (match && (isOwn === undefined || (match[2] === '--' && isOwn(match[1]!)))) await deletePlain(name)
  }
}
