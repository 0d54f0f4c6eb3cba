import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { isPublicAddress, pinAddress } from '#server/connectors/kit/address-guard'
import { parseRetryAfter } from '#server/connectors/kit/errors'
import { createHttp, createWire, usualPayloadLimitBytes, type Http } from '#server/connectors/kit/http'
import { createMask } from '#server/connectors/kit/mask'
import type { LoggedExchange } from '#shared/contract/integrations'

describe('the address guard', () => {
  test.each(['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '224.0.0.1'])('%s is no public address', address => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test('a public name is pinned to its first address', async () => {
    expect(await pinAddress(new URL('https://api.vendor.example/v1'), { allowPrivateHosts: [], resolve: async () => ['93.184.216.34'] })).toBe('93.184.216.34')
  })

  test.each([
    ['http to a public name', 'http://api.vendor.example', ['93.184.216.34']], ['a name of a private address', 'https://inside.example', ['10.0.0.5']],
    ['one private address among public ones', 'https://rebind.example', ['93.184.216.34', '127.0.0.1']], ['a decimal address of this machine', 'https://2130706433/', []],
    ['another protocol', 'file:///etc/passwd', []], ['a name and password in the address', 'https://user:word@api.vendor.example', ['93.184.216.34']],
  ])('%s is refused', async (_case, url, addresses) => {
    await expect(pinAddress(new URL(url), { allowPrivateHosts: [], resolve: async () => addresses })).rejects.toMatchObject({ code: 'connector.address_refused' })
  })

  test('a host the server’s owner allows may be private and plain http', async () => {
    expect(await pinAddress(new URL('http://127.0.0.1:8080'), { allowPrivateHosts: ['127.0.0.1'] })).toBe('127.0.0.1')
  })
})

describe('the guarded client', () => {
  let vendor: Server
  let answer: (path: string) => { status: number; headers?: Record<string, string>; body: string } = () => ({ status: 200, body: '{}' })
  let base: string
  let seen: { path: string; authorization: string | undefined }[]
  let log: LoggedExchange[]

  beforeEach(async () => {
    seen = []
    log = []
    vendor = createServer((request, response) => {
      seen.push({ path: request.url!, authorization: request.headers.authorization })
      const { status, headers, body } = answer(request.url!)
      response.writeHead(status, headers).end(body)
    })
    await new Promise<void>(done => vendor.listen(0, '127.0.0.1', done))
    base = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/v2`
  })
  afterEach(() => new Promise(done => vendor.close(done)))

  const client = (allowPrivateHosts = ['127.0.0.1'], payloadLimitBytes = usualPayloadLimitBytes): Http => createHttp({
    baseUrl: base, headers: { authorization: 'Bearer sesame-open' }, wire: createWire({ allowPrivateHosts }), mask: createMask(['sesame-open']), now: Date.now, payloadLimitBytes, onExchange: each => log.push(each),
  })

  test('a request carries the connection’s headers, and the log masks them', async () => {
    answer = () => ({ status: 201, headers: { 'x-token': 'abc' }, body: '{"id":"7","access_token":"sesame-open"}' })
    const reply = await client().request({ method: 'POST', path: '/people', json: { name: 'Ada', password: 'x' } })
    expect(reply.parse(z.object({ id: z.string() })).id).toBe('7')
    expect(seen).toEqual([{ path: '/v2/people', authorization: 'Bearer sesame-open' }])
    expect(JSON.stringify(log)).not.toContain('sesame-open')
    expect(log[0]!.request.body).toBe('{"name":"Ada","password":"•••"}')
    expect(log[0]!.reply!.headers['x-token']).toBe('•••')
  })

  test('the connection’s headers do not go to another origin', async () => {
    answer = () => ({ status: 200, body: '{}' })
    await client(['127.0.0.1', 'localhost']).request({ method: 'GET', path: base.replace('127.0.0.1', 'localhost') })
    expect(seen[0]!.authorization).toBeUndefined()
  })

  test('a redirect is not followed', async () => {
    answer = () => ({ status: 302, headers: { location: 'http://169.254.169.254/latest' }, body: '' })
    await expect(client().request({ method: 'GET', path: 'a' })).rejects.toMatchObject({ code: 'connector.refused' })
    expect(seen).toHaveLength(1)
  })

  test.each([[401, 'connector.unauthorized'], [403, 'connector.forbidden'], [404, 'connector.not_found'], [409, 'connector.conflict'], [422, 'connector.refused'], [500, 'connector.unavailable'], [429, 'connector.rate_limited']])('status %i is %s', async (status, code) => {
    answer = () => ({ status, headers: { 'retry-after': '7' }, body: '' })
    await expect(client().request({ method: 'GET', path: 'a' })).rejects.toMatchObject({ code, facts: { retryAfterMs: 7_000 } })
  })

  test('a reply that is not what the vendor promises is named so', async () => {
    answer = () => ({ status: 200, body: '<html>' })
    const reply = await client().request({ method: 'GET', path: 'a' })
    expect(() => reply.parse(z.object({}))).toThrow('connector.bad_response')
  })

  test('a reply without end, a body too large and a private address are refused', async () => {
    answer = () => ({ status: 200, body: 'x'.repeat(6 * 1024 * 1024) })
    await expect(client().request({ method: 'GET', path: 'a' })).rejects.toMatchObject({ code: 'connector.bad_response' })
    await expect(client(['127.0.0.1'], 10).request({ method: 'POST', path: 'a', json: 'longer than ten' })).rejects.toMatchObject({ code: 'connector.too_large' })
    await expect(client([]).request({ method: 'GET', path: 'a' })).rejects.toMatchObject({ code: 'connector.address_refused' })
    expect(seen).toHaveLength(1)
  })
})

test('Retry-After is read as seconds or as a date', () => {
  expect(parseRetryAfter('120', 0)).toBe(120_000)
  expect(parseRetryAfter('Thu, 01 Jan 1970 00:01:00 GMT', 0)).toBe(60_000)
  expect(parseRetryAfter('soon', 0)).toBeNull()
  expect(parseRetryAfter(undefined, 0)).toBeNull()
})
