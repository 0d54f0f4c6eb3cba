import { setImmediate } from 'node:timers/promises'
import type { PushResult } from '#shared/contract/sync-protocol'
import type { Database } from '../db/database.ts'
import { commitPushes, type Committed, type PushRequest } from './push.ts'

/** What became of one push: its results, or the reason it could not be tried. */
export type PushOutcome = Readonly<
  { kind: 'answered'; results: readonly PushResult[] } | { kind: 'not_a_member' } | { kind: 'stopping' } | { kind: 'failed'; cause: unknown }
>

type Waiting = Readonly<{ request: PushRequest; settle: (outcome: PushOutcome) => void }>

/**
 * Lets pushes that have reached this process join. The embedded store answers without a turn of the event loop, so that a
 * transaction over it would take the first push alone and the others would stand in the sockets until it ends.
 */
async function gathered(): Promise<void> {
  await setImmediate()
  await setImmediate()
}

/** One transaction takes at most this many documents, so that nobody waits behind a whole import. */
const rowsPerCommit = 1_000

/**
 * Group commit for one workspace: pushes that arrive while a transaction runs share the next one. Under load the cost
 * of the lock and of the disk is paid once for many laptops; when idle a push starts at once.
 */
export class PushQueue {
  readonly #db: Database
  readonly #workspaceId: string
  readonly #now: () => number
  readonly #onCommit: (committed: Committed) => void
  #waiting: Waiting[] = []
  #running = false
  #stopping = false
  #committing: Promise<void> = Promise.resolve()

  constructor(db: Database, workspaceId: string, now: () => number, onCommit: (committed: Committed) => void) {
    this.#db = db
    this.#workspaceId = workspaceId
    this.#now = now
    this.#onCommit = onCommit
  }

  /** Settles once the transaction that runs has told what it changed. */
  get committing(): Promise<void> { return this.#committing }

  push(request: PushRequest): Promise<PushOutcome> {
    const outcome = new Promise<PushOutcome>(settle => this.#waiting.push({ request, settle }))
    if (!this.#running) void this.#run()
    return outcome
  }

  /** Lets the transaction that runs come to its end; whoever waits for the next is told to send again later. */
  stop(): void {
    this.#stopping = true
    for (const { settle } of this.#waiting.splice(0)) settle({ kind: 'stopping' })
  }

  async #run(): Promise<void> {
    this.#running = true
    while (this.#waiting.length > 0) {
      // Over a line to PostgreSQL the others come in while the first is on its way, and share the next.
      if (this.#db.kind === 'embedded') await gathered()
      const batch = this.#take()
      // A server that stops has sent away whoever was being gathered.
      if (batch.length > 0) await (this.#committing = this.#commit(batch))
    }
    this.#running = false
  }

  #take(): readonly Waiting[] {
    let rows = 0
    const fitting = this.#waiting.findIndex((entry, index) => (rows += entry.request.rows.length) > rowsPerCommit && index > 0)
    return this.#waiting.splice(0, fitting < 0 ? this.#waiting.length : fitting)
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const committed = await commitPushes(this.#db, this.#workspaceId, batch.map(entry => entry.request), this.#now())
      batch.forEach((entry, index) => {
        const results = committed.results[index]
        entry.settle(results ? { kind: 'answered', results } : { kind: 'not_a_member' })
      })
      if (committed.documents.length > 0 || committed.rekeyed.length > 0) this.#onCommit(committed)
    } catch (cause) {
      // One bad push must not take the others with it: each is tried alone.
      if (this.#stopping) for (const { settle } of batch) settle({ kind: 'stopping' })
      else if (batch.length === 1) batch[0]!.settle({ kind: 'failed', cause })
      else for (const entry of batch) await this.#commit([entry])
    }
  }
}
