import { PgBoss } from 'pg-boss'
import type { Database } from '../db/database.ts'

/** Works one connection for a while; true when more is due already. What is due later is woken by the outbox's tick. */
export type LaneWork = (connectionId: string) => Promise<boolean>
export type LaneQueueOptions = Readonly<{ db: Database; work: LaneWork; onFailure: (cause: unknown) => void; pollSeconds?: number }>

/**
 * Whose turn it is, over all server processes: one queue of pg-boss a connection, in a schema of its own, so that a
 * connection that is down holds up nobody. Policy `stately`: one turn at work and one waiting, whoever asks how often.
 * What is to be sent stands in `deliveries`; a job here only says "look at this connection", so losing or repeating one
 * is harmless. A turn whose process died expires and is given to another.
 */
export class LaneQueue {
  readonly #options: LaneQueueOptions
  readonly #workers = new Map<string, string>()
  #boss: PgBoss | null = null

  constructor(options: LaneQueueOptions) {
    this.#options = options
  }

  /** Follows the connections there are: begins and ends to work their queues. Starts pg-boss when there is a first one. */
  async follow(connectionIds: readonly string[]): Promise<void> {
    if (connectionIds.length === 0 && this.#boss === null) return
    const boss = this.#boss ??= await this.#start()
    const wanted = new Set(connectionIds)
    for (const id of this.#workers.keys()) if (!wanted.has(id)) await this.#leave(boss, id)
    for (const id of wanted) if (!this.#workers.has(id)) await this.#join(boss, id)
  }

  /** Asks for a turn for a connection. Never for later: a turn asked for later would stand in the way of one now. */
  async wake(connectionId: string): Promise<void> {
    if (!this.#boss || !this.#workers.has(connectionId)) return
    await this.#boss.send(nameOf(connectionId))
    this.#boss?.notifyWorker(this.#workers.get(connectionId)!)
  }

  async stop(): Promise<void> {
    const boss = this.#boss
    this.#boss = null
    this.#workers.clear()
    await boss?.stop({ graceful: true, timeout: 4_000, close: false })
  }

  async #start(): Promise<PgBoss> {
    const { db, onFailure } = this.#options
    const boss = new PgBoss({
      schema: 'hook_queue', backend: db.kind === 'embedded' ? 'pglite' : 'postgres', schedule: false, registerInstance: false, monitorVacuum: false, reindex: false,
      openTelemetry: { enabled: false },
      db: { executeSql: async (text, values) => ({ rows: (values?.length ? await db.query(text, values) : await db.script(text)) as never[] }) },
    })
    boss.on('error', onFailure)
    await boss.start()
    return boss
  }

  async #join(boss: PgBoss, id: string): Promise<void> {
    const { db, work, pollSeconds } = this.#options
    // A turn lasts half a minute at most; one that is not over after two belongs to a dead process.
    await boss.createQueue(nameOf(id), { policy: 'stately', expireInSeconds: 120, retryLimit: 3, deleteAfterSeconds: 60 })
    // The embedded store has one process at a time: a turn that is still taken there is a dead one's.
    if (db.kind === 'embedded') await boss.deleteAllJobs(nameOf(id))
    this.#workers.set(id, await boss.work(nameOf(id), { pollingIntervalSeconds: pollSeconds ?? 2 }, async () => {
      const isMore = await work(id)
      // Only now: while this turn is at work another may already wait for what came meanwhile.
      if (isMore) await this.wake(id)
    }))
  }

  async #leave(boss: PgBoss, id: string): Promise<void> {
    this.#workers.delete(id)
    await boss.offWork(nameOf(id))
  }
}

const nameOf = (connectionId: string): string => `lane_${connectionId}`
