/**
 * The replica in Chromium against the floor of the same run, with Node 24:
 * `node tests/bench/replica-browser.ts [documents] [rounds]`. Prints medians and ratios.
 */
import { createServer } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { WebSocketServer, type WebSocket } from 'ws'

const total = Number(process.argv[2] ?? 20_000)
const rounds = Number(process.argv[3] ?? 3)
const folder = await mkdtemp(join(tmpdir(), 'replica-bench-'))
await build({
  logLevel: 'error', configFile: false, build: {
    outDir: folder, emptyOutDir: true, minify: true, target: 'esnext',
    rolldownOptions: { input: new URL('replica-browser-page.ts', import.meta.url).pathname, output: { entryFileNames: 'page.js', codeSplitting: false } },
  },
})
const script = await readFile(join(folder, 'page.js'), 'utf8')

const uuid = (index: number): string => `019a0000-0000-7000-8000-${String(index).padStart(12, '0')}`
const documents = Array.from({ length: total }, (_, index) => ({
  id: uuid(index), fullName: `Person ${(index * 7_919) % total}`, headline: 'Senior engineer with a long headline', company: 'Example Ltd', title: 'Engineer',
  location: 'Berlin', zone: 'Europe/Berlin', emails: [`person.${index}@example.org`], phones: ['+49 30 1234567'], links: ['https://example.org/in/person'],
  tags: ['backend', 'remote'], sourceId: null, sourceNote: '', summary: 'Knows PostgreSQL, TypeScript and how to listen. '.repeat(3), employments: [],
  educations: [], files: [], ownerId: null, privateTo: null, times: null, expectedCompensation: null, mergedIntoId: null, erasedAtMs: null, importId: null, createdAtMs: 1_700_000_000_000,
}))
const ndjson = documents.map(document => JSON.stringify(document)).join('\n') + '\n'
const pageSize = 1_000
const pages = Array.from({ length: Math.ceil(total / pageSize) }, (_, page) =>
  JSON.stringify(documents.slice(page * pageSize, (page + 1) * pageSize).map(content => ({ collection: 'candidates', id: content.id, revision: 1, content }))))

let isDown = false
let sequence = total
const sockets = new Set<WebSocket>()
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://bench')
  if (url.pathname === '/ndjson') return void response.setHeader('cache-control', 'no-store').end(ndjson)
  if (url.pathname === '/page.js') return void response.setHeader('content-type', 'text/javascript').end(script)
  if (url.pathname === '/down') {
    isDown = true
    for (const socket of sockets) socket.terminate()
  }
  if (url.pathname === '/up') isDown = false
  if (url.pathname === '/live') {
    sequence += 1
    const content = { ...documents[Number(url.searchParams.get('id')!.slice(-12))]!, company: `live ${performance.timeOrigin + performance.now()}` }
    const text = JSON.stringify({ type: 'changes', cursor: `s:${sequence}`, rows: [{ collection: 'candidates', id: content.id, revision: sequence, content }] })
    for (const socket of sockets) socket.send(text)
  }
  response.setHeader('content-type', 'text/html').end('<!doctype html><script type="module" src="/page.js"></script>')
})
const identity = { workspaceId: uuid(1), personId: uuid(2) }
new WebSocketServer({ server, path: '/sync', maxPayload: 2 ** 25 }).on('connection', socket => {
  if (isDown) return socket.terminate()
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
  socket.on('message', data => {
    const message = JSON.parse(String(data)) as { type: string; request: number; cursor: string | null; rows: unknown[] }
    if (message.type === 'hello') socket.send(JSON.stringify({ type: 'welcome', protocol: 1, schema: 1, ...identity, sessionId: uuid(3), epoch: 'e', sequence, restoredTo: null, clockMs: Date.now() }))
    if (message.type === 'pull') {
      const at = message.cursor === null ? 0 : message.cursor.startsWith('s:') ? pages.length : Number(message.cursor)
      const isOver = at >= pages.length
      socket.send(`{"type":"page","request":${message.request},"rows":${pages[at] ?? '[]'},"cursor":"${isOver ? `s:${sequence}` : at + 1}","done":${isOver}${at < 2 ? ',"usable":true' : ''}}`)
    }
    if (message.type === 'push') socket.send(JSON.stringify({ type: 'pushed', request: message.request, results: message.rows.map(() => ({ kind: 'accepted', revision: ++sequence })) }))
  })
})
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as { port: number }

const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage()
page.on('pageerror', error => console.error(error))
await page.goto(`http://127.0.0.1:${port}/`)
await page.waitForFunction(() => 'bench' in globalThis)
type Bench = { floor(): Promise<number>; firstSync(key: boolean): Promise<{ took: number; usable: number; count: number }>; edits(): Promise<{ local: number; sent: number; sequential: number; live: number[]; read: number; page: number }> }
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const floors: number[] = []
const syncs: number[] = []
const usables: number[] = []
const sealed: number[] = []
for (let round = 0; round < rounds; round += 1) {
  floors.push(await page.evaluate(() => (globalThis as unknown as { bench: Bench }).bench.floor()))
  const sync = await page.evaluate(() => (globalThis as unknown as { bench: Bench }).bench.firstSync(false))
  if (sync.count !== total) throw new Error(`only ${sync.count} of ${total}`)
  syncs.push(sync.took)
  usables.push(sync.usable)
  sealed.push((await page.evaluate(() => (globalThis as unknown as { bench: Bench }).bench.firstSync(true))).took)
}
const edits = await page.evaluate(() => (globalThis as unknown as { bench: Bench }).bench.edits())
const live = edits.live.toSorted((a, b) => a - b)
console.log(JSON.stringify({
  documents: total, bytesEach: Math.round(ndjson.length / total), rounds, floorMs: Math.round(median(floors)), firstSyncMs: Math.round(median(syncs)),
  ratio: +(median(floors) / median(syncs)).toFixed(2), encryptedMs: Math.round(median(sealed)), encryptedRatio: +(median(floors) / median(sealed)).toFixed(2),
  usableMs: Math.round(median(usables)), edits2000LocalMs: Math.round(edits.local), edits2000SentMs: Math.round(edits.sent), oneWriteMs: +edits.sequential.toFixed(2),
  liveMedianMs: +live[50]!.toFixed(1), liveP95Ms: +live[95]!.toFixed(1), page50Ms: +edits.read.toFixed(1), floors: floors.map(Math.round), syncs: syncs.map(Math.round), sealed: sealed.map(Math.round),
}))
await browser.close()
server.closeAllConnections()
server.close()
await rm(folder, { recursive: true })
process.exit(0)
