import { expect, test } from 'vitest'
import type { HookEvent } from '#server/connectors/kit/connector-context'
import { hackerrank } from '#server/connectors/hackerrank/connector'
import { connectorSuite, memoryIds, tryOnce, type SuiteCase } from '#tests/support/connector-suite'
import { startHackerRank, type FakeHackerRank } from '#tests/support/hackerrank'

const requestId = '0198c000-0000-7000-8000-0000000000aa'
const event: HookEvent = {
  id: '0198c000-0000-7000-8000-00000000000a', kind: 'assessment.requested', atMs: 1_790_000_000_000, candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c',
  jobId: '0198c000-0000-7000-8000-00000000000d', personId: null, data: { requestId, connectionId: '0198c000-0000-7000-8000-000000000002', testId: '7', test: 'Backend basics', withdrawn: false },
}
const suite: SuiteCase<FakeHackerRank> = {
  connector: hackerrank, startVendor: startHackerRank, config: vendor => ({ address: vendor.url }), secrets: { key: 'a key of theirs' }, badConfig: { address: 'ftp://example.test' }, event,
  record: { fullName: 'Ana Sousa', email: 'ana@example.test' }, effects: vendor => vendor.invited.length, isEffect: request => request.method === 'POST',
}
connectorSuite(suite)

test('a test that is taken back is cancelled, once, and what was never sent needs nothing', async () => {
  const vendor = await startHackerRank()
  const externalIds = memoryIds()
  const withdrawn = { ...event, data: { ...event.data, withdrawn: true } }
  expect(await tryOnce(suite, vendor, { externalIds, event: withdrawn })).toMatchObject({ kind: 'done', summary: expect.stringContaining('Nothing had been sent') })
  expect(await tryOnce(suite, vendor, { externalIds })).toMatchObject({ findings: [{ kind: 'assessment', news: { about: { requestId }, state: 'sent', externalId: '7/1000' } }] })
  for (let count = 0; count < 2; count += 1) expect(await tryOnce(suite, vendor, { externalIds, event: withdrawn })).toMatchObject({ findings: [{ news: { state: 'cancelled' } }] })
  expect(vendor.invited).toEqual([])
  await vendor.stop()
})
