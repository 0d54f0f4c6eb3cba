import { openEmbedded } from '#server/db/embedded-database'
import { openPostgres } from '#server/db/postgres-database'
import type { Database } from '#server/db/database'
import { Outbox } from '#server/outbox/outbox'
import { createId } from '#shared/lib/ids'
import { acmeHris, startAcme, type AcmeVendor } from '#tests/support/acme-hris'
import { connect, openOutbox } from '#tests/support/outbox'
import { makeApplication, makeCandidate, makeJob, openWorkspace, type TestWorkspace } from '#tests/support/workspace'
import { writeRecord } from '#server/replication/record'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Figure, Row, Run } from '../support/measure.ts'
import { createDatabase, startBuiltServer } from '../support/built-server.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const waiting = 10_000

/** From the commit of a hire to its answer at the vendor, one after another. */
async function latencies(workspace: TestWorkspace, vendor: AcmeVendor, count: number): Promise<number[]> {
  const took: number[] = []
  for (let round = 0; round < count; round += 1) {
    const job = makeJob({ openings: 9 })
    const candidate = makeCandidate()
    const application = makeApplication(job, candidate)
    const write = (rows: Parameters<typeof writeRecord>[3]): Promise<unknown> => workspace.db.transaction(tx => writeRecord(tx, workspace.workspaceId, null, rows, Date.now()))
    await write([{ collection: 'jobs', id: job.id, content: job }, { collection: 'candidates', id: candidate.id, content: candidate }, { collection: 'applications', id: application.id, content: application }])
    const [before, began] = [vendor.employees.size, performance.now()]
    await write([{ collection: 'applications', id: application.id, content: { status: 'hired', hiredStartDate: '2026-10-01' } }])
    while (vendor.employees.size === before) await sleep(2)
    took.push(performance.now() - began)
  }
  return took
}

/** Ten thousand deliveries of a connection whose host does not answer, each of a person of their own. */
async function fillBacklog(workspace: TestWorkspace): Promise<void> {
  const down = await connect(workspace.db, workspace.workspaceId, acmeHris, { config: { address: 'http://127.0.0.1:9', company: 'down' }, keys: { key: 'sesame' }, sinceSequence: 9e15 })
  const [card] = await workspace.db.query<{ id: string }>(`select id from documents where collection = 'applications' limit 1`)
  await workspace.db.query(
    `insert into deliveries (id, workspace_id, connection_id, event_id, sequence, position, kind, order_key, application_id, event_at_ms, data, sandbox, state, next_try_at_ms)
     select gen_random_uuid(), $1, $2, gen_random_uuid(), 0, n, 'candidate.hired', gen_random_uuid(), $3, 1, '{}', false, 'waiting', 0 from generate_series(1, ${waiting}) n`, [workspace.workspaceId, down.id, card!.id],
  )
}

async function measure(run: Run, name: string, db: Database): Promise<readonly Row[]> {
  const workspace = await openWorkspace(db)
  const vendor = await startAcme()
  const { options } = openOutbox(db, [acmeHris])
  const outbox = new Outbox({ ...options, now: Date.now, random: Math.random, sleep: async ms => { await sleep(ms) }, onFailure: cause => run.say(String(cause)) })
  try {
    await connect(db, workspace.workspaceId, acmeHris, { config: { address: vendor.url, company: createId() }, keys: { key: 'sesame' } })
    await outbox.start()
    await latencies(workspace, vendor, 3)
    const count = run.isQuick ? 20 : 60
    const alone = await latencies(workspace, vendor, count)
    await fillBacklog(workspace)
    await outbox.tick()
    const beside = await latencies(workspace, vendor, count)
    return [{ figure: `hire → vendor beside 10,000 that wait for a dead host, ${name}`, unit: 'ms', values: beside, against: { name: 'no backlog', values: alone }, goal: { of: 'ratio', atLeast: 0.7 } }]
  } finally {
    await outbox.stop()
    await vendor.stop()
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
