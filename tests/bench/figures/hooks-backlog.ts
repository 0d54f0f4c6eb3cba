import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createWire } from '#server/connectors/kit/http'
import { Memory } from '#server/connectors/kit/memory'
import type { Database } from '#server/db/database'
import { openEmbedded } from '#server/db/embedded-database'
import { openPostgres } from '#server/db/postgres-database'
import { Outbox } from '#server/outbox/outbox'
import type { Job } from '#shared/domain/model/job'
import { startFakeVendor, type FakeVendor } from '#tests/support/fake-vendor'
import { hireSystems, openHiring, tellOf, type HireSystem } from '#tests/support/hire-systems'
import { connect, openOutbox } from '#tests/support/outbox'
import { openWorkspace, type TestWorkspace } from '#tests/support/workspace'
import { createDatabase, startBuiltServer } from '../support/built-server.ts'
import type { Figure, Row, Run } from '../support/measure.ts'

const waiting = 10_000
type Up = HireSystem & Readonly<{ title: string }>
type Latencies = Map<string, number[]>

/** From the commit of a hire until it stands at each of the vendors, one person after another. */
async function latencies(workspace: TestWorkspace, job: Job, systems: readonly Up[], count: number, into: Latencies): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    const told = await tellOf(workspace, job, 'candidate.hired', `N${crypto.randomUUID().slice(0, 8)}`)
    const began = performance.now()
    const open = new Set(systems)
    while (open.size > 0) {
      await sleep(1)
      for (const system of open) {
        const effects = system.effects(told)
        if (!Object.entries(system.whole).every(([name, wanted]) => effects[name] === wanted)) continue
        into.set(system.title, [...into.get(system.title) ?? [], performance.now() - began])
        open.delete(system)
      }
    }
  }
}

/** Ten thousand hires that wait for one system, each of a person of their own; `address` is where it is. Answers with how to be rid of them. */
async function fillBacklog({ db, workspaceId }: TestWorkspace, { connector, keys }: HireSystem, address: string): Promise<() => Promise<void>> {
  const down = await connect(db, workspaceId, connector, { config: { address }, keys: { ...keys }, sinceSequence: 9e15 })
  const [card] = await db.query<{ id: string; candidateId: string; jobId: string }>(`select id, content->>'candidateId' as "candidateId", content->>'jobId' as "jobId" from documents where collection = 'applications' limit 1`)
  await db.query(
    `insert into deliveries (id, workspace_id, connection_id, event_id, sequence, position, kind, order_key, candidate_id, application_id, job_id, event_at_ms, data, sandbox, state, next_try_at_ms)
     select gen_random_uuid(), $1, $2, gen_random_uuid(), 0, n, 'candidate.hired', gen_random_uuid(), $3, $4, $5, 1, '{}', false, 'waiting', 0 from generate_series(1, ${waiting}) n`, [workspaceId, down.id, card!.candidateId, card!.id, card!.jobId],
  )
  return async () => {
    await db.query('update connections set deleted_at_ms = 1 where id = $1', [down.id])
    await db.query('delete from delivery_attempts where delivery_id in (select id from deliveries where connection_id = $1)', [down.id])
    await db.query('delete from deliveries where connection_id = $1', [down.id])
  }
}

async function measure(run: Run, name: string, db: Database): Promise<readonly Row[]> {
  const workspace = await openWorkspace(db)
  const job = await openHiring(workspace)
  const down = await hireSystems.BambooHR()
  const silent = await startFakeVendor(() => ({ status: 204 }))
  silent.mishap({ kind: 'beforeActing', run: () => new Promise(() => undefined), times: Infinity })
  const refusing = await startFakeVendor(() => ({ status: 422, json: {} }))
  const titles = ['another HR system', 'a SCIM directory', 'ServiceNow', 'Slack'] as const
  // The vendors' limits are taken off: keeping to them is a wait of its own, the same with a backlog and without.
  const systems: Up[] = await Promise.all(titles.map(async title => {
    const system: HireSystem = await hireSystems[title]()
    return { ...system, title, connector: { ...system.connector, rateLimit: { requests: 10_000, perMs: 1_000 } } }
  }))
  const wire = createWire({ allowPrivateHosts: ['127.0.0.1'] })
  const { options } = openOutbox(db, [down.connector, ...systems.map(({ connector }) => connector)])
  const outbox = new Outbox({
    ...options, now: Date.now, random: Math.random, memory: new Memory(Date.now), sleep: async ms => { await sleep(ms) }, onFailure: cause => run.say(String(cause)),
    wire: request => {
      const fake = systems.find(({ home }) => home !== undefined && request.url.startsWith(home))
      return wire({ ...request, url: fake ? request.url.replace(fake.home!, fake.vendor.url) : request.url })
    },
  })
  try {
    for (const { connector, config, keys } of systems) await connect(db, workspace.workspaceId, connector, { config: config as never, keys: { ...keys }, events: ['candidate.hired'] })
    await outbox.start()
    const count = run.isQuick ? 10 : 30
    const [warm, alone, beside, churning]: Latencies[] = [new Map(), new Map(), new Map(), new Map()]
    await latencies(workspace, job, systems, 5, warm!)
    for (let half = 0; half < 2; half += 1) {
      await latencies(workspace, job, systems, count, alone!)
      for (const [vendor, into] of [[silent, beside!], [refusing, churning!]] as const) {
        const clear = await fillBacklog(workspace, down, (vendor as FakeVendor).url)
        await outbox.tick()
        await latencies(workspace, job, systems, count, into)
        if (vendor.requests.length === 0) throw new Error('the connection that is down was never tried')
        await clear()
      }
    }
    const pooled = (measured: Latencies): number[] => [...measured.values()].flat()
    const judged = (what: string, values: number[]): Row => ({ figure: `hire → four vendors beside 10,000 for a fifth that ${what}, ${name}`, unit: 'ms', values, against: { name: 'p95 with no backlog', values: pooled(alone!) }, goal: { of: 'p95 ratio', atLeast: 0.8 } })
    return [
      judged('never answers', pooled(beside!)), judged('refuses them one by one', pooled(churning!)),
      ...titles.map((title): Row => ({ figure: `  of these ${title}, the fifth never answers, ${name}`, unit: 'ms', values: beside!.get(title)!, against: { name: 'no backlog', values: alone!.get(title)! } })),
    ]
  } finally {
    await outbox.stop()
    for (const { vendor } of [...systems, down]) await vendor.stop()
    for (const vendor of [silent, refusing]) await vendor.stop()
    await db.close()
  }
}

export const hooksBacklog: Figure = {
  name: 'hooks-backlog', about: 'a connection that is down with 10,000 deliveries does not slow the others',
  async rows(run) {
    const folder = await mkdtemp(join(tmpdir(), 'shortlist-bench-'))
    try {
      // A built server that starts and stops brings the schema; the outbox then runs here, beside the stopwatch.
      await (await startBuiltServer({ kind: 'embedded', folder })).stop()
      const rows = await measure(run, 'PGlite', await openEmbedded(folder))
      if (run.postgresUrl === null) return rows
      const store = await createDatabase(run.postgresUrl)
      await (await startBuiltServer(store)).stop()
      return [...rows, ...await measure(run, 'PostgreSQL', await openPostgres(store.url, 10))]
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}
