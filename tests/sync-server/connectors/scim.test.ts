import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { HookEvent } from '#server/connectors/kit/connector-context'
import { Memory } from '#server/connectors/kit/memory'
import type { RecordValues } from '#server/connectors/kit/record-fields'
import { scim } from '#server/connectors/scim/connector'
import { addMember, departmentPath, foundSchema, patchOf, providerSchema, removeMember, schemasSchema, toUser, userSchema } from '#server/connectors/scim/wire'
import { connectorSuite, memoryIds, tryOnce, type SuiteCase } from '#tests/support/connector-suite'
import { departmentOf, startDirectory, type Account, type Directory } from '#tests/support/scim'

const sample = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../specs/scim/samples/${name}.json`, import.meta.url), 'utf8'))
const personId = '0198c000-0000-7000-8000-00000000000b'
const event: HookEvent = {
  id: '0198c000-0000-7000-8000-00000000000a', kind: 'candidate.hired', atMs: 1, candidateId: personId, applicationId: '0198c000-0000-7000-8000-00000000000c', jobId: null, personId: null, data: {},
}
const suite: SuiteCase<Directory> = {
  connector: scim, startVendor: startDirectory, config: vendor => ({ address: `${vendor.url}/scim/v2` }), secrets: { token: 'sesame-open-7' }, badConfig: { address: 'nowhere' },
  event, record: { fullName: 'Ana Sousa', email: 'ana@example.test', department: 'Design' }, effects: vendor => vendor.accounts.size, isEffect: request => request.method === 'POST',
}
connectorSuite(suite)

const stranger = (userName: string): Account => ({ id: 'u9', externalId: 'another', userName, active: true, version: 1, schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'] })

async function withDirectory(run: (vendor: Directory) => Promise<void>): Promise<void> {
  const vendor = await startDirectory()
  try {
    await run(vendor)
  } finally {
    await vendor.stop()
  }
}

test.each([[true, true], [false, true], [true, false]])('a hire taken back switches the account off, by the version it has (PATCH: %s, versions: %s)', (patch, etag) => withDirectory(async vendor => {
  vendor.patch = patch
  vendor.etag = etag
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
  vendor.accounts.set('u9', stranger('someone@example.test'))
  for (const kind of ['candidate.hired', 'hire.reversed'] as const) await expect(tryOnce(suite, vendor, { externalIds: memoryIds(), event: { ...event, kind } })).rejects.toMatchObject({ code: 'connector.bad_response' })
  expect([...vendor.accounts.values()]).toMatchObject([{ id: 'u9', active: true, version: 1 }])
}))

test('a directory that allows a name twice still gets one account', () => withDirectory(async vendor => {
  vendor.uniqueNames = false
  for (let round = 0; round < 2; round += 1) await tryOnce(suite, vendor, { externalIds: memoryIds() })
  expect(vendor.accounts.size).toBe(1)
}))

test('an account of that name that is not ours is a conflict, never taken over', () => withDirectory(async vendor => {
  vendor.accounts.set('u9', stranger('ana@example.test'))
  await expect(tryOnce(suite, vendor, { externalIds: memoryIds() })).rejects.toMatchObject({ code: 'connector.conflict' })
  expect(vendor.accounts.size).toBe(1)
}))

test('an attribute that SCIM does not have is refused, also one of every object', () => {
  for (const path of ['nickname', '__proto__', 'constructor']) expect(() => toUser(Object.fromEntries([[path, { value: 'x', ours: ['fullName'] }]]), personId)).toThrow('connector.bad_config')
})

const hrUrn = 'urn:example:params:scim:schemas:extension:hr:2.0:User'
const grouped: SuiteCase<Directory> = {
  ...suite, config: vendor => ({ address: `${vendor.url}/scim/v2`, departmentGroups: true }),
  mapping: [...scim.defaultMapping, { ours: 'startDate', theirs: `${hrUrn}:startDate`, direction: 'out', rule: 'overwrite', transform: 'none', required: false }],
}
const members = (vendor: Directory): string[][] => [...vendor.groups.values()].map(group => group.members.map(member => member.value))
const hiredAs = (fields: object): RecordValues => ({ ...suite.record, jobTitle: 'Designer', startDate: '2026-10-01', status: 'hired', ...fields })

test.each([[true], [false]])('an account joins its department’s group, moves with it, and leaves it when the hire is taken back (PATCH: %s)', patch => withDirectory(async vendor => {
  vendor.patch = patch
  const externalIds = memoryIds()
  expect(await tryOnce(grouped, vendor, { externalIds, record: hiredAs({}) })).toMatchObject({ steps: [{ kind: 'account', state: 'done' }, { kind: 'access', key: 'Group Design', state: 'done' }] })
  expect(members(vendor)).toEqual([['u1'], []])
  const moved = { externalIds, event: { ...event, kind: 'hire.changed' as const, data: { fields: ['department'] } }, record: hiredAs({ department: 'Sales', jobTitle: 'Lead' }) }
  expect(await tryOnce(grouped, vendor, moved)).toMatchObject({ steps: [{ key: 'Group Sales', state: 'done' }, { key: 'Group Design', state: 'cancelled' }] })
  await tryOnce(grouped, vendor, moved)
  expect(await tryOnce(grouped, vendor, { ...moved, record: hiredAs({ department: 'Nursing' }) })).toMatchObject({ steps: [{ key: 'Group Nursing', state: 'failed' }] })
  expect(members(vendor)).toEqual([[], ['u1']])
  await tryOnce(grouped, vendor, moved)
  expect([vendor.accounts.get('u1')!.title, departmentOf(vendor.accounts.get('u1'))]).toEqual(['Lead', 'Sales'])
  await tryOnce(grouped, vendor, { externalIds, event: { ...event, kind: 'hire.reversed' } })
  expect(members(vendor)).toEqual([[], []])
  expect(vendor.accounts.get('u1')).toMatchObject({ active: false })
}))

test('a new start date is one change of one attribute, told once, also when somebody else changes the account meanwhile', () => withDirectory(async vendor => {
  const externalIds = memoryIds()
  await tryOnce(grouped, vendor, { externalIds, record: hiredAs({}) })
  expect(vendor.accounts.get('u1')!.schemas).toContain(hrUrn)
  vendor.changes.length = 0
  vendor.raced = 2
  const change = { externalIds, event: { ...event, kind: 'start_date.changed' as const }, record: hiredAs({ startDate: '2026-11-01' }) }
  for (let round = 0; round < 3; round += 1) await tryOnce(grouped, vendor, change)
  expect(vendor.changes).toEqual(['PATCH u1 startDate'])
  expect(vendor.accounts.get('u1')![hrUrn]).toEqual({ startDate: '2026-11-01' })
  vendor.raced = 99
  await expect(tryOnce(grouped, vendor, { ...change, record: hiredAs({ startDate: '2026-12-01' }) })).rejects.toMatchObject({ code: 'connector.conflict' })
  vendor.raced = 0
}))

test('an offer of somebody who is not hired changes nothing', () => withDirectory(async vendor => {
  expect(await tryOnce(grouped, vendor, { externalIds: memoryIds(), event: { ...event, kind: 'offer.changed' }, record: hiredAs({ status: 'active' }) })).toMatchObject({ kind: 'done' })
  expect(vendor.requests).toEqual([])
}))

test('what the directory’s schemas demand, and a department without a group, block before anything is sent', () => withDirectory(async vendor => {
  vendor.demands = ['nickName']
  expect(await tryOnce(grouped, vendor, { externalIds: memoryIds(), record: hiredAs({ department: 'Nursing' }) })).toMatchObject({ kind: 'blocked', missing: [{ field: 'nickName' }, { field: 'department', label: 'A group named like the department, “Nursing”' }] })
  expect(vendor.accounts.size).toBe(0)
}))

test('what the directory can do is asked once for many people', () => withDirectory(async vendor => {
  const remember = new Memory(() => 0).of('connection')
  for (const last of ['1', '2', '3']) await tryOnce(suite, vendor, { externalIds: memoryIds(), remember, event: { ...event, candidateId: `${personId.slice(0, -1)}${last}` }, record: { ...suite.record, email: `ana${last}@example.test` } })
  expect(vendor.requests.filter(request => request.path.endsWith('/ServiceProviderConfig') || request.path.endsWith('/Schemas'))).toHaveLength(2)
  expect(vendor.accounts.size).toBe(3)
}))

test('the RFCs’ own examples are understood, and ours have their shape', () => {
  expect(userSchema.parse(sample('rfc7644-3.3-user-post_response')).meta?.version).toMatch(/^W\//)
  expect(userSchema.safeParse(sample('rfc7643-8.3-enterprise_user')).success).toBe(true)
  expect(providerSchema.parse(sample('rfc7643-8.5-service_provider_configuration')).patch.supported).toBe(true)
  expect(foundSchema.parse({ schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 0 }).Resources).toEqual([])
  expect(schemasSchema.parse({ Resources: [sample('rfc7643-8.7.1-schema-user')] }).Resources[0]!.attributes.filter(each => each.required).map(each => each.name)).toEqual(['userName'])
  expect(addMember('2819c223-7f76-453a-919d-413861904646')).toMatchObject({ schemas: (sample('rfc7644-3.5.2.1-patch_op-add_members') as { schemas: string[] }).schemas, Operations: [{ op: 'add', path: 'members' }] })
  expect(removeMember('2819c223-7f76-...413861904646')).toEqual(sample('rfc7644-3.5.2.2-patch_op-remove_one_member'))
  expect(patchOf([{ path: departmentPath, value: 'Sales' }]).Operations).toEqual([{ op: 'replace', path: departmentPath, value: 'Sales' }])
})
