import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { codesignal } from '#server/connectors/codesignal/connector'
import type { ConnectorContext, HookEvent } from '#server/connectors/kit/connector-context'
import { createContext } from '#server/connectors/kit/context'
import { createWire } from '#server/connectors/kit/http'
import type { InboundMessage } from '#server/connectors/kit/inbound'
import { fakeNowMs, startCodeSignal, type FakeCodeSignal } from '#tests/support/codesignal'
import { connectorSuite, memoryIds, testOnce, tryOnce, type SuiteCase } from '#tests/support/connector-suite'

const requestId = '0198c000-0000-7000-8000-0000000000aa'
const event: HookEvent = {
  id: '0198c000-0000-7000-8000-00000000000a', kind: 'assessment.requested', atMs: 1_790_000_000_000, candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c',
  jobId: '0198c000-0000-7000-8000-00000000000d', personId: null, data: { requestId, connectionId: '0198c000-0000-7000-8000-000000000002', testId: 't7', test: 'Backend basics', withdrawn: false },
}
const suite: SuiteCase<FakeCodeSignal> = {
  connector: codesignal, startVendor: startCodeSignal, config: vendor => ({ address: vendor.url }), secrets: { token: 'a key of theirs', secret: 'their webhook secret' }, badConfig: { address: 'ftp://example.test' }, event,
  record: { firstName: 'Ana', lastName: 'Sousa', email: 'ana@example.test' }, effects: vendor => vendor.sessions.filter(session => session.status !== 'deleted').length, isEffect: request => request.body.includes('createCompanyTestSession'),
}
connectorSuite(suite)

describe('CodeSignal, in particular', () => {
  let vendor: FakeCodeSignal
  let externalIds: ReturnType<typeof memoryIds>
  beforeEach(async () => {
    vendor = await startCodeSignal()
    externalIds = memoryIds()
  })
  afterEach(() => vendor.stop())

  const contextWith = (secrets: Record<string, unknown> = suite.secrets): ConnectorContext<never, never> => createContext(codesignal, {
    workspaceId: 'w', connectionId: 'c', config: { address: vendor.url }, secrets, record: {}, mapping: [], externalIds, idempotencyKey: 'k', mayHaveHappened: false, wire: createWire({ allowPrivateHosts: ['127.0.0.1'] }, 2_000), now: () => fakeNowMs, setSecrets: async () => undefined, onExchange: () => undefined,
  }) as ConnectorContext<never, never>
  const followed = async (id = 's1'): Promise<unknown> => (await codesignal.follow!([{ requestId, externalId: id }], contextWith()))[0]
  const send = (options: Partial<Parameters<typeof tryOnce<FakeCodeSignal>>[2]> = {}): ReturnType<typeof tryOnce> => tryOnce(suite, vendor, { externalIds, ...options })
  const heard = async (name: string, payload: object, secrets?: Record<string, unknown>): Promise<unknown> => {
    const body = { event: name, triggeredOn: fakeNowMs, payload: { testSessionId: 's1', testId: 't7', testTitle: 'Backend basics', candidateEmail: 'ANA@example.test', ...payload } }
    const message: InboundMessage = { id: 'm', receivedAtMs: fakeNowMs, sentAtMs: fakeNowMs, headers: {}, query: {}, text: JSON.stringify(body), json: () => body }
    return codesignal.inbound!.handle(message, contextWith(secrets))
  }
  const over = { status: 'over', startDate: fakeNowMs, finishDate: fakeNowMs + 1, result: { score: 900, solvedTaskCount: 3, url: 'https://app.codesignal.com/test-result/1', versionedCodingScore: { version: 'codingScore2023', value: 575 } } }

  test('an invitation goes with name, address and our request, and its link is shown', async () => {
    expect(await send()).toMatchObject({ findings: [{ news: { externalId: 's1', state: 'sent', say: 'Link of the test: https://app.codesignal.com/test/s1' } }] })
    expect(vendor.sessions[0]!.asked).toMatchObject({ testId: 't7', candidateEmail: 'ana@example.test', candidateFirstName: 'Ana', candidateLastName: 'Sousa', preferExisting: true, externalId: requestId })
  })

  test('asked how far it is: under way until there is a result, then the result with everything that was told', async () => {
    await send()
    const [session] = vendor.sessions
    expect(await followed()).toMatchObject({ news: { state: 'sent', score: null, raw: null } })
    Object.assign(session!, { status: 'gracePeriod', startDate: '2026-11-27T10:00:00Z' })
    expect(await followed()).toMatchObject({ news: { state: 'started' } })
    session!.status = 'over'
    expect(await followed()).toMatchObject({ news: { state: 'started', say: 'Handed in; CodeSignal has no result yet.' } })
    Object.assign(session!, over, { integrityReviewSuggested: true })
    expect(await followed()).toMatchObject({ news: { state: 'finished', score: 900, maxScore: 1000, reportUrl: 'https://app.codesignal.com/test-result/1', say: 'Coding score 575 · 3 of 4 questions solved · CodeSignal suggests checking how it was taken', raw: { status: 'over', result: { solvedTaskCount: 3 } } } })
    session!.status = 'expired'
    expect(await followed()).toMatchObject({ news: { state: 'expired', score: null } })
    session!.status = 'deleted'
    expect(await followed()).toMatchObject({ news: { state: 'cancelled', say: 'The invitation is no longer in CodeSignal.' } })
    expect(await followed('nowhere')).toMatchObject({ news: { state: 'cancelled' } })
  })

  test('handed in before the second try: it is found and nobody is invited again; a test sat long ago is another', async () => {
    await send()
    Object.assign(vendor.sessions[0]!, over)
    externalIds.all.clear()
    expect(await send({ mayHaveHappened: true })).toMatchObject({ findings: [{ news: { externalId: 's1' } }] })
    vendor.sessions[0]!.createDate = new Date(event.atMs - 86_400_000).toISOString()
    externalIds.all.clear()
    expect(await send({ mayHaveHappened: true })).toMatchObject({ findings: [{ news: { externalId: 's2' } }] })
  })

  test.each([
    ['UNAUTHENTICATED', '', 'connector.unauthorized'], ['', 'Access Denied', 'connector.forbidden'], ['', 'Rate limit exceeded', 'connector.rate_limited'], ['INTERNAL_SERVER_ERROR', 'x', 'connector.unavailable'], ['', 'This assessment is archived', 'connector.refused'],
  ])('a refusal with status 200, code “%s” and words “%s”, is %s', async (code, message, expected) => {
    vendor.says([{ message, ...(code ? { extensions: { code } } : {}) }])
    await expect(send()).rejects.toMatchObject({ code: expected })
    vendor.says(null)
    await send({ mayHaveHappened: true })
    expect(vendor.sessions).toHaveLength(1)
  })

  test('taken back before it was begun it is removed; once begun it is left, with how far it is', async () => {
    await send()
    const withdrawn = { ...event, data: { ...event.data, withdrawn: true } }
    Object.assign(vendor.sessions[0]!, { status: 'active', startDate: fakeNowMs })
    expect(await send({ event: withdrawn })).toMatchObject({ findings: [{ news: { state: 'started' } }] })
    Object.assign(vendor.sessions[0]!, { status: 'pending', startDate: null })
    expect(await send({ event: withdrawn })).toMatchObject({ findings: [{ news: { state: 'cancelled', say: 'Taken back' } }] })
    expect(vendor.sessions[0]!.status).toBe('deleted')
    expect(await send({ event: withdrawn })).toMatchObject({ findings: [{ news: { state: 'cancelled' } }] })
  })

  test('with a key a message only says that there is news: score and report are CodeSignal’s own, the rest is kept', async () => {
    await send()
    Object.assign(vendor.sessions[0]!, over)
    expect(await heard('companyTestSessionFinished', { score: 1000, maxScore: 1000, url: 'https://elsewhere.test/', plagiarismLabel: 'high', extra: [1] })).toMatchObject({
      findings: [{ news: { about: { kind: 'request', requestId }, state: 'finished', score: 900, reportUrl: 'https://app.codesignal.com/test-result/1', say: 'Coding score 575 · 3 of 4 questions solved · Copying: high', raw: { message: { extra: [1] } } } }],
    })
    expect(await heard('companyTestSessionFinished', { testSessionId: 'made up', candidateEmail: 'eve@example.test', score: 1000 })).toMatchObject({ findings: [] })
  })

  test('a message that is faster than the answer to the invitation is news of the request, not of a second test', async () => {
    let early: unknown = null
    vendor.mishap({ kind: 'beforeAnswer', when: suite.isEffect, run: async () => { early = await heard('companyTestSessionCreated', {}) } })
    expect(await send()).toMatchObject({ findings: [{ news: { externalId: 's1' } }] })
    expect(early).toMatchObject({ findings: [{ news: { about: { kind: 'request', requestId }, state: 'sent' } }] })
  })

  test('what was made of an address to find the request again goes as soon as the session is known, whoever says so first', async () => {
    await send()
    vendor.mishap({ kind: 'beforeAnswer', when: suite.isEffect, run: async () => { await heard('companyTestSessionCreated', {}) } })
    const other = { ...event, data: { ...event.data, requestId: '0198c000-0000-7000-8000-0000000000bb' } }
    await send({ event: other })
    expect([...externalIds.all.keys()].filter(key => key.includes('invitation'))).toEqual([])
  })

  test('a test that was sent in CodeSignal is found by the address CodeSignal has, with a key and without one', async () => {
    await send()
    const [session] = vendor.sessions
    externalIds.all.clear()
    Object.assign(session!, over)
    expect(await heard('companyTestSessionFinished', { candidateEmail: 'eve@example.test' })).toMatchObject({ findings: [{ news: { about: { kind: 'person', email: 'ana@example.test', key: 's1' }, test: 'Backend basics', score: 900 } }] })
    expect(await heard('companyTestSessionFinished', { score: 800, maxScore: 1000 }, { secret: 'their webhook secret' })).toMatchObject({ findings: [{ news: { about: { kind: 'person', email: 'ANA@example.test', key: 's1' }, score: 800 } }] })
  })

  test('without a key nothing is offered or asked, and without a secret no message is believed', async () => {
    const keyless = contextWith({ secret: 'their webhook secret' })
    expect(await codesignal.catalog!(keyless)).toEqual([])
    expect(await codesignal.follow!([{ requestId, externalId: 's1' }], keyless)).toEqual([])
    expect(vendor.requests).toEqual([])
    expect(await codesignal.catalog!(contextWith())).toEqual([{ id: 't7', name: 'Backend basics' }, { id: 't8', name: 'Frontend' }])
    const body = Buffer.from(JSON.stringify({ event: 'x', triggeredOn: fakeNowMs, payload: {} }))
    expect(codesignal.inbound!.verify({ headers: { 'x-codesignal-signature': '' }, query: {}, body, address: 'a' }, { config: {}, secrets: { token: 'a key of theirs' }, nowMs: fakeNowMs } as never)).toEqual({ kind: 'forged' })
    expect(await testOnce({ ...suite, secrets: {} }, vendor)).toMatchObject({ kind: 'failed' })
    expect(await testOnce({ ...suite, secrets: { secret: 'their webhook secret' } }, vendor)).toMatchObject({ kind: 'ok', detail: expect.stringContaining('Add an API key') })
    expect(await testOnce(suite, vendor)).toMatchObject({ kind: 'ok', detail: 'CodeSignal answers and shows your tests.' })
  })
})
