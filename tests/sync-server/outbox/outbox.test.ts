import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createId } from '#shared/lib/ids'
import type { Application } from '#shared/domain/model/application'
import type { Database } from '#server/db/database'
import { stores, type OpenedStore } from '#tests/support/databases'
import { acmeHris, startAcme, type AcmeVendor } from '#tests/support/acme-hris'
import { connect, hire, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { makeApplication, openWorkspace, testNowMs, type TestWorkspace } from '#tests/support/workspace'
import { sendAgain } from '#server/outbox/delivery-row'
import type { ConnectionRow } from '#server/outbox/connection-row'

const second = { ...acmeHris, id: 'second-hris' }

describe.each(stores)('the outbox on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  let vendor: AcmeVendor
  let engine: TestOutbox
  const config = (): ConnectionRow['config'] => ({ address: vendor.url, company: 'co' })
  beforeEach(async () => {
    store = await open()
    workspace = await openWorkspace(store.db)
    vendor = await startAcme()
    engine = openOutbox(store.db, [acmeHris, second])
  })
  afterEach(async () => {
    await vendor.stop()
    await store.close()
  })
  const acme = (fields: Partial<ConnectionRow> = {}, connector = acmeHris): Promise<ConnectionRow> => connect(store.db, workspace.workspaceId, connector, { config: config(), keys: { key: 'sesame-open' }, ...fields })
  const deliveries = (): Promise<{ kind: string; state: string; code: string | null; tries: number; next: number | null; say: string }[]> =>
    store.db.query('select kind, state, code, tries, next_try_at_ms as next, say from deliveries order by sequence, position')
  const card = async (id: string): Promise<Application> => (await store.db.query<{ content: Application }>(`select content from documents where id = $1`, [id]))[0]!.content
  const later = async (ms: number): Promise<void> => { engine.clock.nowMs += ms; await engine.outbox.drain() }

  test('a hire becomes one employee, and the card says so', async () => {
    await acme()
    const { application } = await hire(workspace)
    await engine.outbox.relay()
    expect((await card(application.id)).onboarding).toMatchObject([{ kind: 'hris', state: 'waiting' }])
    await engine.outbox.drain()
    await engine.outbox.drain()
    expect([...vendor.employees.values()]).toMatchObject([{ name: 'Ana Sousa', start: '2026-10-01', correlation: application.id }])
    expect((await card(application.id)).onboarding).toMatchObject([{ kind: 'hris', state: 'done', say: 'Employee 1', title: 'Acme HRIS' }])
  })

  test('what happens to one person arrives in order, also when the first try fails', async () => {
    await acme()
    vendor.mishap({ kind: 'status', status: 503, when: request => request.method === 'POST' })
    const hired = await hire(workspace)
    await engine.outbox.drain()
    await hired.change({ hiredStartDate: '2026-11-01' })
    await engine.outbox.drain()
    expect(vendor.history).toEqual([])
    await later(15_000)
    const { id } = hired.application
    expect(vendor.history).toEqual([`create ${id}`, `change ${id}`])
    await hired.change({ status: 'active', hiredStartDate: null })
    await engine.outbox.drain()
    expect(vendor.history).toEqual([`create ${id}`, `change ${id}`, `remove ${id}`])
    expect((await card(id)).onboarding).toMatchObject([{ state: 'cancelled' }])
  })

  test('one connection that is down does not hold up the other', async () => {
    await acme({ config: { address: 'http://127.0.0.1:9', company: 'down' } })
    await acme({}, second)
    await hire(workspace)
    await engine.outbox.drain()
    expect(vendor.employees.size).toBe(1)
    expect((await deliveries()).map(each => each.state).toSorted()).toEqual(['done', 'waiting'])
    const rows = await store.db.query('select state, last_code as code from connections order by created_at_ms, id')
    expect(rows).toEqual([{ state: 'failing', code: 'connector.unreachable' }, { state: 'well', code: null }])
  })

  test('events that cannot be told on hold up neither another workspace nor what is due', async () => {
    const other = await openWorkspace(store.db)
    await acme()
    await connect(store.db, other.workspaceId, acmeHris, { config: config(), keys: { key: 'sesame-open' } })
    const failures: unknown[] = []
    const broken = new Error('this workspace cannot be read')
    const db: Database = { ...store.db, transaction: work => store.db.transaction(tx => work({ ...tx, query: (text, params) => (
      text.includes('hook_cursors') && params?.[0] === workspace.workspaceId ? Promise.reject(broken) : tx.query(text, params)
    ) })) }
    const { outbox } = openOutbox(db, [acmeHris], { onFailure: cause => { failures.push(cause) } })
    await hire(workspace)
    const { application } = await hire(other)
    await outbox.drain()
    expect(failures).toEqual([broken])
    expect([...vendor.employees.values()]).toMatchObject([{ correlation: application.id }])
    await engine.outbox.drain()
    expect(vendor.employees.size, 'nothing was lost meanwhile').toBe(2)
  })

  test('ten tries over three days, then a dead letter that a person sends again', async () => {
    await acme()
    const { application } = await hire(workspace)
    vendor.mishap({ kind: 'status', status: 500, times: 1e6 })
    const tries: number[] = []
    for (let hours = 0; hours < 90 && (await deliveries())[0]?.state !== 'dead'; hours += 0.25) {
      await later(hours === 0 ? 0 : 900_000)
      tries.push(vendor.requests.length)
    }
    expect(vendor.requests).toHaveLength(10)
    expect(engine.clock.nowMs - testNowMs).toBeGreaterThan(74 * 3_600_000)
    expect((await card(application.id)).onboarding).toMatchObject([{ state: 'failed' }])
    vendor.mishap(null)
    await sendAgain(store.db, { workspaceId: workspace.workspaceId, states: ['dead'] })
    await engine.outbox.drain()
    expect(vendor.employees.size).toBe(1)
  })

  test('a refusal that cannot heal stops at once; Retry-After is kept to', async () => {
    await acme()
    vendor.mishap({ kind: 'status', status: 422, when: request => request.method === 'POST' })
    await hire(workspace)
    await engine.outbox.drain()
    expect(await deliveries()).toMatchObject([{ state: 'dead', code: 'connector.refused' }])
    vendor.mishap({ kind: 'status', status: 429, retryAfter: '3600', when: request => request.method === 'POST' })
    await hire(workspace)
    await engine.outbox.drain()
    expect((await deliveries())[1]).toMatchObject({ state: 'waiting', code: 'connector.rate_limited', tries: 0, next: testNowMs + 3_600_000 })
    await later(3_599_000)
    expect(vendor.employees.size).toBe(0)
    await later(2_000)
    expect(vendor.employees.size).toBe(1)
  })

  test('what is missing blocks before anything is sent, names who can fix it, and goes on once it is there', async () => {
    const connection = await acme()
    const hired = await hire(workspace, { hiredStartDate: null })
    await engine.outbox.drain()
    expect(vendor.requests).toEqual([])
    expect((await card(hired.application.id)).onboarding).toMatchObject([{ state: 'blocked', missing: [{ field: 'startDate', who: 'the recruiter, on the hire' }] }])
    expect(await store.db.query('select attempts from deliveries')).toEqual([{ attempts: 0 }])
    await hired.change({ hiredStartDate: '2026-12-01' })
    await later(60_000)
    expect([...vendor.employees.values()]).toMatchObject([{ start: '2026-12-01' }])
    expect(await store.db.query('select state from connections where id = $1', [connection.id])).toEqual([{ state: 'well' }])
  })

  test('paused, nothing is sent and nothing is lost', async () => {
    const connection = await acme({ paused: true })
    await hire(workspace)
    await hire(workspace)
    await later(3_600_000)
    expect(vendor.requests).toEqual([])
    await store.db.query('update connections set paused = false where id = $1', [connection.id])
    await engine.outbox.drain()
    expect(vendor.employees.size).toBe(2)
  })

  test('an outage rests the whole connection, and when it is over everything goes out', async () => {
    await acme()
    for (let count = 0; count < 12; count += 1) await hire(workspace)
    vendor.mishap({ kind: 'status', status: 503, times: 1e6 })
    await engine.outbox.drain()
    const asked = vendor.requests.length
    expect(asked).toBeLessThan(10)
    await later(20_000)
    expect(vendor.requests.length).toBe(asked)
    vendor.mishap(null)
    await later(60_000)
    await later(1_000)
    expect(vendor.employees.size).toBe(12)
  })

  test('a system that refuses them one by one is asked a few at a time; each keeps its own refusal, and what waits goes out once it takes them', async () => {
    await acme()
    for (let count = 0; count < 20; count += 1) await hire(workspace)
    vendor.mishap({ kind: 'status', status: 422, when: request => request.method === 'POST', times: 1e6 })
    const states = async (): Promise<Readonly<Record<string, number>>> => Object.fromEntries(Map.groupBy(await deliveries(), each => `${each.state} ${each.code}`).entries().map(([state, all]) => [state, all.length]))
    await engine.outbox.drain()
    expect((await states())['dead connector.refused']).toBeLessThan(9)
    await later(1_000)
    const before = (await states())['dead connector.refused']!
    await later(5_000)
    const after = (await states())['dead connector.refused']!
    expect(after - before).toBeGreaterThan(0)
    expect(after - before).toBeLessThan(9)
    expect(await states()).toEqual({ 'dead connector.refused': after, 'waiting null': 20 - after })
    vendor.mishap(null)
    await later(5_000)
    expect(await states()).toEqual({ 'dead connector.refused': after, 'done null': 20 - after })
    await sendAgain(store.db, { workspaceId: workspace.workspaceId, states: ['dead'] })
    await engine.outbox.drain()
    expect(vendor.employees.size).toBe(20)
  })

  test('a key that opens nothing any more is not tried on every delivery', async () => {
    await acme()
    for (let count = 0; count < 20; count += 1) await hire(workspace)
    vendor.mishap({ kind: 'status', status: 401, times: 1e6 })
    await engine.outbox.drain()
    const asked = vendor.requests.length
    expect(asked).toBeLessThan(9)
    await later(29_000)
    expect(vendor.requests.length).toBe(asked)
    expect((await deliveries()).filter(each => each.state === 'waiting').length).toBe(20 - asked)
    vendor.mishap(null)
    await later(2_000)
    expect(vendor.employees.size).toBe(20 - asked)
  })

  test('an event told again after a restore is looked up before it is repeated', async () => {
    await acme()
    const { application } = await hire(workspace)
    await engine.outbox.drain()
    // The database goes back to before the delivery; the world does not.
    await store.db.query(`delete from delivery_attempts`)
    await store.db.query(`update deliveries set state = 'waiting', attempts = 0, tries = 0, next_try_at_ms = 0`)
    await store.db.query('delete from external_ids')
    await store.db.query(`update workspaces set epoch = 'second'`)
    await store.db.query(`insert into epochs (workspace_id, epoch, began_at_sequence, began_at_ms) select id, 'second', sequence, 1 from workspaces`)
    await engine.outbox.drain()
    expect(vendor.history).toEqual([`create ${application.id}`])
  })

  test('a sandbox sends nothing to the world, and what it pretended is ready for nobody', async () => {
    const connection = await acme({ sandbox: true })
    const { application } = await hire(workspace)
    await engine.outbox.drain()
    expect(vendor.requests).toEqual([])
    expect((await card(application.id)).onboarding).toEqual([])
    expect(await store.db.query('select say, sandbox from deliveries where connection_id = $1', [connection.id])).toMatchObject([{ sandbox: true, say: expect.stringContaining('sandbox-1') }])
    expect(await store.db.query('select sandbox, external_id as id from external_ids')).toEqual([{ sandbox: true, id: 'sandbox-1' }])
  })

  test('a hire taken back before it was sent is never sent', async () => {
    const connection = await acme({ paused: true })
    const hired = await hire(workspace)
    await engine.outbox.relay()
    await hired.change({ status: 'active', hiredStartDate: null })
    await engine.outbox.relay()
    await store.db.query('update connections set paused = false where id = $1', [connection.id])
    await engine.outbox.drain()
    expect(vendor.history).toEqual([])
    expect((await deliveries()).map(each => each.state)).toEqual(['skipped', 'done'])
  })

  test('the log holds no secret, and an erased candidate is not told of', async () => {
    await acme()
    await hire(workspace)
    await engine.outbox.drain()
    const log = JSON.stringify(await store.db.query('select * from delivery_attempts')) + JSON.stringify(await store.db.query('select * from connections'))
    expect(log).toContain('Ana Sousa')
    expect(log).not.toContain('sesame-open')
    const hired = await hire(workspace)
    await store.db.query(`update documents set content = jsonb_set(content, '{erasedAtMs}', '1') where id = $1`, [hired.candidate.id])
    await engine.outbox.drain()
    expect(vendor.employees.size).toBe(1)
  })
})

test('a field has one owner: what the owner says is taken over, what others say is refused and written down, and we do not write it', async () => {
  const store = await stores[0]!.open()
  const workspace = await openWorkspace(store.db)
  const vendor = await startAcme()
  const says = { ...acmeHris, handles: { 'candidate.hired': async (event, ctx) => ({ ...await acmeHris.handles['candidate.hired']!(event, ctx) as { kind: 'done'; summary: string }, told: { startDate: '2026-10-05' } }) } } satisfies typeof acmeHris
  const engine = openOutbox(store.db, [says])
  const connection = await connect(store.db, workspace.workspaceId, says, { config: { address: vendor.url, company: 'co' }, keys: { key: 'sesame' }, events: ['candidate.hired'] })
  const startOf = async (id: string): Promise<unknown> => (await store.db.query<{ start: string }>(`select content->>'hiredStartDate' as start from documents where id = $1`, [id]))[0]!.start
  const first = await hire(workspace)
  await engine.outbox.drain()
  expect(await startOf(first.application.id)).toBe('2026-10-01')
  expect(await store.db.query('select action, facts from audit')).toEqual([{ action: 'connection.write_refused', facts: { field: 'startDate', connectionId: connection.id, applicationId: first.application.id, why: 'not_the_owner' } }])
  await store.db.query(`insert into field_owners values ($1, 'startDate', $2), ($1, 'fullName', $2)`, [workspace.workspaceId, connection.id])
  const second = await hire(workspace)
  await engine.outbox.drain()
  expect(await startOf(second.application.id)).toBe('2026-10-05')
  expect([...vendor.employees.values()].map(each => each.name)).toEqual(['Ana Sousa', undefined])
  await expect(second.change({ hiredStartDate: '2027-01-01' })).rejects.toThrow('connector.field_owned_elsewhere')
  await vendor.stop()
  await store.close()
})

test('a new application is told of, one that an import brings is not', async () => {
  const store = await stores[0]!.open()
  const workspace = await openWorkspace(store.db)
  const { job, candidate, application } = await hire(workspace)
  await workspace.create(workspace.members.recruiter, 'applications', makeApplication(job, candidate, { importId: createId() }))
  expect(await store.db.query(`select application_id as id from events where kind = 'application.created'`)).toEqual([{ id: application.id }])
  await store.close()
})
