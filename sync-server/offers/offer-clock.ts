import { expireOffers, type OfferPort } from './expire-offers.ts'
import type { Database } from '../db/database.ts'

type Options = Readonly<{ db: Database; offers: OfferPort; now: () => number; onFailure: (cause: unknown) => void; everyMs?: number }>

/** Looks once a minute whether an offer has run out; several servers may, the workspace's lock orders them. */
export class OfferClock {
  readonly #options: Options
  #timer: NodeJS.Timeout | null = null
  #round: Promise<void> = Promise.resolve()

  constructor(options: Options) {
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), this.#options.everyMs ?? 60_000)
    this.#timer.unref()
    void this.look()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#round
  }

  look(): Promise<void> {
    this.#round = this.#round.then(() => expireOffers(this.#options)).then(() => undefined, cause => this.#options.onFailure(cause))
    return this.#round
  }
}
