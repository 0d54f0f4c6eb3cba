import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sendAssessment } from '#shared/domain/commands/assessment'
import type { Change } from '#shared/domain/commands/change'
import { connectionSchema } from '#shared/contract/integrations'
import type { Application } from '#shared/domain/model/application'
import { createId } from '#shared/lib/ids'
import { startCodeSignal } from '#tests/support/codesignal'
import { startHackerRank, type FakeHackerRank } from '#tests/support/hackerrank'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { codesOf, WireClient } from '#tests/support/wire-client'
import { makeApplication, makeCandidate, makeJob, newRow } from '#tests/support/workspace'

const soon = 20_000

describe.each(['PGlite', 'PostgreSQL'] as const)('tests of candidates, on %s', storeName => {
  let server: TestServer
  let vendor: FakeHackerRank
  const job = makeJob()
  const ana = makeCandidate({ fullName: 'Ana Sousa', emails: ['ana@example.test'] })
  const card = makeApplication(job, ana)
  beforeEach(async () => {
    vendor = await startHackerRank()
    server = await startTestServer(storeName, { config: { allowPrivateHosts: ['127.0.0.1'] } })
    await pushed(server.owner.token, [newRow('jobs', job), newRow('candidates', ana), newRow('applications', card)])
  })
  afterEach(async () => {
    await server.stop()
    await vendor.stop()
  })
  async function pushed(token: string, rows: Parameters<WireClient['push']>[0]): Promise<readonly string[]> {
    const client = await WireClient.signedIn(server.url, token)
    const codes = codesOf(await client.push(rows))
    client.close()
    return codes
  }
  const rowsOf = (changes: readonly Change[]): ReturnType<typeof newRow>[] => changes.flatMap(change => (change.kind === 'create' ? [newRow(change.collection, change.document)] : []))
  const stamp = (actorId: string) => ({ actorId, nowMs: Date.now(), createId })
  const connect = async (connectorId: string, config: object, secrets: object): Promise<{ id: string; url: string }> => {
    const { body } = await server.request('POST', '/api/integrations/connections', server.owner.token, { connectorId, title: connectorId, config, secrets })
    const { id, inboundUrl } = connectionSchema.parse(body)
    return { id, url: inboundUrl! }
  }
  const assessments = async (): Promise<Application['assessments']> => (await server.db.query<{ content: Application }>('select content from documents where id = $1', [card.id]))[0]!.content.assessments
  const send = (connectionId: string): readonly Change[] => sendAssessment(card, { connectionId, testId: '7', test: 'Backend basics' }, stamp(server.owner.person.id))

  test('a test is sent once, its result is read when HackerRank calls, and hangs on the application with everything that came', async () => {
    const { id } = await connect('hackerrank', { address: vendor.url }, { key: 'a key of theirs' })
    await vi.waitFor(async () => expect(JSON.stringify(await server.db.query(`select content->'integrations' as i from documents where collection = 'settings'`))).toContain('Backend basics'), soon)
    expect(await pushed(server.owner.token, rowsOf(send(id)))).toEqual(['accepted'])
    await vi.waitFor(async () => expect(await assessments()).toMatchObject([{ state: 'sent', test: 'Backend basics', vendor: 'hackerrank' }]), soon)
    const [invited] = vendor.invited
    expect(invited).toMatchObject({ email: 'ana@example.test', full_name: 'Ana Sousa', send_email: true })
    Object.assign(invited!, { attempt_starttime: '2026-01-01', attempt_endtime: '2026-01-02', score: 45, percentage_score: 90, report_url: 'https://www.hackerrank.com/report/1', surprise: { new: 'field' } })
    const callback = new URL(invited!.test_result_url!)
    const call = (search: string): Promise<Response> => fetch(`${server.url}${callback.pathname}${search}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"score":100,"percentage_score":100}' })
    expect((await call(callback.search.replace(/.$/, digit => (digit === '0' ? '1' : '0')))).status).toBe(401)
    expect((await call(callback.search)).status).toBe(200)
    await vi.waitFor(async () => expect(await assessments()).toMatchObject([{ state: 'finished', score: 90, maxScore: 100, say: '45 points', reportUrl: 'https://www.hackerrank.com/report/1' }]), soon)
    expect((await assessments())[0]!.raw).toContain('surprise')
    expect((await assessments())[0]!.raw).not.toContain(callback.searchParams.get('token'))
    expect(await server.db.query(`select content->>'kind' as kind from documents where collection = 'activities' order by created_revision`)).toEqual([{ kind: 'assessment.sent' }, { kind: 'assessment.result' }])
    await call(callback.search)
    expect(vendor.invited).toHaveLength(1)
  })

  test('what could not be sent says so on the profile, and is sent once the cause is mended', async () => {
    const { id } = await connect('hackerrank', { address: vendor.url }, { key: 'a wrong key of theirs' })
    await pushed(server.owner.token, rowsOf(send(id)))
    await vi.waitFor(async () => expect(await assessments()).toMatchObject([{ state: 'failed', say: expect.stringContaining('does not accept the key') }]), soon)
    await server.request('PATCH', `/api/integrations/connections/${id}`, server.owner.token, { secrets: { key: 'a key of theirs' } })
    await vi.waitFor(async () => expect(await assessments()).toMatchObject([{ state: 'sent', say: '' }]), soon)
    expect(vendor.invited).toHaveLength(1)
  })

  test('taken back before it left it is never sent; only recruiters send; a result nobody may write is not taken from a laptop', async () => {
    const { id } = await connect('hackerrank', { address: vendor.url }, { key: 'a key of theirs' })
    const [asked] = rowsOf(send(id))
    const { content } = asked as { content: Record<string, unknown> }
    const undone = newRow('activities', { ...content, id: createId(), facts: { ...content['facts'] as object, undone: true } })
    await pushed(server.owner.token, [asked!, undone])
    await vi.waitFor(async () => expect(await server.db.query(`select state from deliveries order by sequence, position`)).toEqual([{ state: 'skipped' }, { state: 'done' }]), soon)
    expect(vendor.invited).toEqual([])
    const manager = await server.join('hiringManager')
    await pushed(server.owner.token, [newRow('jobs', { ...makeJob(), hiringTeam: [{ id: manager.person.id, role: 'hiringManager' }] })])
    expect(await pushed(manager.token, rowsOf(sendAssessment({ ...card, candidateId: ana.id }, { connectionId: id, testId: '7', test: 'x' }, stamp(manager.person.id))))).not.toEqual(['accepted'])
    const forged = makeApplication(job, ana, { assessments: [{ id: createId(), connectionId: id, vendor: 'x', test: 'x', state: 'finished', score: 100, maxScore: 100, reportUrl: '', say: '', sentAtMs: 1, finishedAtMs: 1, atMs: 1, raw: '' }] })
    expect(await pushed(server.owner.token, [newRow('applications', forged)])).toEqual(['access.written_by_the_server'])
  })

  test('CodeSignal’s result is found by e-mail; one signature is good for one message; whom nobody knows is put aside', async () => {
    const { id, url } = await connect('codesignal', {}, { secret: 'their webhook secret' })
    const at = Date.now()
    const post = async (event: string, payload: object, triggeredOn = at, key = 'their webhook secret'): Promise<number> => {
      const signature = createHmac('sha256', key).update(`${url}${event}${triggeredOn}`).digest('hex')
      return (await fetch(`${server.url}${new URL(url).pathname}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-codesignal-signature': signature }, body: JSON.stringify({ event, triggeredOn, payload }) })).status
    }
    const session = { testSessionId: 's1', testId: 't1', testTitle: 'Intern', candidateEmail: 'ANA@example.test', candidateName: 'Ana' }
    expect((await fetch(`${server.url}${new URL(url).pathname}`, { method: 'POST' })).status).toBe(200)
    expect(await post('companyTestSessionFinished', session, at, 'another secret')).toBe(401)
    expect(await post('companyTestSessionFinished', session, at - 30 * 24 * 3_600_000)).toBe(401)
    expect(await post('companyTestSessionFinished', { ...session, score: 900, maxScore: 1000, versionedCodingScore: { version: 'x', value: 575 }, plagiarismLabel: '-', url: 'https://app.codesignal.com/test-result/1', extra: [1] })).toBe(200)
    expect(await post('companyTestSessionFinished', { ...session, score: 1000 })).toBe(200)
    await vi.waitFor(async () => expect(await assessments()).toMatchObject([{ state: 'finished', test: 'Intern', score: 900, maxScore: 1000, say: 'Coding score 575' }]), soon)
    expect(await post('companyTestSessionCreated', session, at + 1)).toBe(200)
    expect(await post('companyTestSessionFinished', { ...session, testSessionId: 's2', candidateEmail: 'nobody@example.test' }, at + 2)).toBe(200)
    await vi.waitFor(async () => expect((await server.request('GET', `/api/integrations/connections/${id}/inbound`, server.owner.token)).body).toMatchObject({ messages: [{ state: 'dead', code: 'inbound.no_match' }, { state: 'done' }, { state: 'done' }] }), soon)
    expect(await assessments()).toMatchObject([{ state: 'finished', score: 900 }])
  })

  test('a CodeSignal test is sent from the profile once, its link stays while it is under way, and its message brings the result of the very request', async () => {
    const codesignal = await startCodeSignal()
    const { id, url } = await connect('codesignal', { address: codesignal.url }, { token: 'a key of theirs', secret: 'their webhook secret' })
    await vi.waitFor(async () => expect(JSON.stringify(await server.db.query(`select content->'integrations' as i from documents where collection = 'settings'`))).toContain('Backend basics'), soon)
    expect(await pushed(server.owner.token, rowsOf(sendAssessment(card, { connectionId: id, testId: 't7', test: 'Backend basics' }, stamp(server.owner.person.id))))).toEqual(['accepted'])
    const link = 'Link of the test: https://app.codesignal.com/test/s1'
    await vi.waitFor(async () => expect(await assessments()).toMatchObject([{ state: 'sent', test: 'Backend basics', vendor: 'codesignal', say: link }]), soon)
    let at = Date.now()
    const tell = async (event: string): Promise<number> => {
      const triggeredOn = (at += 1)
      const signature = createHmac('sha256', 'their webhook secret').update(`${url}${event}${triggeredOn}`).digest('hex')
      const payload = { testSessionId: 's1', testId: 't7', testTitle: 'Backend basics', candidateEmail: 'ana@example.test', score: 1 }
      return (await fetch(`${server.url}${new URL(url).pathname}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-codesignal-signature': signature }, body: JSON.stringify({ event, triggeredOn, payload }) })).status
    }
    Object.assign(codesignal.sessions[0]!, { status: 'active', startDate: at, invitationUrl: null })
    expect(await tell('companyTestSessionStarted')).toBe(200)
    await vi.waitFor(async () => expect(await assessments()).toMatchObject([{ state: 'started', say: link }]), soon)
    Object.assign(codesignal.sessions[0]!, { status: 'over', finishDate: at, result: { score: 850, solvedTaskCount: 3, url: 'https://app.codesignal.com/test-result/1', versionedCodingScore: null } })
    expect(await tell('companyTestSessionFinished')).toBe(200)
    await vi.waitFor(async () => expect(await assessments()).toMatchObject([{ state: 'finished', score: 850, maxScore: 1000, reportUrl: 'https://app.codesignal.com/test-result/1', say: '3 of 4 questions solved' }]), soon)
    expect(codesignal.sessions).toHaveLength(1)
    await codesignal.stop()
  })
})
