import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import type { Mapped } from '../kit/mapping.ts'

const coreUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const scimType = 'application/scim+json'

/** RFC 7643 §4.1: of a user we need its id and version; the rest is kept for a PUT. */
export const userSchema = z.looseObject({ id: z.string().min(1), externalId: z.string().optional(), active: z.boolean().optional(), meta: z.looseObject({ version: z.string().optional() }).optional() })
export type User = z.infer<typeof userSchema>
/** RFC 7644 §3.4.2; `Resources` is left out when nothing was found. */
export const foundSchema = z.looseObject({ totalResults: z.int(), Resources: z.array(userSchema).default([]) })
/** RFC 7643 §5. */
export const providerSchema = z.looseObject({ patch: z.looseObject({ supported: z.boolean() }), filter: z.looseObject({ supported: z.boolean() }), etag: z.looseObject({ supported: z.boolean() }) })

const namePart = (key: 'givenName' | 'familyName' | 'formatted') => (value: string) => ({ name: { [key]: value } })
const enterprise = (key: 'department' | 'costCenter' | 'employeeNumber' | 'organization' | 'division') => (value: string) => ({ [enterpriseUrn]: { [key]: value } })

/** What a mapping may fill (RFC 7643 §4.1 and §4.3), by the attribute's path. */
const attributes: Readonly<Record<string, (value: string) => Readonly<Record<string, unknown>>>> = {
  userName: value => ({ userName: value }), displayName: value => ({ displayName: value }), title: value => ({ title: value }), userType: value => ({ userType: value }),
  'name.givenName': namePart('givenName'), 'name.familyName': namePart('familyName'), 'name.formatted': namePart('formatted'),
  emails: value => ({ emails: [{ value, type: 'work', primary: true }] }), phoneNumbers: value => ({ phoneNumbers: [{ value, type: 'work' }] }),
  [`${enterpriseUrn}:department`]: enterprise('department'), [`${enterpriseUrn}:costCenter`]: enterprise('costCenter'),
  [`${enterpriseUrn}:organization`]: enterprise('organization'), [`${enterpriseUrn}:division`]: enterprise('division'), [`${enterpriseUrn}:employeeNumber`]: enterprise('employeeNumber'),
}

/** The user to create. @throws AppError `connector.bad_config` for an attribute that SCIM does not have. */
export function toUser(mapped: Mapped, externalId: string): Readonly<Record<string, unknown>> {
  const user: Record<string, unknown> = { externalId, active: true }
  for (const [path, { value }] of Object.entries(mapped)) {
    const fill = Object.hasOwn(attributes, path) ? attributes[path] : undefined
    if (!fill) throw new AppError('connector.bad_config', { facts: { field: path } })
    for (const [key, part] of Object.entries(fill(value))) {
      const before = user[key]
      user[key] = before && typeof part === 'object' && !Array.isArray(part) ? { ...before, ...part } : part
    }
  }
  return { schemas: enterpriseUrn in user ? [coreUrn, enterpriseUrn] : [coreUrn], ...user }
}

/** RFC 7644 §3.5.2.3. */
export const activePatch = (value: boolean) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [{ op: 'replace', path: 'active', value }] })
export const departmentPath = `${enterpriseUrn}:department`
