import type { Page } from 'playwright-core'
import { within, type Figure, type Row, type Run } from '../support/measure.ts'
import { call, pageOf, withContest, type Contest, type Contestant } from './contest.ts'

const edits = 2_000

type Taken = { local: number[]; inTurn: number[]; sent: number[]; wire: number[] }

/** Cuts the line, edits, mends it, and waits until the server has everything. */
async function round(each: Contestant, page: Page, value: string, taken: Taken): Promise<void> {
  each.proxy.cut()
  taken.local.push(await call(page, 'edit', value, edits))
  each.proxy.reset()
  const arrived = each.server?.arrived(value, edits)
  each.proxy.mend()
  await call(page, 'nudge')
  const connected = await each.proxy.connected()
  await within(60_000, `${each.name}: sending`, arrived ?? call(page, 'settled'))
  taken.sent.push(performance.now() - connected)
  const { up, down } = each.proxy.counted()
  taken.wire.push((up + down) / 1e6)
  // Online again: what one write costs somebody who waits for it.
  taken.inTurn.push(await call(page, 'editInTurn', `turn ${value}`, 100))
  if (each.server === null) await call(page, 'settled')
}

async function measure(run: Run, contest: Contest): Promise<readonly Row[]> {
  const contestants = [contest.ours, contest.sealed, contest.stock, contest.crdt]
  const pages = new Map<Contestant, Page>()
  for (const each of contestants) {
    const page = await pageOf(contest, each)
    await call(page, 'open', `edits-${contestants.indexOf(each)}`)
    pages.set(each, page)
  }
  const taken = new Map<Contestant, Taken>(contestants.map(each => [each, { local: [], inTurn: [], sent: [], wire: [] }]))
  for (let count = 0; count < (run.isQuick ? 2 : 5); count += 1) {
    for (const each of contestants) await round(each, pages.get(each)!, `changed in round ${count}`, taken.get(each)!)
  }
  const rows = (part: keyof Taken, figure: string, unit: string, atMost?: number): Row[] => contestants.map(each => ({
    figure: `${figure}, ${each.name}`, unit, values: taken.get(each)![part],
    ...(each !== contest.stock && { against: { name: 'stock RxDB', values: taken.get(contest.stock)![part] } }),
    ...(each === contest.ours && atMost !== undefined && { goal: { of: 'median' as const, atMost } }),
  }))
  return [
    ...rows('local', '2,000 offline edits, on disk', 'ms', 1_000), ...rows('sent', '2,000 offline edits, on the server after the line is back', 'ms', 600),
    ...rows('wire', '2,000 offline edits, both ways on the wire', 'MB', 0.6), ...rows('inTurn', 'one edit after the other, each', 'ms'),
  ]
}

export const offlineEdits: Figure = {
  name: 'offline-edits', about: '2,000 one-field edits with no network: on disk, on the server, on the wire',
  rows: run => withContest(run, run.isQuick ? 3_000 : 20_000, contest => measure(run, contest)),
}
