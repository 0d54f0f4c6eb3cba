import type { ServerMessage } from '#shared/contract/sync-protocol'
import type { CollectionName } from '#shared/domain/model/collections'
import { writeCursor } from './cursor.ts'
import type { Reader } from './pulled-row.ts'

/** What a connection needs of a socket; `ws` implements it. `gone` is called once the data left this process, or never will. */
export type Socket = Readonly<{ send(data: string, gone?: () => void): void; close(code: number, reason: string): void; readonly bufferedAmount: number }>

/** What may stand waiting for one line, and for all of a workspace together. */
const lineLimitBytes = 4 * 1024 * 1024
const sharedLimitBytes = 256 * 1024 * 1024

/** A laptop that does not read fast enough is caught up by pages instead of piling up memory. `buffered` counts all `lines`. */
export function hasRoomFor(length: number, { socket }: Connection, buffered: number, lines: number): boolean {
  const waiting = socket.bufferedAmount + length
  return waiting <= lineLimitBytes && (buffered + length <= sharedLimitBytes || waiting <= sharedLimitBytes / lines)
}

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
  /** Its keys come with its first page: before that a line has no place and is told nothing. */
  reader: Reader
  at: number | null = null
  /** The sequence this laptop has said it has in full. */
  has = 0
  /** A catch-up is under way. */
  catchingUp = false
  closed = false
  /** Its device was signed out while the line was open: it is told nothing more and may only say that it wiped. */
  revoked = false
  #unsent = 0
  readonly #waiting: (() => void)[] = []
  readonly #noteGone = (): void => {
    this.#unsent -= 1
    if (this.#unsent === 0) this.#release()
  }

  constructor(facts: {
    socket: Socket; workspaceId: string; personId: string; sessionId: string; device: string; epoch: string
    collections: readonly CollectionName[]; live: boolean; reader?: Reader; restoredTo: number | null
  }) {
    this.socket = facts.socket
    this.workspaceId = facts.workspaceId
    this.personId = facts.personId
    this.sessionId = facts.sessionId
    this.device = facts.device
    this.collections = facts.collections
    this.live = facts.live
    this.reader = facts.reader ?? { personId: facts.personId, keys: new Set(), everKeys: new Set() }
    this.epoch = facts.epoch
    this.restoredTo = facts.restoredTo
  }

  /** Nobody reads here any more, or must not. */
  get isOver(): boolean { return this.closed || this.revoked }

  send(message: ServerMessage): void {
    this.sendRaw(JSON.stringify(message))
  }

  /** Sends what is already JSON: rows are written once for everybody who sees the same. */
  sendRaw(text: string): void {
    if (this.closed) return
    this.#unsent += 1
    this.socket.send(text, this.#noteGone)
  }

  /** Live changes: rows that are JSON already, joined by commas, up to a cursor; to the line's own place without one. */
  sendChanges(rows: string, cursor = writeCursor({ epoch: this.epoch, at: this.at!, walk: null })): void {
    this.sendRaw(`{"type":"changes","cursor":"${cursor}","rows":[${rows}]}`)
  }

  /** Resolves once everything sent so far has left this process, or the line is gone. */
  drained(): Promise<void> {
    if (this.#unsent === 0 || this.closed) return Promise.resolve()
    return new Promise(resolve => this.#waiting.push(resolve))
  }

  /** The line is gone. */
  end(): void {
    this.closed = true
    this.#release()
  }

  #release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  problem(request: number | null, code: string, retryAfterMs: number | null): void {
    this.send({ type: 'problem', request, code, retryAfterMs })
  }

  close(code: number, reason: string): void {
    this.end()
    this.socket.close(code, reason)
  }
}
