import { Client } from 'pg'
import type { Page } from 'playwright-core'
import { WebSocketServer } from 'ws'
import type { InPage } from '../support/browser.ts'
import { straightLine } from '../support/counting-proxy.ts'
import { within, type Figure, type Row, type Run } from '../support/measure.ts'
import { call, pageOf, withContest, type Contest, type Contestant } from './contest.ts'

const everyMs = 20

/** The floor: whatever one socket says, the others hear, once it is `kept`. */
function startRelay(keep?: (text: string) => Promise<unknown>): Promise<{ url: string; stop(): void }> {
  const relay = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  relay.on('connection', socket => socket.on('message', async data => {
    await keep?.(String(data))
    for (const other of relay.clients) if (other !== socket) other.send(String(data))
  }))
  return new Promise(resolve => relay.once('listening', () => resolve({
    url: `ws://127.0.0.1:${(relay.address() as { port: number }).port}`, stop: () => relay.close(),
  })))
}

/** One row in a table of its own for each message: committed when this resolves. */
async function openLedger(postgresUrl: string): Promise<{ keep(text: string): Promise<unknown>; close(): Promise<void> }> {
  const client = new Client({ connectionString: postgresUrl })
  await client.connect()
  await client.query('drop table if exists bench_ledger')
  await client.query('create table bench_ledger (id bigserial primary key, said text not null)')
  return {
    keep: text => client.query({ name: 'keep', text: 'insert into bench_ledger (said) values ($1)', values: [text] }),
    close: async () => {
      await client.query('drop table bench_ledger')
      await client.end()
    },
  }
}

async function relayPage(contest: Contest, url: string, store: string | null = null): Promise<Page> {
  const page = await contest.browser.page()
  await page.evaluate(async ([address, name]) => {
    const { bench } = globalThis as unknown as InPage
    const line = bench.createRelayLine(address!, name!)
    await line.open()
    bench.peer = line as never
  }, [url, store])
  return page
}

/** Stamps from one page to the other; answers their ages on arrival. */
async function exchange(from: Page, to: Page, count: number): Promise<readonly number[]> {
  const heard = call(to, 'hearStamps', count)
  await call(from, 'sendStamps', count, everyMs)
  return within(30_000, 'live changes', heard)
}

async function measure(run: Run, contest: Contest): Promise<readonly Row[]> {
  const relay = await startRelay()
  const ledger = run.postgresUrl === null ? null : await openLedger(run.postgresUrl)
  const durable = ledger && await startRelay(ledger.keep)
  const contestants = [contest.ours, contest.stock, contest.crdt]
  const pairs: (readonly [Contestant | 'relay' | 'durable relay', readonly [Page, Page]])[] = [['relay', [await relayPage(contest, relay.url), await relayPage(contest, relay.url)]]]
  if (durable) pairs.push(['durable relay', [await relayPage(contest, durable.url, 'ledger'), await relayPage(contest, durable.url)]])
  for (const each of contestants) {
    const pair = [await pageOf(contest, each), await pageOf(contest, each === contest.ours ? contest.oursElsewhere : each)] as const
    for (const page of pair) await call(page, 'open', `live-${contestants.indexOf(each)}-${pair.indexOf(page)}`)
    pairs.push([each, pair])
  }
  const ages = new Map(pairs.map(([each]) => [each, [] as number[]]))
  for (let round = 0; round < (run.isQuick ? 2 : 6); round += 1) {
    for (const [each, [from, to]] of pairs) ages.get(each)!.push(...await exchange(from, to, 50))
  }
  relay.stop()
  durable?.stop()
  await ledger?.close()
  const against = { name: 'bare relay', values: ages.get('relay')! }
  const ours: Omit<Row, 'goal'> = { figure: 'a live change from A to B, Shortlist', unit: 'ms', values: ages.get(contest.ours)!, against }
  return [
    { ...ours, goal: { of: 'median', atMost: 4 } }, { ...ours, figure: `${ours.figure}, slowest of 20`, goal: { of: 'p95', atMost: 10 } },
    ...(durable ? [{ figure: 'a message from A to B that is on the disk of A and committed on PostgreSQL first', unit: 'ms', values: ages.get('durable relay')!, against }] : []),
    ...[contest.stock, contest.crdt].map(each => ({ figure: `a live change from A to B, ${each.name}`, unit: 'ms', values: ages.get(each)!, against })),
  ]
}

export const liveChange: Figure = {
  name: 'live-change', about: 'from a write in one Chromium page to the other page having it',
  rows: run => withContest(run, run.isQuick ? 1_000 : 5_000, contest => measure(run, contest), straightLine),
}
