import { readFileSync } from 'node:fs'
import type { FakeVendor, VendorReply, VendorRequest } from './fake-vendor.ts'
import { officialSpec, startJudgedVendor } from './official-spec.ts'

type Resource = Record<string, unknown> & { id: string; version: number; schemas: string[] }
export type Account = Resource & { externalId: string; userName: string; active: boolean; title?: string }
export type Group = Resource & { displayName: string; members: { value: string }[] }
export type Directory = FakeVendor & {
  accounts: Map<string, Account>; groups: Map<string, Group>; patch: boolean; etag: boolean; uniqueNames: boolean; keepsFilter: boolean; demands: string[]; changes: string[]
  /** Somebody else changes the account between our reading and our writing, so often. */
  raced: number
}

const spec = officialSpec('scim', '/scim/v2')
const sample = (name: string): Record<string, unknown> => JSON.parse(readFileSync(new URL(`../specs/scim/samples/${name}.json`, import.meta.url), 'utf8')) as Record<string, unknown>
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const listOf = (Resources: readonly unknown[]): VendorReply => ({ status: 200, json: { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: Resources.length, Resources } })
const refusal = (status: number, scimType?: string): VendorReply => ({ status, json: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status), detail: 'No', ...(scimType ? { scimType } : {}) } })

/** RFC 7644 §3.5.2 as far as it is used: replace by path, add and remove members. */
function patched(resource: Resource, operations: readonly { op: string; path: string; value?: unknown }[]): Resource {
  const next = structuredClone(resource)
  for (const { op, path, value } of operations) {
    const removed = /^members\[value eq "(.*)"\]$/.exec(path)?.[1]
    const at = path.startsWith('urn:') ? [path.slice(0, path.lastIndexOf(':')), path.slice(path.lastIndexOf(':') + 1)] : path.split('.')
    if (removed !== undefined) next['members'] = (next['members'] as { value: string }[]).filter(member => member.value !== removed)
    else if (path === 'members' && op === 'add') next['members'] = [...next['members'] as { value: string }[], ...value as { value: string }[]]
    else if (at.length === 2) next[at[0]!] = { ...next[at[0]!] as object, [at[1]!]: value }
    else next[at[0]!] = value
  }
  return next
}

/** A directory by RFC 7644: unique names, filters, versions that must match, schemas, groups. */
export async function startDirectory(): Promise<Directory> {
  const accounts: Directory['accounts'] = new Map()
  const groups: Directory['groups'] = new Map()
  const changes: string[] = []
  const shown = ({ version, ...resource }: Resource) => ({ ...resource, meta: { version: `W/"${version}"` } })

  function schemas(): VendorReply {
    const user = sample('rfc7643-8.7.1-schema-user') as { attributes: { name: string; required: boolean }[] }
    return listOf([{ ...user, attributes: user.attributes.map(each => ({ ...each, required: each.required || directory.demands.includes(each.name) })) }, sample('rfc7643-8.7.1-schema-enterprise_user')])
  }

  function list(all: ReadonlyMap<string, Resource>, { query }: VendorRequest): VendorReply {
    const [, field = '', value = ''] = /^(\w+) eq "(.*)"$/.exec(query.get('filter') ?? '') ?? []
    return listOf([...all.values()].filter(each => !directory.keepsFilter || String(each[field]).toLowerCase() === value.toLowerCase()).map(shown))
  }

  function create({ json }: VendorRequest): VendorReply {
    const asked = json() as Account
    if (directory.uniqueNames && [...accounts.values()].some(each => each.userName === asked.userName)) return refusal(409, 'uniqueness')
    const made = { ...asked, id: `u${accounts.size + 1}`, version: 1 }
    accounts.set(made.id, made)
    return { status: 201, json: shown(made) }
  }

  function change(all: Map<string, Resource>, known: Resource, { method, headers, json }: VendorRequest): VendorReply {
    if (directory.raced > 0) {
      directory.raced -= 1
      known.version += 1
    }
    if (directory.etag && headers['if-match'] !== `W/"${known.version}"`) return refusal(412)
    const next = method === 'PUT' ? { ...json() as Resource, id: known.id } : patched(known, (json() as { Operations: { op: string; path: string; value?: unknown }[] }).Operations)
    changes.push(method === 'PUT' ? `PUT ${known.id}` : `PATCH ${known.id} ${(json() as { Operations: { path: string }[] }).Operations.map(({ path }) => path.split(':').at(-1)).join(',')}`)
    all.set(known.id, { ...next, version: known.version + 1 })
    return { status: 200, json: shown(all.get(known.id)!) }
  }

  const vendor = await startJudgedVendor(spec, request => {
    const [, , , room, id] = request.path.split('/')
    if (room === 'ServiceProviderConfig') return { status: 200, json: { patch: { supported: directory.patch }, filter: { supported: true }, etag: { supported: directory.etag } } }
    if (room === 'Schemas') return schemas()
    const all = (room === 'Groups' ? groups : accounts) as Map<string, Resource>
    if (id === undefined) return request.method === 'POST' ? create(request) : list(all, request)
    const known = all.get(id)
    if (!known) return refusal(404)
    if (request.method === 'GET') return { status: 200, ...(directory.etag ? { headers: { etag: `W/"${known.version}"` } } : {}), json: shown(known) }
    return change(all, known, request)
  })
  const directory: Directory = Object.assign(vendor, { accounts, groups, changes, patch: true, etag: true, uniqueNames: true, keepsFilter: true, demands: [], raced: 0 })
  for (const [id, displayName] of [['g1', 'Design'], ['g2', 'Sales']] as const) groups.set(id, { id, displayName, members: [], version: 1, schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'] })
  return directory
}

export const departmentOf = (account: Account | undefined): unknown => (account?.[enterprise] as { department?: string } | undefined)?.department
