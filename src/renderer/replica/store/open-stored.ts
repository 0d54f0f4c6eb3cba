import { AppError } from '#shared/lib/app-error'
import { createBodyCipher } from '../storage/body-cipher.ts'
import { replicaLayout } from '../replica-schema.ts'
import { beginAnew } from '../sync/sync-memory.ts'
import { createMemoryTables, openStoredTables, type LocalTables } from './local-tables.ts'
import { openDatabase, type DatabaseOptions, type OpenDatabase } from './open-database.ts'
import type { OpenWindows } from './open-windows.ts'
import { readRegistry, writeRegistry, type RegistryEntry } from './registry.ts'
import { deleteDatabases, salvageUnsent } from './salvage.ts'

export type OpenStored = OpenDatabase & Readonly<{
  tables: LocalTables
  recovered: string | null
  /** The copy is damaged and could not be set aside: another window works on it. */
  inUseElsewhere: boolean
}>

export type StoredOptions = Pick<DatabaseOptions, 'storage' | 'collections' | 'isShared'> & Readonly<{
  /** Prefix of every database of this replica. */
  prefix: string
  key?: Uint8Array
  clock: () => number
  onUnreadable: () => void
  /** Who else has it open; nobody when absent. */
  windows?: OpenWindows
}>

const nextName = (entry: RegistryEntry, prefix: string): string => `${prefix}~r${entry.life + 1}`

/** Opens what this device has. A damaged database is set aside, its unsent changes carried over, and a new one begun. */
export async function openStored(options: StoredOptions): Promise<OpenStored> {
  const { prefix, key, storage } = options
  const cipher = key ? createBodyCipher(key) : null
  if (storage === 'memory') {
    return { ...await openDatabase({ ...options, name: `${prefix}-${crypto.randomUUID()}`, cipher: null }), tables: createMemoryTables(), recovered: null, inUseElsewhere: false }
  }
  const known = await readRegistry(prefix)
  const entry = known ?? { identity: prefix, name: prefix, life: 1, layout: replicaLayout, damaged: false, aside: [] }
  if (!known) await writeRegistry(entry)
  const open = (current: RegistryEntry): Promise<OpenDatabase> => openDatabase({
    ...options, cipher, name: current.name,
    onUnreadable: () => {
      void writeRegistry({ ...current, damaged: true })
      options.onUnreadable()
    },
  })
  // Both wait for the disk, so they wait together. With another's key nothing is read of the database, and it is closed.
  const opening = !entry.damaged && entry.layout === replicaLayout ? open(entry) : null
  const tables = await openStoredTables(`${prefix}~local`, cipher).catch(async (error: unknown) => {
    await opening?.then(opened => opened.database.close(), () => undefined)
    throw error
  })
  try {
    if (opening) return { ...await opening, tables, recovered: null, inUseElsewhere: false }
    if (entry.damaged && entry.layout === replicaLayout && options.windows) return await openDamaged(options, tables, open)
  } catch (error) {
    // Too many collections in one process says nothing about the data.
    if (error instanceof AppError || (error as { code?: unknown }).code === 'COL23') throw error
  }
  return { ...await rebuild(entry, options, tables, open), tables, recovered: entry.layout === replicaLayout ? rebuilt : null, inUseElsewhere: false }
}

/**
 * Sets a damaged copy aside, unless another window works on it: what that one writes would stay behind, and the place up to which it
 * has heard the server would be taken for the new copy's.
 */
async function openDamaged(options: StoredOptions, tables: LocalTables, open: (entry: RegistryEntry) => Promise<OpenDatabase>): Promise<OpenStored> {
  const set = await options.windows!.ifAlone(async () => {
    const entry = (await readRegistry(options.prefix))!
    // Another window was first.
    if (!entry.damaged) return { ...await open(entry), tables, recovered: null, inUseElsewhere: false }
    return { ...await rebuild(entry, options, tables, open), tables, recovered: rebuilt, inUseElsewhere: false }
  })
  if (set) return set
  const entry = (await readRegistry(options.prefix))!
  return { ...await open(entry), tables, recovered: null, inUseElsewhere: entry.damaged }
}

const rebuilt = 'This computer’s copy was damaged. It was set aside, your unsent changes were carried over, and the rest is fetched again.'

async function rebuild(
  entry: RegistryEntry, options: StoredOptions, tables: LocalTables, open: (entry: RegistryEntry) => Promise<OpenDatabase>,
): Promise<OpenDatabase> {
  const cipher = options.key ? createBodyCipher(options.key) : null
  const { found } = await salvageUnsent(entry.name, options.collections, cipher)
  const isPlanned = entry.layout !== replicaLayout && !entry.damaged
  const next: RegistryEntry = {
    ...entry, name: nextName(entry, options.prefix), life: entry.life + 1, layout: replicaLayout, damaged: false,
    aside: isPlanned ? entry.aside : [...entry.aside, { name: entry.name, atMs: options.clock() }],
  }
  // What an interrupted rescue may have left under the new name.
  await deleteDatabases(options.prefix, rest => `${options.prefix}${rest}` === next.name)
  const opened = await open(next)
  await Promise.all(found.map(({ collection, id, local }) => opened.stores.get(collection)?.step(id, present => present ?? local)))
  await beginAnew(tables.meta, isPlanned ? 'update' : 'damage')
  // Only now is the new database the one to use: a crash before this line begins the rescue again.
  await writeRegistry(next)
  if (isPlanned) await deleteDatabases(options.prefix, rest => `${options.prefix}${rest}` === entry.name)
  return opened
}
