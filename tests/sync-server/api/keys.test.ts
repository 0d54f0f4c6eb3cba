import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { apiKeySchema, apiKeysSchema, madeApiKeySchema, type ApiKey } from '#shared/contract/api-keys'
import { ask, makeProgram } from '#tests/support/program'
import { startTestServer, type TestServer } from '#tests/support/test-server'

const dayMs = 24 * 3_600_000

describe.each(['PGlite', 'PostgreSQL'] as const)('keys of programs, on %s', storeName => {
  let server: TestServer
  const clock = { nowMs: 0 }
  const lines: string[] = []
  beforeAll(async () => {
    clock.nowMs = Date.now()
    server = await startTestServer(storeName, { now: () => clock.nowMs, logStream: { write: line => { lines.push(line) } }, config: { logLevel: 'debug' } })
  })
  beforeEach(async () => {
    lines.length = 0
    for (const table of ['api_key_secrets', 'api_keys', 'audit']) await server.db.query(`delete from ${table}`)
  })
  afterAll(() => server.stop())
  const owner = (method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> => server.request(method, `/api/integrations/keys${path}`, server.owner.token, body)
  const only = async (): Promise<ApiKey> => apiKeysSchema.parse((await owner('GET', '')).body).keys[0]!
  const works = async (token: string): Promise<unknown> => { const { status, body } = await ask(server, token, 'GET', '/api/v1/me'); return status === 200 ? 'works' : (body as { code: string }).code }

  test('a secret is told once, kept as a hash, recognised by its beginning, and in no log', async () => {
    const { key, token } = await makeProgram(server, ['jobs:read'])
    expect(token).toMatch(/^slk_[\w-]{43}$/)
    expect(key).toMatchObject({ state: 'works', lastUsedAtMs: null, secrets: [{ prefix: token.slice(0, 12) }] })
    expect(await works(token)).toBe('works')
    const everything = JSON.stringify([await server.db.query('select * from api_keys'), await server.db.query('select key_id, prefix, encode(token_hash, \'hex\') from api_key_secrets'), await server.db.query('select * from audit'), (await owner('GET', '')).body, lines])
    expect(everything).toContain('key.created')
    expect(everything).not.toContain(token.slice(12))
    expect((await only()).lastUsedAtMs).toBe(clock.nowMs)
  })

  test('while a program changes over two secrets work, never three', async () => {
    const { key, token: first } = await makeProgram(server, ['jobs:read'])
    clock.nowMs += 1
    const second = madeApiKeySchema.parse((await owner('POST', `/${key.id}/rotate`, { overlapDays: 7 })).body).token
    expect(await Promise.all([first, second].map(works))).toEqual(['works', 'works'])
    clock.nowMs += 1
    const third = madeApiKeySchema.parse((await owner('POST', `/${key.id}/rotate`, { overlapDays: 7 })).body).token
    expect(await Promise.all([first, second, third].map(works))).toEqual(['api.key_unknown', 'works', 'works'])
    clock.nowMs += 7 * dayMs
    expect(await Promise.all([second, third].map(works))).toEqual(['api.key_expired', 'works'])
    const fourth = madeApiKeySchema.parse((await owner('POST', `/${key.id}/rotate`, { overlapDays: 0 })).body).token
    expect(await Promise.all([third, fourth].map(works))).toEqual(['api.key_expired', 'works'])
  })

  test('a revoked key ends at once, comes back within the hour, and not later', async () => {
    const { key, token } = await makeProgram(server, ['jobs:read'])
    await owner('POST', `/${key.id}/revoke`)
    expect(await works(token)).toBe('api.key_revoked')
    expect(apiKeySchema.parse((await owner('POST', `/${key.id}/restore`)).body).state).toBe('works')
    expect(await works(token)).toBe('works')
    await owner('POST', `/${key.id}/revoke`)
    clock.nowMs += 3_600_001
    expect((await owner('POST', `/${key.id}/restore`)).status).toBe(401)
    expect((await owner('POST', `/${key.id}/rotate`, {})).body).toMatchObject({ code: 'api.key_revoked' })
    expect(await works(token)).toBe('api.key_revoked')
  })

  test('a key runs out, and a new secret renews it', async () => {
    const { body } = await owner('POST', '', { name: 'Nightly', scopes: ['jobs:read'], expiresInDays: 30 })
    const { key, token } = madeApiKeySchema.parse(body)
    clock.nowMs += 30 * dayMs
    expect(await works(token)).toBe('api.key_expired')
    expect((await only()).state).toBe('expired')
    const next = madeApiKeySchema.parse((await owner('POST', `/${key.id}/rotate`, {})).body).token
    expect(await Promise.all([token, next].map(works))).toEqual(['api.key_expired', 'works'])
  })

  test('a key nobody used for 90 days asks to be looked at until somebody says that it is needed', async () => {
    const { key, token } = await makeProgram(server, ['jobs:read'])
    expect((await only()).needsReview).toBe(false)
    clock.nowMs += 90 * dayMs + 1
    expect((await only()).needsReview).toBe(true)
    await owner('POST', `/${key.id}/review`)
    expect((await only()).needsReview).toBe(false)
    clock.nowMs += 90 * dayMs + 1
    expect((await only()).needsReview).toBe(true)
    await works(token)
    expect((await only()).needsReview).toBe(false)
  })

  test('a key does not outlive the standing of whoever made it, until another owner takes it over', async () => {
    const other = await server.join('owner')
    const { body } = await server.request('POST', '/api/integrations/keys', other.token, { name: 'Hers', scopes: ['jobs:read'] })
    const { key, token } = madeApiKeySchema.parse(body)
    await server.request('PATCH', `/api/people/${other.person.id}`, server.owner.token, { role: 'interviewer' })
    expect(await works(token)).toBe('api.key_orphaned')
    const next = madeApiKeySchema.parse((await owner('POST', `/${key.id}/rotate`, {})).body).token
    expect(await Promise.all([token, next].map(works))).toEqual(['api.key_expired', 'works'])
  })

  test('only the owner manages keys, each change is in the audit, and nobody grants what does not exist', async () => {
    const { key } = await makeProgram(server, ['jobs:read'])
    const recruiter = await server.join('recruiter')
    for (const [method, path, body] of [['GET', ''], ['POST', '', { name: 'x', scopes: ['jobs:read'] }], ['PATCH', `/${key.id}`, { name: 'x' }], ['POST', `/${key.id}/rotate`, {}], ['POST', `/${key.id}/revoke`], ['POST', `/${key.id}/restore`], ['POST', `/${key.id}/review`]] as const) {
      expect((await server.request(method, `/api/integrations/keys${path}`, recruiter.token, body)).status, `${method} ${path}`).toBe(403)
    }
    expect((await owner('POST', '', { name: 'x', scopes: ['everything'] })).status).toBe(400)
    expect((await owner('POST', '', { name: 'x', scopes: [] })).status).toBe(400)
    expect(apiKeySchema.parse((await owner('PATCH', `/${key.id}`, { scopes: ['candidates:read'] })).body).scopes).toEqual(['candidates:read'])
    const audit = await server.request('GET', '/api/integrations/audit', server.owner.token)
    expect((audit.body as { lines: { action: string }[] }).lines.map(line => line.action)).toEqual(['key.changed', 'key.created'])
  })
})
