import { WebsocketProvider } from 'y-websocket'
import { applyUpdate, Doc, encodeStateAsUpdate, type Map as YMap, type YMapEvent } from 'yjs'
import { putRaw } from './raw-indexeddb.ts'
import { collect, sendEvenly, stampText, timed, type Peer } from './peer.ts'

type Fields = YMap<unknown>

/** Yjs over y-websocket: all candidates in one document, kept in IndexedDB as one update. */
export function createCrdt(url: string): Peer {
  let doc: Doc | null = null
  let provider: WebsocketProvider | null = null
  let name = ''
  let saved = 0
  const start = async (): Promise<{ doc: Doc; provider: WebsocketProvider }> => {
    const fresh = new Doc()
    const line = new WebsocketProvider(url, 'bench', fresh, { disableBc: true, maxBackoffTime: 100 })
    await new Promise<void>(resolve => line.once('sync', () => resolve()))
    return { doc: fresh, provider: line }
  }
  const candidates = (): YMap<Fields> => doc!.getMap('candidates')
  const write = (id: string, headline: string): void => void candidates().get(id)!.set('headline', headline)
  /** Every transaction's update is one row, as its own persistence keeps them. */
  const save = (updates: readonly Uint8Array[]): Promise<void> => putRaw(name, updates.map(update => ({ id: String((saved += 1)), update })))
  const kept = async (work: () => void | Promise<void>): Promise<void> => {
    const updates: Uint8Array[] = []
    const note = (update: Uint8Array): void => void updates.push(update)
    doc!.on('update', note)
    await work()
    doc!.off('update', note)
    await save(updates)
  }
  return {
    async firstSync(database) {
      name = database
      let started: Awaited<ReturnType<typeof start>> | null = null
      const took = await timed(async () => {
        started = await start()
        await save([encodeStateAsUpdate(started.doc)])
      })
      const { size } = started!.doc.getMap('candidates')
      started!.provider.destroy()
      indexedDB.deleteDatabase(database)
      return { took, count: size }
    },
    async open(database) {
      name = database
      const started = await start()
      doc = new Doc()
      applyUpdate(doc, encodeStateAsUpdate(started.doc))
      started.provider.destroy()
      provider = new WebsocketProvider(url, 'bench', doc, { disableBc: true, maxBackoffTime: 100 })
      await new Promise<void>(resolve => provider!.once('sync', () => resolve()))
    },
    edit: (value, count) => timed(() => kept(() => [...candidates().keys()].slice(0, count).forEach((id, index) => write(id, `${value} ${index}`)))),
    editInTurn: async (value, count) => await timed(async () => {
      for (const [index, id] of [...candidates().keys()].slice(0, count).entries()) await kept(() => write(id, `${value} ${index}`))
    }) / count,
    nudge: () => provider!.connect(),
    settled: () => Promise.resolve(),
    sendStamps: (count, everyMs) => {
      const ids = [...candidates().keys()]
      return sendEvenly(count, everyMs, index => write(ids[index % 100]!, stampText()))
    },
    hearStamps: count => collect(count, take => {
      const listen = (events: readonly unknown[]): void => {
        for (const event of events as YMapEvent<unknown>[]) if (event.keysChanged.has('headline')) take((event.target as Fields).get('headline'))
      }
      candidates().observeDeep(listen)
      return () => candidates().unobserveDeep(listen)
    }),
  }
}
