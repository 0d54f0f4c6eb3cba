import type { CollectionName } from '#shared/domain/model/collections'
import type { SyncState } from '#shared/domain/merge/local-document'
import { storeOf, type Stores } from '../read/reader.ts'
import type { StoredData } from '../storage/stored-document.ts'
import type { RecordName, WriteJournal } from '../write/write-journal.ts'
import { keyOf, type Outbox } from './outbox.ts'

export type OtherWindowsPorts = Readonly<{
  stores: Stores
  outbox: Outbox
  journal: WriteJournal
  /** For diagnosis: what could not be completed or looked at; it is tried again. */
  onError: (error: unknown) => void
}>

/** A record that waits for the end of the write it belongs to; `heard`: as which revision of RxDB, `null` when not known. */
type Part = RecordName & { heard: string | null }

const readAtOnce = 500
const retryMs = 2_000

/**
 * Holds back what other windows write of several records until the whole of it is on disk, for the window that sends hears of
 * each record by itself. What is whole goes; what was taken back does not; what a window that is gone had begun is completed first.
 *
 * News of the end could come before or after other news, so the disk is asked: a write is in the journal before the first of
 * its records is written, and until it has ended. A record that was heard of, and that is unchanged after every write that the
 * journal then showed has ended, is part of no write that runs. One that changed meanwhile is looked at again.
 */
export class OtherWindows {
  readonly #ports: OtherWindowsPorts
  readonly #parts = new Map<string, Part>()
  readonly #closing = new AbortController()
  #isLeading = false
  #isLooking = false
  #retry: ReturnType<typeof setTimeout> | null = null

  constructor(ports: OtherWindowsPorts) {
    this.#ports = ports
    for (const store of ports.stores.values()) {
      store.collection.eventBulks$.subscribe(bulk => {
        if (bulk.context === 'fresh') return
        for (const event of bulk.events) {
          const before = event.previousDocumentData as StoredData | undefined
          this.#hear(store.name, event.operation === 'DELETE' ? null : event.documentData as StoredData, event.documentId, bulk.context === 'part', before?.sync)
        }
        if (this.#parts.size > 0) void this.#look()
      })
    }
  }

  /** This window sends from now on. Of what waits it does not know yet who wrote it. */
  lead(): void {
    this.#isLeading = true
    for (const entry of this.#ports.outbox.entries()) if (!this.#parts.has(keyOf(entry.collection, entry.id))) this.#hold(entry, null)
    void this.#look()
  }

  close(): void {
    this.#closing.abort()
    if (this.#retry) clearTimeout(this.#retry)
  }

  #hear(collection: CollectionName, now: StoredData | null, id: string, isPart: boolean, before: SyncState | undefined): void {
    const key = keyOf(collection, id)
    if (!now || now.sync.dirty === 0) return this.#release([key])
    // What waited already without a word of it here, another window wrote a moment ago.
    const isNews = before?.dirty === 1 && !this.#ports.outbox.has(collection, id)
    if (isPart || isNews || this.#parts.has(key)) this.#hold({ collection, id }, now._rev)
  }

  #hold({ collection, id }: RecordName, heard: string | null): void {
    const key = keyOf(collection, id)
    if (!this.#parts.has(key)) this.#ports.outbox.hold([key])
    this.#parts.set(key, { collection, id, heard })
  }

  #release(keys: readonly string[]): void {
    const held = keys.filter(key => this.#parts.delete(key))
    if (held.length > 0) this.#ports.outbox.release(held)
  }

  async #look(): Promise<void> {
    if (!this.#isLeading || this.#isLooking || this.#retry) return
    this.#isLooking = true
    try {
      while (this.#parts.size > 0 && !this.#closing.signal.aborted) await this.#lookOnce()
    } catch (error) {
      this.#lookLater(error)
    } finally {
      this.#isLooking = false
    }
  }

  #lookLater(error: unknown): void {
    if (this.#closing.signal.aborted) return
    this.#ports.onError(error)
    this.#retry = setTimeout(() => {
      this.#retry = null
      void this.#look()
    }, retryMs)
    ;(this.#retry as { unref?: () => void }).unref?.()
  }

  async #lookOnce(): Promise<void> {
    const { journal, stores } = this.#ports
    const heard = new Map([...this.#parts].map(([key, part]) => [key, part.heard]))
    const others = await journal.afterOthers(stores, this.#closing.signal, records => records.forEach(record => this.#hold(record, null)))
    // Nobody was writing when this window began to send: all that waited then is whole.
    if (others === 0) this.#release([...this.#parts].filter(([key, part]) => part.heard === null && heard.has(key)).map(([key]) => key))
    const waiting = [...this.#parts].filter(([key]) => heard.has(key)).map(([, part]) => part)
    for (const [collection, parts] of Map.groupBy(waiting, part => part.collection)) {
      for (let at = 0; at < parts.length; at += readAtOnce) await this.#compare(collection, parts.slice(at, at + readAtOnce).map(part => part.id), heard)
    }
  }

  /** Lets go what lies on the disk as it was heard of, and what does not wait any more. */
  async #compare(collection: CollectionName, ids: readonly string[], heard: ReadonlyMap<string, string | null>): Promise<void> {
    const { stores, outbox } = this.#ports
    const store = storeOf(stores, collection)
    for (const id of ids) store.recent.forget(id)
    const found = await store.read(ids)
    const gone = ids.filter(id => found.get(id)?.sync.dirty !== 1)
    outbox.drop(collection, gone)
    const unchanged = ids.filter(id => found.get(id)?._rev === heard.get(keyOf(collection, id)))
    this.#release([...gone, ...unchanged].map(id => keyOf(collection, id)))
    for (const id of ids) {
      const part = this.#parts.get(keyOf(collection, id))
      if (part) part.heard = found.get(id)!._rev
    }
  }
}
