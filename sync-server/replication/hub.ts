import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../db/database.ts'
import { CatchUps } from './catch-up.ts'
import { hasRoomFor, type Connection } from './connection.ts'
import { sequenceOf } from './cursor.ts'
import { documentColumns } from './document-store.ts'
import { pullForLine } from './pull.ts'
import type { Committed } from './push.ts'
import { PushQueue, type PushOutcome } from './push-queue.ts'
import type { PushRow } from '#shared/contract/sync-protocol'
import { QuietPlaces } from './quiet-places.ts'
import type { StoredDocument } from './stored-document.ts'
import { Telling, withoutTwins } from './telling.ts'

/** A signed-out laptop has this long to say that it wiped what it held. */
const wipeWithinMs = 30_000

/** Whoever stops a server waits no longer than this for what is under way. */
const drainWithinMs = 3_000

/** What the hub reports; the route logs it. */
export type HubOptions = Readonly<{ now: () => number; onFailure: (cause: unknown) => void }>

type Workspace = { queue: PushQueue; connections: Set<Connection>; at: number; advancing: Promise<void> }

/**
 * The open lines of this server process. Commits of this process are told at once from memory; those of another
 * process over the same database are read when it notifies.
 */
export class Hub {
  readonly #db: Database
  readonly #options: HubOptions
  readonly #workspaces = new Map<string, Workspace>()
  /** Pages, pushes and catch-ups under way. */
  readonly #open = new Set<Promise<unknown>>()
  readonly #places = new QuietPlaces()
  readonly #catchUps: CatchUps
  #stopListening: (() => Promise<void>)[] = []
  #stopping: Promise<void> | null = null

  constructor(db: Database, options: HubOptions) {
    this.#db = db
    this.#options = options
    this.#catchUps = new CatchUps(db, () => this.#stopping !== null)
  }

  async start(): Promise<void> {
    this.#stopListening = [
      await this.#db.listen('shortlist_changes', payload => {
        const [workspaceId, sequence] = payload.split(':')
        // The commit under way may be the one spoken of: it tells its own, and knows whose change it is.
        void this.#workspaces.get(String(workspaceId))?.queue.committing.then(() => this.#advance(String(workspaceId), Number(sequence), null))
      }, () => void this.#catchUpAll().catch(cause => this.#options.onFailure(cause))),
      await this.#db.listen('shortlist_sessions', sessionId => this.endSession(sessionId)),
      await this.#db.listen('shortlist_epochs', workspaceId => this.endEpoch(workspaceId)),
    ]
  }

  /** Notifications may have been missed: every workspace is brought up to what the database has. */
  async #catchUpAll(): Promise<void> {
    const heads = await this.#db.query<{ id: string; sequence: number }>('select id, sequence from workspaces where id = any($1::uuid[])', [[...this.#workspaces.keys()]])
    for (const { id, sequence } of heads) this.#advance(id, sequence, null)
  }

  /**
   * Takes no further push, lets what is under way end, tells the answers and what they changed, and only then closes the
   * lines: a laptop need not wonder what became of its push, and the store can be closed. Repeated, it is the same stop.
   */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    for (const { queue } of this.#workspaces.values()) queue.stop()
    await within(drainWithinMs, async () => {
      while (this.#open.size > 0) await Promise.allSettled(this.#open)
      await Promise.allSettled([...this.#workspaces.values()].map(workspace => workspace.advancing))
      // Whoever asked takes the last answers to their lines.
      await new Promise(resolve => setImmediate(resolve))
    })
    this.#places.stop()
    for (const stop of this.#stopListening) await stop()
    for (const workspace of this.#workspaces.values()) for (const connection of workspace.connections) connection.close(1001, 'server stops')
  }

  #under<T>(work: Promise<T>): Promise<T> {
    this.#open.add(work)
    const over = (): void => void this.#open.delete(work)
    work.then(over, over)
    return work
  }

  #workspace(id: string): Workspace {
    const known = this.#workspaces.get(id)
    if (known) return known
    const workspace: Workspace = {
      queue: new PushQueue(this.#db, id, this.#options.now, committed => this.#advance(id, committed.toSequence, committed)),
      connections: new Set(), at: 0, advancing: Promise.resolve(),
    }
    this.#workspaces.set(id, workspace)
    return workspace
  }

  add(connection: Connection): void {
    if (this.#stopping) connection.close(1001, 'server stops')
    else this.#workspace(connection.workspaceId).connections.add(connection)
  }
  remove(connection: Connection): void {
    connection.end()
    this.#places.settle(connection)
    this.#workspace(connection.workspaceId).connections.delete(connection)
  }

  push(connection: Pick<Connection, 'workspaceId' | 'personId' | 'sessionId' | 'device' | 'restoredTo'>, rows: readonly PushRow[]): Promise<PushOutcome> {
    if (this.#stopping) return Promise.resolve({ kind: 'stopping' })
    const { personId, sessionId, device, restoredTo } = connection
    return this.#under(this.#workspace(connection.workspaceId).queue.push({ personId, sessionId, device, rows, restoredTo }))
  }

  /** A page for a laptop that asks; marks it live once it knows everything. */
  pull(connection: Connection, cursor: string | null): Promise<string> {
    return this.#under(this.#pull(connection, cursor))
  }

  async #pull(connection: Connection, cursor: string | null): Promise<string> {
    const page = await pullForLine(this.#db, connection, cursor)
    const { rows, ...rest } = page
    if (page.done && connection.live) {
      connection.at = sequenceOf(page.cursor)
      // A commit that was told while the page was read: it is caught up from the page's own place.
      if (this.#workspace(connection.workspaceId).at > connection.at) queueMicrotask(() => this.#catchUp(connection))
    }
    return `${JSON.stringify(rest).slice(0, -1)},"rows":[${rows.join(',')}]}`
  }

  /** Ends a session's lines: its laptop must wipe what it holds. */
  endSession(sessionId: string): void {
    for (const { connections } of this.#workspaces.values()) {
      for (const connection of connections) {
        if (connection.sessionId !== sessionId || connection.revoked) continue
        connection.send({ type: 'wipe' })
        connection.revoked = true
        connections.delete(connection)
        setTimeout(() => connection.close(4401, 'signed out'), wipeWithinMs).unref()
      }
    }
  }

  /** The database was restored from a backup: laptops come back and learn it by saying hello. */
  endEpoch(workspaceId: string): void {
    const workspace = this.#workspaces.get(workspaceId)
    if (!workspace) return
    this.#workspaces.delete(workspaceId)
    for (const connection of workspace.connections) connection.close(1012, 'restored')
  }

  /** Something outside a push was committed in this process (people, busy times): tell everybody. */
  committed(workspaceId: string, committed: Committed): void { this.#advance(workspaceId, committed.toSequence, committed) }

  /** Brings every live line of a workspace up to a sequence. Runs one after the other, in order. */
  #advance(workspaceId: string, to: number, committed: Committed | null): void {
    const workspace = this.#workspaces.get(workspaceId)
    if (!workspace || workspace.at >= to) return
    const run = () => this.#tell(workspace, workspaceId, to, committed).catch(cause => this.#options.onFailure(cause))
    workspace.advancing = workspace.advancing.then(run)
  }

  async #tell(workspace: Workspace, workspaceId: string, to: number, committed: Committed | null): Promise<void> {
    if (workspace.at >= to) return
    workspace.at = to
    const live = [...workspace.connections].filter(connection => connection.at !== null && connection.at < to)
    if (live.length === 0) return
    const oldest = Math.min(...live.map(connection => connection.at!))
    const isNext = committed !== null && oldest >= committed.fromSequence
    const documents = isNext ? committed.documents : await this.#read(workspaceId, oldest, to)
    const rekeyed = new Set(isNext ? committed.rekeyed : await this.#rekeyed(workspaceId, oldest, to))
    const origins = isNext ? withoutTwins(committed.origins, workspace.connections) : new Map<string, string>()
    const telling = new Telling(documents, origins)
    let buffered = live.reduce((total, { socket }) => total + socket.bufferedAmount, 0)
    for (const connection of live) {
      const rows = rekeyed.has(connection.personId) || !hasRoomFor(0, connection, buffered, live.length) ? null : telling.rowsFor(connection)
      if (rows !== null && hasRoomFor(rows.length, connection, buffered, live.length)) {
        this.#tellLine(connection, rows, to)
        buffered += rows.length
      } else this.#catchUp(connection)
    }
  }

  #tellLine(connection: Connection, rows: string, to: number): void {
    connection.at = to
    if (rows === '') return this.#places.owe(connection)
    this.#places.settle(connection)
    connection.sendChanges(rows)
  }

  #catchUp(connection: Connection): void {
    if (connection.catchingUp) return
    connection.catchingUp = true
    const run = async (): Promise<void> => {
      await this.#catchUps.run(connection)
      connection.catchingUp = false
      const { at } = this.#workspace(connection.workspaceId)
      if (connection.at! < at && !connection.isOver && !this.#stopping) this.#catchUp(connection)
    }
    this.#under(run()).catch(cause => {
      this.#options.onFailure(cause)
      connection.close(1011, 'catch-up failed')
    })
  }

  #read(workspaceId: string, after: number, to: number): Promise<StoredDocument[]> {
    return this.#db.query<StoredDocument>(
      `select ${documentColumns} from documents where workspace_id = $1 and stream_revision > $2 and stream_revision <= $3`, [workspaceId, after, to],
    )
  }

  async #rekeyed(workspaceId: string, after: number, to: number): Promise<string[]> {
    const rows = await this.#db.query<{ personId: string }>(
      `select distinct person_id as "personId" from person_keys
       where workspace_id = $1 and greatest(since, coalesce(until, 0)) > $2 and greatest(since, coalesce(until, 0)) <= $3`,
      [workspaceId, after, to],
    )
    return rows.map(row => row.personId)
  }
}

async function within(ms: number, work: () => Promise<void>): Promise<void> {
  const late = new AbortController()
  await Promise.race([work(), delay(ms, undefined, { signal: late.signal, ref: false }).catch(() => undefined)])
  late.abort()
}
