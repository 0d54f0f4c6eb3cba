import type { StoredData } from '../storage/stored-document.ts'

/** What happened to documents while the disk was read; `null` is "gone". */
type Meanwhile = Readonly<{ changed: ReadonlyMap<string, StoredData | null>; stop(): void }>

/** The documents touched last, so that a write need not read them again. A stale one is noticed by its revision. */
export class RecentDocuments {
  readonly #byId = new Map<string, StoredData>()
  readonly #readings = new Set<Map<string, StoredData | null>>()
  readonly #limit: number

  constructor(limit = 4_000) {
    this.#limit = limit
  }

  get(id: string): StoredData | undefined {
    return this.#byId.get(id)
  }

  /** Keeps what was read on the disk. */
  set(data: StoredData): void {
    this.#byId.delete(data.id)
    this.#byId.set(data.id, data)
    if (this.#byId.size > this.#limit) this.#byId.delete(this.#byId.keys().next().value!)
  }

  /** What is here is no longer believed; the disk is asked next time. */
  forget(id: string): void {
    this.#byId.delete(id)
  }

  /** A document has changed, or is gone. */
  changed(id: string, data: StoredData | null): void {
    if (data) this.set(data)
    else this.forget(id)
    for (const reading of this.#readings) reading.set(id, data)
  }

  /** Listens from before a reading of the disk until after it: what changed meanwhile is newer than what was read. */
  listen(): Meanwhile {
    const changed = new Map<string, StoredData | null>()
    this.#readings.add(changed)
    return { changed, stop: () => { this.#readings.delete(changed) } }
  }
}
