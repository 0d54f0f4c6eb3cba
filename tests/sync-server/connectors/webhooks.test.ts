import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import type { HookEvent } from '#server/connectors/kit/connector-context'
import { cloudEventSchema } from '#server/connectors/kit/cloud-event'
import { healingOf } from '#server/connectors/kit/errors'
import { createWebhookSecret } from '#server/connectors/kit/standard-webhooks'
import { webhooks } from '#server/connectors/webhooks/connector'
import { connectorSuite, memoryIds, tryOnce, type SuiteCase } from '#tests/support/connector-suite'
import { startFakeVendor, type FakeVendor, type VendorRequest } from '#tests/support/fake-vendor'

const secret = createWebhookSecret()
const event: HookEvent = {
  id: '0198c000-0000-7000-8000-00000000000a', kind: 'candidate.hired', atMs: 1_790_000_000_000, candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c',
  jobId: '0198c000-0000-7000-8000-00000000000d', personId: null, data: { startDate: '2026-10-01' },
}

function signatureOf(key: string, { headers, body }: VendorRequest): string {
  return new Webhook(key).sign(headers['webhook-id']!, new Date(Number(headers['webhook-timestamp']) * 1_000), body)
}

type Receiver = FakeVendor & { taken: Set<string> }
/** A receiver as Standard Webhooks asks for: it refuses what is not signed and takes each id once. */
async function startReceiver(): Promise<Receiver> {
  const taken = new Set<string>()
  const vendor = await startFakeVendor(request => {
    if (!request.headers['webhook-signature']?.split(' ').includes(signatureOf(secret, request))) return { status: 401 }
    taken.add(request.headers['webhook-id']!)
    return { status: 204 }
  })
  return Object.assign(vendor, { taken })
}

const suite: SuiteCase<Receiver> = {
  connector: webhooks, startVendor: startReceiver, config: vendor => ({ address: `${vendor.url}/hooks?team=a` }), secrets: { secret }, badConfig: { address: 'ftp://example.test' },
  event, record: { fullName: 'Ana Sousa', startDate: '2026-10-01' }, effects: vendor => vendor.taken.size, isEffect: request => request.method === 'POST',
}
connectorSuite(suite)

async function withReceiver(run: (vendor: Receiver) => Promise<void>): Promise<void> {
  const vendor = await startReceiver()
  try {
    await run(vendor)
  } finally {
    await vendor.stop()
  }
}

test('the body is a CloudEvent with the allowed fields, posted to the whole address', () => withReceiver(async vendor => {
  await tryOnce(suite, vendor, { externalIds: memoryIds() })
  const [request] = vendor.requests
  expect(cloudEventSchema.parse(request!.json())).toMatchObject({ id: event.id, type: 'app.shortlist.candidate.hired', data: { record: { fullName: 'Ana Sousa', startDate: '2026-10-01' } } })
  expect(request).toMatchObject({ path: '/hooks' })
  expect(request!.query.get('team')).toBe('a')
}))

test('while a secret is rotated the receiver may know either', () => withReceiver(async vendor => {
  const next = createWebhookSecret()
  await tryOnce(suite, vendor, { externalIds: memoryIds(), secrets: { secret: next, previousSecret: secret } })
  const [request] = vendor.requests
  expect(request!.headers['webhook-signature']).toBe(`${signatureOf(next, request!)} ${signatureOf(secret, request!)}`)
  expect(vendor.taken.size).toBe(1)
}))

test('a receiver that does not know the secret takes nothing', () => withReceiver(async vendor => {
  await expect(tryOnce(suite, vendor, { externalIds: memoryIds(), secrets: { secret: createWebhookSecret() } })).rejects.toMatchObject({ code: 'connector.unauthorized' })
  expect(vendor.taken.size).toBe(0)
}))

test('410 says that nobody listens there any more, and is not tried again', () => withReceiver(async vendor => {
  vendor.mishap({ kind: 'status', status: 410 })
  const error = await tryOnce(suite, vendor, { externalIds: memoryIds() }).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'connector.gone' })
  expect(healingOf(error)).toBe('settings')
}))
