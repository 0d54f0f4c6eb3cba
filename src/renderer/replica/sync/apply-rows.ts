import { fromServer } from '#shared/domain/merge/local-document'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import type { PulledRow } from '#shared/contract/sync-protocol'
import type { Stores } from '../read/reader.ts'
import type { CollectionStore, Stepped } from '../store/collection-store.ts'
import { readStored } from '../read/read-stored.ts'
import { takeRow } from './server-steps.ts'

/** A row that took something away from a person who had unsent changes there. */
export type Bereft = Readonly<{ row: PulledRow; before: NonNullable<Stepped['before']> }>

/**
 * Collections that were empty when a first sync began: rows that were not seen since then go straight to the disk,
 * without looking for an earlier copy.
 */
export class FreshCollections {
  readonly #seen = new Map<CollectionName, Set<string>>()
  readonly #stops: (() => void)[] = []

  async start(stores: Stores): Promise<void> {
    await Promise.all([...stores.values()].map(async store => {
      const found = await readStored(store.collection, { sort: ['id'], limit: 1 })
      if (found.length > 0) return
      const seen = new Set<string>()
      const subscription = store.collection.eventBulks$.subscribe(bulk => {
        for (const event of bulk.events) seen.add(event.documentId)
      })
      this.#stops.push(() => subscription.unsubscribe())
      this.#seen.set(store.name, seen)
    }))
  }

  stop(): void {
    for (const stop of this.#stops) stop()
    this.#seen.clear()
  }

  /** Splits rows into those that are surely new here and the rest; what was new once is known from then on. */
  split(collection: CollectionName, rows: readonly PulledRow[]): { fresh: PulledRow[]; known: PulledRow[] } {
    const seen = this.#seen.get(collection)
    if (!seen) return { fresh: [], known: [...rows] }
    const counts = new Map<string, number>()
    for (const row of rows) counts.set(row.id, (counts.get(row.id) ?? 0) + 1)
    const isFresh = (row: PulledRow): boolean => row.content !== null && !seen.has(row.id) && counts.get(row.id) === 1
    const { fresh = [], known = [] } = Object.groupBy(rows, row => (isFresh(row) ? 'fresh' : 'known'))
    for (const row of fresh) seen.add(row.id)
    return { fresh, known }
  }
}

/** Writes rows of the server; resolves when all are on disk. Collections are written side by side. */
export async function applyRows(stores: Stores, rows: readonly PulledRow[], fresh: FreshCollections): Promise<Bereft[]> {
  if (rows.length === 0) return []
  const byCollection = Map.groupBy(rows, row => row.collection)
  const bereft = await Promise.all([...byCollection].map(([collection, own]) => {
    const store = stores.get(collection)
    return store ? applyTo(store, own, fresh) : []
  }))
  return bereft.flat()
}

async function applyTo(store: CollectionStore, rows: readonly PulledRow[], fresh: FreshCollections): Promise<Bereft[]> {
  const split = fresh.split(store.name, rows)
  const steps = split.known.map(async row => ({ row, done: await store.step(row.id, local => takeRow(store.name, local, row)) }))
  const inserting = split.fresh.length > 0
    ? store.insertFresh(split.fresh.map(row => ({ id: row.id, local: fromServer(row.content as Content, row.revision) })))
    : null
  const [done] = await Promise.all([Promise.all(steps), inserting])
  return done.flatMap(({ row, done: { before, after } }) => (before?.sync.dirty === 1 && !before.sync.deleted && after === null ? [{ row, before }] : []))
}
