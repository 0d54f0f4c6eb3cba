import type { SocketLike } from '../../src/renderer/replica/replica.ts'

/** A network that a test can take away and give back. Real WebSockets while it is there. */
export class CuttableNetwork {
  #online = true
  readonly #open = new Set<WebSocket>()

  readonly socket = (url: string): SocketLike => {
    const socket = new WebSocket(this.#online ? url : 'ws://127.0.0.1:1/')
    this.#open.add(socket)
    return socket as unknown as SocketLike
  }

  cut(): void {
    this.#online = false
    for (const socket of this.#open) socket.close()
    this.#open.clear()
  }

  restore(): void {
    this.#online = true
  }
}
