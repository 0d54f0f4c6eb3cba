import { distinctUntilChanged, filter, map, startWith, switchMap, type Observable } from 'rxjs'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import { AppError } from '#shared/lib/app-error'
import type { DocumentChange, Replica, ReplicaQuery } from '../replica.ts'
import { contentOf, type StoredData, type StoredDocument } from '../storage/stored-document.ts'
import type { CollectionStore } from '../store/collection-store.ts'
import type { Outbox } from '../sync/outbox.ts'
import { chooseIndex } from './choose-index.ts'
import { pagesOf, readStored, toMango, type StoredQuery } from './read-stored.ts'

export type Stores = ReadonlyMap<CollectionName, CollectionStore>

/** @throws AppError `replica.collection_closed` for a collection that was not opened. */
export function storeOf(stores: Stores, collection: CollectionName): CollectionStore {
  const store = stores.get(collection)
  if (!store) throw new AppError('replica.collection_closed', { facts: { collection } })
  return store
}

type Reading = Pick<Replica, 'get' | 'getMany' | 'find' | 'watch' | 'watchMany' | 'watchOne' | 'changes' | 'all' | 'watchPending'>

/** Deleted here and not yet agreed by the server: kept on disk, shown to nobody. */
const isShown = (stored: StoredDocument): boolean => !stored.sync.deleted
const asDocument = <C extends CollectionName>(stored: StoredDocument): Documents[C] => contentOf(stored) as unknown as Documents[C]

function plan<C extends CollectionName>(collection: C, query: ReplicaQuery<C>, hidden: number): StoredQuery {
  const where = (query.where ?? {}) as Readonly<Record<string, unknown>>
  const sort = query.sort ?? []
  return {
    where, index: chooseIndex(collection, where, sort),
    ...(query.sort && { sort }), ...(query.limit !== undefined && { limit: query.limit + hidden }),
  }
}

/** Every way to read. Nothing here writes or touches the network. */
export function createReader(stores: Stores, outbox: Outbox): Reading {
  const shown = <C extends CollectionName>(found: readonly StoredDocument[], limit = Infinity): Documents[C][] =>
    found.filter(isShown).slice(0, limit).map(stored => asDocument<C>(stored))

  const getMany = async <C extends CollectionName>(collection: C, ids: readonly string[]): Promise<Map<string, Documents[C]>> => {
    const found = await storeOf(stores, collection).read([...new Set(ids)])
    return new Map([...found].filter(([, stored]) => isShown(stored)).map(([id, stored]) => [id, asDocument<C>(stored)]))
  }

  const find = async <C extends CollectionName>(collection: C, query: ReplicaQuery<C>): Promise<Documents[C][]> => {
    const stored = await readStored(storeOf(stores, collection).collection, plan(collection, query, outbox.deletedCount(collection)))
    return shown<C>(stored, query.limit)
  }

  const watch = <C extends CollectionName>(collection: C, query: ReplicaQuery<C>): Observable<Documents[C][]> => {
    const rx = storeOf(stores, collection).collection
    const hidden = outbox.changed$.pipe(
      // The last news may have been another collection's: a new watcher still needs its first reading.
      filter(changed => changed === null || changed === collection), startWith(null), map(() => (query.limit === undefined ? 0 : outbox.deletedCount(collection))),
      distinctUntilChanged(),
    )
    return hidden.pipe(
      switchMap(count => rx.find(toMango(plan(collection, query, count)) as never).$),
      map(found => shown<C>((found as readonly { _data: StoredData }[]).map(document => document._data), query.limit)),
      distinctUntilChanged((a, b) => a.length === b.length && a.every((document, index) => document === b[index])),
    )
  }

  const changes = <C extends CollectionName>(collection: C): Observable<readonly DocumentChange<C>[]> =>
    storeOf(stores, collection).collection.eventBulks$.pipe(map(bulk => bulk.events.map(event => {
      const stored = event.documentData as unknown as StoredDocument
      return { id: event.documentId, document: event.operation === 'DELETE' || !isShown(stored) ? null : asDocument<C>(stored) }
    })))

  const watchMany = <C extends CollectionName>(collection: C, ids: ReadonlySet<string>): Observable<ReadonlyMap<string, Documents[C]>> => {
    // Listening begins before the first reading, so that no change falls between the two.
    const touched = changes(collection).pipe(filter(batch => batch.some(change => ids.has(change.id))), startWith(null))
    return touched.pipe(switchMap(() => getMany(collection, [...ids])))
  }

  const watchOne = <C extends CollectionName>(collection: C, id: string): Observable<Documents[C] | null> =>
    watchMany(collection, new Set([id])).pipe(map(found => found.get(id) ?? null), distinctUntilChanged())

  return {
    getMany, find, watch, changes, watchMany, watchOne,
    get: async (collection, id) => (await getMany(collection, [id])).get(id) ?? null,
    async *all<C extends CollectionName>(collection: C, pageSize = 2_000) {
      for await (const page of pagesOf(storeOf(stores, collection).collection, pageSize)) {
        const documents = shown<C>(page)
        if (documents.length > 0) yield documents
      }
    },
    watchPending: collection => outbox.changed$.pipe(
      filter(changed => changed === null || changed === collection), map(() => outbox.ids(collection)), startWith(outbox.ids(collection)),
      distinctUntilChanged((a, b) => a.size === b.size && [...a].every(id => b.has(id))),
    ),
  }
}
