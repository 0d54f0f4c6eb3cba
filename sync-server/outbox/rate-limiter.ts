import type { RateLimit } from '../connectors/kit/connector.ts'

/** Gives out turns: at most `requests` in any `perMs`. */
export class RateLimiter {
  readonly #limit: RateLimit
  readonly #now: () => number
  readonly #sleep: (ms: number) => Promise<void>
  /** When the latest turns were (or will be) given, oldest first. */
  readonly #given: number[] = []

  constructor(limit: RateLimit, now: () => number, sleep: (ms: number) => Promise<void>) {
    this.#limit = limit
    this.#now = now
    this.#sleep = sleep
  }

  async turn(): Promise<void> {
    const oldest = this.#given.length >= this.#limit.requests ? this.#given.shift()! : null
    const at = Math.max(this.#now(), oldest === null ? 0 : oldest + this.#limit.perMs)
    this.#given.push(at)
    if (at > this.#now()) await this.#sleep(at - this.#now())
  }
}

/**
 * One limiter a connection, for whatever is asked of its vendor: deliveries and looking how far things are share it. It is
 * enough for all server processes, because only one of them works a connection at a time.
 */
export class RateLimiters {
  readonly #known = new Map<string, RateLimiter>()
  readonly #now: () => number
  readonly #sleep: (ms: number) => Promise<void>

  constructor(now: () => number, sleep: (ms: number) => Promise<void>) {
    this.#now = now
    this.#sleep = sleep
  }

  of(connectionId: string, limit: RateLimit): RateLimiter {
    const known = this.#known.get(connectionId) ?? new RateLimiter(limit, this.#now, this.#sleep)
    this.#known.set(connectionId, known)
    return known
  }
}
