import { Dexie, type Table } from 'dexie'
import { AppError } from '#shared/lib/app-error'
import type { BodyCipher } from '../storage/body-cipher.ts'

/** Small rows by key that stay on this device. */
export type LocalTable = Readonly<{
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  setMany(rows: readonly (readonly [key: string, value: unknown])[]): Promise<void>
  delete(key: string): Promise<void>
  keys(prefix?: string): Promise<string[]>
}>

export const localTableNames = ['meta', 'device', 'gone', 'refused', 'fileFacts', 'fileBytes'] as const
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

/** IndexedDB through Dexie. With a cipher, JSON values and bytes are encrypted; keys are not. */
export async function openDexieTables(name: string, cipher: BodyCipher | null): Promise<LocalTables> {
  const db = new Dexie(name)
  db.version(1).stores(Object.fromEntries(localTableNames.map(table => [table, 'key'])))
  await db.open()
  await checkKey(db.table('meta'), cipher).catch(error => {
    db.close()
    throw error
  })
  const tables = Object.fromEntries(localTableNames.map(table => [table, overDexie(db.table<Row, string>(table), cipher)]))
  return { ...tables as Record<LocalTableName, LocalTable>, close: () => db.close(), destroy: () => db.delete() }
}

function overDexie(table: Table<Row, string>, cipher: BodyCipher | null): LocalTable {
  const label = (key: string): string => `${table.name}/${key}`
  return {
    async get(key) {
      const row = await table.get(key)
      return row && (cipher ? openValue(cipher, row.value, label(key)) : row.value)
    },
    async set(key, value) {
      await table.put({ key, value: cipher ? sealValue(cipher, value, label(key)) : value })
    },
    async setMany(many) {
      await table.bulkPut(many.map(([key, value]) => ({ key, value: cipher ? sealValue(cipher, value, label(key)) : value })))
    },
    delete: async key => table.delete(key),
    keys: async (prefix = '') => (prefix === '' ? table.toCollection() : table.where('key').startsWith(prefix)).primaryKeys(),
  }
}

/** Bytes stay bytes, everything else travels as JSON. */
function sealValue(cipher: BodyCipher, value: unknown, label: string): unknown {
  return value instanceof Uint8Array ? cipher.sealBytes(value, label) : cipher.seal(JSON.stringify(value), label)
}

function openValue(cipher: BodyCipher, sealed: unknown, label: string): unknown {
  return sealed instanceof Uint8Array ? cipher.openBytes(sealed, label) : JSON.parse(cipher.open(String(sealed), label))
}

/** A known text, sealed at the first opening, tells a wrong key (or a missing one) before anything is touched. */
async function checkKey(meta: Table<Row, string>, cipher: BodyCipher | null): Promise<void> {
  const row = await meta.get('keyCheck')
  if (!row) return void await meta.put({ key: 'keyCheck', value: cipher ? cipher.seal('shortlist', 'keyCheck') : 'plain' })
  try {
    if (cipher ? cipher.open(String(row.value), 'keyCheck') === 'shortlist' : row.value === 'plain') return
  } catch { /* told below */ }
  throw new AppError('replica.wrong_key')
}
