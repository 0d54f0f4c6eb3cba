import { WebSocket } from 'ws'
import { protocolVersion, schemaVersion, type PushResult, type ServerMessage } from '#shared/contract/sync-protocol'

/** A client written by hand: sends whatever it is told to and keeps every byte it hears. */
export class WireClient {
  readonly #socket: WebSocket
  readonly heard: string[] = []
  closedWith: number | null = null
  #waiting: (() => void)[] = []
  #requests = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', data => {
      this.heard.push(String(data))
      this.#wake()
    })
    socket.on('close', code => {
      this.closedWith = code
      this.#wake()
    })
    socket.on('error', () => undefined)
  }

  static async open(url: string): Promise<WireClient> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sync`)
    const client = new WireClient(socket)
    await new Promise((done, failed) => {
      socket.once('open', done)
      socket.once('error', failed)
    })
    return client
  }

  /** Opens and says hello. */
  static async signedIn(url: string, token: string, more: object = {}): Promise<WireClient> {
    const client = await WireClient.open(url)
    client.say({ type: 'hello', protocol: protocolVersion, schema: schemaVersion, device: 'hand-written', token, cursor: null, clockMs: 0, live: true, ...more })
    await client.hear(message => message.type === 'welcome' || message.type === 'problem' || message.type === 'wipe')
    return client
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  get bytes(): string { return this.heard.join('\n') }
  get messages(): ServerMessage[] { return this.heard.map(text => JSON.parse(text) as ServerMessage) }

  raw(text: string | Buffer): void { this.#socket.send(text) }
  say(message: object): void { this.raw(JSON.stringify(message)) }

  /** The first message that fits, also one heard earlier. Ends when the server hangs up. */
  async hear(fits: (message: ServerMessage) => boolean): Promise<ServerMessage> {
    for (;;) {
      const found = this.messages.find(fits)
      if (found) return found
      if (this.closedWith !== null) throw new Error(`the server hung up (${this.closedWith}) after ${this.bytes.slice(-500)}`)
      await new Promise<void>(done => this.#waiting.push(done))
    }
  }

  async hangsUp(): Promise<number> {
    while (this.closedWith === null) await new Promise<void>(done => this.#waiting.push(done))
    return this.closedWith
  }

  /** Pushes rows as they are; answers with results or the problem's code. */
  async push(rows: readonly unknown[]): Promise<readonly PushResult[] | string> {
    this.#requests += 1
    const request = this.#requests
    const problems = this.#problems().length
    this.say({ type: 'push', request, rows })
    for (;;) {
      const pushed = this.messages.find(message => message.type === 'pushed' && message.request === request)
      if (pushed?.type === 'pushed') return pushed.results
      const problem = this.#problems().slice(problems)[0]
      if (problem) return problem.code
      if (this.closedWith !== null) return `hung up ${this.closedWith}`
      await new Promise<void>(done => this.#waiting.push(done))
    }
  }

  #problems(): Extract<ServerMessage, { type: 'problem' }>[] {
    return this.messages.filter(message => message.type === 'problem')
  }

  /** Pulls everything from a cursor; answers with the number of rows, or the problem's code. */
  async pullAll(from: string | null): Promise<number | string> {
    let [cursor, rows] = [from, 0]
    for (;;) {
      this.#requests += 1
      const request = this.#requests
      this.say({ type: 'pull', request, cursor })
      const answer = await this.hear(message => (message.type === 'page' || message.type === 'problem') && message.request === request)
      if (answer.type === 'problem') return answer.code
      if (answer.type !== 'page') throw new Error('unexpected')
      rows += answer.rows.length
      if (answer.done) return rows
      cursor = answer.cursor
    }
  }

  close(): void { this.#socket.terminate() }
}

/** The kind of each answer, or the problem's code. */
export const kindsOf = (answer: readonly PushResult[] | string): readonly string[] => (typeof answer === 'string' ? [answer] : answer.map(result => result.kind))
/** The code of each refusal; `accepted` for the others. */
export const codesOf = (answer: readonly PushResult[] | string): readonly string[] =>
  (typeof answer === 'string' ? [answer] : answer.map(result => (result.kind === 'refused' ? result.code : 'accepted')))
