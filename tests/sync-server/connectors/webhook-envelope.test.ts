import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { toCloudEvent } from '#server/connectors/kit/cloud-event'
import { createWebhookSecret, isGenuine, signMessage, webhookSecretPattern } from '#server/connectors/kit/standard-webhooks'

const id = '0198c000-0000-7000-8000-00000000000a'

test('an event is a CloudEvent by the official schema, and says nothing of our inner life', () => {
  const event = toCloudEvent({ id, kind: 'candidate.hired', atMs: 1_790_000_000_000, candidateId: id, applicationId: id, jobId: null, personId: null, data: { startDate: '2026-10-01', healed: true } }, { fullName: 'Ana Sousa' }, id)
  const official = z.fromJSONSchema(JSON.parse(readFileSync(new URL('../../specs/standards/cloudevents.schema.json', import.meta.url), 'utf8')) as never)
  expect(official.safeParse(event).error).toBeUndefined()
  expect(official.safeParse({ ...event, specversion: undefined }).success).toBe(false)
  expect(event).toMatchObject({ type: 'app.shortlist.candidate.hired', subject: `applications/${id}`, data: { details: { startDate: '2026-10-01' }, record: { fullName: 'Ana Sousa' } } })
  expect(JSON.stringify(event)).not.toContain('healed')
})

describe('a signed message', () => {
  const [old, next] = [createWebhookSecret(), createWebhookSecret()]
  const body = '{"hello":"world"}'
  const headers = signMessage([next, old], { id: 'msg_1', atMs: Date.now(), body })

  test('is genuine to whoever has either secret while they are rotated, and to nobody else', () => {
    expect(old).toMatch(webhookSecretPattern)
    expect(isGenuine([old], headers, body)).toBe(true)
    expect(isGenuine([next], headers, body)).toBe(true)
    expect(isGenuine([createWebhookSecret()], headers, body)).toBe(false)
    expect(isGenuine([], headers, body)).toBe(false)
  })

  test.each([
    ['another body', headers, '{"hello":"w0rld"}'], ['another id', { ...headers, 'webhook-id': 'msg_2' }, body], ['no signature', { ...headers, 'webhook-signature': undefined }, body],
    ['an empty signature', { ...headers, 'webhook-signature': 'v1,' }, body], ['a time that was moved', { ...headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) + 1) }, body],
    ['a message of ten minutes ago', signMessage([next], { id: 'msg_1', atMs: Date.now() - 600_000, body }), body], ['a message of the future', signMessage([next], { id: 'msg_1', atMs: Date.now() + 600_000, body }), body],
    ['nonsense for a time', { ...headers, 'webhook-timestamp': 'soon' }, body], ['another scheme', { ...headers, 'webhook-signature': headers['webhook-signature']!.replaceAll('v1,', 'v0,') }, body],
  ])('is not genuine with %s', (_what, given, text) => {
    expect(isGenuine([next, old], given, text)).toBe(false)
  })

  test('the example of the standard verifies to its signature', () => {
    // Source: standard-webhooks spec, symmetric example.
    const signed = signMessage(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', atMs: 1_614_265_330_000, body: '{"test": 2432232314}' })
    expect(signed['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })
})
