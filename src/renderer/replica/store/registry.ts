import { Dexie } from 'dexie'

/** Which databases hold a person's replica, and which damaged ones were set aside. Kept in a database of its own. */
export type RegistryEntry = Readonly<{
  identity: string
  /** The database in use. */
  name: string
  layout: number
  /** True when a document could not be read: the next opening sets the database aside. */
  damaged: boolean
  /** Set aside, never deleted (unless the device is wiped). */
  aside: readonly Readonly<{ name: string; atMs: number; reason: string }>[]
}>

async function withTable<T>(work: (table: ReturnType<Dexie['table']>) => Promise<T>): Promise<T> {
  const db = new Dexie('shortlist-registry')
  db.version(1).stores({ replicas: 'identity' })
  try {
    await db.open()
    return await work(db.table('replicas'))
  } finally {
    db.close()
  }
}

export const readRegistry = (identity: string): Promise<RegistryEntry | undefined> =>
  withTable(async table => await table.get(identity) as RegistryEntry | undefined)

export const writeRegistry = (entry: RegistryEntry): Promise<void> => withTable(async table => void await table.put(entry))

export const forgetRegistry = (identity: string): Promise<void> => withTable(async table => void await table.delete(identity))
