import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineConnector } from '#server/connectors/kit/connector'
import type { InboundMessage } from '#server/connectors/kit/inbound'
import { createWebhookSecret, signMessage } from '#server/connectors/kit/standard-webhooks'
import { isFresh, isHmacOf, verifyStandard } from '#server/connectors/kit/verify-inbound'
import { connectionSchema } from '#shared/contract/integrations'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import { startTestServer, type TestServer } from '#tests/support/test-server'

const secret = createWebhookSecret()
const heard: InboundMessage[] = []
const trouble = { left: 0, code: '' }

/** A system that sends, checked by Standard Webhooks; it answers a handshake when asked for one. */
const sender = defineConnector({
  id: 'sender', title: 'Sender', category: 'webhook', summary: 'Sends.', configSchema: z.strictObject({}), secretsSchema: z.strictObject({ secret: z.string() }), scopes: [], fields: [], events: [], steps: [],
  defaultMapping: [], requires: [], connect: () => ({ baseUrl: 'https://sender.example' }), handles: {}, testConnection: async () => ({ kind: 'ok', detail: '' }), sandbox: () => ({ status: 200, body: '' }), rateLimit: { requests: 1, perMs: 1 },
  inbound: {
    keeps: { headers: ['x-topic'] },
    verify: (raw, { secrets, nowMs }) => (raw.query['validation'] === undefined ? verifyStandard([secrets.secret], raw, nowMs) : { kind: 'challenge', contentType: 'text/plain', body: raw.query['validation'] }),
    handle: async message => {
      if (trouble.left > 0) {
        trouble.left -= 1
        throw new AppError(trouble.code)
      }
      heard.push(message)
      message.json()
      return { summary: 'Heard.', findings: [] }
    },
  },
})

describe.each(['PGlite', 'PostgreSQL'] as const)('messages that come in, on %s', storeName => {
  let server: TestServer
  let connectionId: string
  beforeAll(async () => { server = await startTestServer(storeName, { connectors: [sender] }) })
  beforeEach(async () => {
    heard.length = 0
    trouble.left = 0
    await server.db.query('delete from inbound_messages')
    await server.db.query('update connections set deleted_at_ms = 1')
    const made = await server.request('POST', '/api/integrations/connections', server.owner.token, { connectorId: 'sender', title: 'Sender', config: {}, secrets: { secret } })
    connectionId = connectionSchema.parse(made.body).id
  })
  afterAll(() => server.stop())

  const post = async (body: string, headers: Record<string, string>, to = connectionId, query = ''): Promise<{ status: number; text: string }> => {
    const reply = await fetch(`${server.url}/api/inbound/${to}${query}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
    return { status: reply.status, text: await reply.text() }
  }
  const signed = (id: string, body: string, atMs = Date.now(), key = secret): Record<string, string> => signMessage([key], { id, atMs, body })
  const states = async (): Promise<{ state: string; code: string | null; say: string }[]> => server.db.query('select state, code, say from inbound_messages order by received_at_ms, id')

  test('a signed message is taken once, however often it is sent, and only what is needed of it is kept', async () => {
    const body = '{"text":"Ol\\u00e1 \\u0000 nobody"}'
    for (let count = 0; count < 3; count += 1) expect((await post(body, { ...signed('m-1', body), 'x-topic': 'people', 'x-other': 'gone' })).status).toBe(200)
    await vi.waitFor(async () => expect(await states()).toEqual([{ state: 'done', code: null, say: 'Heard.' }]), 20_000)
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatchObject({ id: 'm-1', text: body, headers: { 'x-topic': 'people' } })
    expect(heard[0]!.headers).not.toHaveProperty('webhook-signature')
  })

  test('who is not who they say gets one answer, whatever is wrong, and nothing is kept', async () => {
    const body = '{}'
    const answers = await Promise.all([
      post(body, {}), post(body, signed('a', body, Date.now(), createWebhookSecret())), post('{"more":1}', signed('a', body)), post(body, signed('a', body, Date.now() - 6 * 60_000)), post(body, signed('a', body, Date.now() + 6 * 60_000)),
      post(body, { ...signed('a', body), 'webhook-id': 'b' }), post(body, { ...signed('a', body), 'webhook-signature': 'v1,' }), post(body, { ...signed('a', body), 'webhook-signature': 'v1' }),
      post(body, signed('a', body), createId()), post(body, { ...signed('a', body), 'webhook-timestamp': 'NaN' }),
    ])
    expect(new Set(answers.map(each => `${each.status} ${each.text}`)).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 401, text: expect.stringContaining('inbound.not_genuine') })
    expect(await states()).toEqual([])
    expect((await post('x'.repeat(1024 * 1024 + 1), {})).status).toBe(413)
    expect((await post(body, {}, 'not-an-id')).status).toBe(400)
  })

  test('a handshake is echoed and keeps nothing; a GET answers nothing else', async () => {
    expect(await post('', {}, connectionId, '?validation=tok%20en')).toEqual({ status: 200, text: 'tok en' })
    expect((await fetch(`${server.url}/api/inbound/${connectionId}?validation=x`)).status).toBe(200)
    expect((await fetch(`${server.url}/api/inbound/${connectionId}`)).status).toBe(401)
    expect(await states()).toEqual([])
  })

  test('an empty message, by which some vendors set a webhook up, is answered alike whether or not the connection is there', async () => {
    const answers = [await post('', {}), await post('', {}, createId()), await post('', signed('a', '', Date.now(), createWebhookSecret()))]
    expect(new Set(answers.map(each => `${each.status} ${each.text}`))).toEqual(new Set(['200 {"ok":true}']))
    expect(await states()).toEqual([])
  })

  test('what fails is tried again later, what cannot heal is put aside with its reason', async () => {
    trouble.left = 1
    trouble.code = 'connector.unavailable'
    await post('{}', signed('m-1', '{}'))
    await vi.waitFor(async () => expect(await states()).toMatchObject([{ state: 'waiting', code: 'connector.unavailable' }]), 20_000)
    await server.db.query('update inbound_messages set next_try_at_ms = 0')
    await post('not json', signed('m-2', 'not json'))
    await vi.waitFor(async () => expect(await states()).toMatchObject([{ state: 'done' }, { state: 'dead', code: 'inbound.unreadable' }]), 20_000)
    const health = await server.request('GET', '/api/integrations/health', server.owner.token)
    expect(health.body).toMatchObject({ dead: 1, connections: [{ health: { state: 'blocked', lastSuccessAtMs: expect.any(Number) } }] })
  })

  test('a paused connection keeps what comes and works it later; a removed one takes nothing', async () => {
    const set = (body: object): Promise<{ status: number }> => server.request('PATCH', `/api/integrations/connections/${connectionId}`, server.owner.token, body)
    await set({ paused: true })
    expect((await post('{}', signed('m-1', '{}'))).status).toBe(200)
    expect(await states()).toMatchObject([{ state: 'waiting' }])
    await set({ paused: false })
    await vi.waitFor(async () => expect(await states()).toMatchObject([{ state: 'done' }]), 20_000)
    await server.request('DELETE', `/api/integrations/connections/${connectionId}`, server.owner.token)
    expect((await post('{}', signed('m-2', '{}'))).status).toBe(401)
  })
})

test('a plain signature of a header holds for the very bytes, for either secret, and for nothing else', () => {
  const body = Buffer.from('{"a":1}')
  const hex = createHmac('sha256', 'new').update(body).digest('hex')
  const scheme = { algorithm: 'sha256', encoding: 'hex', prefix: 'sha256=' } as const
  expect(isHmacOf(['new'], `sha256=${hex}`, body, scheme)).toBe(true)
  expect(isHmacOf(['next', 'new'], `sha256=${hex.toUpperCase()}`, body, scheme)).toBe(true)
  for (const given of [undefined, '', hex, 'sha256=', `sha256=${hex}0`, `sha256=${hex.slice(1)}`]) expect(isHmacOf(['new'], given, body, scheme)).toBe(false)
  expect(isHmacOf(['new'], `sha256=${hex}`, Buffer.from('{"a": 1}'), scheme)).toBe(false)
  expect(isHmacOf([], `sha256=${hex}`, body, scheme)).toBe(false)
  expect([isFresh(0, 300_000), isFresh(0, 300_001), isFresh(300_001, 0)]).toEqual([true, false, false])
})
