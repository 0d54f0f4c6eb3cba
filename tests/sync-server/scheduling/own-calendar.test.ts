import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Calendar } from '#shared/contract/calendars'
import type { Session } from '#shared/contract/http'
import { startGoogle, type FakeGoogle } from '#tests/support/google-calendar'
import { startTestServer, type TestServer } from '#tests/support/test-server'

describe.each(['PGlite', 'PostgreSQL'] as const)('an account of one’s own on %s', store => {
  let server: TestServer
  let google: FakeGoogle
  let ines: Session & { token: string }
  let connectionId: string
  const soon = (hours: number) => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString()
  beforeEach(async () => {
    google = await startGoogle()
    google.busy.set('ines.private@example.test', [{ start: soon(24), end: soon(25) }])
    server = await startTestServer(store, { config: { allowPrivateHosts: ['127.0.0.1'] } })
    ines = await server.join('interviewer')
    connectionId = await connect()
    google.behave({ as: 'Ines.Private@example.test' })
  })
  afterEach(async () => {
    await server.stop()
    await google.stop()
  })
  async function connect(more: object = {}): Promise<string> {
    const config = { access: 'consent', organizer: 'interviews@acme.test', clientId: 'client-1', apiAddress: google.url, tokenAddress: google.tokenUrl, consentAddress: google.consentUrl, revokeAddress: google.revokeUrl, holdsInterviews: false }
    const made = await server.request('POST', '/api/integrations/connections', server.owner.token, { connectorId: 'google-calendar', title: 'Google', config, secrets: { clientSecret: 'shh-secret' }, ...more })
    return (made.body as { id: string }).id
  }
  const begin = async (token = ines.token) => server.request('POST', `/api/integrations/connections/${connectionId}/own-account`, token)
  /** Goes where a browser is sent, and back. */
  const signIn = async (): Promise<string> => (await fetch(((await begin()).body as { url: string }).url)).text()
  const list = async (token = ines.token) => (await server.request('GET', '/api/calendars', token)).body as { calendars: Calendar[]; ownServices: { service: string }[]; isFollowed: boolean }
  const mine = async () => (await list()).calendars.find(each => each.subjectId === ines.person.id)
  const busy = async () => (await server.db.query<{ content: { blocks: { startMs: number }[] }; deleted: boolean }>(`select content, deleted from documents where collection = 'busy' and content->>'subjectId' = $1`, [ines.person.id]))[0]
  const remove = () => server.request('DELETE', `/api/calendars/person/${ines.person.id}`, ines.token)

  test('is asked for the least, with PKCE; its times are read and its keys are readable nowhere', async () => {
    const { url } = (await begin()).body as { url: string }
    const asked = new URL(url).searchParams
    expect([asked.get('scope'), asked.get('code_challenge_method'), asked.get('login_hint')]).toEqual(['openid email https://www.googleapis.com/auth/calendar.freebusy', 'S256', 'colleague1@acme.test'])
    expect(await (await fetch(url)).text()).toContain('Your calendar is connected')
    await expect.poll(async () => (await busy())?.content.blocks).toEqual([{ startMs: Date.parse(soon(24)), endMs: Date.parse(soon(25)) }])
    expect(await mine()).toMatchObject({ kind: 'own', shownAddress: 'ines.private@example.test', connectionId, problem: null })
    expect(JSON.stringify(await list(server.owner.token)), 'which account it is stays theirs').not.toContain('ines.private')
    const [row] = await server.db.query<{ secrets: string }>(`select secrets from calendars where kind = 'own'`)
    expect(row!.secrets).toMatch(/^v1\./)
    expect(JSON.stringify([await server.db.query('select * from calendars'), await server.db.query('select * from audit'), await list(server.owner.token)])).not.toContain('refresh-1')
    expect((await server.db.query<{ secrets: string }>('select secrets from connections')).length, 'the connection’s own consent is none').toBe(1)
    expect(await server.request('POST', `/api/integrations/connections/${connectionId}/test`, server.owner.token)).toMatchObject({ body: { code: 'connector.consent_missing' } })
  })

  test('disconnected, its times and keys are gone at once, Google is told, and the workspace’s account does not read it again unless asked', async () => {
    await signIn()
    await expect.poll(async () => (await busy())?.deleted).toBe(false)
    expect(await remove()).toMatchObject({ status: 200 })
    expect(await busy()).toMatchObject({ deleted: true })
    await expect.poll(() => google.revoked).toEqual(['refresh-1'])
    expect(await mine()).toBeUndefined()
    expect((await list()).isFollowed).toBe(true)
    // Another calendar is connected, so that every calendar that is due is looked at.
    await server.request('PUT', `/api/calendars/person/${server.owner.person.id}`, server.owner.token, { kind: 'account', connectionId, address: 'mara@acme.test' })
    await expect.poll(async () => (await list(server.owner.token)).calendars.find(each => each.subjectId === server.owner.person.id)?.problem).not.toBeNull()
    expect(await mine()).toBeUndefined()
    await server.request('POST', `/api/calendars/person/${ines.person.id}/follow`, ines.token)
    await expect.poll(async () => (await mine())?.kind).toBe('account')
  })

  test('taken back at Google it says so and keeps what was known; with the connection gone nothing is left', async () => {
    await signIn()
    await expect.poll(async () => (await mine())?.readAtMs).toEqual(expect.any(Number))
    google.behave({ revoked: true })
    // Another server has no token in its memory.
    await server.db.query(`update connections set config = config || '{"holdsInterviews": true}'::jsonb`)
    await server.request('POST', `/api/calendars/person/${ines.person.id}/read`, ines.token)
    await expect.poll(async () => (await mine())?.problem).toContain('Sign in again')
    expect((await busy())?.content.blocks).toHaveLength(1)
    await server.request('DELETE', `/api/integrations/connections/${connectionId}`, server.owner.token)
    await expect.poll(async () => (await busy())?.deleted).toBe(true)
    expect(await server.db.query(`select 1 from calendars where secrets is not null`)).toEqual([])
  })

  test('is offered where a client is set up, to everybody for themselves; a link works once', async () => {
    expect((await list()).ownServices).toEqual([{ connectionId, service: 'Google' }])
    const { url } = (await begin()).body as { url: string }
    const answer = await fetch(url, { redirect: 'manual' })
    const back = answer.headers.get('location')!
    expect((await fetch(back)).status).toBe(200)
    expect((await fetch(back)).status).toBe(400)
    await server.request('PATCH', `/api/integrations/connections/${connectionId}`, server.owner.token, { paused: true })
    expect((await list()).ownServices).toEqual([])
    expect(await begin()).toMatchObject({ status: 409, body: { code: 'connector.paused' } })
    expect(await server.request('POST', `/api/integrations/connections/${connectionId}/own-account`, null)).toMatchObject({ status: 401 })
    expect(await server.request('POST', `/api/integrations/connections/${connectionId}/consent`, ines.token)).toMatchObject({ status: 403 })
  })
})
