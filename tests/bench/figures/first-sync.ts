import type { InPage } from '../support/browser.ts'
import type { Figure, Row, Run } from '../support/measure.ts'
import { call, withContest, type Contest, type Contestant } from './contest.ts'

async function measure(run: Run, contest: Contest, total: number): Promise<readonly Row[]> {
  const contestants = [contest.ours, contest.sealed, contest.stock, contest.crdt]
  const times = new Map<Contestant, number[]>(contestants.map(each => [each, []]))
  const [floor, wire]: [number[], number[]] = [[], []]
  const page = await contest.browser.page()
  for (let round = 0; round < (run.isQuick ? 2 : 5); round += 1) {
    const bare = await page.evaluate(([url, name]) => (globalThis as unknown as InPage).bench.floorSync(url!, name!), [contest.ndjson.url, `floor-${round}`])
    if (bare.count !== total) throw new Error(`the floor has ${bare.count} of ${total}`)
    floor.push(bare.took)
    for (const each of contestants) {
      await each.create(page)
      each.proxy.reset()
      const { took, count } = await call(page, 'firstSync', `round-${round}-${contestants.indexOf(each)}`)
      if (count !== total) throw new Error(`${each.name} has ${count} of ${total}`)
      times.get(each)!.push(took)
      const { up, down } = each.proxy.counted()
      if (each === contest.ours) wire.push((up + down) / contest.ndjson.bytes)
    }
  }
  const against = { name: 'raw IndexedDB', values: floor }
  const row = (each: Contestant, more: Partial<Row> = {}): Row => ({ figure: `first sync of ${total.toLocaleString('en')} candidates, ${each.name}`, unit: 'ms', values: times.get(each)!, against, ...more })
  return [
    row(contest.ours, { goal: { of: 'ratio', atLeast: 0.6 }, note: `${Math.round(contest.ndjson.bytes / total)} bytes a document` }),
    row(contest.sealed), row(contest.stock), row(contest.crdt, { note: 'everything is one document in one row; nothing can be read before all is there' }),
    { figure: 'first sync, bytes on the wire of the uncompressed JSON', unit: 'share', values: wire, goal: { of: 'median', atMost: 0.35 } },
  ]
}

export const firstSync: Figure = {
  name: 'first-sync', about: 'a first sync into IndexedDB against raw IndexedDB, stock RxDB and Yjs',
  rows(run) {
    const documents = run.isQuick ? 4_000 : 20_000
    return withContest(run, documents, contest => measure(run, contest, documents))
  },
}

