import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { isStorableJson } from '#shared/lib/storable-json'
import { isPublicAddress, pinAddress } from '#server/connectors/kit/address-guard'
import { parseRetryAfter } from '#server/connectors/kit/errors'
import { createHttp, createWire, usualPayloadLimitBytes, type Http } from '#server/connectors/kit/http'
import { createMask } from '#server/connectors/kit/mask'
import type { LoggedExchange } from '#shared/contract/integrations'

describe('the address guard', () => {
  test.each(['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '::127.0.0.1', '64:ff9b::a9fe:a9fe', '2002:7f00:1::', 'fec0::1', '4000::1', '198.18.0.1', '224.0.0.1'])('%s is no public address', address => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test('a public name is pinned to its first address', async () => {
    expect(await pinAddress(new URL('https://api.vendor.example/v1'), { allowPrivateHosts: [], resolve: async () => ['93.184.216.34'] })).toBe('93.184.216.34')
  })

  test.each([
    ['http to a public name', 'http://api.vendor.example', ['93.184.216.34']], ['a name of a private address', 'https://inside.example', ['10.0.0.5']],
    ['one private address among public ones', 'https://rebind.example', ['93.184.216.34', '127.0.0.1']], ['a decimal address of this machine', 'https://2130706433/', []],
    ['an octal one', 'https://0177.0.0.1/', []], ['a short one', 'https://127.1/', []], ['one with a dot behind it', 'https://127.0.0.1./', []], ['one dressed as IPv6', 'https://[::ffff:7f00:1]/', []], ['one dressed as IPv6 of old', 'https://[::7f00:1]/', []],
    ['one in other digits', 'https://①②⑦.0.0.1/', []], ['the metadata of a cloud', 'https://[64:ff9b::a9fe:a9fe]/', []],
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

  test('a name that means another address a moment later leads where it was first seen to lead', async () => {
    let asked = 0
    const resolve = async (): Promise<string[]> => { asked += 1; return asked === 1 ? ['127.0.0.1'] : ['169.254.169.254'] }
    const wire = createWire({ allowPrivateHosts: ['rebind.example'], resolve })
    expect((await wire({ method: 'GET', path: '', url: base.replace('127.0.0.1', 'rebind.example'), headers: {}, body: null })).status).toBe(200)
    expect([asked, seen.length]).toEqual([1, 1])
  })

  test.each(['\\\\evil.example/people', '/\\evil.example/people', '//evil.example/people'])('the path %s leads nowhere else', async path => {
    await client().request({ method: 'GET', path })
    expect(seen).toMatchObject([{ path: '/v2/evil.example/people' }])
  })

  test('a key with a line break in it begins no header of its own', async () => {
    await expect(client().request({ method: 'GET', path: 'a', headers: { authorization: 'Bearer abc\r\nx-admin: 1' } })).rejects.toMatchObject({ code: 'connector.bad_config', facts: { field: 'authorization' } })
    expect(seen).toEqual([])
  })

  test('a vendor that gives back what it was sent brings no key into the log', async () => {
    const basic = Buffer.from('shortlist:sesame-open').toString('base64')
    answer = () => ({ status: 200, headers: { 'x-echo': `Basic ${basic}` }, body: JSON.stringify({ headers: { Authorization: `Basic ${basic}` }, key: 'made-on-the-way' }) })
    await client().request({ method: 'GET', path: 'a', headers: { authorization: `Basic ${basic}`, 'x-api-key': 'made-on-the-way' } })
    expect(JSON.stringify(log)).not.toContain(basic)
    expect(JSON.stringify(log)).not.toContain('made-on-the-way')
  })

  test('whatever bytes a vendor answers with, the log can be kept', async () => {
    for (const body of ['{\u0000', `${'x'.repeat(15_999)}😀`]) {
      answer = () => ({ status: 500, body })
      await expect(client().request({ method: 'GET', path: 'a' })).rejects.toMatchObject({ code: 'connector.unavailable' })
    }
    expect(log.map(each => isStorableJson(each.reply!.body))).toEqual([true, true])
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
