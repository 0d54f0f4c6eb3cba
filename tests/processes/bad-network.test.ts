import { afterAll, beforeAll, expect, test } from 'vitest'
import { FaultyProxy, type Weather } from '#tests/support/faulty-proxy'
import { emptyDatabase, setUp, signIn, type Signed } from '#tests/support/process-workspace'
import { startProcess, type ServerProcess } from '#tests/support/server-process'
import { WireClient } from '#tests/support/wire-client'
import { makeCandidate } from '#tests/support/workspace'
import { openLaptop, seeded, settledSoon, type Laptop } from './laptop.ts'

let database: Awaited<ReturnType<typeof emptyDatabase>>
let server: ServerProcess
let session: Signed
let proxy: FaultyProxy
let laptops: Laptop[] = []

beforeAll(async () => {
  database = await emptyDatabase()
  server = await startProcess({ url: database.url })
  session = await setUp(server.url)
  proxy = await FaultyProxy.open(() => server.port)
  laptops = [await openLaptop(proxy.url, session, ['candidates', 'conflicts']), await openLaptop(proxy.url, await signIn(server.url, 'second'), ['candidates', 'conflicts'])]
  await Promise.all(laptops.map(laptop => laptop.sync.settled()))
})
afterAll(async () => {
  for (const laptop of laptops) await laptop.close()
  await proxy.close()
  await server.kill()
  await database.drop()
})

/** Both laptops and the server hold the same. */
async function expectConverged(): Promise<void> {
  proxy.weather = {}
  await Promise.all(laptops.map(settledSoon))
  const client = await WireClient.signedIn(server.url, session.token, { live: false })
  await client.pullAll(null)
  client.close()
  const held = Object.fromEntries(client.messages.flatMap(message => (message.type === 'page' ? message.rows : []))
    .filter(row => row.collection === 'candidates' && row.content !== null).map(row => [row.id, row.content!]))
  for (const laptop of laptops) {
    await expect.poll(async () => Object.fromEntries((await laptop.find('candidates', {})).map(found => [found.id, found]))).toEqual(held)
  }
}

async function workIn(weather: Weather, rounds: number, eachMs: number, random: () => number, disturb: () => void = () => undefined): Promise<void> {
  proxy.weather = weather
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, laptop] of laptops.entries()) {
      const known = await laptop.find('candidates', { sort: ['id'], limit: 50 })
      const old = known[Math.floor(random() * known.length)]
      await laptop.write(old && random() < 0.7
        ? [{ kind: 'edit', collection: 'candidates', id: old.id, fields: random() < 0.5 ? { tags: [...old.tags, `t${round}-${index}-${Math.floor(random() * 1e6)}`].slice(-90) } : { headline: `${round} by ${index}` } }]
        : [{ kind: 'create', collection: 'candidates', document: makeCandidate({ summary: 'x'.repeat(2_000) }) }])
    }
    await new Promise(done => setTimeout(done, eachMs))
    disturb()
    for (const laptop of laptops) if (['offline', 'paused'].includes(laptop.sync.view.kind)) laptop.sync.now()
  }
}

test.each<[string, Weather, (random: () => number) => void]>([
  ['slow lines', { delayMs: 60 }, () => undefined],
  ['narrow lines', { bytesPerSecond: 40_000 }, () => undefined],
  ['lines cut in the middle of a frame', { cutAfterBytes: 3_000 }, () => undefined],
  ['lines cut at any moment', { delayMs: 5 }, random => { if (random() < 0.5) proxy.cutAll() }],
  ['lines that close one way', { delayMs: 5 }, random => { if (random() < 0.3) proxy.halfOpen() }],
])('over %s the laptops and the server agree in the end', async (name, weather, disturb) => {
  const random = seeded(name)
  await workIn(weather, 12, 60, random, () => disturb(random))
  proxy.cutAll()
  await expectConverged()
})

test('a line that swallows everything is noticed by itself and nothing is lost', async () => {
  const random = seeded('black hole')
  await workIn({ blackHole: true }, 3, 50, random)
  await expect.poll(() => laptops.every(laptop => ['offline', 'paused', 'connecting', 'signing-in'].includes(laptop.sync.view.kind)), { timeout: 25_000 }).toBe(true)
  proxy.weather = {}
  proxy.cutAll()
  await expectConverged()
})

test('the same device connected twice at once pushes everything once', async () => {
  const twins = await Promise.all([1, 2].map(() => WireClient.signedIn(proxy.url, session.token)))
  const rows = Array.from({ length: 40 }, () => makeCandidate()).map((content, index) => ({ kind: 'new', collection: 'candidates', id: content.id, operation: `twin${index}`, atMs: 1, content }))
  await Promise.all(twins.map(twin => twin.push(rows)))
  for (const twin of twins) twin.close()
  await expectConverged()
  const replies = await Promise.all(rows.map(async row => (await (await fetch(`${server.url}/api/history/candidates/${row.id}`, { headers: { authorization: `Bearer ${session.token}` } })).json() as { entries: unknown[] }).entries.length))
  expect(new Set(replies)).toEqual(new Set([1]))
})
