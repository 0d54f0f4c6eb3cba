import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { collectionNames, type CollectionName } from '#shared/domain/model/collections'
import { toReplicaSchema } from '../replica-schema.ts'
import type { BodyCipher } from '../storage/body-cipher.ts'
import { createPackedStorage } from '../storage/packed-storage.ts'
import { createPacker, type Packer } from '../storage/packer.ts'
import type { StoredDocument } from '../storage/stored-document.ts'
import { CollectionStore } from './collection-store.ts'

export type OpenDatabase = Readonly<{ database: RxDatabase; stores: ReadonlyMap<CollectionName, CollectionStore> }>

export type DatabaseOptions = Readonly<{
  name: string
  storage: 'indexeddb' | 'memory'
  collections: readonly CollectionName[]
  cipher: BodyCipher | null
  /** Several tabs may hold the same replica. */
  isShared: boolean
  onUnreadable: (collection: string, id: string) => void
}>

const names = new Set<string>(collectionNames)

/** Opens RxDB with a collection for each document kind. Nothing is at rest in memory, so nothing is packed there. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const packers = new Map<string, Packer>()
  const packerOf = (collection: string): Packer | null => {
    if (!names.has(collection)) return null
    const packer = packers.get(collection) ?? createPacker(collection as CollectionName, options.cipher)
    packers.set(collection, packer)
    return packer
  }
  const database = await createRxDatabase({
    name: options.name, multiInstance: options.isShared, eventReduce: true, closeDuplicates: true,
    storage: options.storage === 'memory' ? getRxStorageMemory() : createPackedStorage({ packerOf, onUnreadable: options.onUnreadable }),
  })
  try {
    const collections = await database.addCollections(Object.fromEntries(options.collections.map(collection => [collection, { schema: toReplicaSchema(collection) }])))
    const stores = options.collections.map(collection =>
      [collection, new CollectionStore(collection, collections[collection] as unknown as RxCollection<StoredDocument>)] as const)
    return { database, stores: new Map(stores) }
  } catch (error) {
    await database.close().catch(() => undefined)
    throw error
  }
}
