import type { LoggedExchange } from '#shared/contract/integrations'
import { Brake } from './brake.ts'
import { findConnection, type ConnectionRow } from './connection-row.ts'
import { claimNext } from './delivery-row.ts'
import { judgeTry } from './judge-try.ts'
import { RateLimiters, type RateLimiter } from './rate-limiter.ts'
import { settleDelivery } from './settle-delivery.ts'
import type { RecordPort } from './steps.ts'
import { connectorOf, tryDelivery, type Means } from './try-delivery.ts'

export type LaneOptions = Means & Readonly<{ record: RecordPort; random: () => number; sleep: (ms: number) => Promise<void>; /** Shared by all who ask a vendor. */ limiters?: RateLimiters }>

type Gear = Readonly<{ brake: Brake; limiter: RateLimiter }>

const parallel = 4
const turnMs = 20_000

/** Works connections: takes what is due, tries it, settles it. Up to four people of one connection at a time. */
export class Lanes {
  readonly #options: LaneOptions
  readonly #gear = new Map<string, Gear>()
  readonly #limiters: RateLimiters

  constructor(options: LaneOptions) {
    this.#options = options
    this.#limiters = options.limiters ?? new RateLimiters(options.now, options.sleep)
  }

  /** One turn: until nothing is due or the turn is over; true when the turn ended first. */
  async work(connectionId: string): Promise<boolean> {
    const endMs = this.#options.now() + turnMs
    const ends = await Promise.all(Array.from({ length: parallel }, async () => {
      while (this.#options.now() < endMs) if (!await this.#one(connectionId)) return false
      return true
    }))
    return ends.includes(true)
  }

  /** The next delivery, whole; false when there is none or the connection is paused or rests. */
  async #one(connectionId: string): Promise<boolean> {
    const { db, now, random } = this.#options
    const connection = await findConnection(db, connectionId)
    if (!connection || connection.paused || (connection.holdUntilMs ?? 0) > now()) return false
    const claim = crypto.randomUUID()
    const delivery = await claimNext(db, connectionId, now(), claim)
    if (!delivery) return false
    const startedMs = now()
    const exchanges: LoggedExchange[] = []
    const { brake, limiter } = this.#gearOf(connection)
    const result = await tryDelivery(this.#options, connection, delivery, { onExchange: exchange => exchanges.push(exchange), turn: () => limiter.turn() })
    const slowed = brake.note(result)
    const settled = judgeTry(result, delivery, now(), random)
    const { record, connectors } = this.#options
    const tell = await db.transaction(tx => settleDelivery(tx, { record, now }, connectors, { connection, delivery, result, settled, slowed, tried: { claim, startedMs, nowMs: now(), exchanges } }))
    tell()
    return true
  }

  #gearOf(connection: ConnectionRow): Gear {
    const known = this.#gear.get(connection.id)
    if (known) return known
    const gear = { brake: new Brake(connection.holds > 0), limiter: this.#limiters.of(connection.id, connectorOf(this.#options, connection).rateLimit) }
    this.#gear.set(connection.id, gear)
    return gear
  }
}
