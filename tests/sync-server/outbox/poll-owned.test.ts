import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bamboohr } from '#server/connectors/bamboohr/connector'
import { readBack } from '#server/connectors/kit/mapping'
import { pollOwned, readerOf } from '#server/outbox/poll-owned'
import { restHris } from '#server/connectors/rest-hris/connector'
import { startBamboo, type BambooVendor } from '#tests/support/bamboohr'
import { stores } from '#tests/support/databases'
import { eachWorkspace } from '#tests/support/each-workspace'
import { connect, hire, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { startRestHris } from '#tests/support/rest-hris'
import { openWorkspace, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('what another system owns is read there, on $name', ({ open }) => {
  let workspace: TestWorkspace
  let vendor: BambooVendor
  let engine: TestOutbox
  let connectionId: string
  eachWorkspace(open, opened => { workspace = opened })
  beforeEach(async () => {
    vendor = await startBamboo()
    engine = openOutbox(workspace.db, [bamboohr])
    connectionId = (await connect(workspace.db, workspace.workspaceId, bamboohr, { config: { address: vendor.url }, keys: { key: 'sesame-open-7' } })).id
  })
  afterEach(() => vendor.stop())
  const owns = (field: string): Promise<unknown> => workspace.db.query('insert into field_owners values ($1, $2, $3)', [workspace.workspaceId, field, connectionId])
  const startOf = async (id: string): Promise<unknown> => (await workspace.db.query<{ start: string }>(`select content->>'hiredStartDate' as start from documents where id = $1`, [id]))[0]!.start
  const refused = (): Promise<{ facts: Record<string, string> }[]> => workspace.db.query(`select facts from audit where action = 'connection.write_refused' order by id`)

  test('a first day that is changed in BambooHR is Shortlist’s too, and every system hears of it', async () => {
    await owns('startDate')
    const { application } = await hire(workspace)
    await engine.outbox.drain()
    expect(vendor.employees.get('101'), 'a day it owns is not written over').not.toHaveProperty('hireDate')
    await pollOwned(engine.options)
    expect(await startOf(application.id), 'nothing is there yet').toBe('2026-10-01')
    vendor.employees.get('101')!['hireDate'] = '2026-11-02'
    await pollOwned(engine.options)
    expect(await startOf(application.id)).toBe('2026-11-02')
    expect(await workspace.db.query(`select kind, data->>'startDate' as day from events where kind = 'start_date.changed'`)).toMatchObject([{ kind: 'start_date.changed' }])
    const asked = vendor.requests.length
    await engine.outbox.drain()
    expect(vendor.requests.slice(asked).filter(each => each.method !== 'GET'), 'its own word is not sent back to it').toEqual([])
    vendor.employees.get('101')!['hireDate'] = '0000-00-00'
    await pollOwned(engine.options)
    expect(await startOf(application.id), 'no day is no news').toBe('2026-11-02')
  })

  test('nothing is read that Shortlist owns, of a hire that is long over, or of a record that was there before', async () => {
    const { application } = await hire(workspace)
    await engine.outbox.drain()
    vendor.employees.get('101')!['hireDate'] = '2026-11-02'
    await pollOwned(engine.options)
    expect(await startOf(application.id)).toBe('2026-10-01')
    await owns('startDate')
    vendor.employees.get('101')!['hireDate'] = '2019-01-07'
    await pollOwned(engine.options)
    expect(await startOf(application.id), 'the first day of an earlier employment').toBe('2026-10-01')
    vendor.employees.set('7', { id: '7', status: 'Active', firstName: 'Rosa', lastName: 'Lima', homeEmail: 'rosa@example.test', hireDate: '2026-09-01' })
    const moved = await hire(workspace, {}, { fullName: 'Rosa Lima', emails: ['rosa@example.test'] })
    await engine.outbox.drain()
    await pollOwned(engine.options)
    expect(await startOf(moved.application.id)).toBe('2026-10-01')
    vendor.employees.get('101')!['hireDate'] = '2026-11-02'
    engine.clock.nowMs = Date.UTC(2026, 11, 24)
    await pollOwned(engine.options)
    expect(await startOf(application.id)).toBe('2026-10-01')
  })

  const asks = (): Promise<{ code: string | null; say: string }[]> => workspace.db.query('select code, say from hook_polls order by at_ms')
  const state = async (): Promise<unknown> => (await workspace.db.query<{ state: string }>('select state from connections'))[0]!.state

  test('each look is in the log of the connection; a key that may read no more is seen there and on the connection, until it may again', async () => {
    await owns('startDate')
    await pollOwned(engine.options)
    expect(await asks(), 'nobody was hired: nothing is asked').toEqual([])
    const { application } = await hire(workspace)
    await engine.outbox.drain()
    vendor.employees.get('101')!['hireDate'] = '2026-11-02'
    vendor.mishap({ kind: 'status', status: 403 })
    await pollOwned(engine.options)
    expect([await startOf(application.id), await state()]).toEqual(['2026-10-01', 'failing'])
    vendor.mishap(null)
    for (const _round of [1, 2]) {
      engine.clock.nowMs += 60_000
      await pollOwned(engine.options)
    }
    expect([await startOf(application.id), await state()]).toEqual(['2026-11-02', 'well'])
    expect(await asks()).toMatchObject([{ code: 'connector.forbidden' }, { code: null, say: 'One thing came along.' }, { code: null, say: 'Nothing new.' }])
  })

  test('an employee who may not be read there holds nobody else up, and the log says so; a system that is down is asked no further', async () => {
    await owns('startDate')
    const [unread, other] = [await hire(workspace), await hire(workspace, { hiredStartDate: '2026-10-02' }, { fullName: 'Rosa Lima', emails: ['rosa@example.test'] })]
    await engine.outbox.drain()
    // They are told of several people side by side: who became which employee is theirs to say.
    const known = (email: string) => [...vendor.employees.values()].find(each => each['homeEmail'] === email)!
    const { id: unreadable } = known('ana@example.test')
    vendor.mishap({ kind: 'status', status: 400, when: request => request.path.includes(`/employees/${unreadable}`) })
    known('rosa@example.test')['hireDate'] = '2026-11-02'
    await pollOwned(engine.options)
    expect([await startOf(unread.application.id), await startOf(other.application.id)]).toEqual(['2026-10-01', '2026-11-02'])
    expect(await asks()).toMatchObject([{ code: 'connector.refused' }])
    expect(await state(), 'the connection itself is well').toBe('well')
    vendor.mishap({ kind: 'status', status: 503 })
    engine.clock.nowMs += 60_000
    const asked = vendor.requests.length
    await pollOwned(engine.options)
    expect(vendor.requests.length).toBe(asked + 1)
    expect((await asks()).at(-1)).toMatchObject({ code: 'connector.unavailable' })
  })

  test('a defect of ours is written down too, and reaches whoever watches the server', async () => {
    await owns('startDate')
    await hire(workspace)
    await engine.outbox.drain()
    const failures: unknown[] = []
    const broken = { ...bamboohr, held: () => Promise.reject(new TypeError('nobody foresaw this')) }
    await pollOwned({ ...engine.options, connectors: new Map([['bamboohr', broken as never]]), onFailure: cause => { failures.push(cause) } })
    expect(failures).toEqual([new TypeError('nobody foresaw this')])
    expect(await asks()).toMatchObject([{ code: 'unexpected' }])
  })

  test('what cannot be taken over is written down once a day, however often it is read', async () => {
    await owns('department')
    const { application } = await hire(workspace)
    await engine.outbox.drain()
    vendor.employees.get('101')!['department'] = 'Wizardry'
    for (let round = 0; round < 3; round += 1) await pollOwned(engine.options)
    expect(await refused()).toEqual([{ facts: { field: 'department', connectionId, applicationId: application.id, why: 'not_in_the_list' } }])
  })
})

test('any HR system by templates is read where its settings say how, at the places its lines name', async () => {
  const store = await stores[0]!.open()
  const workspace = await openWorkspace(store.db)
  const vendor = await startRestHris()
  const engine = openOutbox(store.db, [restHris])
  const config = { ...Object.fromEntries(Object.entries(restHris.presets!.find(each => each.id === 'plain')!.config).filter(([, value]) => value !== '')), address: vendor.url }
  const { id } = await connect(store.db, workspace.workspaceId, restHris, {
    config, keys: { secret: 'sesame-open-7' }, mapping: [...restHris.defaultMapping, { ours: 'startDate', theirs: '/start_date', direction: 'in', rule: 'overwrite', transform: 'none', required: false }],
  })
  await store.db.query('insert into field_owners values ($1, $2, $3)', [workspace.workspaceId, 'startDate', id])
  const { application } = await hire(workspace)
  await engine.outbox.drain()
  vendor.people.get('1')!['start_date'] = '2026-11-02'
  await pollOwned(engine.options)
  expect(await store.db.query(`select content->>'hiredStartDate' as start from documents where id = $1`, [application.id])).toEqual([{ start: '2026-11-02' }])
  const { readPath: _, ...unread } = config as Record<string, string>
  expect([readerOf(restHris, { config: unread }), readerOf(restHris, { config: {} }), readerOf(undefined, { config })]).toEqual([null, null, null])
  await vendor.stop()
  await store.close()
})

test.each([['none', ' 2026-11-02 ', '2026-11-02'], ['date:DD/MM/YYYY', '02/11/2026', '2026-11-02'], ['date:MM/DD/YYYY', '11/02/2026', '2026-11-02'], ['date:DD/MM/YYYY', 'soon', '']] as const)('a day written as %s is read back: %s', (transform, theirs, ours) => expect(readBack(transform, theirs)).toBe(ours))
