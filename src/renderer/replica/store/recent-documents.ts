import type { StoredData } from '../storage/stored-document.ts'

/** The documents touched last, so that a write need not read them again. A stale one is noticed by its revision. */
export class RecentDocuments {
  readonly #byId = new Map<string, StoredData>()
  readonly #limit: number

  constructor(limit = 4_000) {
    this.#limit = limit
  }

  get(id: string): StoredData | undefined {
    return this.#byId.get(id)
  }

  set(data: StoredData): void {
    this.#byId.delete(data.id)
    this.#byId.set(data.id, data)
    if (this.#byId.size > this.#limit) this.#byId.delete(this.#byId.keys().next().value!)
  }

  forget(id: string): void {
    this.#byId.delete(id)
  }
}
