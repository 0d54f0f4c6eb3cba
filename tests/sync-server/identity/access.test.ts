import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '#server/identity/sessions'
import { hashPassword } from '#server/identity/secrets'
import { createId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { startTestServer, testPassword, type TestServer } from '#tests/support/test-server'

const code = (answer: { body: unknown }): string | undefined => (answer.body as { code?: string }).code
const minuteMs = 60_000

describe.each(stores)('access on $name', ({ name }) => {
  let server: TestServer
  let nowMs: number
  beforeEach(async () => {
    nowMs = 1_790_000_000_000
    server = await startTestServer(name as 'PGlite', { now: () => nowMs })
  })
  afterEach(() => server.stop())

  const signIn = (email: string, password: string) => server.request('POST', '/api/sessions', null, { email, password, device: 'x' })
  const invite = async (email = 'ben@acme.test'): Promise<{ id: string; token: string }> => {
    const { body } = await server.request('POST', '/api/invitations', server.owner.token, { name: 'Ben', email, role: 'recruiter' })
    const { id, url } = body as { id: string; url: string }
    return { id, token: url.split('/').at(-1)! }
  }
  const accept = (token: string) => server.request('POST', `/api/invitations/${token}/accept`, null, { name: 'Ben', password: testPassword, zone: 'UTC', device: 'x' })

  test('thirty guesses at the same moment are no more than ten, and the lock opens after fifteen minutes', async () => {
    const guesses = await Promise.all(Array.from({ length: 30 }, (_none, index) => signIn('Mara@Acme.test', `guess number ${index}`)))
    expect(guesses.filter(guess => code(guess) === 'session.wrong_credentials')).toHaveLength(10)
    expect(guesses.filter(guess => code(guess) === 'session.locked')).toHaveLength(20)
    nowMs += 15 * minuteMs - 1
    expect(code(await signIn('mara@acme.test', testPassword))).toBe('session.locked')
    nowMs += 1
    expect((await signIn('mara@acme.test', testPassword)).status).toBe(201)
  })

  test('an e-mail without an account locks in the same way', async () => {
    const codes = []
    for (let count = 0; count < 11; count += 1) codes.push(code(await signIn('nobody@acme.test', 'a guess')))
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 'session.wrong_credentials'), 'session.locked'])
  })

  test('a right password forgives the wrong ones before it', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 9; count += 1) await signIn('mara@acme.test', 'a guess')
      expect((await signIn('mara@acme.test', testPassword)).status).toBe(201)
    }
  })

  test('an open laptop does not let its finder guess the password', async () => {
    const change = (current: string) => server.request('POST', '/api/password', server.owner.token, { current, next: 'another long pass phrase' })
    for (let count = 0; count < 10; count += 1) expect(code(await change('a guess'))).toBe('session.wrong_credentials')
    expect(code(await change(testPassword))).toBe('session.locked')
  })

  test('an invitation that was withdrawn or has run out opens nothing', async () => {
    const [withdrawn, late] = [await invite(), await invite('cy@acme.test')]
    await server.request('DELETE', `/api/invitations/${withdrawn.id}`, server.owner.token)
    expect(code(await server.request('GET', `/api/invitations/${withdrawn.token}`, null))).toBe('invitation.invalid')
    expect(code(await accept(withdrawn.token))).toBe('invitation.invalid')
    nowMs += 14 * 24 * 60 * minuteMs + 1
    expect(code(await accept(late.token))).toBe('invitation.invalid')
    expect(code(await accept('A'.repeat(43)))).toBe('invitation.invalid')
  })

  test('two invitations of one e-mail, taken up at once, make one account', async () => {
    const [one, two] = [await invite(), await invite()]
    const answers = await Promise.all([accept(one.token), accept(two.token)])
    expect(answers.map(answer => answer.status).toSorted()).toEqual([201, 409])
    expect(answers.map(code)).toContain('people.email_taken')
  })

  test('somebody who left can neither go on nor come back until the owner lets them', async () => {
    const ben = await server.join('recruiter')
    expect((await server.request('PATCH', `/api/people/${ben.person.id}`, server.owner.token, { active: false })).status).toBe(200)
    expect(code(await server.request('GET', '/api/me', ben.token))).toBe('session.revoked')
    expect(code(await signIn(ben.email, testPassword))).toBe('session.wrong_credentials')
    expect(await server.db.query(`select content->'active' as active from documents where id = $1`, [ben.person.id])).toEqual([{ active: false }])
    await server.request('PATCH', `/api/people/${ben.person.id}`, server.owner.token, { active: true })
    expect((await signIn(ben.email, testPassword)).status).toBe(201)
  })

  test('two owners who remove each other at once leave one behind', async () => {
    const second = await server.join('owner')
    const leave = (token: string, id: string) => server.request('PATCH', `/api/people/${id}`, token, { role: 'interviewer' })
    const answers = await Promise.all([leave(server.owner.token, second.person.id), leave(second.token, server.owner.person.id)])
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(1)
    expect(await server.db.query(`select count(*) as owners from accounts where role = 'owner' and active`)).toEqual([{ owners: 1 }])
  })

  test('ids of another workspace are as unknown as ids that never were', async () => {
    const [workspaceId, personId, invitationId] = [createId(), createId(), createId()]
    await server.db.query(`insert into workspaces (id, name, epoch, created_at_ms) values ($1, 'Other', 'first', 0)`, [workspaceId])
    await server.db.query(`insert into accounts (id, workspace_id, email, password_hash, role, created_at_ms) values ($1, $2, 'eve@other.test', $3, 'owner', 0)`, [personId, workspaceId, await hashPassword(testPassword)])
    const session = await server.db.transaction(tx => openSession(tx, { workspaceId, personId, device: 'Eve' }, nowMs))
    await server.db.query(`insert into invitations (id, workspace_id, email, name, role, token_hash, created_by, created_at_ms, expires_at_ms) values ($1, $2, 'x@other.test', 'X', 'recruiter', 'h', $3, 0, 9e12)`, [invitationId, workspaceId, personId])
    const ask = async (method: string, path: string, token: string, body?: unknown) => {
      const { status, body: answer } = await server.request(method, path, token, body)
      return [status, (answer as { code?: string }).code]
    }
    for (const stranger of [personId, createId()]) {
      expect(await ask('PATCH', `/api/people/${stranger}`, server.owner.token, { role: 'owner' })).toEqual([404, 'request.not_found'])
      expect(await ask('GET', `/api/sessions?personId=${stranger}`, server.owner.token)).toEqual([403, 'access.forbidden'])
    }
    for (const stranger of [session.sessionId, createId()]) expect(await ask('DELETE', `/api/sessions/${stranger}`, server.owner.token)).toEqual([404, 'request.not_found'])
    for (const stranger of [invitationId, createId()]) expect(await ask('DELETE', `/api/invitations/${stranger}`, server.owner.token)).toEqual([404, 'request.not_found'])
    expect(await ask('PATCH', `/api/people/${server.owner.person.id}`, session.token, { active: false })).toEqual([404, 'request.not_found'])
    const { body } = await server.request('GET', '/api/invitations', server.owner.token)
    expect((body as { invitations: unknown[] }).invitations).toEqual([])
    expect(await server.db.query('select withdrawn_at_ms as w from invitations')).toEqual([{ w: null }])
  })

  test('a forged or mangled token opens nothing', async () => {
    for (const token of ['', 'x', 'A'.repeat(43), 'A'.repeat(5_000), `${server.owner.token}A`, "' or 1=1 --"]) expect((await server.request('GET', '/api/me', token)).status).toBe(401)
  })
})
