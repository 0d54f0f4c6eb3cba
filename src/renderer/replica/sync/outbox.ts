import { BehaviorSubject } from 'rxjs'
import type { LocalDocument, SyncState } from '#shared/domain/merge/local-document'
import type { CollectionName } from '#shared/domain/model/collections'
import type { CollectionStore } from '../store/collection-store.ts'
import { dirtyIndex } from '../replica-schema.ts'
import { readStored } from '../read/read-stored.ts'
import type { StoredDocument } from '../storage/stored-document.ts'

export type OutboxEntry = Readonly<{
  collection: CollectionName; id: string; sinceMs: number; kind: 'created' | 'edited' | 'deleted'
}>

const order: readonly CollectionName[] = ['people', 'settings', 'jobs', 'candidates', 'applications']
const rankOf = (collection: CollectionName): number => (order.indexOf(collection) + order.length + 1) % (order.length + 1)

/** A record travels after the records it may refer to; within a collection, as they were made. */
function sendingOrder(a: OutboxEntry, b: OutboxEntry): number {
  return rankOf(a.collection) - rankOf(b.collection) || a.sinceMs - b.sinceMs || (a.id < b.id ? -1 : 1)
}

function kindOf(sync: SyncState): OutboxEntry['kind'] {
  if (sync.deleted) return 'deleted'
  return sync.created ? 'created' : 'edited'
}

/** What waits to be sent. Follows the documents themselves, also those that another tab wrote. */
export class Outbox {
  readonly changed$ = new BehaviorSubject<CollectionName | null>(null)
  readonly #waiting = new Map<CollectionName, Map<string, OutboxEntry>>()
  /** Told, but not on disk yet, or part of a write that is not complete yet. */
  readonly #held = new Map<string, number>()
  #isReleasing = false
  /** The oldest that waits; undefined while it has to be looked up. Asked for with each change, and an import makes many. */
  #oldest: number | null | undefined

  /** Finds what an earlier run left unsent, then follows every change. */
  async start(stores: readonly CollectionStore[]): Promise<void> {
    for (const store of stores) {
      this.#waiting.set(store.name, new Map())
      store.collection.eventBulks$.subscribe(bulk => {
        if (bulk.context === 'fresh') return
        let touched = false
        for (const event of bulk.events) {
          const { sync } = event.documentData as unknown as StoredDocument
          touched = this.#note(store.name, event.documentId, event.operation === 'DELETE' ? null : sync) || touched
        }
        if (touched) this.changed$.next(store.name)
      })
    }
    await Promise.all(stores.map(async store => {
      const dirty = await readStored(store.collection, { where: { [dirtyIndex]: 1 }, index: [dirtyIndex] })
      for (const stored of dirty) this.#note(store.name, stored.id, stored.sync)
      if (dirty.length > 0) this.changed$.next(store.name)
    }))
  }

  #note(collection: CollectionName, id: string, sync: SyncState | null): boolean {
    const entries = this.#waiting.get(collection)!
    const before = entries.get(id)
    if (before && before.sinceMs === this.#oldest) this.#oldest = undefined
    if (!sync || sync.dirty === 0) return entries.delete(id)
    const sinceMs = sync.sinceMs ?? 0
    entries.set(id, { collection, id, sinceMs, kind: kindOf(sync) })
    if (this.#oldest !== undefined) this.#oldest = Math.min(this.#oldest ?? sinceMs, sinceMs)
    return true
  }

  hold(keys: readonly string[]): void {
    for (const key of keys) this.#held.set(key, (this.#held.get(key) ?? 0) + 1)
  }

  /** Thousands of writes end in the same moment: that is said once. */
  release(keys: readonly string[]): void {
    for (const key of keys) {
      const holders = this.#held.get(key) ?? 0
      if (holders > 1) this.#held.set(key, holders - 1)
      else this.#held.delete(key)
    }
    if (this.#isReleasing) return
    this.#isReleasing = true
    queueMicrotask(() => {
      this.#isReleasing = false
      this.changed$.next(null)
    })
  }

  has(collection: CollectionName, id: string): boolean {
    return this.#waiting.get(collection)?.has(id) ?? false
  }

  /** The disk says that nothing of these waits any more, before the window that wrote them does. */
  drop(collection: CollectionName, ids: readonly string[]): void {
    const dropped = ids.filter(id => this.#note(collection, id, null))
    if (dropped.length > 0) this.changed$.next(collection)
  }

  get size(): number {
    let size = 0
    for (const entries of this.#waiting.values()) size += entries.size
    return size
  }

  oldestMs(): number | null {
    if (this.#oldest !== undefined) return this.#oldest
    let oldest: number | null = null
    for (const entries of this.#waiting.values()) {
      for (const entry of entries.values()) if (oldest === null || entry.sinceMs < oldest) oldest = entry.sinceMs
    }
    this.#oldest = oldest
    return oldest
  }

  ids(collection: CollectionName): ReadonlySet<string> {
    return new Set(this.#waiting.get(collection)?.keys())
  }

  deletedCount(collection: CollectionName): number {
    let count = 0
    for (const entry of this.#waiting.get(collection)?.values() ?? []) if (entry.kind === 'deleted') count += 1
    return count
  }

  entries(): OutboxEntry[] {
    return [...this.#waiting.values()].flatMap(entries => [...entries.values()]).sort(sendingOrder)
  }

  /**
   * The first `limit` that may be sent now, in order, leaving out what is under way: `free` of all that waits. Of a large
   * import only those are put in order.
   */
  ready(isUnderWay: (key: string) => boolean, limit: number): OutboxEntry[] {
    const found: OutboxEntry[] = []
    for (let rank = 0; rank <= order.length && found.length < limit; rank += 1) {
      const free: OutboxEntry[] = []
      let barrier: OutboxEntry | null = null
      for (const [collection, entries] of this.#waiting) {
        if (rankOf(collection) !== rank) continue
        for (const entry of entries.values()) {
          const key = keyOf(collection, entry.id)
          if (isUnderWay(key)) continue
          if (!this.#held.has(key)) free.push(entry)
          else if (entry.kind === 'created' && (barrier === null || sendingOrder(entry, barrier) < 0)) barrier = entry
        }
      }
      const limited: OutboxEntry | null = barrier
      found.push(...firstOf(limited === null ? free : free.filter(entry => sendingOrder(entry, limited) < 0), limit - found.length))
      if (limited !== null) break
    }
    return found
  }

  /** Of entries in sending order, those that nobody is writing. A new record that is being written keeps back all behind it: they may refer to it. */
  free(entries: readonly OutboxEntry[]): OutboxEntry[] {
    const free: OutboxEntry[] = []
    for (const entry of entries) {
      const isHeld = this.#held.has(keyOf(entry.collection, entry.id))
      if (isHeld && entry.kind === 'created') break
      if (!isHeld) free.push(entry)
    }
    return free
  }
}

/** The first `count` of one rank in their order; what surely comes later is not sorted. */
function firstOf(entries: readonly OutboxEntry[], count: number): readonly OutboxEntry[] {
  if (entries.length <= count) return entries.toSorted(sendingOrder)
  const lastMs = Float64Array.from(entries, entry => entry.sinceMs).sort()[count - 1]!
  return entries.filter(entry => entry.sinceMs <= lastMs).sort(sendingOrder).slice(0, count)
}

export const keyOf = (collection: CollectionName, id: string): string => `${collection}/${id}`

/** The state of a document's unsent changes in a form the outbox understands. */
export const isWaiting = (local: LocalDocument | null): boolean => local !== null && local.sync.dirty === 1
