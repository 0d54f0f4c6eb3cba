import { WebSocketServer } from 'ws'
import { Crowd } from '../support/crowd.ts'
import { Line } from '../support/line.ts'
import { wallMs, type Figure, type Row, type Run } from '../support/measure.ts'
import { candidates, editRow, newRow } from '../support/rows.ts'
import { seedDevices } from '../support/seed.ts'
import { withSeededServer } from '../support/with-server.ts'

const [clients, writes] = [50, 100]

/** The floor: a bare relay that sends each of 100 messages to 50 sockets, which answer as the server's frames do. */
async function startRelay(): Promise<{ url: string; send(mark: string, size: number): void; stop(): void }> {
  const relay = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  await new Promise<void>(resolve => relay.once('listening', resolve))
  relay.on('connection', socket => socket.on('message', data => {
    const message = JSON.parse(String(data)) as { type: string; request: number }
    if (message.type === 'hello') socket.send('{"type":"welcome"}')
    if (message.type === 'pull') socket.send(`{"type":"page","request":${message.request},"rows":[],"cursor":"c","done":true}`)
  }))
  return {
    url: `http://127.0.0.1:${(relay.address() as { port: number }).port}`,
    send: (mark, size) => {
      const text = `{"type":"changes","rows":["${mark}${'x'.repeat(size)}"]}`
      for (let write = 0; write < writes; write += 1) for (const socket of relay.clients) socket.send(text)
    },
    stop: () => relay.close(),
  }
}

async function measure(run: Run): Promise<readonly Row[]> {
  return withSeededServer(run, (db, owner) => seedDevices(db, owner, clients), async ({ server, owner, seeded }) => {
    const line = await Line.open(server.url, owner.token)
    const documents = candidates(writes)
    let revisions = (await line.push(documents.map(content => newRow('candidates', content)))).map(result => result.revision)
    const relay = await startRelay()
    const crowd = await Crowd.open(server.url, seeded, 1)
    const bare = await Crowd.open(relay.url, seeded, 1)
    const [ours, floor]: [number[], number[]] = [[], []]
    for (let round = 0; round < (run.isQuick ? 5 : 15); round += 1) {
      const mark = `mark ${round} `
      const seen = await crowd.watch(mark, writes)
      const began = wallMs()
      // A hundred separate writes, as from a hundred clicks: each is a push of its own.
      const answers = await Promise.all(documents.map(({ id }, index) => line.push([editRow('candidates', id, revisions[index]!, { headline: `${mark} of ${index}` })])))
      ours.push(await seen() - began)
      revisions = answers.map(results => results[0]!.revision)
      const bareSeen = await bare.watch(mark, writes)
      const from = wallMs()
      relay.send(mark, 740)
      floor.push(await bareSeen() - from)
    }
    crowd.close()
    bare.close()
    relay.stop()
    line.close()
    return [{
      figure: `${writes} writes until ${clients} clients have all, PostgreSQL`, unit: 'ms', values: ours, against: { name: 'bare relay', values: floor },
      goal: { of: 'median', atMost: 250 },
    }]
  })
}

export const fanOut: Figure = { name: 'fan-out', about: '100 writes to 50 connected clients', rows: measure }
