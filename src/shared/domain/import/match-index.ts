import { emailKey, phoneKey, profileKey, type PhoneCountry } from '../../lib/contact-keys.ts'

/** What matching needs to know of a candidate; the optional parts let a repeated import find nothing to do. */
export type ExistingCandidate = Readonly<{
  id: string
  fullName: string
  emails: readonly string[]
  phones: readonly string[]
  links: readonly string[]
  tags?: readonly string[]
  headline?: string
  company?: string
  title?: string
  location?: string
  summary?: string
  /** Names of the jobs the candidate applied to. */
  jobTitles?: readonly string[]
  /** Texts of the notes already kept. */
  noteTexts?: readonly string[]
}>

/** Candidates by contact key. Change it only through the functions here; it stays correct as candidates come and go. */
export type MatchIndex = Readonly<{
  byKey: Map<string, readonly string[]>
  candidates: Map<string, ExistingCandidate>
  defaultCountry: PhoneCountry | undefined
}>

/** One way two records are the same person. */
export type MatchKind = 'email' | 'phone' | 'link'
export type ContactKey = Readonly<{ kind: MatchKind; key: string }>

/**
 * The last eight digits of a number: a cheap first step, so that 50,000 numbers are indexed without parsing each.
 * A hit is confirmed by comparing the full numbers.
 */
function phoneBucket(raw: string): string | null {
  const digits = raw.replace(/(?:ext|x|#|;ext=).*$/i, '').normalize('NFKC').replace(/\D/g, '')
  return digits.length < 5 ? null : `phone:${digits.slice(-8).replace(/^0+/, '')}`
}

const looksPlain = /^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$/

function indexKeys(candidate: ExistingCandidate): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const email of candidate.emails) {
    const key = looksPlain.test(email) ? email : emailKey(email)
    if (key !== null) keys.add(`email:${key}`)
  }
  for (const phone of candidate.phones) {
    const key = phoneBucket(phone)
    if (key !== null) keys.add(key)
  }
  for (const link of candidate.links) {
    const key = profileKey(link)
    if (key !== null) keys.add(`link:${key}`)
  }
  return keys
}

/** Puts a candidate into the index, in place of an earlier version of the same. */
export function addToMatchIndex(index: MatchIndex, candidate: ExistingCandidate): void {
  if (index.candidates.has(candidate.id)) removeFromMatchIndex(index, candidate.id)
  index.candidates.set(candidate.id, candidate)
  for (const key of indexKeys(candidate)) {
    const ids = index.byKey.get(key)
    index.byKey.set(key, ids === undefined ? [candidate.id] : [...ids, candidate.id])
  }
}

/** Takes a candidate out of the index. */
export function removeFromMatchIndex(index: MatchIndex, id: string): void {
  const candidate = index.candidates.get(id)
  if (candidate === undefined) return
  index.candidates.delete(id)
  for (const key of indexKeys(candidate)) {
    const ids = index.byKey.get(key)?.filter(other => other !== id) ?? []
    if (ids.length === 0) index.byKey.delete(key)
    else index.byKey.set(key, ids)
  }
}

/** An index of candidates. `defaultCountry` reads stored numbers that have no country code. */
export function buildMatchIndex(existing: Iterable<ExistingCandidate>, defaultCountry?: PhoneCountry): MatchIndex {
  const index: MatchIndex = { byKey: new Map(), candidates: new Map(), defaultCountry }
  for (const candidate of existing) addToMatchIndex(index, candidate)
  return index
}

/** Addresses, numbers and profiles of a person as they are compared, each once. */
export function contactKeys(
  person: Readonly<{ emails: readonly string[]; phones: readonly string[]; links: readonly string[] }>, defaultCountry?: PhoneCountry,
): readonly ContactKey[] {
  const keys = new Map<string, ContactKey>()
  const add = (kind: MatchKind, key: string | null): void => {
    if (key !== null) keys.set(`${kind}:${key}`, { kind, key })
  }
  for (const email of person.emails) add('email', emailKey(email))
  for (const phone of person.phones) add('phone', /^\+\d{8,15}$/.test(phone) ? phone : phoneKey(phone, defaultCountry))
  for (const link of person.links) add('link', profileKey(link))
  return [...keys.values()]
}

function hasPhone(candidate: ExistingCandidate | undefined, key: string, country: PhoneCountry | undefined): boolean {
  return candidate?.phones.some(phone => phone === key || phoneKey(phone, country) === key) ?? false
}

/** The candidates that share at least one key, with the ways they do. */
export function findMatches(index: MatchIndex, keys: readonly ContactKey[]): ReadonlyMap<string, ReadonlySet<MatchKind>> {
  const matches = new Map<string, Set<MatchKind>>()
  for (const { kind, key } of keys) {
    const bucket = kind === 'phone' ? phoneBucket(key) : `${kind}:${key}`
    for (const id of (bucket === null ? undefined : index.byKey.get(bucket)) ?? []) {
      if (kind === 'phone' && !hasPhone(index.candidates.get(id), key, index.defaultCountry)) continue
      const kinds = matches.get(id)
      if (kinds === undefined) matches.set(id, new Set([kind]))
      else kinds.add(kind)
    }
  }
  return matches
}
