import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countDeliveries } from '#server/outbox/health'
import { prune } from '#server/outbox/prune'
import { sendAgain } from '#server/outbox/delivery-row'
import { acmeHris, startAcme, type AcmeVendor } from '#tests/support/acme-hris'
import { stores, type OpenedStore } from '#tests/support/databases'
import { connect, hire, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { openWorkspace, type TestWorkspace } from '#tests/support/workspace'

const dayMs = 86_400_000

describe.each(stores)('deliveries that were given up, on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  let vendor: AcmeVendor
  let engine: TestOutbox
  let connectionId: string
  beforeEach(async () => {
    store = await open()
    workspace = await openWorkspace(store.db)
    vendor = await startAcme()
    engine = openOutbox(store.db, [acmeHris])
    connectionId = (await connect(store.db, workspace.workspaceId, acmeHris, { config: { address: vendor.url, company: 'co' }, keys: { key: 'sesame' } })).id
  })
  afterEach(async () => {
    await vendor.stop()
    await store.close()
  })
  const states = async (): Promise<string[]> => (await store.db.query<{ state: string }>('select state from deliveries order by sequence, position')).map(each => each.state)
  const ids = async (): Promise<string[]> => (await store.db.query<{ id: string }>('select id from deliveries order by sequence, position')).map(each => each.id)
  /** So many hires that the vendor refuses for good. */
  async function giveUp(count: number): Promise<void> {
    vendor.mishap({ kind: 'status', status: 422, when: request => request.method === 'POST', times: count })
    for (let each = 0; each < count; each += 1) await hire(workspace)
    await engine.outbox.drain()
    vendor.mishap(null)
    expect(await states()).toEqual(Array.from({ length: count }, () => 'dead'))
  }

  test('are kept for ninety days with every try, and no day longer', async () => {
    await giveUp(1)
    await prune(store.db, engine.clock.nowMs + 90 * dayMs)
    expect(await states()).toEqual(['dead'])
    expect(await store.db.query('select outcome, code from delivery_attempts')).toEqual([{ outcome: 'final', code: 'connector.refused' }])
    await prune(store.db, engine.clock.nowMs + 90 * dayMs + 1)
    expect([await states(), await store.db.query('select 1 from delivery_attempts')]).toEqual([[], []])
  })

  test('what waits, is blocked or rests behind a pause is never thrown away, however old it is', async () => {
    await store.db.query('update connections set paused = true')
    await hire(workspace)
    await engine.outbox.relay()
    await prune(store.db, engine.clock.nowMs + 1_000 * dayMs)
    expect(await states()).toEqual(['waiting'])
    await store.db.query('update connections set paused = false')
    await engine.outbox.drain()
    expect(vendor.employees.size).toBe(1)
  })

  test('one is sent again alone, or all of a connection, and the count of what was given up follows', async () => {
    await giveUp(3)
    const [, second] = await ids()
    const { workspaceId } = workspace
    await sendAgain(store.db, { workspaceId, ids: [second!], states: ['dead'] })
    await engine.outbox.drain()
    expect(await states()).toEqual(['dead', 'done', 'dead'])
    await sendAgain(store.db, { workspaceId, connectionId, states: ['dead'] })
    await engine.outbox.drain()
    expect(await states()).toEqual(['done', 'done', 'done'])
    expect(vendor.employees.size).toBe(3)
    expect((await countDeliveries(store.db, workspaceId)).get(connectionId)).toBeUndefined()
  })

  test('sent again it has ten tries anew, and what a server of another workspace asks for is not touched', async () => {
    await giveUp(1)
    expect(await sendAgain(store.db, { workspaceId: '0198c000-0000-7000-8000-0000000000ff', states: ['dead'] })).toEqual([])
    expect(await states()).toEqual(['dead'])
    await sendAgain(store.db, { workspaceId: workspace.workspaceId, states: ['dead'] })
    expect(await store.db.query('select tries, attempts from deliveries')).toEqual([{ tries: 0, attempts: 1 }])
  })

  test('a body above the vendor’s limit is given up before it is sent, and says so', async () => {
    const small = { ...acmeHris, payloadLimitBytes: 20 }
    const narrow = openOutbox(store.db, [small])
    await hire(workspace)
    await narrow.outbox.drain()
    expect(vendor.requests).toEqual([])
    expect(await store.db.query('select state, code from deliveries')).toEqual([{ state: 'dead', code: 'connector.too_large' }])
  })
})
