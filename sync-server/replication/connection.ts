import type { ClientMessage, ServerMessage } from '#shared/contract/sync-protocol'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Reader } from './pulled-row.ts'

/** What a connection needs of a socket; `ws` implements it. */
export type Socket = Readonly<{ send(data: string): void; close(code: number, reason: string): void; readonly bufferedAmount: number }>

/** A laptop that does not read fast enough is caught up by pages instead of piling up memory. */
const bufferLimitBytes = 4 * 1024 * 1024

/** One laptop's open line. `at` is the sequence it was told everything up to; `null` until it is caught up. */
export class Connection {
  readonly socket: Socket
  readonly workspaceId: string
  readonly personId: string
  readonly sessionId: string
  readonly device: string
  readonly collections: readonly CollectionName[]
  readonly live: boolean
  readonly epoch: string
  /** Set while this laptop gives back what a restored server lost. */
  readonly restoredTo: number | null
  reader: Reader
  at: number | null = null
  /** The sequence this laptop has said it has in full. */
  has = 0
  /** A catch-up is under way. */
  catchingUp = false
  closed = false
  /** Its device was signed out while the line was open: it is told nothing more and may only say that it wiped. */
  revoked = false

  constructor(facts: {
    socket: Socket; workspaceId: string; personId: string; sessionId: string; device: string; epoch: string
    collections: readonly CollectionName[]; live: boolean; reader: Reader; restoredTo: number | null
  }) {
    this.socket = facts.socket
    this.workspaceId = facts.workspaceId
    this.personId = facts.personId
    this.sessionId = facts.sessionId
    this.device = facts.device
    this.collections = facts.collections
    this.live = facts.live
    this.reader = facts.reader
    this.epoch = facts.epoch
    this.restoredTo = facts.restoredTo
  }

  get isCongested(): boolean { return this.socket.bufferedAmount > bufferLimitBytes }

  send(message: ServerMessage): void {
    this.sendRaw(JSON.stringify(message))
  }

  /** Sends what is already JSON: rows are written once for everybody who sees the same. */
  sendRaw(text: string): void {
    if (!this.closed) this.socket.send(text)
  }

  problem(request: number | null, code: string, retryAfterMs: number | null): void {
    this.send({ type: 'problem', request, code, retryAfterMs })
  }

  close(code: number, reason: string): void {
    this.closed = true
    this.socket.close(code, reason)
  }
}

export type PullMessage = Extract<ClientMessage, { type: 'pull' }>
export type PushMessage = Extract<ClientMessage, { type: 'push' }>
