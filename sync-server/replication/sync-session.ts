import { clientMessageSchema, maxMessageBytes, protocolVersion, schemaVersion, type ClientMessage } from '#shared/contract/sync-protocol'
import { AppError, errorCode } from '#shared/lib/app-error'
import { collectionNames } from '#shared/domain/model/collections'
import type { Database } from '../db/database.ts'
import { Connection, type Socket } from './connection.ts'
import { readCursor } from './cursor.ts'
import { noteHas } from './erasure/receipt.ts'
import type { Hub } from './hub.ts'

/** What the sync line knows of a signed-in device, also of one that was revoked. */
export type DeviceFacts = Readonly<{ sessionId: string; workspaceId: string; personId: string; device: string; revoked: boolean }>

/** The sessions, as identity keeps them. */
export type DevicePort = Readonly<{
  byToken(token: string): Promise<DeviceFacts | null>
  markWiped(sessionId: string): Promise<void>
}>

type Hello = Extract<ClientMessage, { type: 'hello' }>
type Facts = Readonly<{ db: Database; hub: Hub; devices: DevicePort; now: () => number; cookieToken: string | null; onFailure: (cause: unknown) => void }>

/** A laptop's conversation, message by message and in order. */
export class SyncSession {
  readonly #socket: Socket
  readonly #facts: Facts
  #connection: Connection | null = null
  #revokedId: string | null = null
  #inOrder: Promise<void> = Promise.resolve()
  #greeted = false
  #closed = false

  constructor(socket: Socket, facts: Facts) {
    this.#socket = socket
    this.#facts = facts
  }

  get isGreeted(): boolean { return this.#greeted }

  /** Takes a raw frame. Pushes overlap with later pulls: they queue for their own transaction. */
  receive(raw: string): void {
    if (this.#closed) return
    if (raw.length > maxMessageBytes) return this.#refuse(null, 'request.too_large')
    const message = parseMessage(raw)
    if (!message) {
      this.#refuse(null, 'request.malformed')
      return this.#greeted ? undefined : this.#end()
    }
    if (message.type === 'push') {
      void this.#inOrder.then(() => this.#push(message)).catch(cause => this.#fail(message.request, cause))
      return
    }
    const request = message.type === 'pull' ? message.request : null
    this.#inOrder = this.#inOrder.then(() => this.#answer(message)).catch(cause => this.#fail(request, cause))
  }

  end(): void {
    if (this.#connection) this.#facts.hub.remove(this.#connection)
  }

  async #answer(message: ClientMessage): Promise<void> {
    if (message.type === 'hello') return this.#hello(message)
    if (message.type === 'wiped') {
      if (this.#revokedId) await this.#facts.devices.markWiped(this.#revokedId)
      return
    }
    if (!this.#connection) return this.#turnAway(null)
    if (this.#connection.revoked) return this.#refuse(null, 'session.revoked')
    if (message.type === 'pull') {
      const [page] = await Promise.all([this.#facts.hub.pull(this.#connection, message.cursor), this.#noteHas(this.#connection, message.cursor)])
      this.#connection.sendRaw(`{"type":"page","request":${message.request},${page.slice(1)}`)
    }
  }

  async #hello(hello: Hello): Promise<void> {
    if (this.#greeted) return this.#refuse(null, 'request.malformed')
    this.#greeted = true
    if (hello.protocol !== protocolVersion || hello.schema !== schemaVersion) {
      const isOld = hello.protocol < protocolVersion || (hello.protocol === protocolVersion && hello.schema < schemaVersion)
      return this.#refuse(null, isOld ? 'sync.too_old' : 'sync.too_new')
    }
    const { db, hub, devices, now } = this.#facts
    const token = hello.token ?? this.#facts.cookieToken
    const device = token === null ? null : await devices.byToken(token)
    if (!device) return this.#refuse(null, 'session.required')
    if (device.revoked) {
      this.#revokedId = device.sessionId
      this.#socket.send(JSON.stringify({ type: 'wipe' }))
      return
    }
    const [head] = await db.query<{ sequence: number; epoch: string }>('select sequence, epoch from workspaces where id = $1', [device.workspaceId])
    if (!head) return this.#refuse(null, 'session.required')
    const restoredTo = await this.#restoredTo(device.workspaceId, head.epoch, hello.cursor)
    this.#revokedId = device.sessionId
    this.#connection = new Connection({
      socket: this.#socket, ...device, device: hello.device, epoch: head.epoch, restoredTo,
      collections: hello.collections ?? collectionNames, live: hello.live,
    })
    hub.add(this.#connection)
    this.#connection.send({
      type: 'welcome', protocol: protocolVersion, schema: schemaVersion, workspaceId: device.workspaceId, personId: device.personId,
      sessionId: device.sessionId, epoch: head.epoch, sequence: head.sequence, restoredTo, clockMs: now(),
    })
  }

  /** A cursor is asked from only when everything before it is on the laptop's disk; one of another life says nothing of this one. */
  async #noteHas(connection: Connection, raw: string | null): Promise<void> {
    if (raw === null) return
    const { epoch, at, walk } = readCursor(raw)
    if (epoch !== connection.epoch || walk !== null || at <= connection.has) return
    connection.has = at
    await noteHas(this.#facts.db, connection.workspaceId, connection.sessionId, at)
  }

  /** How far the restored server still shared this laptop's past; null when nothing was restored since. */
  async #restoredTo(workspaceId: string, epoch: string, raw: string | null): Promise<number | null> {
    if (raw === null) return null
    const cursor = readCursor(raw)
    if (cursor.epoch === epoch) return null
    const epochs = await this.#facts.db.query<{ epoch: string; began: number }>('select epoch, began_at_sequence as began from epochs where workspace_id = $1 order by began_at_ms', [workspaceId])
    // Nothing was ever restored here: we never wrote this cursor, and the pull will say so.
    if (epochs.length < 2) return null
    const known = epochs.findIndex(entry => entry.epoch === cursor.epoch)
    const later = known < 0 ? epochs.slice(-1) : epochs.slice(known + 1)
    return Math.min(cursor.at, ...later.map(entry => entry.began))
  }

  async #push(message: Extract<ClientMessage, { type: 'push' }>): Promise<void> {
    const connection = this.#connection
    if (!connection) return this.#turnAway(message.request)
    if (connection.revoked) return this.#refuse(message.request, 'session.revoked')
    const outcome = await this.#facts.hub.push(connection, message.rows)
    if (outcome.kind === 'answered') connection.send({ type: 'pushed', request: message.request, results: [...outcome.results] })
    else if (outcome.kind === 'not_a_member') this.#refuse(message.request, 'session.revoked')
    else if (outcome.kind === 'stopping') connection.problem(message.request, 'server.busy', 2_000)
    else {
      this.#facts.onFailure(outcome.cause)
      connection.problem(message.request, 'server.storage_failed', 2_000)
    }
  }

  /** A stranger who asks for anything before saying who they are is not heard any further. */
  #turnAway(request: number | null): void {
    this.#refuse(request, 'session.required')
    if (!this.#greeted) this.#end()
  }

  #end(): void {
    this.#closed = true
    this.#socket.close(4401, 'say hello first')
  }

  #refuse(request: number | null, code: string): void {
    this.#socket.send(JSON.stringify({ type: 'problem', request, code, retryAfterMs: null }))
  }

  #fail(request: number | null, cause: unknown): void {
    if (!(cause instanceof AppError)) this.#facts.onFailure(cause)
    this.#refuse(request, errorCode(cause))
  }
}

function parseMessage(raw: string): ClientMessage | null {
  try {
    const parsed = clientMessageSchema.safeParse(JSON.parse(raw))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
