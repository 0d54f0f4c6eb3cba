import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openDatabase } from '#server/db/open-database'
import { deliveriesSchema } from '#shared/contract/integrations'
import type { VendorRequest } from '#tests/support/fake-vendor'
import { hireSystems, type HireSystem } from '#tests/support/hire-systems'
import { emptyDatabase, setUp, type Signed } from '#tests/support/process-workspace'
import { startProcess, type ServerProcess } from '#tests/support/server-process'
import { WireClient } from '#tests/support/wire-client'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, pipelineOf } from '#tests/support/workspace'

const kills = Number(process.env['PROCESS_KILLS'] ?? 2)
const environment = { SHORTLIST_ALLOW_PRIVATE_HOSTS: '127.0.0.1', SHORTLIST_SECRETS_KEY: '07'.repeat(32) }
const names = ['BambooHR', 'ServiceNow', 'a SCIM directory', 'another HR system'] as const

type Where = Readonly<{ store: { folder: string } | { url: string }; /** What a dead process held runs out; the embedded store sees for itself that it is alone. */ timePasses(): Promise<void>; remove(): Promise<void> }>

async function onFolder(): Promise<Where> {
  const folder = await mkdtemp(join(tmpdir(), 'shortlist-hire-'))
  return { store: { folder }, timePasses: async () => undefined, remove: () => rm(folder, { recursive: true, force: true }) }
}

async function onPostgres(): Promise<Where> {
  const { url, drop } = await emptyDatabase()
  const timePasses = async (): Promise<void> => {
    const db = await openDatabase({ kind: 'postgresql', url, maxConnections: 1 })
    await db.query(`update deliveries set claimed_until_ms = 0 where state = 'sending'`)
    // Two minutes of the queue: a turn that is not over by then is another's.
    await db.query(`delete from hook_queue.job where state = 'active'`)
    await db.close()
  }
  return { store: { url }, timePasses, remove: drop }
}

const actsOf: Readonly<Record<(typeof names)[number], (request: VendorRequest) => boolean>> = {
  BambooHR: ({ method, path }) => method === 'POST' && path === '/api/v1/employees', ServiceNow: ({ path }) => path.endsWith('/order_now'), 'a SCIM directory': ({ method, path }) => method === 'POST' && path.endsWith('/Users'), 'another HR system': ({ method }) => method === 'POST',
}

describe.each([{ name: 'PGlite', open: onFolder }, { name: 'PostgreSQL', open: onPostgres }])('a hire on a server on $name', ({ open }) => {
  const closing: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close()
  })

  test(`killed with -9 while a vendor acts, ${kills} times: one employee, one account, each ticket, always`, async () => {
    const { store, timePasses, remove } = await open()
    closing.push(remove)
    const systems = await Promise.all(names.map(async name => ({ ...await hireSystems[name](), name })))
    for (const system of systems) closing.push(() => system.vendor.stop())
    let server: ServerProcess = await startProcess(store, 0, environment)
    closing.push(() => server.kill())
    const session: Signed = await setUp(server.url)
    const ask = async (path: string, body?: object): Promise<unknown> => {
      const reply = await fetch(`${server.url}/api/integrations${path}`, { ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}), headers: { authorization: `Bearer ${session.token}`, 'x-shortlist-client': 'desktop', ...(body ? { 'content-type': 'application/json' } : {}) } })
      if (!reply.ok) throw new Error(await reply.text())
      return reply.json()
    }
    for (const { connector, config, keys } of systems) await ask('/connections', { connectorId: connector.id, title: connector.title, config: { ...config, ...(connector.id === 'scim' ? { departmentGroups: false } : {}) }, secrets: keys, events: ['candidate.hired'] })

    for (let round = 0; round < kills; round += 1) {
      const system = systems[round % systems.length]!
      const killed = new Promise<void>(done => {
        // Half of them after the vendor acted and before its answer, half before it acted, with the request on its way.
        system.vendor.mishap({ kind: round % 2 === 0 ? 'beforeAnswer' : 'beforeActing', when: actsOf[system.name], run: async () => { await server.kill(); done() } })
      })
      const hired = await hire(server.url, session, round)
      await killed
      await timePasses()
      server = await startProcess(store, server.port, environment)
      await expect.poll(async () => deliveriesSchema.parse(await ask('/deliveries')).deliveries.filter(each => each.candidateId === hired.candidate.id).map(each => each.state), { timeout: 60_000 }).toEqual(systems.map(() => 'done'))
      const [delivery] = deliveriesSchema.parse(await ask('/deliveries')).deliveries.filter(each => each.candidateId === hired.candidate.id)
      for (const each of systems) expect(each.effects({ ...hired, eventId: delivery!.eventId }), `${each.name}, killed at ${system.name}`).toEqual({ ...each.whole, ...('memberships' in each.whole ? { memberships: 0 } : {}) } satisfies HireSystem['whole'])
    }
  }, 60_000 + kills * 60_000)
})

/** Somebody is hired by the owner's laptop, and the server has acknowledged it. */
async function hire(url: string, { token }: Signed, round: number) {
  const client = await WireClient.signedIn(url, token)
  const job = makeJob({ openings: 9 })
  const candidate = makeCandidate({ fullName: `Ana Number${round}`, emails: [`ana${round}@example.test`] })
  const application = makeApplication(job, candidate)
  const made = await client.push([newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application)])
  const last = typeof made === 'string' ? undefined : made.at(-1)
  if (last?.kind !== 'accepted') throw new Error(JSON.stringify(made))
  // The server may be gone before its answer arrives: what matters is what it held.
  void client.push([editRow('applications', application.id, last.revision, pipelineOf(application, { status: 'hired', hiredStartDate: '2026-10-01' }))])
  return { kind: 'candidate.hired' as const, candidate, application, close: () => client.close() }
}
