import { setImmediate as turn } from 'node:timers/promises'
import type { Conflict } from '#shared/domain/model/conflict'
import { Rounds } from '../../clock/rounds.ts'
import type { Database, Tx } from '../../db/database.ts'
import { lockWorkspace } from '../../db/lock-workspace.ts'
import { finishWork, type Committed } from '../push.ts'
import { putWhole } from '../put-whole.ts'
import { Work } from '../work.ts'
import { readRefused, readSurroundings } from './surroundings.ts'

export type AlternativeOptions = Readonly<{
  db: Database; now: () => number; onFailure: (cause: unknown) => void
  /** Hears what was written, to tell the laptops. */
  committed: (workspaceId: string, what: Committed) => void
  everyMs?: number
}>

/** Searched together: they share what is read, and one transaction. */
const mostAtOnce = 20
/** Another server takes over what this one began and did not finish. */
const claimMs = 60_000

/**
 * Finds what is free instead of a refused booking: after the refusal is told, beside the lock everybody books under. What is
 * found is written into the conflict; nothing is held, and whoever takes one of the ways books by the same rules as everybody.
 */
export class AlternativeRounds {
  readonly #options: AlternativeOptions
  readonly #rounds: Rounds
  #stopListening: () => Promise<void> = async () => undefined
  #stopping = false

  constructor(options: AlternativeOptions) {
    this.#options = options
    this.#rounds = new Rounds(() => this.#searchAll(), { everyMs: options.everyMs ?? claimMs, onFailure: options.onFailure })
  }

  /** Looks at once, for what an earlier life of the server left, and whenever a booking is refused. */
  async start(): Promise<void> {
    this.#stopListening = await this.#options.db.listen('shortlist_alternatives', () => void this.search(), () => void this.search())
    void this.search()
    this.#rounds.start()
  }

  /** The search that runs comes to its end; what waits is found when a server starts again. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#stopListening()
    await this.#rounds.stop()
  }

  search(): Promise<void> {
    return this.#rounds.run()
  }

  async #searchAll(): Promise<void> {
    while (!this.#stopping) {
      const claimed = await this.#claim()
      const [first] = claimed
      if (!first) return
      const own = claimed.filter(each => each.workspaceId === first.workspaceId)
      await this.#searchFor(first.workspaceId, own.map(each => each.conflictId))
    }
  }

  /** The next of one workspace, for this server alone. */
  #claim(): Promise<{ workspaceId: string; conflictId: string }[]> {
    const nowMs = this.#options.now()
    return this.#options.db.query(
      `update alternative_searches set claimed_until_ms = $1::bigint where conflict_id in (
         select s.conflict_id from alternative_searches s where s.claimed_until_ms <= $2::bigint
         and s.workspace_id = (select workspace_id from alternative_searches where claimed_until_ms <= $2::bigint limit 1) limit ${mostAtOnce} for update skip locked)
       returning workspace_id as "workspaceId", conflict_id as "conflictId"`, [nowMs + claimMs, nowMs],
    )
  }

  async #searchFor(workspaceId: string, conflictIds: readonly string[]): Promise<void> {
    const { db, now, onFailure, committed } = this.#options
    const refused = await readRefused(db, workspaceId, conflictIds)
    const found = new Map<string, Conflict['alternatives']>()
    if (refused.length > 0) {
      const alternativesOf = await readSurroundings(db, workspaceId, refused)
      for (const one of refused) {
        // Whoever books meanwhile goes first.
        await turn()
        if (this.#stopping) return
        try {
          found.set(one.conflict.id, alternativesOf(one, now()))
        } catch (cause) {
          // Without a way forward the refusal is still true: a search that fails is not tried for ever.
          onFailure(cause)
        }
      }
    }
    const written = await db.transaction(tx => keep(tx, workspaceId, conflictIds, found, now()))
    if (written) committed(workspaceId, written)
  }
}

/** Writes what was found into the conflicts that are still open, and that the search is over into all: also one that found nothing is told. */
async function keep(tx: Tx, workspaceId: string, conflictIds: readonly string[], found: ReadonlyMap<string, Conflict['alternatives']>, nowMs: number): Promise<Committed | null> {
  const head = await lockWorkspace(tx, workspaceId)
  const work = new Work(tx, workspaceId, head.sequence, nowMs)
  await work.load(conflictIds.map(id => ({ collection: 'conflicts', id })))
  for (const id of conflictIds) {
    const conflict = work.live('conflicts', id)
    if (!conflict) continue
    const alternatives = conflict.resolved === 0 && conflict.alternatives.length === 0 ? found.get(id) : undefined
    if (alternatives) putWhole(work, { collection: 'conflicts', id, content: { alternatives, search: 'ended' } }, null)
    else if (conflict.search === 'running') putWhole(work, { collection: 'conflicts', id, content: { search: null } }, null)
  }
  await tx.query('delete from alternative_searches where workspace_id = $1 and conflict_id = any($2::uuid[])', [workspaceId, conflictIds])
  return work.changed.size === 0 ? null : finishWork(work)
}
