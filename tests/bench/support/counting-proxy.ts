import { connect, createServer, type Socket } from 'node:net'

/** A TCP line that counts what crosses it and can be cut. */
export type CountingProxy = Readonly<{
  url: string
  /** Bytes since the last reset: towards the server, and back. */
  counted(): { up: number; down: number }
  reset(): void
  /** Cuts every connection and takes no new one until `mend`. */
  cut(): void
  mend(): void
  /** When the first connection after `mend` came, on the clock of `performance.now()`. */
  connected(): Promise<number>
  stop(): Promise<void>
}>

/** No proxy at all, where neither bytes nor cuts matter and every hop would be measured along. */
export function straightLine(target: string): Promise<CountingProxy> {
  const never = (): never => { throw new Error('a straight line is neither counted nor cut') }
  return Promise.resolve({ url: target, counted: never, reset: never, cut: never, mend: never, connected: never, stop: () => Promise.resolve() })
}

export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  let [up, down, isCut] = [0, 0, false]
  let onConnection: (at: number) => void = () => {}
  let connection = Promise.resolve(0)
  const server = createServer(near => {
    if (isCut) return void near.destroy()
    onConnection(performance.now())
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', chunk => { up += chunk.length })
    far.on('data', chunk => { down += chunk.length })
    near.pipe(far).pipe(near)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as { port: number }
  const cut = (): void => {
    isCut = true
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${address.port}`, counted: () => ({ up, down }), cut,
    reset: () => { [up, down] = [0, 0] },
    mend: () => {
      connection = new Promise(resolve => { onConnection = resolve })
      isCut = false
    },
    connected: () => connection,
    stop: () => new Promise(resolve => {
      cut()
      server.close(() => resolve())
    }),
  }
}
