import { Rounds } from '../clock/rounds.ts'
import type { Database } from '../db/database.ts'
import { refreshCatalogs } from './catalogs.ts'
import { listConnections } from './connection-row.ts'
import { dueConnections, reclaim, reclaimAll } from './delivery-row.ts'
import { forgetErased } from './forget-erased.ts'
import { LaneQueue } from './lane-queue.ts'
import { Lanes, type LaneOptions } from './lanes.ts'
import { pollBookings } from './poll-bookings.ts'
import { pollConnections } from './poll-connections.ts'
import { pollOwned } from './poll-owned.ts'
import { pollTranscripts } from './poll-transcripts.ts'
import { pollSignings } from './poll-signings.ts'
import { prune } from './prune.ts'
import { relayEvents } from './relay.ts'
import { RateLimiters } from './rate-limiter.ts'
import { pruneMessages } from './inbound-store.ts'
import { refreshSummaries } from './summary.ts'
import { workInbound } from './work-inbound.ts'

export type OutboxOptions = LaneOptions & Readonly<{ onFailure: (cause: unknown) => void; everyMs?: number; pollSeconds?: number }>

const hourMs = 3_600_000
const pollEveryMs = 3 * 60_000
const patienceMs = 2_000
/** What is told by messages as a rule. DocuSign asks not to be asked more often about one envelope. */
const lookAnywayEveryMs = 15 * 60_000

/**
 * From an event in the record to its effect in other systems. `relay` makes deliveries of events, turns of connections
 * are taken through pg-boss, and a tick every few seconds is the floor under notifications that were missed.
 */
export class Outbox {
  readonly lanes: Lanes
  readonly #options: OutboxOptions
  readonly #queue: LaneQueue
  readonly #rounds: Rounds
  #stopListening: (() => Promise<void>) | null = null
  #comesIn: Promise<void> | null = null
  #asking: Promise<void> | null = null
  #isListed: Promise<void> | null = null
  #nextPruneMs = 0
  #nextPollMs = 0
  #nextLookMs = 0

  constructor(given: OutboxOptions) {
    const options = { limiters: new RateLimiters(given.now, given.sleep), ...given }
    this.#options = options
    this.lanes = new Lanes(options)
    const { db, onFailure, pollSeconds } = options
    this.#rounds = new Rounds(() => this.#tick(), { everyMs: options.everyMs ?? 5_000, onFailure })
    this.#queue = new LaneQueue({ db, onFailure, work: id => this.lanes.work(id), ...(pollSeconds === undefined ? {} : { pollSeconds }) })
  }

  async start(): Promise<void> {
    const { db, now, connectors, record, onFailure } = this.#options
    if (db.kind === 'embedded') await reclaimAll(db, now())
    await refreshSummaries(db, connectors, { record, now }).catch(onFailure)
    this.#stopListening = await db.listen('shortlist_events', () => void this.tick(), () => void this.tick())
    this.#rounds.start()
    void this.tick()
  }

  async stop(): Promise<void> {
    await this.#stopListening?.()
    await this.#rounds.stop()
    // A slow vendor does not hold up the end: what it would have said is asked again, a message that was being read is read again.
    await Promise.race([Promise.all([this.#asking, this.#isListed, this.#comesIn]), new Promise(done => { setTimeout(done, patienceMs).unref() })])
    await this.#queue.stop()
  }

  /** One round: relay, give back what dead processes held, wake whoever has something due. */
  tick(): Promise<void> {
    return this.#rounds.run()
  }

  async #tick(): Promise<void> {
    const { db, now } = this.#options
    await this.relay()
    await reclaim(db, now())
    await this.#queue.follow((await listConnections(db, null)).map(connection => connection.id))
    for (const id of await dueConnections(db, now())) await this.#queue.wake(id)
    this.#takeIn()
    if (now() >= this.#nextPollMs) {
      this.#nextPollMs = now() + pollEveryMs
      this.#askAround()
    }
    if (now() >= this.#nextPruneMs) {
      this.#nextPruneMs = now() + hourMs
      await prune(db, now())
      await forgetErased(db, now())
      await pruneMessages(db, now())
    }
  }

  /** Works what came in and asks what can be asked for, beside the rounds: a vendor that answers slowly holds nothing else up. */
  #takeIn(): void {
    this.#isListed ??= refreshCatalogs(this.#options).catch(cause => this.#options.onFailure(cause)).finally(() => { this.#isListed = null })
    this.#comesIn ??= workInbound(this.#options).catch(cause => this.#options.onFailure(cause)).finally(() => { this.#comesIn = null })
  }

  /** Asks who must be asked, beside the rounds too: many open requests at a slow vendor take minutes. */
  #askAround(): void {
    this.#asking ??= pollConnections(this.#options).then(() => pollTranscripts(this.#options)).then(() => this.#lookAnyway()).catch(cause => this.#options.onFailure(cause)).finally(() => { this.#asking = null })
  }

  /** For messages that never came. */
  async #lookAnyway(): Promise<void> {
    const { now } = this.#options
    if (now() < this.#nextLookMs) return
    this.#nextLookMs = now() + lookAnywayEveryMs
    await pollSignings(this.#options)
    await pollBookings(this.#options)
    await pollOwned(this.#options)
  }

  /** Makes deliveries of new events, in every workspace. Where that fails it is tried again next time, and holds nothing else up. */
  async relay(): Promise<void> {
    const { db, connectors, record, now, onFailure } = this.#options
    for (const id of await workspacesWithNews(db)) await relayEvents(db, id, connectors, { record, now }).catch(onFailure)
  }

  /** Works everything that is due here and now, without the queue; tests and the bench. */
  async drain(): Promise<void> {
    const { db, now } = this.#options
    await this.relay()
    await reclaim(db, now())
    await Promise.all((await dueConnections(db, now())).map(id => this.lanes.work(id)))
    await workInbound(this.#options)
  }
}

async function workspacesWithNews(db: Database): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select w.id from workspaces w left join hook_cursors h on h.workspace_id = w.id where exists (select 1 from events e where e.workspace_id = w.id and e.sequence > coalesce(h.sequence, 0))`,
  )
  return rows.map(row => row.id)
}
