import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { servicenow } from '#server/connectors/servicenow/connector'
import { stores, type OpenedStore } from '#tests/support/databases'
import { connect, hire, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { openWorkspace, type TestWorkspace } from '#tests/support/workspace'

const sysId = 'a'.repeat(32)
const made = (row: object): string => JSON.stringify({ result: { sys_id: sysId, ...row } })

describe.each(stores)('a system that answers with anything, on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  let engine: TestOutbox
  let vendor: Server
  let answer: { status: number; body: string | Buffer; headers?: Record<string, string> }
  beforeEach(async () => {
    store = await open()
    workspace = await openWorkspace(store.db)
    engine = openOutbox(store.db, [servicenow])
    vendor = createServer((request, reply) => {
      request.resume().on('end', () => reply.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body))
    })
    await new Promise<void>(done => vendor.listen(0, '127.0.0.1', done))
    const work = [{ name: 'Desk', kind: 'access', table: 'incident', fields: { short_description: 'Desk for {{fullName}}' } }]
    await connect(store.db, workspace.workspaceId, servicenow, { config: { address: `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`, user: 'shortlist', work }, keys: { password: 'sesame-open-7' } })
  })
  afterEach(async () => {
    vendor.closeAllConnections()
    vendor.close()
    await store.close()
  })

  async function sent(): Promise<unknown> {
    const { application } = await hire(workspace)
    await engine.outbox.drain()
    const [delivery] = await store.db.query<object>('select state, code from deliveries')
    const [tried] = await store.db.query<object>('select outcome from delivery_attempts')
    const [card] = await store.db.query<{ steps: { state: string; say: string }[] }>(`select content->'onboarding' as steps from documents where id = $1`, [application.id])
    return { ...delivery, ...tried, step: card!.steps[0]!.state, say: card!.steps[0]!.say }
  }

  test.each<[string, string | Buffer]>([
    ['a page', '<html><script>alert(1)</script></html>'], ['nothing', ''], ['bytes that are no text', Buffer.from([0x7b, 0, 0xff, 0xfe])], ['a list for a record', '{"result":[]}'], ['no end of brackets', `{"result":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['an emoji where the log is cut', `${'x'.repeat(15_999)}😀`], ['an id that leads elsewhere', made({ sys_id: '../../sys_user' })], ['an id that no database keeps', made({ sys_id: 'a\u0000b' })], ['six megabytes', made({ x: 'y'.repeat(6_000_000) })],
  ])('%s: it is written down, and tried again', async (_what, body) => {
    answer = { status: 200, body }
    expect(await sent()).toMatchObject({ state: 'waiting', code: 'connector.bad_response', outcome: 'retry', step: 'waiting' })
  })

  test.each<[string, string, string]>([
    ['with characters that no database keeps', 'INC\u00001\nX', 'INC1 X is with ServiceNow.'], ['without an end', '9'.repeat(400_000), `${'9'.repeat(100)} is with ServiceNow.`],
  ])('a number %s does not stop the hire: it is there once and told as far as it can be', async (_what, number, say) => {
    answer = { status: 201, body: made({ number }) }
    expect(await sent()).toMatchObject({ state: 'done', outcome: 'done', step: 'sent', say })
  })

  test('somewhere else is never followed, a wait of years is a day, and a key that is given back is in no log', async () => {
    answer = { status: 302, body: '', headers: { location: 'http://169.254.169.254/' } }
    expect(await sent()).toMatchObject({ state: 'dead', code: 'connector.refused' })
    await store.db.query('delete from delivery_attempts')
    await store.db.query('delete from deliveries')
    answer = { status: 429, body: 'you sent sesame-open-7', headers: { 'retry-after': '999999999' } }
    expect(await sent()).toMatchObject({ state: 'waiting', code: 'connector.rate_limited' })
    const [next] = await store.db.query<{ at: number }>('select next_try_at_ms as at from deliveries')
    expect(Number(next!.at) - engine.clock.nowMs).toBe(86_400_000)
    expect(JSON.stringify(await store.db.query('select * from delivery_attempts'))).not.toContain('sesame-open-7')
  })
})
