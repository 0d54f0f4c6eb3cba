import { afterAll, beforeAll, expect, test } from 'vitest'
import { filter, firstValueFrom } from 'rxjs'
import { createId } from '#shared/lib/ids'
import type { Database } from '#server/db/database'
import { openDatabase } from '#server/db/open-database'
import { emptyDatabase, setUp, signIn, type Signed } from '#tests/support/process-workspace'
import { startProcess, type ServerProcess } from '#tests/support/server-process'
import { kindsOf, WireClient } from '#tests/support/wire-client'
import { makeApplication, makeCandidate, makeJob, newRow } from '#tests/support/workspace'
import { openLaptop, seeded, settledSoon, type Laptop } from './laptop.ts'

let database: Awaited<ReturnType<typeof emptyDatabase>>
let db: Database
let servers: ServerProcess[] = []
let sessions: Signed[] = []
let laptops: Laptop[] = []

beforeAll(async () => {
  database = await emptyDatabase()
  // All three at once: they take turns with the migrations.
  servers = await Promise.all([1, 2, 3].map(() => startProcess({ url: database.url })))
  db = await openDatabase({ kind: 'postgresql', url: database.url, maxConnections: 2 })
  sessions = [await setUp(servers[0]!.url), await signIn(servers[1]!.url, 'second'), await signIn(servers[2]!.url, 'third')]
  laptops = await Promise.all(servers.map((server, index) => openLaptop(server.url, sessions[index]!, ['candidates', 'conflicts'])))
  await Promise.all(laptops.map(laptop => laptop.sync.settled()))
})
afterAll(async () => {
  for (const laptop of laptops) await laptop.close()
  for (const server of servers) await server.kill()
  await db.close()
  await database.drop()
})

test('a change at one process is live at the laptops of the others', async () => {
  const times: number[] = []
  for (let round = 0; round < 12; round += 1) {
    const document = makeCandidate()
    const arrived = [1, 2].map(other => firstValueFrom(laptops[(round + other) % 3]!.watchOne('candidates', document.id).pipe(filter(found => found !== null))))
    const from = performance.now()
    await laptops[round % 3]!.write([{ kind: 'create', collection: 'candidates', document }])
    await Promise.all(arrived)
    times.push(performance.now() - from)
  }
  const median = times.toSorted((a, b) => a - b)[6]!
  process.stderr.write(`three servers: a change crosses in ${median.toFixed(1)} ms (median of 12)\n`)
})

test('laptops spread over three processes converge after working on the same records at once', async () => {
  const random = seeded('three servers')
  const ids = (await laptops[0]!.find('candidates', { sort: ['id'], limit: 6 })).map(found => found.id)
  await Promise.all(laptops.map(async (laptop, who) => {
    for (let round = 0; round < 25; round += 1) {
      const id = ids[Math.floor(random() * ids.length)]!
      const { tags } = (await laptop.get('candidates', id))!
      await laptop.write([{ kind: 'edit', collection: 'candidates', id, fields: random() < 0.5 ? { tags: [...tags, `${who}-${round}`] } : { headline: `${who}-${round}` } }])
    }
  }))
  await Promise.all(laptops.map(settledSoon))
  const held = async () => Object.fromEntries((await db.query<{ id: string; content: object }>(`select id, content from documents where collection = 'candidates'`)).map(row => [row.id, row.content]))
  for (const laptop of laptops) {
    await expect.poll(async () => Object.fromEntries((await laptop.find('candidates', {})).map(found => [found.id, found]))).toEqual(await held())
  }
  const tags = (await db.query<{ tag: string }>(`select jsonb_array_elements_text(content->'tags') as tag from documents where collection = 'candidates'`)).map(row => row.tag)
  expect(new Set(tags).size).toBe(tags.length)
  const kinds = await db.query<{ unit: string }>(`select distinct content->>'unit' as unit from documents where collection = 'conflicts'`)
  expect(kinds.every(({ unit }) => unit === 'headline')).toBe(true)
})

test('of thirty bookings racing over three processes for ten half-hours of one interviewer none overlaps', async () => {
  const [job, candidates] = [makeJob(), Array.from({ length: 30 }, () => makeCandidate())]
  const applications = candidates.map(candidate => makeApplication(job, candidate))
  const clients = await Promise.all(Array.from({ length: 30 }, (_, index) => WireClient.signedIn(servers[index % 3]!.url, sessions[index % 3]!.token, { live: false })))
  await clients[0]!.push([newRow('jobs', job), ...candidates.map(each => newRow('candidates', each)), ...applications.map(each => newRow('applications', each))])
  const interviewer = createId()
  const halfHour = 1_800_000
  const results = await Promise.all(clients.map(async (client, index) => {
    // Slots overlap their neighbours by half.
    const startMs = 1_800_000_000_000 + (index % 10) * (halfHour / 2)
    return client.push([newRow('interviews', {
      id: createId(), loopId: createId(), candidateId: candidates[index]!.id, applicationId: applications[index]!.id, jobId: job.id, sessionId: null, name: `Race ${index}`,
      startMs, endMs: startMs + halfHour, seats: [{ personId: interviewer, role: 'interviewer' }], roomId: null, cancelled: false, cancelReason: '', limitReason: '', zone: 'UTC',
      bookedById: sessions[0]!.person.id, video: 'none', kitId: null, kitVersion: null, confirmed: false, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: 1,
    })])
  }))
  for (const client of clients) client.close()
  const kinds = results.flatMap(kindsOf)
  const booked = await db.query<{ startMs: number; endMs: number }>(
    `select (content->>'startMs')::bigint as "startMs", (content->>'endMs')::bigint as "endMs" from documents where collection = 'interviews' and content->>'name' like 'Race%' order by 1`)
  expect(kinds.filter(kind => kind === 'accepted').length).toBe(booked.length)
  expect(kinds.filter(kind => kind === 'refused').length).toBe(30 - booked.length)
  expect(booked.length).toBeGreaterThanOrEqual(4)
  booked.forEach((slot, index) => { if (index > 0) expect(slot.startMs).toBeGreaterThanOrEqual(booked[index - 1]!.endMs) })
  // Every refused booking is kept as an item that says why.
  const kept = await db.query(`select id from documents where collection = 'conflicts' and content->>'code' = 'rules.booking_overlap'`)
  expect(kept.length).toBe(30 - booked.length)
  process.stderr.write(`three servers: 30 racing bookings, ${booked.length} confirmed, ${kept.length} returned with their reason, 0 overlaps\n`)
})

test('a device signed out at one process is told to wipe at another', async () => {
  const gone = await signIn(servers[0]!.url, 'stolen')
  const line = await WireClient.signedIn(servers[2]!.url, gone.token)
  await fetch(`${servers[1]!.url}/api/sessions/${gone.sessionId}`, { method: 'DELETE', headers: { authorization: `Bearer ${sessions[0]!.token}` } })
  expect(await line.hear(message => message.type === 'wipe')).toEqual({ type: 'wipe' })
  line.close()
})
