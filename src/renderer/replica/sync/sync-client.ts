import { BehaviorSubject, type Subscription } from 'rxjs'
import { errorEntry } from '#shared/contract/errors'
import { protocolVersion, schemaVersion, type PushResult, type ServerMessage } from '#shared/contract/sync-protocol'
import { collectionNames } from '#shared/domain/model/collections'
import { AppError, errorCode } from '#shared/lib/app-error'
import type { Stores } from '../read/reader.ts'
import type { ReplicaIdentity, SocketLike } from '../replica.ts'
import type { LocalTables } from '../store/local-tables.ts'
import { nextSyncState, type SyncEvent, type SyncKind } from '../sync-state.ts'
import { problemOf, type SyncProblem } from '../sync-view.ts'
import { backoffMs } from './backoff.ts'
import { Connection } from './connection.ts'
import { giveBack } from './heal.ts'
import { OpenQuestions } from './open-questions.ts'
import type { Outbox } from './outbox.ts'
import { Puller } from './puller.ts'
import { Pusher, type PusherPorts } from './pusher.ts'
import type { Refusals } from './refusals.ts'
import { factsAtStart, type SyncFacts } from './sync-facts.ts'
import { readSyncMemory, writeSyncMemory, type SyncMemory } from './sync-memory.ts'

export type SyncClientPorts = Readonly<{
  server: string
  token?: string
  device: string
  identity: ReplicaIdentity
  stores: Stores
  outbox: Outbox
  refusals: Refusals
  tables: LocalTables
  clock: () => number
  random: () => number
  socket: (url: string) => SocketLike
  /** For diagnosis: what failed, before it is put in plain words. */
  onError: (error: unknown) => void
  /** Removes everything from this device; called when the server revoked it. */
  wipe: () => Promise<void>
  /** Candidates were erased for good: forgets what is kept beside their records. */
  onErased: PusherPorts['onErased']
}>

type Welcome = Extract<ServerMessage, { type: 'welcome' }>

const eventOfCode: Readonly<Record<string, SyncEvent>> = {
  'sync.too_old': 'wrongVersion', 'sync.too_new': 'wrongVersion', 'session.required': 'wrongSession', 'session.revoked': 'wrongSession',
}

/** Keeps a replica and the server together over one connection: signs in, catches up, follows, sends, and says so. */
export class SyncClient {
  readonly facts$: BehaviorSubject<SyncFacts>
  readonly #ports: SyncClientPorts
  readonly #pusher: Pusher
  readonly #puller: Puller
  readonly #questions = new OpenQuestions()
  readonly #outboxFollowing: Subscription
  #memory: SyncMemory
  #connection: Connection | null = null
  #attempt = 0
  #retry: ReturnType<typeof setTimeout> | null = null
  #request = 0
  #helloAtMs = 0
  #ending: Promise<unknown> = Promise.resolve()

  private constructor(ports: SyncClientPorts, memory: SyncMemory) {
    this.#ports = ports
    this.#memory = memory
    this.facts$ = new BehaviorSubject(factsAtStart(memory))
    const { stores, outbox, refusals, clock, tables } = ports
    this.#pusher = new Pusher({
      stores, outbox, refusals, clock, ask: rows => this.#ask(rows), clockSkewMs: () => this.facts$.value.clockSkewMs ?? 0,
      onTaken: key => this.#puller.noteTaken(key), onGone: gone => tables.gone.setMany(gone.map(({ key, revision }) => [key, revision] as const)),
      onTrouble: error => this.#trouble(error), onSettled: () => this.#afterAnswers(), onErased: ports.onErased,
    })
    this.#puller = new Puller({
      stores, refusals, clock, gone: tables.gone, pusher: () => this.#pusher,
      pull: cursor => this.#connection?.send({ type: 'pull', request: this.#nextRequest(), cursor }),
      onErased: candidateIds => ports.onErased(candidateIds, []), onApplied: cursor => this.#remember({ cursor }), onPage: page => this.#notePage(page.progress, page.usable),
      onDone: () => this.#caughtUp(), onTrouble: error => this.#trouble(error),
    })
    this.#outboxFollowing = outbox.changed$.subscribe(() => this.#followOutbox())
  }

  static async create(ports: SyncClientPorts): Promise<SyncClient> {
    return new SyncClient(ports, await readSyncMemory(ports.tables.meta))
  }

  get kind(): SyncKind { return this.facts$.value.kind }

  /** Connects now, or asks at once whether the line still stands. */
  now(): void {
    if (this.kind === 'closed' || this.kind === 'wiping') return
    this.#attempt = 0
    if (this.#connection) this.#connection.probe()
    else void this.#connect()
  }

  /** Leaves the connection to another tab. */
  async yield(): Promise<void> {
    this.#move('yielded')
    await this.#drop()
  }

  async close(): Promise<void> {
    this.#outboxFollowing.unsubscribe()
    this.#move('closed')
    await this.#drop()
    await this.#ending
  }

  #set(change: Partial<SyncFacts>): void {
    this.facts$.next({ ...this.facts$.value, ...change })
  }

  #move(event: SyncEvent, problem: SyncProblem | null = this.facts$.value.problem): void {
    const kind = nextSyncState(this.kind, event)
    if (kind !== this.kind || problem !== this.facts$.value.problem) this.#set({ kind, problem })
  }

  #nextRequest(): number {
    this.#request += 1
    return this.#request
  }

  async #remember(change: Partial<SyncMemory>): Promise<void> {
    this.#memory = { ...this.#memory, ...change }
    await writeSyncMemory(this.#ports.tables.meta, this.#memory)
  }

  async #connect(): Promise<void> {
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = null
    await this.#ending
    if (this.#connection || nextSyncState(this.kind, 'attempt') !== 'connecting') return
    this.#move('attempt')
    this.#connection = new Connection({
      url: `${this.#ports.server.replace(/^http/, 'ws')}/sync`, socket: this.#ports.socket,
      onOpen: connection => this.#hello(connection), onMessage: message => this.#take(message), onLost: () => this.#lost(),
      ping: connection => connection.send({ type: 'pull', request: this.#nextRequest(), cursor: this.#memory.cursor }),
    })
  }

  #hello(connection: Connection): void {
    this.#move('opened')
    const { token, device, stores } = this.#ports
    this.#helloAtMs = this.#ports.clock()
    connection.send({
      type: 'hello', protocol: protocolVersion, schema: schemaVersion, device: device.slice(0, 120), ...(token !== undefined && { token }),
      cursor: this.#memory.cursor, clockMs: this.#helloAtMs, live: true,
      ...(stores.size < collectionNames.length && { collections: [...stores.keys()] }),
    })
  }

  #take(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome': return void this.#welcome(message).catch(error => this.#trouble(error))
      case 'page': return this.#puller.takePage(message)
      case 'changes': return this.#puller.takeChanges(message.rows, message.cursor)
      case 'pushed': return this.#questions.answer(message.request, message.results)
      case 'problem': return this.#problem(message)
      case 'wipe': return void this.#wiped().catch(error => this.#ports.onError(error))
    }
  }

  async #welcome(welcome: Welcome): Promise<void> {
    const { identity, clock, stores, tables } = this.#ports
    if (welcome.workspaceId !== identity.workspaceId || welcome.personId !== identity.personId) return this.#halt('wrongSession', 'session.required')
    const receivedAtMs = clock()
    this.#set({ clockSkewMs: Math.round(welcome.clockMs - (this.#helloAtMs + receivedAtMs) / 2) })
    this.#move(this.#memory.isComplete ? 'welcomeKnown' : 'welcomeNew', null)
    const connection = this.#connection
    if (welcome.restoredTo !== null && this.#memory.epoch !== null && this.#memory.epoch !== welcome.epoch) {
      await giveBack(stores, tables.gone, welcome.restoredTo, rows => this.#ask(rows), clock())
    }
    if (welcome.epoch !== this.#memory.epoch) await this.#remember({ epoch: welcome.epoch })
    if (connection !== this.#connection) return
    this.#pusher.start()
    await this.#puller.start(this.#memory.cursor, !this.#memory.isComplete && this.#memory.cursor === null)
  }

  #notePage(progress: SyncFacts['progress'] | undefined, usable: boolean | undefined): void {
    if (progress && this.kind === 'first-sync') this.#set({ progress: { sent: progress.sent, total: progress.total } })
    if (usable !== true || this.facts$.value.isUsable) return
    this.#memory = { ...this.#memory, isUsable: true }
    this.#set({ isUsable: true })
  }

  async #caughtUp(): Promise<void> {
    if (!this.#memory.isComplete) await this.#remember({ isComplete: true, isUsable: true, renewedBy: null })
    this.#attempt = 0
    this.#move('caughtUp')
    this.#set({ progress: null, isUsable: true, isWhole: true, renewedBy: null })
    this.#followOutbox()
  }

  /** Sends what waits, and keeps the state true to it. */
  #followOutbox(): void {
    if (this.#ports.outbox.size > 0) {
      this.#move('waiting')
      void this.#pusher.pump()
    } else if (this.kind === 'live' || this.kind === 'sending') {
      this.#move('acknowledged')
      this.#set({ lastSyncedAtMs: this.#ports.clock() })
      this.#memory = { ...this.#memory, lastSyncedAtMs: this.#ports.clock() }
    }
  }

  #afterAnswers(): void {
    this.#followOutbox()
    this.#puller.saveSoon()
  }

  async #ask(rows: readonly string[]): Promise<readonly PushResult[]> {
    const connection = this.#connection
    if (!connection) throw new AppError('sync.connection_lost')
    return this.#questions.ask(this.#nextRequest(), rows, text => connection.sendText(text))
  }

  #problem({ request, code, retryAfterMs }: Extract<ServerMessage, { type: 'problem' }>): void {
    const event = eventOfCode[code]
    if (event) return this.#halt(event, code)
    if (code === 'sync.cursor_unknown') return void this.#refetch().catch(error => this.#trouble(error))
    const isFinal = retryAfterMs === null && !errorEntry(code).retry
    if (!this.#questions.refuse(request, new AppError(code, { facts: { isFinal, retryAfterMs } }))) this.#trouble(new AppError(code), retryAfterMs)
  }

  async #refetch(): Promise<void> {
    if (this.#puller.isRepeating) return this.#trouble(new AppError('sync.cursor_unknown'))
    await this.#remember({ cursor: null })
    this.#move('welcomeNew')
    this.#puller.restart()
  }

  /** Something must be put right by a person before it makes sense to go on. */
  #halt(event: SyncEvent, code: string): void {
    this.#move(event, problemOf(code))
    this.#connection?.end()
  }

  /** Something failed here or there: said plainly, tried again later. */
  #trouble(error: unknown, retryAfterMs: number | null = null): void {
    const code = errorCode(error)
    if (code === 'sync.connection_lost') return
    this.#ports.onError(error)
    this.#move('halted', problemOf(code))
    const asked = error instanceof AppError ? error.facts['retryAfterMs'] : null
    this.#schedule(retryAfterMs ?? (typeof asked === 'number' ? asked : null))
    this.#connection?.end()
  }

  #schedule(afterMs: number | null = null): void {
    if (this.#retry || nextSyncState(this.kind, 'attempt') !== 'connecting') return
    const wait = afterMs ?? backoffMs(this.#attempt, this.#ports.random)
    this.#attempt += 1
    this.#retry = setTimeout(() => void this.#connect(), wait)
    ;(this.#retry as { unref?: () => void }).unref?.()
  }

  #lost(): void {
    this.#connection = null
    this.#questions.giveUp()
    this.#ending = Promise.allSettled([this.#puller.stop(), this.#pusher.stop()])
    this.#move('lost')
    if (this.kind === 'offline' || this.kind === 'paused') this.#schedule()
  }

  async #drop(): Promise<void> {
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = null
    this.#connection?.end()
    await this.#ending
  }

  /** The device was revoked: nothing stays, and the server gets its receipt. */
  async #wiped(): Promise<void> {
    this.#move('wipe')
    const connection = this.#connection
    await Promise.allSettled([this.#puller.stop(), this.#pusher.stop()])
    await this.#ports.wipe()
    connection?.send({ type: 'wiped' })
    setTimeout(() => connection?.end(), 200)
  }
}
