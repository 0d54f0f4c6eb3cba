import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Database, Tx } from '#server/db/database'
import { stores, type OpenedStore } from '#tests/support/databases'
import { acmeHris, startAcme, type AcmeVendor } from '#tests/support/acme-hris'
import { connect, hire, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { openWorkspace, type TestWorkspace } from '#tests/support/workspace'

/** The process is gone: what was committed stays, nothing more happens. */
class Killed extends Error {}

/**
 * A database whose process dies at the nth statement: before it, or (when `after`) once it has taken effect. From then
 * on nothing gets through, as if the process were gone.
 */
function dyingDatabase(db: Database, at: number, after: boolean): Database & { statements: () => number; isDead: () => boolean } {
  let [count, dead] = [0, false]
  const step = async <T>(run: () => Promise<T>): Promise<T> => {
    if (dead) throw new Killed()
    count += 1
    if (count !== at) return run()
    if (!after) {
      dead = true
      throw new Killed()
    }
    const result = await run()
    dead = true
    return result
  }
  const dying = (tx: Tx): Tx => ({ query: (text, params) => step(() => tx.query(text, params)) })
  return {
    ...db, ...dying(db), statements: () => count, isDead: () => dead,
    transaction: async work => {
      const result = await db.transaction(async tx => {
        const value = await work(dying(tx))
        // The commit is a step of its own: it may be the last thing that did not happen.
        await step(async () => undefined)
        return value
      })
      if (dead) throw new Killed()
      return result
    },
  }
}

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

  async function killAt(at: number, after: boolean): Promise<boolean> {
    const db = dyingDatabase(store.db, at, after)
    const engine = openOutbox(db, [acmeHris], { onFailure: () => undefined })
    const { application } = await hire(workspace)
    await engine.outbox.drain().catch((error: unknown) => { if (!db.isDead()) throw error })
    await takeOver(engine)
    const made = vendor.history.filter(line => line.endsWith(application.id))
    expect(made, `killed ${after ? 'after' : 'before'} statement ${at}`).toEqual([`create ${application.id}`])
    const [card] = await store.db.query<{ onboarding: { state: string }[] }>(`select content->'onboarding' as onboarding from documents where id = $1`, [application.id])
    expect(card!.onboarding).toMatchObject([{ state: 'done' }])
    return db.isDead()
  }

  test('at any statement, before it or after it: one employee', async () => {
    for (const after of [false, true]) {
      let at = 1
      while (await killAt(at, after)) at += 1
      // The walk ended because a delivery went through without dying, so every statement was a crash point once.
      expect(at).toBeGreaterThan(20)
    }
  }, 240_000)

  test('dying again and again, with the network cut after the vendor acted: one employee each', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean(), fc.constantFrom('none', 'answerLost', 'garbled', 'cutBefore')), { minLength: 1, maxLength: 4 }), async deaths => {
      const { application } = await hire(workspace)
      let nowMs = 1_790_000_000_000
      for (const [at, after, mishap] of deaths) {
        const db = dyingDatabase(store.db, at, after)
        const engine = openOutbox(db, [acmeHris], { onFailure: () => undefined })
        engine.clock.nowMs = nowMs
        if (mishap !== 'none') vendor.mishap({ kind: mishap as 'answerLost', when: request => request.method === 'POST' })
        await engine.outbox.drain().catch((error: unknown) => { if (!db.isDead()) throw error })
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
