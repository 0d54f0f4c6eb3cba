import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { createWire } from '#server/connectors/kit/http'
import type { Database } from '#server/db/database'
import { stores, type OpenedStore } from '#tests/support/databases'
import { acmeHris, startAcme, type AcmeVendor } from '#tests/support/acme-hris'
import { dying, type Death } from '#tests/support/dying'
import { connect, hire, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { openWorkspace, type TestWorkspace } from '#tests/support/workspace'

const vendorWire = createWire({ allowPrivateHosts: ['127.0.0.1'] })

describe.each(stores)('a server that dies while it delivers, on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  let vendor: AcmeVendor
  beforeEach(async () => {
    store = await open()
    workspace = await openWorkspace(store.db)
    vendor = await startAcme()
    await connect(store.db, workspace.workspaceId, acmeHris, { config: { address: vendor.url, company: 'co' }, keys: { key: 'sesame' } })
  })
  afterEach(async () => {
    await vendor.stop()
    await store.close()
  })

  /** The next process takes over once the dead one's claim has run out. */
  async function takeOver(engine: TestOutbox): Promise<void> {
    const next = openOutbox(store.db, [acmeHris])
    next.clock.nowMs = engine.clock.nowMs
    for (let round = 0; round < 3; round += 1) {
      next.clock.nowMs += 6 * 60_000
      await next.outbox.drain()
    }
  }

  const world = (death: Death): ReturnType<typeof dying> => dying({ db: store.db, wire: vendorWire }, death, true)

  async function killAt(at: number): Promise<boolean> {
    const { db, wire, happened, isDead } = world({ at, moment: 'before' })
    const engine = openOutbox(db, [acmeHris], { wire, onFailure: () => undefined })
    const { application } = await hire(workspace)
    await engine.outbox.drain().catch((error: unknown) => { if (!isDead()) throw error })
    await takeOver(engine)
    const made = vendor.history.filter(line => line.endsWith(application.id))
    expect(made, `killed before step ${at}`).toEqual([`create ${application.id}`])
    const [card] = await store.db.query<{ onboarding: { state: string }[] }>(`select content->'onboarding' as onboarding from documents where id = $1`, [application.id])
    expect(card!.onboarding).toMatchObject([{ state: 'done' }])
    return happened()
  }

  test('between any two statements, commits and requests: one employee', async () => {
    let at = 1
    while (await killAt(at)) at += 1
    // The walk ended because a delivery went through without dying, so every gap was a crash point once.
    expect(at).toBeGreaterThan(20)
  }, 240_000)

  test('dying again and again, with the network cut after the vendor acted: one employee each', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean(), fc.constantFrom('none', 'answerLost', 'garbled', 'cutBefore')), { minLength: 1, maxLength: 4 }), async deaths => {
      const { application } = await hire(workspace)
      let nowMs = 1_790_000_000_000
      for (const [at, after, mishap] of deaths) {
        const { db, wire, isDead } = world({ at, moment: after ? 'after' : 'before' })
        const engine = openOutbox(db, [acmeHris], { wire, onFailure: () => undefined })
        engine.clock.nowMs = nowMs
        if (mishap !== 'none') vendor.mishap({ kind: mishap as 'answerLost', when: request => request.method === 'POST' })
        await engine.outbox.drain().catch((error: unknown) => { if (!isDead()) throw error })
        vendor.mishap(null)
        nowMs += 6 * 60_000
      }
      const last = openOutbox(store.db, [acmeHris])
      last.clock.nowMs = nowMs
      for (let round = 0; round < 4; round += 1) {
        last.clock.nowMs += 40 * 60_000
        await last.outbox.drain()
      }
      expect(vendor.history.filter(line => line.endsWith(application.id))).toEqual([`create ${application.id}`])
    }), { numRuns: 15 })
  })
})

test('one connection with thousands waiting and down does not make the other wait', async () => {
  const store = await stores[0]!.open()
  const workspace = await openWorkspace(store.db)
  const vendor = await startAcme()
  const engine = openOutbox(store.db, [acmeHris])
  const down = await connect(store.db, workspace.workspaceId, acmeHris, { config: { address: 'http://127.0.0.1:9', company: 'down' }, keys: { key: 'sesame' } })
  const { application, candidate, job } = await hire(workspace)
  await engine.outbox.relay()
  await store.db.query(
    `insert into deliveries (id, workspace_id, connection_id, event_id, sequence, position, kind, order_key, candidate_id, application_id, job_id, event_at_ms, data, sandbox, state, next_try_at_ms)
     select gen_random_uuid(), $1, $2, gen_random_uuid(), 0, n, 'candidate.hired', gen_random_uuid(), $3, $4, $5, 1, '{}', false, 'waiting', 0 from generate_series(1, 2000) n`,
    [workspace.workspaceId, down.id, candidate.id, application.id, job.id],
  )
  await connect(store.db, workspace.workspaceId, acmeHris, { sinceSequence: await sequenceOf(store.db), config: { address: vendor.url, company: 'up' }, keys: { key: 'sesame' } })
  await hire(workspace)
  await engine.outbox.drain()
  expect(vendor.employees.size).toBe(1)
  const [tried] = await store.db.query<{ count: number }>('select count(*) as count from delivery_attempts where delivery_id in (select id from deliveries where connection_id = $1)', [down.id])
  // The circuit opened after a few: a dead host is not asked two thousand times.
  expect(tried!.count).toBeGreaterThan(3)
  expect(tried!.count).toBeLessThan(20)
  await vendor.stop()
  await store.close()
})

async function sequenceOf(db: Database): Promise<number> {
  const [workspace] = await db.query<{ sequence: number }>('select sequence from workspaces')
  return workspace!.sequence
}
