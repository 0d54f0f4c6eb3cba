import { getQueryMatcher, getSortComparator, type PreparedQuery, type RxJsonSchema } from 'rxdb'
import { getKeyRangeByQueryPlan, type getDexieDbWithTables } from 'rxdb/plugins/storage-dexie'
import type { PackedRecord } from './packer.ts'
import type { StoredData, StoredDocument } from './stored-document.ts'

/** What RxDB's Dexie storage keeps open for one collection. */
export type DexieInternals = ReturnType<typeof getDexieDbWithTables>
export type DexieDatabase = Awaited<DexieInternals>['dexieDb']

type Database = Pick<Awaited<DexieInternals>, 'dexieDb' | 'booleanIndexes'>
type Unpack = (record: PackedRecord) => StoredData | null

/** The index by id of RxDB, which our stores do without. */
export const storeOrder = '_deleted+id'

/** How many records one step reads when a condition has to be checked on each. */
const stepSize = 500

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

const valueAt = (record: PackedRecord, path: string): unknown =>
  path.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], record)

/** An empty indexed field is stored as `''`, so that is what a condition on `null` looks for. */
const nullAsEmpty = (keys: readonly unknown[]): (string | number)[] => keys.map(key => (key ?? '') as string | number)

type Plan = PreparedQuery<StoredDocument>['queryPlan']
/** What is read, from where to where, and the key there of a record that was read. */
type Source = Readonly<{ from: IDBObjectStore | IDBIndex; range: IDBKeyRange | null; keyOf: (record: PackedRecord) => IDBValidKey }>

/** An index; by id alone it is the store itself, in which nothing deleted stays. */
function sourceOf(database: Database, plan: Plan): Source {
  const store = database.dexieDb.backendDB().transaction('docs', 'readonly').objectStore('docs')
  const range = rangeOf(database, plan)
  if (plan.index.join('+') !== storeOrder) {
    return { from: store.index(`[${plan.index.join('+')}]`), range, keyOf: record => plan.index.map(path => valueAt(record, path)) as IDBValidKey }
  }
  const idIn = (key: unknown): IDBValidKey => (key as IDBValidKey[])[1]!
  return { from: store, range: range && IDBKeyRange.bound(idIn(range.lower), idIn(range.upper), range.lowerOpen, range.upperOpen), keyOf: record => record.id }
}

/**
 * Runs a prepared query over packed records. RxDB's own runs a cursor, one event a record; this reads whole ranges at
 * once and stops early where index and condition allow it.
 */
export async function queryPacked(
  database: Database, schema: RxJsonSchema<StoredData>, prepared: PreparedQuery<StoredDocument>, unpack: Unpack,
): Promise<StoredData[]> {
  const { query, queryPlan } = prepared
  const plan = { ...queryPlan, startKeys: nullAsEmpty(queryPlan.startKeys), endKeys: nullAsEmpty(queryPlan.endKeys) }
  const wanted = query.skip + (query.limit ?? Infinity)
  const matches = plan.selectorSatisfiedByIndex ? () => true : getQueryMatcher(schema as never, query as never)
  const { from, keyOf, ...source } = sourceOf(database, plan)
  const stopsEarly = plan.sortSatisfiedByIndex && Number.isFinite(wanted)
  const step = stopsEarly ? (plan.selectorSatisfiedByIndex ? wanted : stepSize) : undefined
  const found: StoredData[] = []
  let { range } = source
  while (range !== null) {
    const records: PackedRecord[] = await resultOf(from.getAll(range, step))
    for (const record of records) {
      const data = unpack(record)
      if (data && matches(data as never)) found.push(data)
    }
    const last = records.at(-1)
    const isOver = step === undefined || records.length < step || found.length >= wanted || !last
    range = isOver ? null : after(keyOf(last), range)
  }
  if (!plan.sortSatisfiedByIndex) found.sort(getSortComparator(schema as never, query as never) as (a: StoredData, b: StoredData) => number)
  return found.slice(query.skip, wanted)
}

function rangeOf(database: Database, plan: Plan): IDBKeyRange | null {
  try {
    return getKeyRangeByQueryPlan(database.booleanIndexes, plan, IDBKeyRange) as IDBKeyRange
  } catch (error) {
    // An empty range (lower above upper) is an error to IndexedDB and an empty answer to us.
    if ((error as Error).name === 'DataError') return null
    throw error
  }
}

function after(last: IDBValidKey, range: IDBKeyRange): IDBKeyRange | null {
  return indexedDB.cmp(last, range.upper) >= 0 ? null : IDBKeyRange.bound(last, range.upper, true, range.upperOpen)
}
