import { expect, test } from 'vitest'
import type { ConnectorContext, HookEvent } from '#server/connectors/kit/connector-context'
import { createContext } from '#server/connectors/kit/context'
import { createWire } from '#server/connectors/kit/http'
import { codility } from '#server/connectors/codility/connector'
import { connectorSuite, memoryIds, tryOnce, type SuiteCase } from '#tests/support/connector-suite'
import { startFakeVendor, type FakeVendor } from '#tests/support/fake-vendor'

type Session = { id: string; candidate: string; [told: string]: unknown }
type FakeCodility = FakeVendor & { sessions: Session[] }

/** Codility as public connectors know it; its lists have two on a page. */
async function startCodility(): Promise<FakeCodility> {
  const sessions: Session[] = []
  const vendor = await startFakeVendor(({ method, path, query, headers, json }) => {
    if (headers['authorization'] !== 'Bearer a token of theirs') return { status: 401, json: {} }
    if (method === 'POST' && path === '/api/tests/7/invite/') {
      const { candidates: [candidate] } = json() as { candidates: { id: string }[] }
      const id = `S${sessions.length + 1}`
      sessions.push({ id, candidate: candidate!.id })
      return { status: 200, json: { candidates: [{ id: candidate!.id, test_link: `https://app.codility.com/test/${id}/`, session_url: `https://codility.com/api/sessions/${id}/` }] } }
    }
    const page = Number(query.get('page') ?? '0')
    if (path === '/api/tests/7/sessions/') return { status: 200, json: { results: [{ id: `other-${page}`, candidate: 'x' }, ...(page === 1 ? sessions : [])], next: page === 0 ? 'https://codility.com/api/tests/7/sessions/?page=1' : null } }
    if (path === '/api/tests/7/') return { status: 200, json: { id: 7, name: 'Backend', sessions_url: 'https://codility.com/api/tests/7/sessions/' } }
    if (path === '/api/tests/') return { status: 200, json: { results: [{ id: 7, name: 'Backend' }, { id: 8, name: 'Old', is_archived: true }], next: null } }
    const found = sessions.find(each => path === `/api/sessions/${each.id}/`)
    return found ? { status: 200, json: found } : { status: 404, json: {} }
  })
  return Object.assign(vendor, { sessions })
}

const requestId = '0198c000-0000-7000-8000-0000000000aa'
const event: HookEvent = {
  id: '0198c000-0000-7000-8000-00000000000a', kind: 'assessment.requested', atMs: 1_790_000_000_000, candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c',
  jobId: '0198c000-0000-7000-8000-00000000000d', personId: null, data: { requestId, connectionId: '0198c000-0000-7000-8000-000000000002', testId: '7', test: 'Backend', withdrawn: false },
}
const suite: SuiteCase<FakeCodility> = {
  connector: codility, startVendor: startCodility, config: vendor => ({ address: vendor.url }), secrets: { token: 'a token of theirs' }, badConfig: { address: 'ftp://example.test' }, event,
  record: { firstName: 'Ana', lastName: 'Sousa', email: 'ana@example.test' }, effects: vendor => vendor.sessions.length, isEffect: request => request.method === 'POST',
}
connectorSuite(suite)

test('results are read by the API with whatever else comes, tests are listed, and a reply never leads the token elsewhere', async () => {
  const vendor = await startCodility()
  const externalIds = memoryIds()
  expect(await tryOnce(suite, vendor, { externalIds })).toMatchObject({ findings: [{ news: { externalId: 'S1', say: 'Link of the test: https://app.codility.com/test/S1/' } }] })
  const ctx = createContext(codility, {
    workspaceId: 'w', connectionId: 'c', config: { address: vendor.url }, secrets: suite.secrets, record: {}, mapping: [], externalIds, idempotencyKey: 'k', mayHaveHappened: false, wire: createWire({ allowPrivateHosts: ['127.0.0.1'] }, 2_000), now: () => 0, setSecrets: async () => undefined, onExchange: () => undefined,
  }) as ConnectorContext<never, never>
  expect(await codility.catalog!(ctx)).toEqual([{ id: '7', name: 'Backend' }])
  const news = async (): Promise<unknown> => (await codility.follow!([{ requestId, externalId: 'S1' }], ctx))[0]
  expect(await news()).toMatchObject({ news: { state: 'sent', score: null } })
  Object.assign(vendor.sessions[0]!, { start_date: '2026-01-01', evaluation: { result: 80, max_result: '100', tasks: [] }, report_link: 'https://app.codility.com/report/S1', similarity: 'none', unheard: true })
  expect(await news()).toMatchObject({ news: { state: 'finished', score: 80, maxScore: 100, reportUrl: 'https://app.codility.com/report/S1', say: 'Similarity: none', raw: { unheard: true } } })
  expect(new Set(vendor.requests.map(request => request.headers['host']))).toEqual(new Set([new URL(vendor.url).host]))
  await vendor.stop()
})
