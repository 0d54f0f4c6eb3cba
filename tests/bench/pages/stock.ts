import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb'
import { replicateWithWebsocketServer } from 'rxdb/plugins/replication-websocket'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { candidateRxSchema } from '../peers/rx-schema.ts'
import { collect, sendEvenly, stampText, timed, type Peer } from './peer.ts'

type Stored = { id: string; headline: string }

/** RxDB as shipped: Dexie storage and its own replication over a WebSocket. */
export function createStock(url: string): Peer {
  let collection: RxCollection<Stored> | null = null
  let ids: string[] = []
  const start = async (name: string): Promise<{ database: RxDatabase; candidates: RxCollection<Stored> }> => {
    const database = await createRxDatabase({ name, storage: getRxStorageDexie(), multiInstance: false, eventReduce: true })
    const { candidates } = await database.addCollections({ candidates: { schema: candidateRxSchema } })
    const replication = await replicateWithWebsocketServer({ replicationIdentifier: name, collection: candidates!, url, batchSize: 1_000, live: true })
    await replication.awaitInitialReplication()
    return { database, candidates: candidates as unknown as RxCollection<Stored> }
  }
  const write = async (id: string, headline: string): Promise<void> => {
    const document = await collection!.findOne(id).exec()
    await document!.incrementalPatch({ headline })
  }
  return {
    async firstSync(name) {
      let started: Awaited<ReturnType<typeof start>> | null = null
      const took = await timed(async () => { started = await start(name) })
      const count = (await started!.candidates.find().exec()).length
      await started!.database.remove()
      return { took, count }
    },
    async open(name) {
      collection = (await start(name)).candidates
      ids = (await collection.find().exec()).map(document => document.id)
    },
    edit: (value, count) => timed(() => Promise.all(ids.slice(0, count).map((id, index) => write(id, `${value} ${index}`)))),
    editInTurn: async (value, count) => await timed(async () => { for (let index = 0; index < count; index += 1) await write(ids[index]!, `${value} ${index}`) }) / count,
    nudge: () => undefined,
    settled: () => Promise.resolve(),
    sendStamps: (count, everyMs) => sendEvenly(count, everyMs, index => write(ids[index % 100]!, stampText())),
    hearStamps: count => collect(count, take => {
      const subscription = collection!.$.subscribe(event => take((event.documentData as Stored).headline))
      return () => subscription.unsubscribe()
    }),
  }
}
