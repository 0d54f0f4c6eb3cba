import { collect, sendEvenly, stampText, timed } from './peer.ts'
import { countAndDrop, putRaw } from './raw-indexeddb.ts'

/** The floor of a first sync: NDJSON, each line put into a bare IndexedDB store as it comes. */
export async function floorSync(url: string, name: string): Promise<{ took: number; count: number }> {
  const took = await timed(async () => {
    const response = await fetch(url, { cache: 'no-store' })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    for (let rest = ''; ;) {
      const { value, done } = await reader.read()
      const lines = (rest + (value ?? '')).split('\n')
      rest = lines.pop()!
      if (lines.length > 0) await putRaw(name, lines.map(line => JSON.parse(line) as object))
      if (done) return
    }
  })
  return { took, count: await countAndDrop(name) }
}

/** The floor of a live change: a bare relay between two sockets; with a `store` each message goes to the author's disk first. */
export function createRelayLine(url: string, store: string | null): { open(): Promise<void>; sendStamps(count: number, everyMs: number): Promise<void>; hearStamps(count: number): Promise<readonly number[]> } {
  const socket = new WebSocket(url)
  return {
    open: () => new Promise(resolve => socket.addEventListener('open', () => resolve(), { once: true })),
    sendStamps: (count, everyMs) => sendEvenly(count, everyMs, async index => {
      const text = stampText()
      if (store !== null) await putRaw(store, [{ id: `${index % 100}`, text }])
      socket.send(text)
    }),
    hearStamps: count => collect(count, take => {
      const listen = (event: MessageEvent): void => take(event.data)
      socket.addEventListener('message', listen)
      return () => socket.removeEventListener('message', listen)
    }),
  }
}
