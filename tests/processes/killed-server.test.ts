import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { emptyDatabase, setUp } from '#tests/support/process-workspace'
import { startProcess, type ServerProcess } from '#tests/support/server-process'
import { WireClient } from '#tests/support/wire-client'
import { makeCandidate } from '#tests/support/workspace'
import { openLaptop, pendingNow, seeded, settledSoon, type Laptop } from './laptop.ts'

const kills = Number(process.env['PROCESS_KILLS'] ?? 2)

type Where = Readonly<{ store: { folder: string } | { url: string }; remove(): Promise<void> }>

async function onFolder(): Promise<Where> {
  const folder = await mkdtemp(join(tmpdir(), 'shortlist-killed-'))
  return { store: { folder }, remove: () => rm(folder, { recursive: true, force: true }) }
}

async function onPostgres(): Promise<Where> {
  const { url, drop } = await emptyDatabase()
  return { store: { url }, remove: drop }
}

/** What the server holds, as a stranger to this laptop fetches it. */
async function candidatesOn(url: string, token: string): Promise<Map<string, Record<string, unknown>>> {
  const client = await WireClient.signedIn(url, token, { live: false })
  await client.pullAll(null)
  client.close()
  const rows = client.messages.flatMap(message => (message.type === 'page' ? message.rows : []))
  return new Map(rows.filter(row => row.collection === 'candidates' && row.content !== null).map(row => [row.id, row.content!]))
}

type Entry = { kind: string; changes: Record<string, [unknown, unknown]> }

async function historyOf(url: string, token: string, id: string): Promise<Entry[]> {
  const reply = await fetch(`${url}/api/history/candidates/${id}`, { headers: { authorization: `Bearer ${token}` } })
  return (await reply.json() as { entries: Entry[] }).entries
}

describe.each([{ name: 'PGlite', open: onFolder }, { name: 'PostgreSQL', open: onPostgres }])('a server on $name', ({ name, open }) => {
  const closing: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close()
  })

  test(`killed with -9 ${kills} times during pushes loses nothing acknowledged and takes everything else once`, async () => {
    const random = seeded(`kill -9 on ${name}`)
    const { store, remove } = await open()
    closing.push(remove)
    let server: ServerProcess = await startProcess(store)
    closing.push(() => server.kill())
    const session = await setUp(server.url)
    const laptop: Laptop = await openLaptop(server.url, session, ['candidates', 'conflicts'])
    closing.push(() => laptop.close())
    await laptop.sync.settled()
    const ids: string[] = []
    const wanted = new Map<string, string>()
    let [writes, acknowledgedAtKills] = [0, 0]

    for (let round = 0; round < kills; round += 1) {
      const killAfterMs = Math.round(random() * 400)
      const stopWritingAt = Date.now() + killAfterMs + 50
      const writing = (async () => {
        while (Date.now() < stopWritingAt) {
          writes += 1
          const old = ids[Math.floor(random() * ids.length)]
          if (old !== undefined && random() < 0.6) {
            wanted.set(old, `edit ${writes}`)
            await laptop.write([{ kind: 'edit', collection: 'candidates', id: old, fields: { headline: `edit ${writes}` } }])
          } else {
            const document = makeCandidate({ headline: `new ${writes}` })
            ids.push(document.id)
            wanted.set(document.id, document.headline)
            await laptop.write([{ kind: 'create', collection: 'candidates', document }])
          }
        }
      })()
      await new Promise(done => setTimeout(done, killAfterMs))
      await server.kill()
      laptop.network.cut()
      await writing
      const waiting = await pendingNow(laptop, 'candidates')
      const acknowledged = ids.filter(id => !waiting.has(id))
      acknowledgedAtKills += acknowledged.length
      server = await startProcess(store, server.port)
      const held = await candidatesOn(server.url, session.token)
      for (const id of acknowledged) expect(held.get(id)?.['headline'], `acknowledged ${id}`).toBe(wanted.get(id))
      laptop.network.restore()
      laptop.sync.now()
      await settledSoon(laptop)
    }

    const held = await candidatesOn(server.url, session.token)
    expect(Object.fromEntries([...held].map(([id, content]) => [id, content['headline']]).toSorted())).toEqual(Object.fromEntries([...wanted].toSorted()))
    // Each history is one request: a sample keeps the test short.
    for (const id of ids.filter((_, index) => index % Math.ceil(ids.length / 60) === 0)) {
      const entries = await historyOf(server.url, session.token, id)
      expect(entries.filter(entry => entry.kind === 'new').length).toBe(1)
      const values = entries.flatMap(entry => (entry.changes['headline'] ? [entry.changes['headline'][1]] : []))
      expect(new Set(values).size).toBe(values.length)
    }
    expect(await laptop.find('conflicts', {})).toEqual([])
    process.stderr.write(`kill -9 on ${name}: ${kills} kills, ${writes} writes to ${ids.length} records, ${acknowledgedAtKills} acknowledged records checked\n`)
  }, 240_000)
})
