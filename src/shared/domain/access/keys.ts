import type { Role } from '../model/person.ts'

/**
 * A key opens documents: a document carries the keys of its audience, a person holds keys, and one in common is
 * enough to read. Keys are plain text so that the server can index them.
 */
export type AccessKey = string

export const everyoneKey: AccessKey = 'everyone'
/** Owner and recruiters. */
export const staffKey: AccessKey = 'staff'
export const ownerKey: AccessKey = 'owner'
export const coordinatorKey: AccessKey = 'coordinator'
export const personKey = (personId: string): AccessKey => `person:${personId}`
/** Held by the hiring managers of a job. */
export const jobKey = (jobId: string): AccessKey => `job:${jobId}`

/** What a person's keys follow from. */
export type KeySources = Readonly<{
  personId: string
  role: Role
  active: boolean
  /** Jobs in whose hiring team the person stands as hiring manager. */
  managedJobIds: readonly string[]
}>

/** Every key a person holds. Somebody who left holds none. */
export function keysOf(sources: KeySources): ReadonlySet<AccessKey> {
  if (!sources.active) return new Set()
  const keys = new Set([everyoneKey, personKey(sources.personId)])
  if (sources.role === 'owner') keys.add(ownerKey).add(staffKey)
  if (sources.role === 'recruiter') keys.add(staffKey)
  if (sources.role === 'coordinator') keys.add(coordinatorKey)
  for (const jobId of sources.managedJobIds) keys.add(jobKey(jobId))
  return keys
}

/** True when a person's keys and a document's audience have one in common. */
export function opens(keys: ReadonlySet<AccessKey>, audience: readonly AccessKey[]): boolean {
  return audience.some(key => keys.has(key))
}
