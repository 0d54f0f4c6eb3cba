/**
 * Keeps what a vendor says of itself, so that it is not asked before every delivery: metadata, discovery, short-lived
 * tokens. In this process only, for as long as asked; a `load` that fails is not remembered.
 */
export type Remember = <T>(key: string, forMs: number | ((value: T) => number), load: () => Promise<T>) => Promise<T>

/** Remembers nothing: a test of the connection and a dry run ask anew. */
export const forgetful: Remember = (_key, _forMs, load) => load()

export class Memory {
  readonly #kept = new Map<string, { untilMs: number; value: Promise<unknown> }>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** The memory of one owner, e.g. of a connection with these very settings. */
  of(owner: string): Remember {
    return async <T>(key: string, forMs: number | ((value: T) => number), load: () => Promise<T>): Promise<T> => {
      const name = `${owner}\n${key}`
      const known = this.#kept.get(name)
      if (known && known.untilMs > this.#now()) return known.value as Promise<T>
      this.#forgetOld()
      const value = load()
      // Whoever asks meanwhile waits for the same answer.
      this.#kept.set(name, { untilMs: Infinity, value })
      try {
        const loaded = await value
        this.#kept.set(name, { untilMs: this.#now() + (typeof forMs === 'number' ? forMs : forMs(loaded)), value })
        return loaded
      } catch (error) {
        this.#kept.delete(name)
        throw error
      }
    }
  }

  #forgetOld(): void {
    for (const [name, { untilMs }] of this.#kept) if (untilMs <= this.#now()) this.#kept.delete(name)
  }
}
