import { afterAll, beforeAll, expect, test } from 'vitest'
import { v1Routes } from '#server/api/v1/routes'
import { ask, makeProgram, type Program } from '#tests/support/program'
import { startTestServer, testPassword, type TestServer } from '#tests/support/test-server'

let server: TestServer
let program: Program
beforeAll(async () => {
  server = await startTestServer()
  program = await makeProgram(server, ['candidates:write', 'candidates:read'])
})
afterAll(() => server.stop())
const codeOf = ({ body }: { body: unknown }): string => (body as { code: string }).code

test('a session, a cookie, a forged or a cut key opens nothing', async () => {
  const cookie = (await fetch(`${server.url}/api/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'mara@acme.test', password: testPassword, device: 'x' }) })).headers.get('set-cookie')!.split(';')[0]!
  const { token } = program
  const flipped = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
  for (const given of [null, server.owner.token, '', 'slk_', token.slice(0, -1), `${token}A`, flipped, token.toUpperCase(), `slk_${'A'.repeat(43)}`, 'slk_\u00e9'.padEnd(47, 'x').replace('\u00e9', 'e')]) {
    for (const route of v1Routes) {
      const answer = await ask(server, given, route.method, route.path.replace(':id', '0').replace(':kind', 'x'), undefined, { cookie })
      expect(`${answer.status} ${codeOf(answer)}`, `${given === null ? 'nothing' : given.slice(0, 6)} at ${route.path}`).toBe('401 api.key_unknown')
    }
  }
})

test('a key opens nothing but the API', async () => {
  for (const path of ['/api/me', '/api/sessions', '/api/integrations/keys', '/api/integrations/connections', '/api/integrations/deliveries', '/api/invitations', '/api/history/candidates/0198c000-0000-7000-8000-000000000001']) {
    expect((await ask(server, program.token, 'GET', path)).status, path).toBe(401)
  }
})

test('what is too large, too deep or poisoned is refused by name, and the server lives on', async () => {
  const person = { fullName: 'Ana', emails: ['ana@example.com'] }
  const deep = `{"fullName":${'['.repeat(50_000)}${']'.repeat(50_000)},"emails":["a@example.com"]}`
  const cases: readonly (readonly [unknown, number, string])[] = [
    ['{"fullName":"Ana","__proto__":{"isOwner":true},"emails":["a@example.com"]}', 400, 'request.malformed'], ['{"constructor":{"prototype":{"x":1}},"fullName":"A"}', 400, 'request.malformed'],
    [deep, 400, 'api.invalid'], ['{"fullName":', 400, 'request.malformed'], ['[]', 400, 'api.invalid'], ['null', 400, 'api.invalid'], ['"x"', 400, 'api.invalid'],
    [{ ...person, fullName: 'A\u0000na' }, 400, 'api.invalid'], ['{"fullName":"A\\ud800","emails":["a@example.com"]}', 400, 'api.invalid'], [{ ...person, ownerId: '1' }, 400, 'api.invalid'], [{ ...person, expectedCompensation: 1 }, 400, 'api.invalid'],
    [{ ...person, emails: Array.from({ length: 21 }, (_, at) => `a${at}@example.com`) }, 400, 'api.invalid'], [{ ...person, emails: ['not one'] }, 400, 'api.invalid'], [{ ...person, tags: ['x'.repeat(61)] }, 400, 'api.invalid'], [{ ...person, fullName: '  ' }, 400, 'api.invalid'],
    [{ fullName: 'Nobody can tell' }, 400, 'api.invalid'], [{ ...person, summary: 'x'.repeat(300_000) }, 413, 'request.too_large'],
  ]
  for (const [body, status, code] of cases) {
    const answer = await program.ask('POST', '/candidates', body)
    expect([answer.status, codeOf(answer)], JSON.stringify(body).slice(0, 80)).toEqual([status, code])
    expect(JSON.stringify(answer.body)).not.toContain('example.com')
  }
  expect(codeOf(await program.ask('POST', '/candidates', person, { 'idempotency-key': 'x'.repeat(201) }))).toBe('api.invalid')
  for (const path of ['/candidates?limit=1e9', '/candidates?limit=-1', '/candidates?after=%00', `/candidates?after=${Buffer.from("' or 1=1 --").toString('base64url')}`, '/candidates?order=x', '/candidates?limit=1&limit=2', '/candidates/1']) {
    expect(codeOf(await program.ask('GET', path)), path).toBe('api.invalid')
  }
  expect(await server.db.query(`select 1 from documents where collection = 'candidates'`)).toEqual([])
  expect((await program.ask('POST', '/candidates', person)).status).toBe(201)
})

test('a page of another site cannot speak with a key', async () => {
  expect(await program.ask('POST', '/candidates', {}, { origin: 'https://evil.example' })).toMatchObject({ status: 403, body: { code: 'request.foreign_origin' } })
})

test('a key that asks too often waits, another one does not', async () => {
  const slow = await startTestServer('PGlite', { requestsPerMinute: 600 })
  try {
    const [greedy, modest] = [await makeProgram(slow, ['jobs:read']), await makeProgram(slow, ['jobs:read'])]
    for (let count = 0; count < 300; count += 1) expect((await greedy.ask('GET', '/me')).status).toBe(200)
    const refused = await greedy.ask('GET', '/me')
    expect([refused.status, codeOf(refused)]).toEqual([429, 'request.too_many'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await modest.ask('GET', '/me')).status).toBe(200)
  } finally {
    await slow.stop()
  }
})
