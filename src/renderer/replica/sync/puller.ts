import { isGoneForGood } from '#shared/domain/erasure/standing'
import type { PulledRow, ServerMessage } from '#shared/contract/sync-protocol'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Stores } from '../read/reader.ts'
import { pagesOf } from '../read/read-stored.ts'
import { toLocal } from '../storage/stored-document.ts'
import type { LocalTable } from '../store/local-tables.ts'
import { applyRows, FreshCollections } from './apply-rows.ts'
import { keyOf } from './outbox.ts'
import type { Pusher } from './pusher.ts'
import type { Refusals } from './refusals.ts'

type Page = Extract<ServerMessage, { type: 'page' }>

export type PullerPorts = Readonly<{
  stores: Stores
  gone: LocalTable
  refusals: Refusals
  pusher: () => Pusher
  clock: () => number
  /** Asks for the page after a cursor. */
  pull: (cursor: string | null) => void
  /** Candidates were erased for good; what is kept beside their records goes before the place is saved. */
  onErased: (candidateIds: ReadonlySet<string>) => Promise<void>
  onApplied: (cursor: string) => Promise<void>
  onPage: (page: Page) => void
  onDone: () => Promise<void>
  onTrouble: (error: unknown) => void
}>

/**
 * Within a first sync the next page is asked for before this one is written. Elsewhere a place that is asked from is the
 * server's receipt for everything before it.
 */
const isFollowedAtOnce = ({ done, usable, progress }: Page): boolean =>
  !done && usable !== undefined && (progress === undefined || progress.sent < progress.total)

/** The place is saved this long after live changes came; a killed window asks again for the last of them. */
const saveCursorAfterMs = 300

/**
 * Writes what the server sends, strictly in its order. While a page is written the next one is already under way, and a
 * live change is shown while it is written. A cursor is reported only when everything before it is on disk.
 */
export class Puller {
  readonly #ports: PullerPorts
  #chain: Promise<void> = Promise.resolve()
  /** Everything taken so far is on disk. */
  #written: Promise<void> = Promise.resolve()
  /** The page taken last is on disk, and so is the place behind it. */
  #settling: Promise<void> = Promise.resolve()
  #saving: ReturnType<typeof setTimeout> | null = null
  #fresh = new FreshCollections()
  #life = 0
  /** In a repeated snapshot: what the server still has. `null` otherwise. */
  #seen: Set<string> | null = null
  #unsavedCursor: string | null = null

  constructor(ports: PullerPorts) {
    this.#ports = ports
  }

  get isRepeating(): boolean { return this.#seen !== null }

  /** A new connection asks from `cursor` on. */
  async start(cursor: string | null, isFirstSync: boolean): Promise<void> {
    this.#fresh.stop()
    this.#fresh = new FreshCollections()
    if (isFirstSync) await this.#fresh.start(this.#ports.stores)
    this.#ports.pull(cursor)
  }

  /** Fetches everything again, over what is here; what the server no longer has is removed at the end. */
  restart(): void {
    this.#unsavedCursor = null
    this.#seen = new Set()
    this.#ports.pull(null)
  }

  /** The connection is gone: what is not written yet will be asked for again. */
  async stop(): Promise<void> {
    this.#life += 1
    if (this.#saving) clearTimeout(this.#saving)
    this.#saving = null
    const holdsRows = this.#ports.pusher().holdsRows
    await this.#chain
    await this.#written.catch(() => undefined)
    this.#written = Promise.resolve()
    this.#settling = Promise.resolve()
    // What was held back is not on disk, and neither is a place behind it.
    if (holdsRows) this.#unsavedCursor = null
    await this.#saveCursor()
  }

  /** The server took this document meanwhile: it stays, whether a page names it or not. */
  noteTaken(key: string): void {
    this.#seen?.add(key)
  }

  takePage(page: Page): void {
    const life = this.#life
    const isFollowed = isFollowedAtOnce(page)
    this.#after(life, async () => {
      if (isFollowed) this.#ports.pull(page.cursor)
      for (const row of page.rows) this.#seen?.add(keyOf(row.collection, row.id))
      const before = this.#settling
      this.#settling = this.#settle(page, life, isFollowed)
      // Handled here, for nobody may be waiting yet when it fails.
      this.#settling.catch(error => this.#fail(life, error))
      // While a page goes to the disk the next one is made ready; a third waits for the first.
      await (isFollowed ? before : this.#settling)
    })
  }

  async #settle(page: Page, life: number, isFollowed: boolean): Promise<void> {
    await this.#apply(page.rows, page.cursor)
    await this.#saveCursor()
    if (life !== this.#life) return
    this.#ports.onPage(page)
    if (page.done) await this.#finish()
    else if (!isFollowed) this.#ports.pull(page.cursor)
  }

  takeChanges(rows: readonly PulledRow[], cursor: string): void {
    const life = this.#life
    this.#after(life, async () => {
      // The next one need not wait for the disk: each collection writes in order, and the place is saved in order.
      this.#apply(rows, cursor).then(() => this.saveSoon(), error => this.#fail(life, error))
    })
  }

  /** Also after acknowledgements: the cursor may have waited for rows that were held back. */
  saveSoon(): void {
    const life = this.#life
    if (this.#unsavedCursor === null || this.#saving) return
    this.#saving = setTimeout(() => {
      this.#saving = null
      void this.#saveCursor().catch(error => this.#fail(life, error))
    }, saveCursorAfterMs)
    ;(this.#saving as { unref?: () => void }).unref?.()
  }

  async #saveCursor(): Promise<void> {
    // A repeated snapshot starts over after a crash: only then is it known what the server no longer has.
    if (this.#unsavedCursor === null || this.#seen !== null || this.#ports.pusher().holdsRows) return
    const cursor = this.#unsavedCursor
    this.#unsavedCursor = null
    await this.#ports.onApplied(cursor)
  }

  #after(life: number, work: () => Promise<void>): void {
    this.#chain = this.#chain.then(() => (life === this.#life ? work() : undefined)).catch(error => this.#fail(life, error))
  }

  /** What could not be written is asked for again from the last saved cursor. */
  #fail(life: number, error: unknown): void {
    if (life !== this.#life) return
    this.#life += 1
    this.#ports.onTrouble(error)
  }

  #apply(rows: readonly PulledRow[], cursor: string): Promise<void> {
    const [before, writing] = [this.#written, this.#write(rows)]
    // Whoever waits for a write that fails waits for the one before it too: its place still counts.
    this.#written = Promise.allSettled([before, writing]).then(() => before).then(() => writing).then(() => { this.#unsavedCursor = cursor })
    return this.#written
  }

  async #write(rows: readonly PulledRow[]): Promise<void> {
    const now = rows.filter(row => !this.#ports.pusher().holdBack(row))
    const bereft = await applyRows(this.#ports.stores, now, this.#fresh)
    const gone = now.filter(row => row.gone === 'deleted').map(row => [keyOf(row.collection, row.id), row.revision] as const)
    if (gone.length > 0) await this.#ports.gone.setMany(gone)
    await this.#ports.refusals.add(bereft.map(({ row, before }) =>
      ({ collection: row.collection, id: row.id, operation: before.sync.operation, code: 'document.unknown', content: before.content, units: Object.keys(before.sync.pending), atMs: this.#ports.clock() })))
    const erased = new Set(rows.filter(row => row.collection === 'candidates' && row.content !== null && isGoneForGood(row.content)).map(row => row.id))
    if (erased.size > 0) await this.#ports.onErased(erased)
  }

  async #finish(): Promise<void> {
    this.#fresh.stop()
    if (this.#seen) {
      await this.#removeUnseen(this.#seen)
      this.#seen = null
      await this.#saveCursor()
    }
    await this.#ports.onDone()
  }

  async #removeUnseen(seen: ReadonlySet<string>): Promise<void> {
    await Promise.all([...this.#ports.stores].map(async ([collection, store]) => {
      for await (const page of pagesOf(store.collection, 1_000)) {
        await Promise.all(page.filter(stored => isAbandoned(collection, stored.id, toLocal(stored).sync.dirty, seen))
          .map(stored => store.step(stored.id, local => (local?.sync.dirty === 0 ? null : local))))
      }
    }))
  }
}

const isAbandoned = (collection: CollectionName, id: string, dirty: 0 | 1, seen: ReadonlySet<string>): boolean =>
  dirty === 0 && !seen.has(keyOf(collection, id))
