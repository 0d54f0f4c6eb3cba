import { getQueryMatcher, getSortComparator, type PreparedQuery, type RxJsonSchema } from 'rxdb'
import { getKeyRangeByQueryPlan, type getDexieDbWithTables } from 'rxdb/plugins/storage-dexie'
import { fromDisk, type DiskRecord, type PackedRecord } from './packer.ts'
import type { StoredData, StoredDocument } from './stored-document.ts'

/** What RxDB's Dexie storage keeps open for one collection. */
export type DexieInternals = ReturnType<typeof getDexieDbWithTables>
export type DexieDatabase = Awaited<DexieInternals>['dexieDb']

type Database = Pick<Awaited<DexieInternals>, 'dexieDb' | 'booleanIndexes'>
type Unpack = (record: PackedRecord) => StoredData | null

/** How many records one step reads when a condition has to be checked on each. */
const stepSize = 500

/** An index as it lies on the disk. */
type DiskIndex = Readonly<{ name: string; fields: readonly string[] }>

/**
 * The index behind one of RxDB's: its fields without the `_deleted` before and the id behind them. Nothing deleted stays, and
 * IndexedDB orders equal keys by id. `null`: the store itself, which is in order of id.
 */
export function indexOf(rxFields: readonly string[]): DiskIndex | null {
  const fields = rxFields.slice(1, -1)
  if (fields.length === 0) return null
  return { name: fields.length === 1 ? fields[0]! : `[${fields.join('+')}]`, fields }
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

const valueAt = (record: DiskRecord, path: string): unknown =>
  path.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], record)

/** An empty indexed field is stored as `''`, so that is what a condition on `null` looks for. */
const nullAsEmpty = (keys: readonly unknown[]): (string | number)[] => keys.map(key => (key ?? '') as string | number)

type Plan = PreparedQuery<StoredDocument>['queryPlan']
/** What is read, from where to where, and the key there of a record that was read. */
type Source = Readonly<{ from: IDBObjectStore | IDBIndex; range: IDBKeyRange | null; keyOf: (record: DiskRecord) => IDBValidKey }>

function sourceOf(database: Database, plan: Plan, isIdAsked: boolean): Source {
  const store = database.dexieDb.backendDB().transaction('docs', 'readonly').objectStore('docs')
  const range = rangeOf(database, plan)
  const index = indexOf(plan.index)
  const inIndex = (rxKey: unknown): IDBValidKey => {
    const keys = rxKey as IDBValidKey[]
    if (!index) return keys.at(-1)!
    return index.fields.length === 1 ? keys[1]! : keys.slice(1, -1)
  }
  // A bound on the id narrows nothing within an index: there the records are looked at one by one.
  const isOpen = (open: boolean): boolean => open && !(index && isIdAsked)
  return {
    from: index ? store.index(index.name) : store,
    range: range && IDBKeyRange.bound(inIndex(range.lower), inIndex(range.upper), isOpen(range.lowerOpen), isOpen(range.upperOpen)),
    keyOf: record => {
      if (!index) return record.id
      const values = index.fields.map(path => valueAt(record, path)) as IDBValidKey[]
      return values.length === 1 ? values[0]! : values
    },
  }
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
  const isIdAsked = 'id' in query.selector
  const isNarrowed = plan.selectorSatisfiedByIndex && !(isIdAsked && indexOf(plan.index))
  const matches = isNarrowed ? () => true : getQueryMatcher(schema as never, query as never)
  const { from, keyOf, ...source } = sourceOf(database, plan, isIdAsked)
  const stopsEarly = plan.sortSatisfiedByIndex && Number.isFinite(wanted)
  let step = stopsEarly ? (isNarrowed ? wanted : stepSize) : undefined
  const found: StoredData[] = []
  // Several records may have the key at which a step ends: the next begins with it again and passes over those.
  let atLast: ReadonlySet<string> = new Set()
  let { range } = source
  while (range !== null) {
    const records: DiskRecord[] = await resultOf(from.getAll(range, step))
    for (const record of records) {
      const data = atLast.has(record.id) ? null : unpack(fromDisk(record))
      if (data && matches(data as never)) found.push(data)
    }
    const last = records.at(-1)
    if (step === undefined || records.length < step || found.length >= wanted || !last) break
    const lastKey = keyOf(last)
    atLast = new Set(records.filter(record => indexedDB.cmp(keyOf(record), lastKey) === 0).map(record => record.id))
    // A step of nothing but that key would never get past it.
    if (atLast.size === records.length) step *= 2
    range = IDBKeyRange.bound(lastKey, range.upper, false, range.upperOpen)
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
