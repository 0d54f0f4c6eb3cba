import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stores } from '#tests/support/databases'
import { startTestServer, testPassword, type TestServer } from '#tests/support/test-server'

describe.each(stores)('identity on $name', ({ name }) => {
  let server: TestServer

  beforeEach(async () => { server = await startTestServer(name as 'PGlite') })
  afterEach(() => server.stop())

  const setup = { workspaceName: 'Other', ownerName: 'Eve', email: 'eve@other.test', password: testPassword, zone: 'UTC', device: 'x' }
  const code = (answer: { body: unknown }): string => (answer.body as { code: string }).code

  test('a workspace is made once', async () => {
    expect(code(await server.request('POST', '/api/setup', null, setup))).toBe('setup.already_done')
  })

  test('a wrong password and an unknown e-mail are refused in the same words', async () => {
    const wrong = await server.request('POST', '/api/sessions', null, { email: 'mara@acme.test', password: 'not this one', device: 'x' })
    const unknown = await server.request('POST', '/api/sessions', null, { email: 'nobody@acme.test', password: 'not this one', device: 'x' })
    expect(wrong).toEqual(unknown)
    expect(code(wrong)).toBe('session.wrong_credentials')
  })

  test('ten wrong passwords lock the account, also for the right one', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await server.request('POST', '/api/sessions', null, { email: 'mara@acme.test', password: 'not this one', device: 'x' })
    const answer = await server.request('POST', '/api/sessions', null, { email: 'mara@acme.test', password: testPassword, device: 'x' })
    expect(code(answer)).toBe('session.locked')
  })

  test('a weak password is refused', async () => {
    const invitation = await server.request('POST', '/api/invitations', server.owner.token, { name: 'Ben', email: 'ben@acme.test', role: 'recruiter' })
    const token = (invitation.body as { url: string }).url.split('/').at(-1)!
    const accept = (password: string) => server.request('POST', `/api/invitations/${token}/accept`, null, { name: 'Ben', password, zone: 'UTC', device: 'x' })
    expect(code(await accept('short'))).toBe('request.malformed')
    expect(code(await accept('password1234'))).toBe('password.too_weak')
    expect(code(await accept('ben@acme.test1'))).toBe('password.too_weak')
    expect((await accept(testPassword)).status).toBe(201)
  })

  test('an invitation works once, also when two people race for it', async () => {
    const invitation = await server.request('POST', '/api/invitations', server.owner.token, { name: 'Ben', email: 'ben@acme.test', role: 'recruiter' })
    const token = (invitation.body as { url: string }).url.split('/').at(-1)!
    const join = () => server.request('POST', `/api/invitations/${token}/accept`, null, { name: 'Ben', password: testPassword, zone: 'UTC', device: 'x' })
    const statuses = (await Promise.all([join(), join()])).map(answer => answer.status).toSorted()
    expect(statuses).toEqual([201, 404])
    expect(code(await join())).toBe('invitation.invalid')
  })

  test('a colleague who forgot their password comes back by a new invitation, as the same person', async () => {
    const ben = await server.join('recruiter', 'Ben')
    const invite = (token: string) => server.request('POST', '/api/invitations', token, { name: 'Ben', email: ben.email, role: 'interviewer' })
    expect(code(await invite(ben.token))).toBe('people.email_taken')
    const { url } = (await invite(server.owner.token)).body as { url: string }
    const accept = await server.request('POST', `/api/invitations/${url.split('/').at(-1)!}/accept`, null, { name: 'Somebody', password: 'a new and longer phrase', zone: 'UTC', device: 'x' })
    expect(accept.body).toMatchObject({ person: { id: ben.person.id, name: 'Ben', role: 'recruiter' } })
    expect(code(await server.request('GET', '/api/me', ben.token))).toBe('session.required')
  })

  test('only the owner changes roles, and the last owner stays', async () => {
    const recruiter = await server.join('recruiter')
    const promote = await server.request('PATCH', `/api/people/${recruiter.person.id}`, recruiter.token, { role: 'owner' })
    expect(code(promote)).toBe('access.forbidden')
    const resign = await server.request('PATCH', `/api/people/${server.owner.person.id}`, server.owner.token, { role: 'recruiter' })
    expect(code(resign)).toBe('people.last_owner')
  })

  test('a recruiter invites interviewers and no recruiters', async () => {
    const recruiter = await server.join('recruiter')
    const invite = (role: string, email: string) => server.request('POST', '/api/invitations', recruiter.token, { name: 'X', email, role })
    expect((await invite('interviewer', 'i@acme.test')).status).toBe(201)
    expect(code(await invite('recruiter', 'r@acme.test'))).toBe('access.forbidden')
  })

  test('a device that was signed out can do nothing more', async () => {
    const second = await server.signIn('mara@acme.test', 'Old laptop')
    await server.request('DELETE', `/api/sessions/${second.sessionId}`, server.owner.token)
    expect(code(await server.request('GET', '/api/me', second.token))).toBe('session.revoked')
    const { body } = await server.request('GET', '/api/sessions', server.owner.token)
    expect((body as { sessions: { device: string; revokedAtMs: number | null }[] }).sessions.find(each => each.device === 'Old laptop')?.revokedAtMs).toBeTypeOf('number')
  })

  test('a colleague cannot end my session, nor see my devices', async () => {
    const recruiter = await server.join('recruiter')
    expect(code(await server.request('DELETE', `/api/sessions/${server.owner.sessionId}`, recruiter.token))).toBe('access.forbidden')
    expect(code(await server.request('GET', `/api/sessions?personId=${server.owner.person.id}`, recruiter.token))).toBe('access.forbidden')
  })

  test('changing the password signs the other devices out without wiping them', async () => {
    const second = await server.signIn('mara@acme.test', 'Old laptop')
    await server.request('POST', '/api/password', server.owner.token, { current: testPassword, next: 'another long pass phrase' })
    expect(code(await server.request('GET', '/api/me', second.token))).toBe('session.required')
    expect((await server.request('GET', '/api/me', server.owner.token)).status).toBe(200)
  })

  test('a page of another site can do nothing with my cookie', async () => {
    const response = await fetch(`${server.url}/api/sessions`, { method: 'POST', headers: { origin: 'https://evil.test', 'content-type': 'application/json' }, body: '{}' })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'request.foreign_origin' })
  })

  test('unreadable, oversized, mistyped and poisoned bodies are refused with a code and without an echo', async () => {
    const send = async (body: string): Promise<{ status: number; text: string }> => {
      const response = await fetch(`${server.url}/api/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      return { status: response.status, text: await response.text() }
    }
    const bodies = ['{', '[]', '{"email":5}', '{"__proto__":{"role":"owner"},"email":"secret-value@x.test"}', `{"email":"${'a'.repeat(2_000_000)}"}`, '{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000)]
    for (const body of bodies) {
      const answer = await send(body)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      expect(answer.text).toContain('"code":"request.')
      expect(answer.text).not.toContain('secret-value')
    }
  })

  test('a file is kept only when its bytes match its name, and is read only through a candidate one sees', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.7 résumé')
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
    const put = (name: string) => fetch(`${server.url}/api/files/${name}`, { method: 'PUT', headers: { authorization: `Bearer ${server.owner.token}`, 'content-type': 'application/pdf' }, body: bytes })
    expect((await put('0'.repeat(64))).status).toBe(400)
    expect((await put(sha256)).status).toBe(201)
    expect((await server.request('GET', `/api/files/${sha256}`, server.owner.token)).status).toBe(404)
  })
})
