import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outcome } from '#server/connectors/kit/connector'
import type { HookEvent } from '#server/connectors/kit/connector-context'
import { Memory } from '#server/connectors/kit/memory'
import type { RecordValues } from '#server/connectors/kit/record-fields'
import { atPointer, fillJson, fillPath } from '#server/connectors/kit/template'
import { configSchema } from '#server/connectors/rest-hris/config'
import { restHris } from '#server/connectors/rest-hris/connector'
import { presets } from '#server/connectors/rest-hris/presets'
import { connectorSuite, memoryIds, testOnce, tryOnce, type SuiteCase } from '#tests/support/connector-suite'
import { startRestHris, type RestVendor } from '#tests/support/rest-hris'

const event: HookEvent = {
  id: '0198c000-0000-7000-8000-00000000000a', kind: 'candidate.hired', atMs: 1, candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c',
  jobId: null, personId: null, data: {},
}
const record: RecordValues = { fullName: 'Ana Sousa', firstName: 'Ana', lastName: 'Sousa', email: 'ana@example.test', startDate: '2026-10-01', jobTitle: 'Nurse' }
const preset = (id: string): Record<string, unknown> => Object.fromEntries(Object.entries(presets.find(each => each.id === id)!.config).filter(([, value]) => value !== ''))
const plain: SuiteCase<RestVendor> = {
  connector: restHris, startVendor: startRestHris, config: vendor => ({ ...preset('plain'), address: vendor.url }), secrets: { secret: 'sesame-open-7' }, badConfig: { ...preset('plain'), address: 'https://x.test', createBody: '{"a": {{email}}}' },
  event, record, effects: vendor => vendor.people.size, isEffect: request => request.method === 'POST',
}
const correlated: SuiteCase<RestVendor> = { ...plain, config: vendor => ({ ...preset('correlated'), address: vendor.url, authName: 'shortlist', tokenAddress: `${vendor.url}/token` }) }
connectorSuite(plain)

describe('an HR system by templates', () => {
  let vendor: RestVendor
  let ids: ReturnType<typeof memoryIds>
  beforeEach(async () => {
    vendor = await startRestHris()
    ids = memoryIds()
  })
  afterEach(() => vendor.stop())
  const send = (suite: SuiteCase<RestVendor>, more: Partial<Parameters<typeof tryOnce>[2]> & { kind?: HookEvent['kind']; id?: string; data?: HookEvent['data'] } = {}): Promise<Outcome> =>
    tryOnce(suite, vendor, { externalIds: ids, ...more, event: { ...event, kind: more.kind ?? event.kind, id: more.id ?? event.id, data: more.data ?? event.data } })

  test('what the template says is sent, and what has no value is left out', async () => {
    expect(await send(plain)).toMatchObject({ kind: 'done', steps: [{ state: 'done', say: 'Employee 1' }] })
    expect([...vendor.people.values()]).toEqual([{ id: 1, first_name: 'Ana', last_name: 'Sousa', email: 'ana@example.test', start_date: '2026-10-01', job_title: 'Nurse' }])
  })

  test('by client credentials: one token for many people, a new one when it is refused, the id from Location, a key against doubles', async () => {
    const remember = new Memory(() => 0).of('connection')
    await send(correlated, { remember })
    expect(ids.all.get(`employee/${event.candidateId}`)).toBe('1')
    expect([...vendor.keys]).toEqual([event.id])
    await send(correlated, { remember, kind: 'start_date.changed', record: { ...record, startDate: '2026-11-01' } })
    expect(vendor.tokens).toHaveLength(1)
    vendor.tokens.push('another')
    await send(correlated, { remember, kind: 'hire.reversed' })
    expect(vendor.history).toEqual(['create 1', 'patch 1', 'withdraw 1'])
    expect(vendor.people.get('1')).toMatchObject({ start_date: '2026-11-01', external_reference: event.candidateId })
  })

  test('the secret of client credentials is nowhere in the log', async () => {
    const log: Parameters<typeof tryOnce>[2]['log'] = []
    await send(correlated, { log })
    expect(JSON.stringify(log)).not.toMatch(/sesame-open-7|token-1/)
  })

  test('somebody who was there before is linked and never changed', async () => {
    vendor.people.set('8', { id: 8, email: 'ana@example.test' })
    expect(await send(plain)).toMatchObject({ steps: [{ say: expect.stringContaining('was not changed') }] })
    await send(plain, { kind: 'start_date.changed' })
    await send(plain, { kind: 'hire.reversed' })
    expect(vendor.history).toEqual([])
  })

  test('without a request for it, the list says what to do by hand', async () => {
    const { changePath: _change, endPath: _end, ...rest } = preset('plain')
    const bare = { ...plain, config: () => ({ ...rest, address: vendor.url }) }
    await send(bare)
    expect(await send(bare, { kind: 'start_date.changed' })).toMatchObject({ steps: [{ key: 'By hand', state: 'failed' }] })
    expect(await send(bare, { kind: 'hire.reversed' })).toMatchObject({ steps: [{ key: 'By hand', state: 'failed' }] })
    expect(await send(bare)).toMatchObject({ steps: [{ state: 'cancelled' }] })
    expect(vendor.people.size).toBe(1)
  })

  test('an edit of the job goes by the request for changes where that speaks of it, and is a person’s to do where it does not', async () => {
    const speaking = { ...plain, config: () => ({ ...preset('plain'), address: vendor.url, changeBody: '{"department": "{{department}}"}' }) }
    const told = { kind: 'hire.changed' as const, data: { fields: ['department'] }, record: { ...record, department: 'Sales' } }
    await send(plain)
    expect(await send(plain, told)).toMatchObject({ steps: [{ key: 'Department by hand', state: 'failed', say: 'Department changed here. Change it for employee 1 there.' }] })
    expect(await send(speaking, told)).toMatchObject({ summary: 'Department changed there.' })
    expect(vendor.people.get('1')).toMatchObject({ department: 'Sales' })
    expect(vendor.history).toEqual(['create 1', 'patch 1'])
  })

  test('a placeholder no field fills blocks before anything is sent, and says who mends it', async () => {
    const odd = { ...plain, config: () => ({ ...preset('plain'), address: vendor.url, createBody: '{"shoe": "{{shoeSize}}"}' }) }
    expect(await send(odd)).toMatchObject({ kind: 'blocked', missing: [{ field: 'shoeSize', who: 'the owner, under Integrations, Fields' }] })
    expect(vendor.requests).toEqual([])
  })

  test('the test of a connection tries the key and changes nothing', async () => {
    expect(await testOnce(plain, vendor)).toMatchObject({ kind: 'ok' })
    await expect(testOnce({ ...plain, secrets: { secret: 'wrong' } }, vendor)).rejects.toMatchObject({ code: 'connector.unauthorized' })
    expect(vendor.history).toEqual([])
  })
})

test.each([
  ['authName', { ...preset('plain'), auth: 'basic' }, 'Give the user.'],
  ['tokenAddress', { ...preset('plain'), auth: 'oauth', authName: 'x' }, 'Say where a token is fetched.'],
  ['createBody', { ...preset('plain'), createBody: '{"a": 1,}' }, 'This is not complete JSON: check its brackets, commas and quotes. A name in double braces stands inside quotes.'],
  ['findPath', { ...preset('plain'), findPath: undefined }, 'Say how somebody is looked up, or which header keeps doubles away. Without either a person could be created twice.'],
  ['findMatchAt', { ...preset('plain'), findMatchAt: undefined }, 'Say what is compared, so that a stranger is never taken for the person who was hired.'],
  ['createPath', { ...preset('plain'), createPath: '//evil.example/people' }, 'A path stands under the address, such as /people; it has no address of its own and no spaces.'],
  ['createPath', { ...preset('plain'), createPath: '/people/{{id}}' }, 'There is no id yet when somebody is created.'],
  ['idAt', { ...preset('plain'), idAt: 'data.id' }, 'Give a place in the answer such as /id, or the word Location.'],
])('a form with a wrong %s says what is wrong', (field, config, why) => {
  const { error } = configSchema.safeParse({ ...config, address: 'https://api.example.test' })
  expect(error?.issues).toMatchObject([{ path: [field], message: why }])
})

test('every preset is whole but for what only the owner knows', () => {
  for (const { id } of presets) expect(configSchema.safeParse({ address: 'https://api.example.test', ...preset(id), authName: 'x', tokenAddress: 'https://api.example.test/token' }).error, id).toBeUndefined()
})

describe('a template', () => {
  test('no value breaks out of its string, its path or its query', () => {
    fc.assert(fc.property(fc.string(), value => {
      expect(JSON.parse(JSON.stringify(fillJson({ name: 'Dear {{name}}!' }, { name: value })))).toEqual({ name: `Dear ${value}!` })
    }))
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }).filter(text => text.isWellFormed() && !['.', '..'].includes(text)), value => {
      const url = new URL(fillPath('people/{{name}}/x?q={{name}}', { name: value }), 'https://api.example.test/v1/')
      expect(url.pathname.split('/')).toHaveLength(5)
      expect([...url.searchParams]).toEqual([['q', value]])
    }))
    for (const value of ['..', '.', '']) expect(() => fillPath('people/{{name}}', { name: value })).toThrow('connector.refused')
  })

  test('a number is a number where one is asked for, else text; names of every object are nobody’s', () => {
    expect(fillJson({ pay: '{{pay|number}}', code: '{{code}}', odd: '{{pay2|number}}', gone: '{{constructor}}' }, { pay: '5200000', code: '007', pay2: 'much' })).toEqual({ pay: 5_200_000, code: '007', odd: 'much' })
    expect(atPointer({ a: [{ 'b/c': 1 }] }, '/a/0/b~1c')).toBe(1)
    expect(atPointer({}, '/constructor')).toBeUndefined()
  })
})
