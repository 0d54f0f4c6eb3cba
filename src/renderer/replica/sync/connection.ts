import type { ClientMessage, ServerMessage } from '#shared/contract/sync-protocol'
import type { SocketLike } from '../replica.ts'
import { readServerMessage } from './server-message.ts'

export type ConnectionPorts = Readonly<{
  url: string
  socket: (url: string) => SocketLike
  onOpen: (connection: Connection) => void
  onMessage: (message: ServerMessage, connection: Connection) => void
  /** Exactly once, whatever ended it. */
  onLost: () => void
  /** Sends something the server answers at once. */
  ping: (connection: Connection) => void
}>

/** A line that says nothing for this long is asked; one that does not answer for this long is dead. Together under 20 s. */
const quietMs = 10_000
const answerMs = 7_000
const openMs = 15_000

/** One life of a WebSocket. Half-open lines are noticed by asking. */
export class Connection {
  readonly #ports: ConnectionPorts
  readonly #socket: SocketLike
  #timer: ReturnType<typeof setTimeout> | null = null
  #isOver = false

  constructor(ports: ConnectionPorts) {
    this.#ports = ports
    this.#socket = ports.socket(ports.url)
    this.#socket.onopen = () => {
      this.#listen()
      ports.onOpen(this)
    }
    this.#socket.onmessage = ((event: { data: unknown }) => this.#receive(event.data)) as never
    this.#socket.onclose = () => this.end()
    this.#socket.onerror = () => this.end()
    this.#timer = setTimeout(() => this.end(), openMs)
  }

  send(message: ClientMessage): void {
    this.sendText(JSON.stringify(message))
  }

  sendText(text: string): void {
    if (this.#isOver) return
    try {
      this.#socket.send(text)
    } catch {
      this.end()
    }
  }

  /** Asks now whether anybody is there. */
  probe(): void {
    if (this.#isOver) return
    this.#wait(answerMs, () => this.end())
    this.#ports.ping(this)
  }

  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null
    // A socket that is closed while connecting still reports an error; nobody is interested any more.
    this.#socket.onerror = () => {}
    this.#socket.close()
    this.#ports.onLost()
  }

  #receive(data: unknown): void {
    if (this.#isOver) return
    this.#listen()
    const message = readServerMessage(data)
    if (message) this.#ports.onMessage(message, this)
  }

  #listen(): void {
    this.#wait(quietMs, () => this.probe())
  }

  #wait(ms: number, then: () => void): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(then, ms)
    // In Node a waiting timer must not keep a finished script alive.
    ;(this.#timer as { unref?: () => void }).unref?.()
  }
}
