import { createRxDatabase } from 'rxdb'
import { startWebsocketServer } from 'rxdb/plugins/replication-websocket'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { createDecoder, readVarUint } from 'lib0/decoding'
import { createEncoder, length, toUint8Array, writeVarUint } from 'lib0/encoding'
import { WebSocketServer, type WebSocket } from 'ws'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import { Doc, Map as YMap } from 'yjs'
import { candidateRxSchema } from './rx-schema.ts'

/** A contestant's server in memory. `arrived` resolves once so many headlines begin with a value. */
export type PeerServer = Readonly<{ url: string; arrived(value: string, count: number): Promise<void>; stop(): Promise<void> }>

type Watch = { value: string; missing: Set<string>; total: number; resolve: () => void }

/** Counts documents whose headline begins with what is waited for. */
function createArrivals(): { arrived: PeerServer['arrived']; note(id: string, headline: unknown): void } {
  let watch: Watch | null = null
  return {
    arrived: (value, total) => new Promise(resolve => { watch = { value, missing: new Set(), total, resolve } }),
    note(id, headline) {
      if (!watch || typeof headline !== 'string' || !headline.startsWith(watch.value)) return
      watch.missing.add(id)
      if (watch.missing.size === watch.total) watch.resolve()
    },
  }
}

const listening = async (server: WebSocketServer): Promise<string> => {
  if (server.address() === null) await new Promise<void>(resolve => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}

/** RxDB's own WebSocket server over a database in memory. */
export async function startStockServer(documents: readonly object[]): Promise<PeerServer> {
  const database = await createRxDatabase({ name: `stock-${Date.now()}`, storage: getRxStorageMemory(), multiInstance: false })
  const { candidates } = await database.addCollections({ candidates: { schema: candidateRxSchema } })
  await candidates!.bulkInsert(structuredClone(documents) as never[])
  const { server } = startWebsocketServer({ database, port: 0, host: '127.0.0.1' })
  const { arrived, note } = createArrivals()
  candidates!.$.subscribe(event => note(event.documentId, (event.documentData as { headline?: string }).headline))
  return { url: await listening(server as unknown as WebSocketServer), arrived, stop: async () => void await database.close() }
}

const [syncMessage] = [0]

/** What y-websocket's server did before version 3 left it out: one document, relayed. */
export async function startCrdtServer(documents: readonly { id: string }[]): Promise<PeerServer> {
  const doc = new Doc()
  const candidates = doc.getMap<YMap<unknown>>('candidates')
  doc.transact(() => { for (const document of documents) candidates.set(document.id, new YMap(Object.entries(document))) })
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  const { arrived, note } = createArrivals()
  candidates.observeDeep(events => {
    for (const event of events) note(String(event.path[0]), (event.target as YMap<unknown>).get('headline'))
  })
  doc.on('update', (update: Uint8Array, origin: WebSocket | null) => {
    const encoder = createEncoder()
    writeVarUint(encoder, syncMessage!)
    writeUpdate(encoder, update)
    for (const client of server.clients) if (client !== origin) client.send(toUint8Array(encoder))
  })
  server.on('connection', socket => {
    socket.on('message', (data: Buffer) => {
      const decoder = createDecoder(new Uint8Array(data))
      if (readVarUint(decoder) !== syncMessage) return
      const reply = createEncoder()
      writeVarUint(reply, syncMessage!)
      readSyncMessage(decoder, reply, doc, socket)
      if (length(reply) > 1) socket.send(toUint8Array(reply))
    })
    const hello = createEncoder()
    writeVarUint(hello, syncMessage!)
    writeSyncStep1(hello, doc)
    socket.send(toUint8Array(hello))
  })
  const url = await listening(server)
  return { url, arrived, stop: async () => void server.close() }
}
