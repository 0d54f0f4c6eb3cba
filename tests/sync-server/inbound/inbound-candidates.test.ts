import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { inboundCandidates, personAt } from '#server/connectors/inbound-candidates/connector'
import { nodesAt, textsAt } from '#server/connectors/inbound-candidates/read-path'
import { createWebhookSecret, signMessage } from '#server/connectors/kit/standard-webhooks'
import { connectionSchema, inboundMessagesSchema } from '#shared/contract/integrations'
import type { Candidate } from '#shared/domain/model/candidate'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { WireClient } from '#tests/support/wire-client'
import { makeCandidate, makeJob, newRow } from '#tests/support/workspace'

const secret = createWebhookSecret()

describe.each(['PGlite', 'PostgreSQL'] as const)('candidates from another program, on %s', storeName => {
  let server: TestServer
  const job = makeJob({ title: 'Ward nurse', requisitionCode: 'NUR-7' })
  beforeEach(async () => {
    server = await startTestServer(storeName)
    const client = await WireClient.signedIn(server.url, server.owner.token)
    await client.push([newRow('jobs', job), newRow('candidates', makeCandidate({ fullName: 'Ben Okafor', emails: ['ben@example.com'] }))])
    client.close()
  })
  afterEach(() => server.stop())
  const connect = async (config: object, keys: object = { secret }): Promise<{ id: string; url: string }> => {
    const { status, body } = await server.request('POST', '/api/integrations/connections', server.owner.token, { connectorId: 'inbound-candidates', title: 'Careers site', config, secrets: keys })
    if (status !== 200) throw new Error(JSON.stringify(body))
    const { id, inboundUrl } = connectionSchema.parse(body)
    return { id, url: new URL(inboundUrl!).pathname }
  }
  const post = async (url: string, body: string, headers: Record<string, string>): Promise<number> => (await fetch(server.url + url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })).status
  const people = async (): Promise<Candidate[]> => (await server.db.query<{ content: Candidate }>(`select content from documents where collection = 'candidates' and not deleted order by created_revision`)).map(row => row.content)
  const messages = async (id: string): Promise<ReturnType<typeof inboundMessagesSchema.parse>['messages']> => inboundMessagesSchema.parse((await server.request('GET', `/api/integrations/connections/${id}/inbound`, server.owner.token)).body).messages

  test('a signed person becomes a candidate on the job it names, once; history says through what', async () => {
    const { id, url } = await connect({ signing: 'standardWebhooks' })
    const body = JSON.stringify({ fullName: ' Ana  Sousa ', email: 'ana@example.com', phone: '+49 151 23456789', links: ['https://github.com/ana'], job: 'nur-7', isAdmin: true })
    for (let count = 0; count < 2; count += 1) expect(await post(url, body, signMessage([secret], { id: 'a-1', atMs: Date.now(), body }))).toBe(200)
    await vi.waitFor(async () => expect(await messages(id)).toMatchObject([{ state: 'done', say: 'One person taken.' }]), 20_000)
    const [, ana] = await people()
    expect(ana).toMatchObject({ fullName: 'Ana Sousa', emails: ['ana@example.com'], sourceNote: 'Careers site', ownerId: null })
    expect(await server.db.query(`select candidate_id as c, job_id as j from documents where collection = 'applications'`)).toEqual([{ c: ana!.id, j: job.id }])
    const history = await server.request('GET', `/api/history/candidates/${ana!.id}`, server.owner.token)
    expect(history.body).toMatchObject({ entries: [{ device: 'through Careers site' }] })
  })

  test('lists, other shapes and a plain signature of time and body; somebody known is only filled', async () => {
    const key = 'a secret of their own choosing'
    const { id, url } = await connect({ signing: 'headerSignature', signatureHeader: 'X-Signature', signaturePrefix: 'sha256=', timeHeader: 'X-Time', idHeader: 'X-Id', people: 'applicants[]', fullName: '', firstName: 'name.first', lastName: 'name.last', emails: 'contacts[].mail', company: 'work[0].at' }, { secret: key })
    const body = JSON.stringify({ applicants: [{ name: { first: 'Ana', last: 'Sousa' }, contacts: [{ mail: 'ana@example.com' }, { mail: 'not one' }] }, { name: { first: 'Ben' }, contacts: [{ mail: 'BEN@example.com' }], work: [{ at: 'City Hospital' }] }, { name: { first: 'Nobody' } }] })
    const time = String(Math.floor(Date.now() / 1_000))
    const sign = (at: string, text: string): string => `sha256=${createHmac('sha256', key).update(`${at}.${text}`).digest('hex')}`
    expect(await post(url, body, { 'x-signature': sign(time, body), 'x-time': time, 'x-id': '1' })).toBe(200)
    await vi.waitFor(async () => expect(await messages(id)).toMatchObject([{ state: 'done', say: '2 people taken; 1 had no name or nothing to be recognised by.' }]), 20_000)
    expect(await people()).toMatchObject([{ fullName: 'Ben Okafor', company: 'City Hospital' }, { fullName: 'Ana Sousa', emails: ['ana@example.com'] }])
    const old = String(Math.floor(Date.now() / 1_000) - 400)
    for (const headers of [{ 'x-signature': sign(old, body), 'x-time': old }, { 'x-signature': sign(time, body), 'x-time': String(Number(time) + 1) }, { 'x-signature': sign(time, body) }, { 'x-time': time }]) expect(await post(url, body, headers as unknown as Record<string, string>)).toBe(401)
  })

  test('a rehearsal understands and changes nothing; what is not understood is said and can be read again', async () => {
    const { id, url } = await connect({ signing: 'standardWebhooks' })
    await server.request('PATCH', `/api/integrations/connections/${id}`, server.owner.token, { sandbox: true })
    const body = JSON.stringify({ fullName: 'Ana', email: 'ana@example.com' })
    await post(url, body, signMessage([secret], { id: 'a-1', atMs: Date.now(), body }))
    await vi.waitFor(async () => expect(await messages(id)).toMatchObject([{ state: 'done', sandbox: true, say: 'Rehearsal: One person taken.' }]), 20_000)
    expect(await people()).toHaveLength(1)
    await server.request('PATCH', `/api/integrations/connections/${id}`, server.owner.token, { sandbox: false, config: { signing: 'standardWebhooks', emails: 'mail' } })
    const other = JSON.stringify({ fullName: 'Cleo', email: 'cleo@example.com' })
    await post(url, other, signMessage([secret], { id: 'a-2', atMs: Date.now(), body: other }))
    await vi.waitFor(async () => expect((await messages(id))[0]).toMatchObject({ state: 'dead', code: 'inbound.unreadable' }), 20_000)
    await server.request('PATCH', `/api/integrations/connections/${id}`, server.owner.token, { config: { signing: 'standardWebhooks' } })
    expect((await server.request('POST', `/api/integrations/connections/${id}/inbound/${(await messages(id))[0]!.id}/again`, server.owner.token)).status).toBe(200)
    await vi.waitFor(async () => expect((await people()).map(each => each.fullName)).toEqual(['Ben Okafor', 'Cleo']), 20_000)
    const recruiter = await server.join('recruiter')
    expect((await server.request('GET', `/api/integrations/connections/${id}/inbound`, recruiter.token)).status).toBe(403)
  })
})

test('paths go through objects and lists, and nowhere else', () => {
  const value = { a: { b: [{ c: 'one' }, { c: 'two' }, { c: 3 }] }, n: null, t: true }
  expect(textsAt(value, 'a.b[].c')).toEqual(['one', 'two', '3'])
  expect(textsAt(value, 'a.b[1].c')).toEqual(['two'])
  expect(nodesAt([1, 2], '[]')).toEqual([1, 2])
  for (const path of ['', 'a', 'a.b[9].c', 'n.x', 't', '__proto__.x', 'constructor.name', 'a.b.length', 'toString']) expect(textsAt(value, path), path).toEqual([])
})

test('whatever comes in, a person fits the record or is none', () => {
  const config = inboundCandidates.configSchema.parse({ signing: 'standardWebhooks' }) as never
  fc.assert(fc.property(fc.record({ fullName: fc.anything(), email: fc.oneof(fc.anything(), fc.emailAddress()), phone: fc.anything(), links: fc.anything(), title: fc.string() }), node => {
    const person = personAt(node, config)
    if (person === null) return
    expect(person.fullName.length).toBeGreaterThan(0)
    for (const text of [person.fullName, person.title, ...person.emails, ...person.phones, ...person.links]) expect(text.isWellFormed() && !text.includes('\u0000')).toBe(true)
  }), { numRuns: 300 })
})
