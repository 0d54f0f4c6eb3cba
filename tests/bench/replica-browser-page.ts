import type { Candidate } from '#shared/domain/model/candidate'
import { openReplica } from '../../src/renderer/replica/open-replica.ts'
import type { Replica } from '../../src/renderer/replica/replica.ts'

const identity = { workspaceId: '019a0000-0000-7000-8000-000000000001', personId: '019a0000-0000-7000-8000-000000000002' }
let round = 0

/** The floor: NDJSON from the same server, each line put into a bare IndexedDB store. */
async function floor(): Promise<number> {
  round += 1
  const began = performance.now()
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(`floor-${round}`, 1)
    request.onupgradeneeded = () => request.result.createObjectStore('docs', { keyPath: 'id' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const response = await fetch('/ndjson', { cache: 'no-store' })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    const lines = (rest + (value ?? '')).split('\n')
    rest = lines.pop()!
    if (lines.length > 0) {
      await new Promise<void>((resolve, reject) => {
        const transaction = db.transaction('docs', 'readwrite')
        transaction.oncomplete = () => resolve()
        transaction.onabort = () => reject(transaction.error)
        for (const line of lines) transaction.objectStore('docs').put(JSON.parse(line))
      })
    }
    if (done) break
  }
  const took = performance.now() - began
  db.close()
  indexedDB.deleteDatabase(`floor-${round}`)
  return took
}

async function open(name: string, isEncrypted: boolean): Promise<Replica> {
  return openReplica({
    server: location.origin, storage: 'indexeddb', device: 'bench', identity, name, collections: ['candidates'],
    ...(isEncrypted && { key: new Uint8Array(32).fill(7) }),
  })
}

async function firstSync(isEncrypted: boolean): Promise<{ took: number; usable: number; count: number }> {
  round += 1
  const began = performance.now()
  const replica = await open(`bench-${round}`, isEncrypted)
  let usable = 0
  replica.sync.state$.subscribe(view => { if (view.usable && usable === 0) usable = performance.now() - began })
  await replica.sync.settled()
  const took = performance.now() - began
  let count = 0
  for await (const page of replica.all('candidates')) count += page.length
  await replica.wipe()
  return { took, usable, count }
}

/** 2,000 separate edits at once: all on disk, then all acknowledged after the line is back. */
async function edits(): Promise<{ local: number; sent: number; sequential: number; live: number[]; read: number; page: number }> {
  round += 1
  const replica = await open(`edits-${round}`, false)
  await replica.sync.settled()
  const ids: string[] = []
  for await (const page of replica.all('candidates')) ids.push(...page.map(candidate => candidate.id))
  await fetch('/down')
  const began = performance.now()
  await Promise.all(ids.slice(0, 2_000).map((id, index) => replica.write([{ kind: 'edit', collection: 'candidates', id, fields: { headline: `changed ${index}` } }])))
  const local = performance.now() - began
  const one = performance.now()
  for (let index = 0; index < 200; index += 1) await replica.write([{ kind: 'edit', collection: 'candidates', id: ids[index]!, fields: { title: `t ${index}` } }])
  const sequential = (performance.now() - one) / 200
  await fetch('/up')
  const up = performance.now()
  replica.sync.now()
  await replica.sync.settled()
  const sent = performance.now() - up
  const live: number[] = []
  for (let index = 0; index < 100; index += 1) live.push(await liveChange(replica, ids[index + 5_000]!))
  const read = performance.now()
  const page = await replica.find('candidates', { sort: ['fullName'], limit: 50 })
  const took = performance.now() - read
  await replica.wipe()
  return { local, sent, sequential, live, read: took, page: page.length }
}

/** From the server's sending to the view: the receiving half of A → B. Both read the same machine's clock. */
function liveChange(replica: Replica, id: string): Promise<number> {
  return new Promise(resolve => {
    const subscription = replica.changes('candidates').subscribe(changes => {
      const change = changes.find(one => one.id === id && (one.document as Candidate).company.startsWith('live '))
      if (!change) return
      subscription.unsubscribe()
      resolve(performance.timeOrigin + performance.now() - Number((change.document as Candidate).company.slice(5)))
    })
    void fetch(`/live?id=${id}`, { method: 'POST' })
  })
}

Object.assign(globalThis, { bench: { floor, firstSync, edits } })
