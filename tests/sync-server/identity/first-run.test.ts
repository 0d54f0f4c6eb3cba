import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildApp } from '#server/app'
import { checkDocument } from '#shared/domain/model/parse-content'
import type { Content } from '#shared/domain/merge/units'
import { stores, type OpenedStore } from '#tests/support/databases'
import { testPassword } from '#tests/support/test-server'

describe.each(stores)('the first run on $name', ({ open }) => {
  let store: OpenedStore
  let app: FastifyInstance
  beforeEach(async () => {
    store = await open()
    app = await buildApp({
      db: store.db, version: 'test', staticFolder: '/nonexistent', requestsPerMinute: 1e6,
      config: { publicUrl: null, smtpUrl: null, smtpFrom: null, logLevel: 'fatal', trustProxy: false },
    })
  })
  afterEach(async () => {
    await app.close()
    await store.close()
  })

  const input = { workspaceName: 'Acme', ownerName: 'Mara', email: 'mara@acme.test', password: testPassword, zone: 'Europe/Berlin', device: 'Laptop' }
  const setUp = (change: object = {}) => app.inject({ method: 'POST', url: '/api/setup', payload: { ...input, ...change }, headers: { 'x-shortlist-client': 'desktop' } })

  test('two people who set it up at once: one workspace, and the other is told', async () => {
    const answers = await Promise.all([setUp(), setUp({ email: 'ben@acme.test' }), setUp({ email: 'cy@acme.test' })])
    expect(answers.map(answer => answer.statusCode).toSorted()).toEqual([201, 409, 409])
    expect(answers.filter(answer => answer.statusCode === 409).map(answer => answer.json().code)).toEqual(['setup.already_done', 'setup.already_done'])
    expect(await store.db.query('select (select count(*) from workspaces) as workspaces, (select count(*) from accounts) as accounts')).toEqual([{ workspaces: 1, accounts: 1 }])
  })

  test('the workspace and its owner stand in the record, complete and with lists to start with', async () => {
    expect((await app.inject('/api/status')).json()).toMatchObject({ state: 'needsSetup', storage: store.db.kind })
    const { workspaceId, person } = (await setUp()).json()
    const rows = await store.db.query<{ collection: 'settings' | 'people'; id: string; content: Content }>('select collection, id, content from documents')
    expect(rows.map(row => [row.collection, row.id]).toSorted()).toEqual([['people', person.id], ['settings', workspaceId]])
    for (const row of rows) expect(checkDocument(row.collection, row.content).kind).toBe('fits')
    const settings = rows.find(row => row.collection === 'settings')!.content as unknown as { rejectionReasons: { side: string }[]; sources: object[] }
    expect(new Set(settings.rejectionReasons.map(reason => reason.side))).toEqual(new Set(['us', 'candidate']))
    expect((await app.inject('/api/status')).json()).toMatchObject({ state: 'ready' })
  })

  test('only a hash of what opens the account is kept', async () => {
    const { token } = (await setUp()).json()
    const kept = JSON.stringify([await store.db.query('select * from accounts'), await store.db.query(`select encode(token_hash, 'escape') as t, device from sessions`), await store.db.query('select * from audit')])
    expect(kept).not.toContain(token)
    expect(kept).not.toContain(testPassword)
    expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  })

  test('a zone that nobody knows becomes UTC', async () => {
    await setUp({ zone: 'Mars/Olympus\u0000' })
    expect(await store.db.query(`select content->>'zone' as zone from documents`)).toEqual([{ zone: 'UTC' }, { zone: 'UTC' }])
  })

  test.each([
    ['workspaceName', 'a\u0000b'], ['ownerName', 'lone \ud800'], ['email', 'no address'], ['email', 'x\u0000@acme.test'], ['device', 'x'.repeat(121)], ['ownerName', { $ne: 1 }],
    ['workspaceName', ''], ['password', ['a', 'b']], ['role', 'owner'],
  ])('a hostile %s is refused and nothing is made', async (field, value) => {
    const answer = await setUp({ [field]: value })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'request.malformed'])
    expect(await store.db.query('select id from workspaces')).toEqual([])
  })

  test('before it nobody can sign in, and nothing else answers', async () => {
    const signIn = await app.inject({ method: 'POST', url: '/api/sessions', payload: { email: 'mara@acme.test', password: testPassword, device: 'x' } })
    expect(signIn.json().code).toBe('session.wrong_credentials')
    for (const url of ['/api/me', '/api/sessions', '/api/invitations', `/api/files/${'0'.repeat(64)}`]) expect((await app.inject(url)).json().code).toBe('session.required')
  })
})
