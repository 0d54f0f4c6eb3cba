import { inTransaction, openPlain } from './plain-indexeddb.ts'

/** Which databases hold a person's replica, and which damaged ones were set aside. Kept in a database of its own. */
export type RegistryEntry = Readonly<{
  identity: string
  /** The database in use. */
  name: string
  /** Counts the databases this replica has had. */
  life: number
  layout: number
  /** True when a document could not be read: the next opening sets the database aside. */
  damaged: boolean
  /** Set aside, never deleted (unless the device is wiped). */
  aside: readonly Readonly<{ name: string; atMs: number }>[]
}>

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  const db = await openPlain('shortlist-registry', { replicas: 'identity' })
  try {
    return await inTransaction(db, 'replicas', mode, work)
  } finally {
    db.close()
  }
}

export const readRegistry = (identity: string): Promise<RegistryEntry | undefined> =>
  run<RegistryEntry | undefined>('readonly', store => store.get(identity))

export const writeRegistry = async (entry: RegistryEntry): Promise<void> => void await run('readwrite', store => store.put(entry))

export const forgetRegistry = async (identity: string): Promise<void> => void await run('readwrite', store => store.delete(identity))
