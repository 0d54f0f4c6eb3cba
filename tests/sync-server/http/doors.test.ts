import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { protocolVersion, schemaVersion } from '#shared/contract/sync-protocol'
import { startTestServer, testPassword, type TestServer, type TestServerOptions } from '#tests/support/test-server'

let server: TestServer
afterEach(() => server.stop())

const start = async (options: TestServerOptions = {}): Promise<void> => { server = await startTestServer('PGlite', options) }
const credentials = { email: 'mara@acme.test', password: testPassword, device: 'Browser' }

/** Signs in as a browser does, from a page with this address. */
const signIn = (headers: Record<string, string>) => server.app.inject({ method: 'POST', url: '/api/sessions', payload: credentials, headers })

test('a browser gets a cookie that no script and no other site can use, and no token', async () => {
  await start()
  const answer = await signIn({ origin: server.url, host: new URL(server.url).host })
  expect(answer.statusCode).toBe(201)
  expect(answer.json()).not.toHaveProperty('token')
  expect(answer.headers['set-cookie']).toMatch(/^shortlist_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('a desktop gets its token in the answer and no cookie', async () => {
  await start()
  const answer = await signIn({ origin: 'app://shortlist', 'x-shortlist-client': 'desktop' })
  expect(answer.json().token).toMatch(/^[\w-]{43}$/)
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(answer.headers['access-control-allow-origin']).toBe('app://shortlist')
})

test('behind https the cookie travels over https only, and the page of the public address is our own', async () => {
  await start({ config: { publicUrl: 'https://hiring.example.com' } })
  const answer = await signIn({ origin: 'https://hiring.example.com', host: '127.0.0.1:4600' })
  expect(answer.statusCode).toBe(201)
  expect(answer.headers['set-cookie']).toContain('; Secure')
  expect(answer.headers['strict-transport-security']).toBeDefined()
})

test.each([
  ['another site', { origin: 'https://evil.test' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:9', host: '127.0.0.1:4600' }],
  ['a frame without an address', { origin: 'null' }],
  ['a form of another site', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbour under the same name', { 'sec-fetch-site': 'same-site' }],
])('%s can change nothing', async (_who, headers) => {
  await start()
  const answer = await signIn(headers)
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'request.foreign_origin'])
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
})

test('a foreign name that was pointed at this machine can change nothing', async () => {
  await start()
  // Node's fetch does not let Host be chosen; a plain request does.
  const { request } = await import('node:http')
  const { hostname, port } = new URL(server.url)
  const status = await new Promise(done => {
    request({ host: hostname, port, method: 'POST', path: '/api/sessions', headers: { host: `evil.test:${port}`, origin: `http://evil.test:${port}` } }, answer => done(answer.resume().statusCode)).end()
  })
  expect(status).toBe(403)
})

test('the sync line does not take the cookie from a page of another site', async () => {
  await start()
  const cookie = String((await signIn({ origin: server.url, host: new URL(server.url).host })).headers['set-cookie']).split(';')[0]!
  const hello = { type: 'hello', protocol: protocolVersion, schema: schemaVersion, device: 'x', cursor: null, clockMs: 0, live: false }
  const firstAnswer = (origin: string) => new Promise<{ type: string; code?: string }>((done, fail) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync`, { headers: { origin, cookie } })
    socket.on('open', () => socket.send(JSON.stringify(hello)))
    socket.on('message', data => {
      done(JSON.parse(String(data)) as { type: string })
      socket.close()
    })
    socket.on('error', fail)
  })
  expect(await firstAnswer('https://evil.test')).toMatchObject({ type: 'problem', code: 'session.required' })
  expect(await firstAnswer(server.url)).toMatchObject({ type: 'welcome' })
})

test('one address that asks too often is told to wait', async () => {
  await start({ requestsPerMinute: 600 })
  const answers = []
  for (let count = 0; count < 32; count += 1) answers.push(await server.app.inject({ method: 'POST', url: '/api/sessions', payload: {}, remoteAddress: '203.0.113.9' }))
  expect(answers.filter(answer => answer.statusCode === 400)).toHaveLength(30)
  expect(answers.at(-1)!.json().code).toBe('request.too_many')
  expect(answers.at(-1)!.headers['retry-after']).toBeDefined()
})

test('the log holds no names, addresses, passwords or tokens', async () => {
  const lines: string[] = []
  await start({ config: { logLevel: 'debug' }, logStream: { write: line => { lines.push(line) } } })
  const colleague = await server.join('recruiter', 'Zebedee')
  await server.request('POST', '/api/sessions', null, { email: 'zebedee@acme.test', password: 'Zebedees secret phrase', device: 'x' })
  await server.request('GET', '/api/sessions?personId=zebedee', colleague.token)
  await server.request('GET', '/api/invitations/zebedee-zebedee-zebedee', null)
  // A database error quotes the value it stumbled over.
  await server.db.query('alter table accounts add constraint no_more check (email <> $$zebedee@new.test$$)')
  const invited = await server.request('POST', '/api/invitations', server.owner.token, { name: 'Zebedee', email: 'zebedee@new.test', role: 'recruiter' })
  const token = (invited.body as { url: string }).url.split('/').at(-1)!
  const failed = await server.request('POST', `/api/invitations/${token}/accept`, null, { name: 'Zebedee', password: testPassword, zone: 'UTC', device: 'x' })
  expect(failed).toMatchObject({ status: 500, body: { code: 'unexpected' } })
  const log = lines.join('')
  expect(log).toContain('no_more')
  expect(log).toContain('/api/invitations/:token/accept')
  for (const secret of ['zebedee', 'mara', testPassword, colleague.token, token, server.owner.token]) expect(log.toLowerCase()).not.toContain(secret.toLowerCase())
})
