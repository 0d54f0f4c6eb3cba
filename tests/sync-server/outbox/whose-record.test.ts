import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bamboohr } from '#server/connectors/bamboohr/connector'
import type { Job } from '#shared/domain/model/job'
import { startBamboo, type BambooVendor } from '#tests/support/bamboohr'
import { stores, type OpenedStore } from '#tests/support/databases'
import type { Mishap } from '#tests/support/fake-vendor'
import { openHiring, tellOf } from '#tests/support/hire-systems'
import { connect, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { openWorkspace, type TestWorkspace } from '#tests/support/workspace'

/** A record that HR makes by hand between two tries of ours is theirs, unless a try of ours may have made it. */
describe.each(stores)('whose record it is that the second try finds, on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  let job: Job
  let vendor: BambooVendor
  let engine: TestOutbox
  beforeEach(async () => {
    store = await open()
    workspace = await openWorkspace(store.db)
    job = await openHiring(workspace)
    vendor = await startBamboo()
    engine = openOutbox(store.db, [bamboohr])
    await connect(store.db, workspace.workspaceId, bamboohr, { config: { address: vendor.url }, keys: { key: 'sesame-open-7' } })
  })
  afterEach(async () => {
    await vendor.stop()
    await store.close()
  })
  const later = async (): Promise<void> => { engine.clock.nowMs += 6 * 60_000; await engine.outbox.drain() }
  const hire = (): Promise<unknown> => tellOf(workspace, job, 'candidate.hired', 'Sousa')
  const byHand = (): void => void vendor.employees.set('7', { id: '7', status: 'Active', firstName: 'Ana', lastName: 'Sousa', homeEmail: 'ana.sousa@example.test' })
  const linked = (): Promise<unknown[]> => store.db.query(`select external_id as id from external_ids where kind = 'linked'`)

  test('one that was blocked, and only looked, made nothing: the record is linked and never changed', async () => {
    vendor.lists['department'] = ['Sales']
    await hire()
    await engine.outbox.drain()
    expect(await store.db.query('select state, attempts from deliveries')).toEqual([{ state: 'blocked', attempts: 1 }])
    byHand()
    vendor.lists['department'] = ['Design']
    await later()
    expect(vendor.history).toEqual([])
    expect(await linked()).toEqual([{ id: '7' }])
  })

  const isCreate: Mishap['when'] = request => request.method === 'POST' && request.path === '/api/v1/employees'
  test.each<[string, Mishap]>([
    ['found the system down before it asked for anything', { kind: 'status', status: 503, when: request => request.method === 'GET', times: 1 }],
    ['was told to wait', { kind: 'status', status: 429, retryAfter: '60', when: isCreate }],
  ])('one that %s made nothing', async (_case, mishap) => {
    vendor.mishap(mishap)
    await hire()
    await engine.outbox.drain()
    byHand()
    await later()
    expect(vendor.history).toEqual([])
    expect(await linked()).toEqual([{ id: '7' }])
  })

  test.each<[string, Mishap]>([
    ['whose answer was lost', { kind: 'answerLost', when: isCreate }], ['whose answer nobody could read', { kind: 'garbled', when: isCreate }], ['that the system broke down over', { kind: 'status', status: 500, when: isCreate }],
  ])('one %s may have made it: what is found is ours', async (_case, mishap) => {
    vendor.mishap(mishap)
    await hire()
    await engine.outbox.drain()
    if (vendor.employees.size === 0) byHand()
    await later()
    expect(vendor.employees.size).toBe(1)
    expect(await linked()).toEqual([])
  })
})
