import { isSameJson, isObject } from '../lib/json.ts'
import type { Activity } from './model/activity.ts'
import type { Application } from './model/application.ts'
import type { Candidate } from './model/candidate.ts'
import { activityChange, type Change, type Stamp } from './commands/change.ts'

/** `Ana.B+jobs@GoogleMail.com` → `anab@gmail.com`; null for what is no address. */
export function emailKey(email: string): string | null {
  const [local, domain, ...rest] = email.trim().toLowerCase().split('@')
  if (!local || !domain || rest.length > 0) return null
  const bare = local.split('+')[0]!
  const isGmail = domain === 'gmail.com' || domain === 'googlemail.com'
  return isGmail ? `${bare.replaceAll('.', '')}@gmail.com` : `${bare}@${domain}`
}

/** The last nine digits: the same with and without country code or leading zero. Null below seven digits. */
export function phoneKey(phone: string): string | null {
  const digits = phone.replace(/\D/g, '')
  return digits.length < 7 ? null : digits.slice(-9)
}

/** A profile's host and path without scheme, `www`, country host, query and trailing slash; null without a path. */
export function profileKey(link: string): string | null {
  const match = /^(?:https?:\/\/)?([^/?#\s]+\.[^/?#\s]+)\/([^?#\s]+)/i.exec(link.trim())
  if (!match) return null
  const host = match[1]!.toLowerCase().replace(/^www\./, '').replace(/^[a-z]{2}\.(?=linkedin\.com$)/, '')
  const path = match[2]!.toLowerCase().replace(/\/+$/, '')
  return path === '' ? null : `${host}/${path}`
}

/** Everything two records of one person may have in common. */
export function matchKeys(person: Readonly<Pick<Candidate, 'emails' | 'phones' | 'links'>>): readonly string[] {
  const keyed = (prefix: string, values: readonly string[], key: (value: string) => string | null) =>
    values.map(key).filter(value => value !== null).map(value => `${prefix}:${value}`)
  return [...new Set([...keyed('email', person.emails, emailKey), ...keyed('phone', person.phones, phoneKey), ...keyed('profile', person.links, profileKey)])]
}

/** Why two records may be one person: what they share, most telling first. */
export function sharedKeys(a: Candidate, b: Candidate): readonly string[] {
  const own = new Set(matchKeys(a))
  return matchKeys(b).filter(key => own.has(key))
}

/** Fields of which one value stays; the person chooses which. */
export const chosenFields = ['fullName', 'headline', 'company', 'title', 'location', 'zone', 'sourceId', 'sourceNote', 'summary', 'ownerId'] as const
export type ChosenField = (typeof chosenFields)[number]
/** Fields whose values are put together. */
export const joinedFields = ['emails', 'phones', 'links', 'tags', 'employments', 'educations', 'files'] as const
export type JoinedField = (typeof joinedFields)[number]

export type MergeChoices = Readonly<Partial<Record<ChosenField, 'winner' | 'loser'>>>

const isEmpty = (value: unknown): boolean => value === null || value === ''

/** What a person would most likely choose: the winner's value, where it has one. */
export function suggestedChoices(winner: Candidate, loser: Candidate): Record<ChosenField, 'winner' | 'loser'> {
  return Object.fromEntries(chosenFields.map(field => [field, isEmpty(winner[field]) && !isEmpty(loser[field]) ? 'loser' : 'winner'])) as Record<ChosenField, 'winner' | 'loser'>
}

function joined(field: JoinedField, winner: Candidate, loser: Candidate): unknown[] {
  const key = (value: unknown): string => {
    if (field === 'emails') return emailKey(String(value)) ?? String(value)
    if (field === 'phones') return phoneKey(String(value)) ?? String(value)
    if (field === 'links') return profileKey(String(value)) ?? String(value)
    if (isObject(value)) return JSON.stringify({ ...value, id: undefined, addedAtMs: undefined, addedById: undefined })
    return String(value).toLowerCase()
  }
  const known = new Set((winner[field] as readonly unknown[]).map(key))
  return [...winner[field] as readonly unknown[], ...(loser[field] as readonly unknown[]).filter(value => !known.has(key(value)))]
}

/** Most a field's list may hold, from the candidate schema. */
const most: Readonly<Record<JoinedField, number>> = { emails: 20, phones: 20, links: 30, tags: 100, employments: 60, educations: 30, files: 60 }

/** The fields that merging sets on the winner; nothing of the loser is lost, it stays readable behind it. */
export function mergedFields(winner: Candidate, loser: Candidate, choices: MergeChoices): Partial<Candidate> {
  const fields: Record<string, unknown> = {}
  for (const field of chosenFields) if (choices[field] === 'loser') fields[field] = loser[field]
  for (const field of joinedFields) fields[field] = joined(field, winner, loser).slice(0, most[field])
  if (winner.expectedCompensation === null && loser.expectedCompensation !== null) fields['expectedCompensation'] = loser.expectedCompensation
  // The narrower audience wins: merging never shows anybody what they could not see before.
  if (loser.privateTo !== null) fields['privateTo'] = winner.privateTo === null ? loser.privateTo : winner.privateTo.filter(id => loser.privateTo!.includes(id))
  return Object.fromEntries(Object.entries(fields).filter(([field, value]) => !isSameJson(value, winner[field as keyof Candidate]))) as Partial<Candidate>
}

/** What is needed to take a merge apart again: the winner's values before and after, and the cards that moved. */
type MergeRecord = Readonly<{ before: Readonly<Record<string, unknown>>; after: Readonly<Record<string, unknown>>; tookCompensation: boolean; applicationIds: readonly string[] }>

/** A fact holds 2,000 characters; code points of two units must not be torn apart. */
function inPieces(json: string): Record<string, string> {
  const points = Array.from(json)
  const pieces: Record<string, string> = {}
  for (let at = 0; at < points.length; at += 900) pieces[`record${at / 900}`] = points.slice(at, at + 900).join('')
  return pieces
}

function recordOf(activity: Activity): MergeRecord | null {
  let json = ''
  for (let piece = 0; typeof activity.facts[`record${piece}`] === 'string'; piece++) json += String(activity.facts[`record${piece}`])
  try {
    const record: unknown = JSON.parse(json)
    return isObject(record) && isObject(record['before']) && isObject(record['after']) && Array.isArray(record['applicationIds']) ? record as MergeRecord : null
  } catch {
    return null
  }
}

export type MergeRefusal = 'same_record' | 'already_merged' | 'erased'

/**
 * Merges two records of one person: the winner takes the chosen values, the loser's cards move over, the loser points
 * to the winner. The timeline line carries what un-merging needs, so that it works on any laptop, after any sync.
 */
export function mergeCandidates(
  winner: Candidate, loser: Candidate, choices: MergeChoices, loserApplications: readonly Application[], stamp: Stamp,
): Readonly<{ kind: 'ready'; changes: readonly Change[] } | { kind: 'refused'; reason: MergeRefusal }> {
  if (winner.id === loser.id) return { kind: 'refused', reason: 'same_record' }
  if (winner.mergedIntoId !== null || loser.mergedIntoId !== null) return { kind: 'refused', reason: 'already_merged' }
  if (winner.erasedAtMs !== null || loser.erasedAtMs !== null) return { kind: 'refused', reason: 'erased' }
  const fields = mergedFields(winner, loser, choices)
  // Pay is no business of the timeline, and it is only ever taken where there was none.
  const { expectedCompensation, ...after } = fields
  const before = Object.fromEntries(Object.keys(after).map(field => [field, winner[field as keyof Candidate]]))
  const cards = loserApplications.filter(card => card.candidateId === loser.id)
  const record: MergeRecord = { before, after, tookCompensation: expectedCompensation !== undefined, applicationIds: cards.map(card => card.id) }
  return {
    kind: 'ready',
    changes: [
      ...(Object.keys(fields).length > 0 ? [{ kind: 'edit', collection: 'candidates', id: winner.id, fields } as const] : []),
      // Cards first: once the loser is marked as merged, nothing may be moved on it any more.
      ...cards.map(card => ({ kind: 'edit', collection: 'applications', id: card.id, fields: { candidateId: winner.id } }) as const),
      { kind: 'edit', collection: 'candidates', id: loser.id, fields: { mergedIntoId: winner.id } },
      activityChange({ kind: 'candidate.merged', candidateId: winner.id, facts: { mergedId: loser.id, mergedName: loser.fullName, ...inPieces(JSON.stringify(record)) } }, stamp),
    ],
  }
}

/** A list changed since the merge gives back only what the merge had brought. */
function withoutJoined(now: readonly unknown[], before: unknown, after: unknown): unknown[] {
  const has = (items: unknown, item: unknown) => Array.isArray(items) && items.some(each => isSameJson(each, item))
  return now.filter(item => has(before, item) || !has(after, item))
}

/**
 * Takes a merge apart: both records stand as before, byte for byte, except where somebody has changed the winner
 * since: such a later value stays.
 */
export function unmergeCandidates(
  winner: Candidate, loser: Candidate, merge: Activity, movedApplications: readonly Application[], stamp: Stamp,
): Readonly<{ kind: 'ready'; changes: readonly Change[] } | { kind: 'refused'; reason: 'not_merged' | 'no_record' }> {
  if (loser.mergedIntoId !== winner.id || merge.facts['mergedId'] !== loser.id) return { kind: 'refused', reason: 'not_merged' }
  const record = recordOf(merge)
  if (!record) return { kind: 'refused', reason: 'no_record' }
  const fields: Record<string, unknown> = {}
  for (const [field, was] of Object.entries(record.before)) {
    const now = winner[field as keyof Candidate]
    if (isSameJson(now, record.after[field])) fields[field] = was
    else if (Array.isArray(now) && (joinedFields as readonly string[]).includes(field)) fields[field] = withoutJoined(now, was, record.after[field])
  }
  if (record.tookCompensation && isSameJson(winner.expectedCompensation, loser.expectedCompensation)) fields['expectedCompensation'] = null
  const cards = movedApplications.filter(card => record.applicationIds.includes(card.id) && card.candidateId === winner.id)
  return {
    kind: 'ready',
    changes: [
      { kind: 'edit', collection: 'candidates', id: loser.id, fields: { mergedIntoId: null } },
      ...(Object.keys(fields).length > 0 ? [{ kind: 'edit', collection: 'candidates', id: winner.id, fields: fields as Partial<Candidate> } as const] : []),
      ...cards.map(card => ({ kind: 'edit', collection: 'applications', id: card.id, fields: { candidateId: loser.id } }) as const),
      activityChange({ kind: 'candidate.merged', candidateId: winner.id, facts: { mergedId: loser.id, mergedName: loser.fullName, undone: true } }, stamp),
    ],
  }
}
