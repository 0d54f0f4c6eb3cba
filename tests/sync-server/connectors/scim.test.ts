import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { HookEvent } from '#server/connectors/kit/connector'
import { scim } from '#server/connectors/scim/connector'
import { foundSchema, providerSchema, toUser, userSchema } from '#server/connectors/scim/wire'
import { connectorSuite, memoryIds, tryOnce, type SuiteCase } from '#tests/support/connector-suite'
import { startFakeVendor, type FakeVendor } from '#tests/support/fake-vendor'

const sample = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../specs/scim/samples/${name}.json`, import.meta.url), 'utf8'))
const personId = '0198c000-0000-7000-8000-00000000000b'
const event: HookEvent = {
  id: '0198c000-0000-7000-8000-00000000000a', kind: 'candidate.hired', atMs: 1, candidateId: personId, applicationId: '0198c000-0000-7000-8000-00000000000c', jobId: null, personId: null, data: {},
}
type Account = { id: string; externalId: string; userName: string; active: boolean; version: number }
type Directory = FakeVendor & { accounts: Map<string, Account>; patch: boolean; uniqueNames: boolean; keepsFilter: boolean }

/** A directory by RFC 7644: unique names, search by externalId, versions that must match. */
async function startDirectory(): Promise<Directory> {
  const accounts = new Map<string, Account>()
  const shown = (account: Account) => ({ ...account, meta: { version: `W/"${account.version}"` } })
  const vendor: FakeVendor = await startFakeVendor(({ method, path, query, headers, json }) => {
    if (path.endsWith('/ServiceProviderConfig')) return { status: 200, json: { patch: { supported: directory.patch }, filter: { supported: true }, etag: { supported: true } } }
    const known = accounts.get(path.split('/').at(-1)!)
    if (method === 'GET' && query.has('filter')) {
      const found = [...accounts.values()].filter(each => !directory.keepsFilter || query.get('filter') === `externalId eq "${each.externalId}"`).map(shown)
      return { status: 200, json: { totalResults: found.length, Resources: found } }
    }
    if (method === 'POST') {
      const asked = json() as Account
      if (directory.uniqueNames && [...accounts.values()].some(each => each.userName === asked.userName)) return { status: 409, json: { scimType: 'uniqueness', status: '409' } }
      const made = { ...asked, id: `u${accounts.size + 1}`, version: 1 }
      accounts.set(made.id, made)
      return { status: 201, json: shown(made) }
    }
    if (!known) return { status: 404, json: { status: '404' } }
    if (method === 'GET') return { status: 200, headers: { etag: `W/"${known.version}"` }, json: shown(known) }
    if (headers['if-match'] !== `W/"${known.version}"`) return { status: 412, json: { status: '412' } }
    const active = method === 'PUT' ? (json() as Account).active : (json() as { Operations: { value: boolean }[] }).Operations[0]!.value
    accounts.set(known.id, { ...known, active, version: known.version + 1 })
    return { status: 200, json: shown(known) }
  })
  const directory = Object.assign(vendor, { accounts, patch: true, uniqueNames: true, keepsFilter: true })
  return directory
}

const suite: SuiteCase<Directory> = {
  connector: scim, startVendor: startDirectory, config: vendor => ({ address: `${vendor.url}/scim/v2` }), secrets: { token: 'sesame-open-7' }, badConfig: { address: 'nowhere' },
  event, record: { fullName: 'Ana Sousa', email: 'ana@example.test', department: 'Design' }, effects: vendor => vendor.accounts.size, isEffect: request => request.method === 'POST',
}
connectorSuite(suite)

async function withDirectory(run: (vendor: Directory) => Promise<void>): Promise<void> {
  const vendor = await startDirectory()
  try {
    await run(vendor)
  } finally {
    await vendor.stop()
  }
}

test.each([true, false])('a hire taken back switches the account off, by the version it has (PATCH supported: %s)', patch => withDirectory(async vendor => {
  vendor.patch = patch
  const externalIds = memoryIds()
  await tryOnce(suite, vendor, { externalIds })
  externalIds.all.clear()
  for (let round = 0; round < 2; round += 1) await tryOnce(suite, vendor, { externalIds, event: { ...event, kind: 'hire.reversed' } })
  expect([...vendor.accounts.values()]).toMatchObject([{ externalId: personId, active: false, version: 2 }])
}))

test('somebody hired again gets the account back, and a hire that was taken back does not switch it on when it is sent again', () => withDirectory(async vendor => {
  const externalIds = memoryIds()
  const again = { ...event, id: '0198c000-0000-7000-8000-0000000000aa' }
  const isActive = () => [...vendor.accounts.values()].map(account => account.active !== false)
  await tryOnce(suite, vendor, { externalIds })
  await tryOnce(suite, vendor, { externalIds, event: { ...event, kind: 'hire.reversed' } })
  expect(await tryOnce(suite, vendor, { externalIds })).toMatchObject({ steps: [{ state: 'cancelled' }] })
  expect(isActive()).toEqual([false])
  await tryOnce(suite, vendor, { externalIds, event: again })
  expect(isActive()).toEqual([true])
  await tryOnce(suite, vendor, { externalIds })
  await tryOnce(suite, vendor, { externalIds, event: again })
  expect(isActive()).toEqual([true])
}))

test('an account that was removed in the directory is made anew for the next hire', () => withDirectory(async vendor => {
  const externalIds = memoryIds()
  await tryOnce(suite, vendor, { externalIds })
  vendor.accounts.clear()
  await tryOnce(suite, vendor, { externalIds, event: { ...event, id: '0198c000-0000-7000-8000-0000000000aa' } })
  expect([...vendor.accounts.values()]).toMatchObject([{ externalId: personId }])
}))

test('a directory that answers a search with a stranger has nobody taken over and nobody made', () => withDirectory(async vendor => {
  vendor.keepsFilter = false
  vendor.accounts.set('u9', { id: 'u9', externalId: 'another', userName: 'someone@example.test', active: true, version: 1 })
  for (const kind of ['candidate.hired', 'hire.reversed'] as const) await expect(tryOnce(suite, vendor, { externalIds: memoryIds(), event: { ...event, kind } })).rejects.toMatchObject({ code: 'connector.bad_response' })
  expect([...vendor.accounts.values()]).toMatchObject([{ id: 'u9', active: true, version: 1 }])
}))

test('a directory that allows a name twice still gets one account', () => withDirectory(async vendor => {
  vendor.uniqueNames = false
  for (let round = 0; round < 2; round += 1) await tryOnce(suite, vendor, { externalIds: memoryIds() })
  expect(vendor.accounts.size).toBe(1)
}))

test('an account of that name that is not ours is a conflict, never taken over', () => withDirectory(async vendor => {
  vendor.accounts.set('u9', { id: 'u9', externalId: 'another', userName: 'ana@example.test', active: true, version: 1 })
  await expect(tryOnce(suite, vendor, { externalIds: memoryIds() })).rejects.toMatchObject({ code: 'connector.conflict' })
  expect(vendor.accounts.size).toBe(1)
}))

test('an attribute that SCIM does not have is refused, also one of every object', () => {
  for (const path of ['nickname', '__proto__', 'constructor']) expect(() => toUser(Object.fromEntries([[path, { value: 'x', ours: ['fullName'] }]]), personId)).toThrow('connector.bad_config')
})

test('the RFCs’ own examples are understood', () => {
  expect(userSchema.parse(sample('rfc7644-3.3-user-post_response')).meta?.version).toMatch(/^W\//)
  expect(userSchema.safeParse(sample('rfc7643-8.3-enterprise_user')).success).toBe(true)
  expect(providerSchema.parse(sample('rfc7643-8.5-service_provider_configuration')).patch.supported).toBe(true)
  expect(foundSchema.parse({ schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 0 }).Resources).toEqual([])
})
