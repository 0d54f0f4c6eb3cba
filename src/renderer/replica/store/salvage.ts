import { Dexie } from 'dexie'
import type { LocalDocument } from '#shared/domain/merge/local-document'
import type { CollectionName } from '#shared/domain/model/collections'
import type { BodyCipher } from '../storage/body-cipher.ts'
import { createPacker, type PackedRecord } from '../storage/packer.ts'
import { toLocal } from '../storage/stored-document.ts'

export type Salvaged = Readonly<{ collection: CollectionName; id: string; local: LocalDocument }>

/** How RxDB's Dexie storage names the database of one collection. */
export const dexieNameOf = (database: string, collection: string): string => `rxdb-dexie-${database}--0--${collection}`

/**
 * Reads the unsent changes out of a database that is no longer used, one document at a time, passing over what cannot
 * be read. `lost` counts the documents that could not be.
 */
export async function salvageUnsent(database: string, collections: readonly CollectionName[], cipher: BodyCipher | null): Promise<{ found: Salvaged[]; lost: number }> {
  const found: Salvaged[] = []
  let lost = 0
  for (const collection of collections) {
    const name = dexieNameOf(database, collection)
    if (!await Dexie.exists(name)) continue
    const packer = createPacker(collection, cipher)
    const db = new Dexie(name)
    try {
      await db.open()
      const records: PackedRecord[] = await db.table('docs').filter((record: PackedRecord) => record.sync?.dirty === 1).toArray()
      for (const record of records) {
        try {
          found.push({ collection, id: record.id, local: toLocal(packer.unpack(record)) })
        } catch {
          lost += 1
        }
      }
    } catch {
      lost += 1
    } finally {
      db.close()
    }
  }
  return { found, lost }
}

/** Deletes every database of a replica. */
export async function deleteDatabases(prefix: string): Promise<void> {
  const all = await indexedDB.databases()
  const own = all.map(({ name }) => name ?? '').filter(name => name.startsWith(`rxdb-dexie-${prefix}`) || name.startsWith(prefix))
  await Promise.all(own.map(name => Dexie.delete(name)))
}
