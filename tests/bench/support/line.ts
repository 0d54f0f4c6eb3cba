import { WebSocket } from 'ws'
import type { CollectionName } from '#shared/domain/model/collections'
import type { PulledRow, PushResult, PushRow } from '#shared/contract/sync-protocol'
import { protocolVersion, schemaVersion } from '#shared/contract/sync-protocol'

type Page = { type: 'page'; request: number; rows: PulledRow[]; cursor: string; done: boolean }
type Answer = { resolve(value: never): void; reject(error: Error): void }

/** A light client of the sync protocol: it keeps nothing, so that many fit into one process. */
export class Line {
  /** Live changes, as they came. */
  onChanges: (raw: string) => void = () => {}
  cursor: string | null = null
  readonly #socket: WebSocket
  readonly #asked = new Map<number, Answer>()
  #request = 0
  #welcomed: (() => void) | null = null
  #failed: ((error: Error) => void) | null = null

  private constructor(url: string, address: string | undefined) {
    this.#socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sync`, address === undefined ? {} : { headers: { 'x-forwarded-for': address } })
    this.#socket.on('message', (data: Buffer) => this.#take(data.toString()))
    this.#socket.on('error', error => this.#end(error))
    this.#socket.on('close', (code, reason) => this.#end(new Error(`the line was closed with ${code} ${String(reason)}`)))
  }

  /** Opens a line and waits for the server's welcome. `address` is where it seems to come from: the server counts requests by address. */
  static async open(url: string, token: string, options: { collections?: readonly CollectionName[]; cursor?: string; address?: string } = {}): Promise<Line> {
    const line = new Line(url, options.address)
    const welcomed = new Promise<void>((resolve, reject) => {
      line.#welcomed = resolve
      line.#failed = reject
    })
    line.#socket.on('open', () => line.#send({
      type: 'hello', protocol: protocolVersion, schema: schemaVersion, device: 'bench', token, cursor: options.cursor ?? null, clockMs: Date.now(), live: true,
      ...(options.collections && { collections: options.collections }),
    }))
    await welcomed
    line.cursor = options.cursor ?? null
    return line
  }

  /** One page after a cursor. */
  pull(cursor: string | null): Promise<Page> {
    return this.#ask(request => ({ type: 'pull', request, cursor }))
  }

  /** Reads everything and becomes live; answers how many documents came. */
  async pullAll(): Promise<number> {
    for (let count = 0; ;) {
      const page = await this.pull(this.cursor)
      this.cursor = page.cursor
      count += page.rows.length
      if (page.done) return count
    }
  }

  /** @throws Error when a row was refused. */
  async push(rows: readonly PushRow[]): Promise<readonly PushResult[]> {
    const { results } = await this.#ask<{ results: PushResult[] }>(request => ({ type: 'push', request, rows }))
    const refused = results.find(result => result.kind === 'refused')
    if (refused) throw new Error(`refused: ${JSON.stringify(refused)}`)
    return results
  }

  close(): void {
    this.#socket.close()
  }

  #ask<T>(message: (request: number) => object): Promise<T> {
    this.#request += 1
    const request = this.#request
    return new Promise<T>((resolve, reject) => {
      this.#asked.set(request, { resolve, reject })
      this.#send(message(request))
    })
  }

  #send(message: object): void {
    this.#socket.send(JSON.stringify(message))
  }

  #take(raw: string): void {
    if (raw.startsWith('{"type":"changes"')) return this.onChanges(raw)
    const message = JSON.parse(raw) as { type: string; request?: number | null; code?: string }
    if (message.type === 'welcome') return this.#welcomed?.()
    const asked = this.#asked.get(message.request ?? -1)
    if (message.type === 'problem' && !asked) return this.#end(new Error(`problem: ${message.code}`))
    this.#asked.delete(message.request ?? -1)
    if (message.type === 'problem') asked?.reject(new Error(`problem: ${message.code}`))
    else asked?.resolve(message as never)
  }

  #end(error: Error): void {
    this.#failed?.(error)
    for (const { reject } of this.#asked.values()) reject(error)
    this.#asked.clear()
  }
}
