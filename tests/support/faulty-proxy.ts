import { connect, createServer, type Socket } from 'node:net'

/** What the network does to every connection from now on. */
export type Weather = Readonly<{
  /** Milliseconds every chunk waits. */
  delayMs?: number
  /** Bytes a second, each way; unlimited when absent. */
  bytesPerSecond?: number
  /** Chunks vanish although the connection looks open. */
  blackHole?: boolean
  /** The connection is cut in the middle of a chunk after so many bytes. */
  cutAfterBytes?: number
}>

type Line = Readonly<{ near: Socket; far: Socket }>

/** A TCP proxy that treats its connections as badly as it is told to. */
export class FaultyProxy {
  readonly #server
  readonly #targetPort: () => number
  readonly #lines = new Set<Line>()
  #weather: Weather = {}
  cuts = 0

  private constructor(targetPort: () => number) {
    this.#targetPort = targetPort
    this.#server = createServer({ allowHalfOpen: true }, near => this.#accept(near))
  }

  static async open(targetPort: () => number): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(targetPort)
    await new Promise<void>(done => proxy.#server.listen(0, '127.0.0.1', done))
    return proxy
  }

  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }

  get connections(): number { return this.#lines.size }

  set weather(weather: Weather) {
    this.#weather = weather
  }

  /** Ends every connection without a word. */
  cutAll(): void {
    for (const line of this.#lines) this.#cut(line)
  }

  /** Closes one direction only: each side believes the other still listens. */
  halfOpen(): void {
    for (const { near, far } of this.#lines) {
      near.pause()
      far.pause()
      near.end()
    }
  }

  #cut(line: Line): void {
    this.cuts += 1
    this.#lines.delete(line)
    line.near.resetAndDestroy()
    line.far.resetAndDestroy()
  }

  #accept(near: Socket): void {
    const line: Line = { near, far: connect({ port: this.#targetPort(), host: '127.0.0.1', allowHalfOpen: true }) }
    this.#lines.add(line)
    const passed = { bytes: 0 }
    this.#pipe(line, near, line.far, passed)
    this.#pipe(line, line.far, near, passed)
    for (const socket of [near, line.far]) {
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#lines.delete(line)
        near.destroy()
        line.far.destroy()
      })
    }
  }

  #pipe(line: Line, from: Socket, to: Socket, passed: { bytes: number }): void {
    from.on('data', (chunk: Buffer) => {
      const { delayMs = 0, bytesPerSecond, blackHole, cutAfterBytes } = this.#weather
      if (blackHole) return
      passed.bytes += chunk.length
      const surplus = cutAfterBytes === undefined ? 0 : passed.bytes - cutAfterBytes
      if (surplus > 0) {
        if (chunk.length > surplus) to.write(chunk.subarray(0, chunk.length - surplus))
        setImmediate(() => this.#cut(line))
        return
      }
      const waitMs = delayMs + (bytesPerSecond === undefined ? 0 : chunk.length / bytesPerSecond * 1_000)
      if (waitMs === 0) {
        to.write(chunk)
        return
      }
      // Chunks keep their order: the next one is read only when this one is on its way.
      from.pause()
      setTimeout(() => {
        if (!to.destroyed) to.write(chunk)
        from.resume()
      }, waitMs)
    })
    from.on('end', () => to.end())
  }

  async close(): Promise<void> {
    this.cutAll()
    await new Promise(done => this.#server.close(done))
  }
}
