import { Rounds } from '../clock/rounds.ts'
import { expireOffers, type OfferPort } from './expire-offers.ts'
import type { Database } from '../db/database.ts'

type Options = Readonly<{ db: Database; offers: OfferPort; now: () => number; onFailure: (cause: unknown) => void; everyMs?: number }>

/** Looks once a minute whether an offer has run out; several servers may, the workspace's lock orders them. */
export class OfferClock {
  readonly #rounds: Rounds

  constructor(options: Options) {
    this.#rounds = new Rounds(() => expireOffers(options), { everyMs: options.everyMs ?? 60_000, onFailure: options.onFailure })
  }

  start(): void {
    this.#rounds.start()
    void this.look()
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  look(): Promise<void> {
    return this.#rounds.run()
  }
}
