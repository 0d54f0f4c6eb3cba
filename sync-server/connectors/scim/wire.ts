import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import type { Mapped } from '../kit/mapping.ts'

export const coreUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const scimType = 'application/scim+json'

const metaSchema = z.looseObject({ version: z.string().optional() }).optional()
/** RFC 7643 §4.1: of a user we need its id and version; the rest is kept for a PUT. */
export const userSchema = z.looseObject({ id: z.string().min(1), externalId: z.string().optional(), active: z.boolean().optional(), meta: metaSchema })
export type User = z.infer<typeof userSchema>
/** RFC 7644 §3.4.2; `Resources` is left out when nothing was found. */
export const foundSchema = z.looseObject({ totalResults: z.int(), Resources: z.array(userSchema).default([]) })
/** RFC 7643 §5. */
export const providerSchema = z.looseObject({ patch: z.looseObject({ supported: z.boolean() }), filter: z.looseObject({ supported: z.boolean() }), etag: z.looseObject({ supported: z.boolean() }) })
export type Provider = z.infer<typeof providerSchema>
/** RFC 7643 §4.2. */
export const groupSchema = z.looseObject({ id: z.string().min(1), displayName: z.string(), members: z.array(z.looseObject({ value: z.string() })).default([]), meta: metaSchema })
export const groupsSchema = z.looseObject({ totalResults: z.int(), Resources: z.array(groupSchema).default([]) })
/** RFC 7643 §7: of a schema's attributes we need which must be given. */
export const schemasSchema = z.looseObject({
  Resources: z.array(z.looseObject({ id: z.string(), attributes: z.array(z.looseObject({ name: z.string(), required: z.boolean().optional(), mutability: z.string().optional() })).default([]) })).default([]),
})

const namePart = (key: 'givenName' | 'familyName' | 'formatted') => (value: string) => ({ name: { [key]: value } })

/** What a mapping may fill of the core schema (RFC 7643 §4.1), by the attribute's path. */
const attributes: Readonly<Record<string, (value: string) => Readonly<Record<string, unknown>>>> = {
  userName: value => ({ userName: value }), displayName: value => ({ displayName: value }), title: value => ({ title: value }), userType: value => ({ userType: value }),
  'name.givenName': namePart('givenName'), 'name.familyName': namePart('familyName'), 'name.formatted': namePart('formatted'),
  emails: value => ({ emails: [{ value, type: 'work', primary: true }] }), phoneNumbers: value => ({ phoneNumbers: [{ value, type: 'work' }] }),
}

/** An attribute of an extension, such as the enterprise user's department (§4.3) or a directory's own start date. */
function extensionOf(path: string): Readonly<{ urn: string; name: string }> | null {
  const [, urn, name] = /^(urn:[A-Za-z0-9.:_-]+):([A-Za-z][A-Za-z0-9_-]*)$/.exec(path) ?? []
  return urn === undefined || name === undefined || urn === coreUrn ? null : { urn, name }
}

/** What one path of the mapping adds to a user. @throws AppError `connector.bad_config` for an attribute that SCIM does not have. */
function fill(path: string, value: string): Readonly<Record<string, unknown>> {
  const core = Object.hasOwn(attributes, path) ? attributes[path] : undefined
  if (core) return core(value)
  const extension = extensionOf(path)
  if (!extension) throw new AppError('connector.bad_config', { facts: { field: path } })
  return { [extension.urn]: { [extension.name]: value } }
}

function merge(user: Record<string, unknown>, added: Readonly<Record<string, unknown>>): void {
  for (const [key, part] of Object.entries(added)) {
    const before = user[key]
    user[key] = before && typeof before === 'object' && typeof part === 'object' && !Array.isArray(part) ? { ...before, ...part } : part
  }
}

/** The user to create. @throws AppError `connector.bad_config` */
export function toUser(mapped: Mapped, externalId: string): Readonly<Record<string, unknown>> {
  const user: Record<string, unknown> = { externalId, active: true }
  for (const [path, { value }] of Object.entries(mapped)) merge(user, fill(path, value))
  return { schemas: [coreUrn, ...Object.keys(user).filter(key => key.startsWith('urn:'))], ...user }
}

/** What an attribute should hold. */
export type Edit = Readonly<{ path: string; value: string | boolean }>

/** What a user holds at a path of the mapping, as text; null when nothing. */
export function heldAt(user: Readonly<Record<string, unknown>>, path: string): string | boolean | null {
  const extension = extensionOf(path)
  const [outer, inner] = extension ? [extension.urn, extension.name] : path.split('.') as [string, string?]
  const part = user[outer]
  const value = Array.isArray(part) ? (part as { value?: unknown; primary?: boolean }[]).toSorted((one, other) => Number(other.primary ?? false) - Number(one.primary ?? false))[0]?.value
    : inner === undefined ? part : (part as Readonly<Record<string, unknown>> | undefined)?.[inner]
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}

const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
/** RFC 7644 §3.5.2.3: replacing what is not there adds it. */
export const patchOf = (edits: readonly Edit[]) => ({ schemas: [patchUrn], Operations: edits.map(({ path, value }) => ({ op: 'replace', path, value })) })
/** RFC 7644 §3.5.2.1 and §3.5.2.2, "members". */
export const addMember = (id: string) => ({ schemas: [patchUrn], Operations: [{ op: 'add', path: 'members', value: [{ value: id }] }] })
export const removeMember = (id: string) => ({ schemas: [patchUrn], Operations: [{ op: 'remove', path: `members[value eq ${JSON.stringify(id)}]` }] })

/** The whole user with some attributes changed, for a directory without PATCH. */
export function withEdits(user: User, edits: readonly Edit[]): Readonly<Record<string, unknown>> {
  const changed: Record<string, unknown> = { ...user }
  for (const { path, value } of edits) merge(changed, typeof value === 'boolean' ? { [path]: value } : fill(path, value))
  return changed
}
export const departmentPath = `${enterpriseUrn}:department`
