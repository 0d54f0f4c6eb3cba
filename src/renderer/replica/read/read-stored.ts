import { normalizeMangoQuery, prepareQuery, type FilledMangoQuery, type RxCollection } from 'rxdb'
import type { StoredData, StoredDocument } from '../storage/stored-document.ts'

export type StoredQuery = Readonly<{
  where?: Readonly<Record<string, unknown>>
  sort?: readonly string[]
  limit?: number
  /** Fields of the index to use, without RxDB's own `_deleted` and the id. */
  index?: readonly string[]
}>

/** Reads straight from the storage: no RxDB documents are built and nothing is cached for single readings. */
export async function readStored(collection: RxCollection<StoredDocument>, query: StoredQuery): Promise<StoredData[]> {
  const schema = collection.schema.jsonSchema
  const filled = normalizeMangoQuery(schema as never, toMango(query) as never) as FilledMangoQuery<StoredDocument>
  Object.assign(filled.selector, { _deleted: { $eq: false } })
  if (filled.index) filled.index.unshift('_deleted')
  const { documents } = await collection.storageInstance.query(prepareQuery(schema as never, filled) as never)
  return documents as StoredData[]
}

/** Everything a collection holds in order of id, a page at a time; what is written meanwhile behind the last page is in it. */
export async function* pagesOf(collection: RxCollection<StoredDocument>, pageSize: number): AsyncGenerator<readonly StoredData[]> {
  for (let last = ''; ;) {
    const page = await readStored(collection, { where: { id: { $gt: last } }, sort: ['id'], limit: pageSize })
    yield page
    if (page.length < pageSize) return
    last = page.at(-1)!.id
  }
}

/** The query in RxDB's terms. The primary key ends every order, so that pages neither repeat nor skip. */
export function toMango(query: StoredQuery): { selector: Record<string, unknown>; sort: Record<string, 'asc'>[]; index: string[]; limit?: number } {
  const index = [...(query.index ?? []).filter(field => field !== 'id'), 'id']
  const order = [...(query.sort ?? query.index ?? []).filter(field => field !== 'id'), 'id']
  return {
    selector: { ...query.where }, index, sort: order.map(field => ({ [field]: 'asc' })),
    ...(query.limit !== undefined && { limit: query.limit }),
  }
}
