import { AppError } from '#shared/lib/app-error'
import type { BodyCipher } from '../storage/body-cipher.ts'
import { deletePlain, inTransaction, openPlain } from './plain-indexeddb.ts'
import { storageError } from './storage-error.ts'

/** Small rows by key that stay on this device. */
export type LocalTable = Readonly<{
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  setMany(rows: readonly (readonly [key: string, value: unknown])[]): Promise<void>
  delete(key: string): Promise<void>
  keys(prefix?: string): Promise<string[]>
}>

const localTableNames = ['meta', 'device', 'gone', 'refused', 'fileFacts', 'fileBytes'] as const
export type LocalTableName = (typeof localTableNames)[number]
export type LocalTables = Readonly<Record<LocalTableName, LocalTable> & { close(): void; destroy(): Promise<void> }>

/** Memory: for Node and for tests; gone when the process ends. */
export function createMemoryTables(): LocalTables {
  const table = (): LocalTable => {
    const rows = new Map<string, unknown>()
    return {
      get: async key => structuredClone(rows.get(key)),
      set: async (key, value) => void rows.set(key, structuredClone(value)),
      setMany: async many => { for (const [key, value] of many) rows.set(key, structuredClone(value)) },
      delete: async key => void rows.delete(key),
      keys: async (prefix = '') => [...rows.keys()].filter(key => key.startsWith(prefix)).sort(),
    }
  }
  return { ...Object.fromEntries(localTableNames.map(name => [name, table()])) as Record<LocalTableName, LocalTable>, close: () => {}, destroy: async () => {} }
}

type Row = { key: string; value: unknown }

/** IndexedDB. With a cipher, JSON values and bytes are encrypted; keys are not. */
export async function openStoredTables(name: string, cipher: BodyCipher | null): Promise<LocalTables> {
  const db = await openPlain(name, Object.fromEntries(localTableNames.map(table => [table, 'key'])))
  await checkKey(db, cipher).catch(error => {
    db.close()
    throw error
  })
  const tables = Object.fromEntries(localTableNames.map(table => [table, overIndexedDb(db, table, cipher)]))
  return {
    ...tables as Record<LocalTableName, LocalTable>, close: () => db.close(),
    destroy: () => {
      db.close()
      return deletePlain(name)
    },
  }
}

function overIndexedDb(db: IDBDatabase, table: LocalTableName, cipher: BodyCipher | null): LocalTable {
  const label = (key: string): string => `${table}/${key}`
  const rowOf = (key: string, value: unknown): Row => ({ key, value: cipher ? sealValue(cipher, value, label(key)) : value })
  const write = async (work: (store: IDBObjectStore) => void): Promise<void> => void await inTransaction(db, table, 'readwrite', store => {
    work(store)
    return null
  }).catch((error: unknown) => { throw storageError(error) })
  return {
    async get(key) {
      const row = await inTransaction<Row | undefined>(db, table, 'readonly', store => store.get(key))
      return row && (cipher ? openValue(cipher, row.value, label(key)) : row.value)
    },
    set: (key, value) => write(store => store.put(rowOf(key, value))),
    setMany: many => write(store => { for (const [key, value] of many) store.put(rowOf(key, value)) }),
    delete: key => write(store => store.delete(key)),
    async keys(prefix = '') {
      const range = prefix === '' ? null : IDBKeyRange.bound(prefix, `${prefix}\uffff`)
      return await inTransaction(db, table, 'readonly', store => store.getAllKeys(range)) as string[]
    },
  }
}

/** Bytes stay bytes, everything else travels as JSON. */
function sealValue(cipher: BodyCipher, value: unknown, label: string): unknown {
  return value instanceof Uint8Array ? { bytes: cipher.sealBytes(value, label) } : { json: cipher.seal(JSON.stringify(value), label) }
}

function openValue(cipher: BodyCipher, sealed: unknown, label: string): unknown {
  const { bytes, json } = sealed as { bytes?: Uint8Array; json?: Uint8Array }
  return bytes ? cipher.openBytes(bytes, label) : JSON.parse(cipher.open(json!, label))
}

/** A known text, sealed at the first opening, tells a wrong key (or a missing one) before anything is touched. */
async function checkKey(db: IDBDatabase, cipher: BodyCipher | null): Promise<void> {
  const row = await inTransaction<Row | undefined>(db, 'meta', 'readonly', store => store.get('keyCheck'))
  if (!row) {
    const value = cipher ? cipher.seal('shortlist', 'keyCheck') : 'plain'
    return void await inTransaction(db, 'meta', 'readwrite', store => store.put({ key: 'keyCheck', value }))
  }
  try {
    if (cipher ? row.value instanceof Uint8Array && cipher.open(row.value, 'keyCheck') === 'shortlist' : row.value === 'plain') return
  } catch { /* told below */ }
  throw new AppError('replica.wrong_key')
}
