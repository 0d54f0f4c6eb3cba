import type { PhoneCountry } from '../../lib/contact-keys.ts'
import { fieldChanges, type FieldChange } from './field-changes.ts'
import { isBlocked, type ImportDraft } from './import-draft.ts'
import { contactKeys, findMatches, type ContactKey, type MatchIndex, type MatchKind } from './match-index.ts'

export type ImportVerdict = 'new' | 'changed' | 'possibleDuplicate' | 'same' | 'invalid'

/** What will happen to one record of the file. */
export type ImportPlanRow = Readonly<{
  line: number
  verdict: ImportVerdict
  draft: ImportDraft
  /** The one candidate it matches. */
  matchId?: string
  /** All candidates it matches, when there are several. */
  matchIds?: readonly string[]
  /** By what it matches candidates or the earlier line. */
  matchedBy?: readonly MatchKind[]
  /** An earlier line of the same file with the same address, number or profile. */
  sameAsLine?: number
  /** True when that line also has the same name: one person on several lines, such as one line per application. */
  isSamePerson?: boolean
  changes?: readonly FieldChange[]
  /** Plain sentences: why it is invalid or doubtful, and what was noticed on the way. */
  reasons: readonly string[]
}>

const matchWords: Readonly<Record<MatchKind, string>> = { email: 'e-mail address', phone: 'phone number', link: 'profile link' }

function sayKinds(kinds: Iterable<MatchKind>): string {
  return [...kinds].map(kind => matchWords[kind]).join(' and ')
}

function nameWords(name: string): string {
  return name.toLowerCase().normalize('NFKD').replace(/\p{M}+/gu, '').split(/[^\p{L}\p{N}]+/u).filter(Boolean).sort().join(' ')
}

/** What earlier lines of the same file had, by contact key. */
type EarlierLines = Map<string, Readonly<{ line: number; name: string }>>

function findEarlier(earlier: EarlierLines, keys: readonly ContactKey[], name: string) {
  for (const { kind, key } of keys) {
    const found = earlier.get(`${kind}:${key}`)
    if (found !== undefined) return { sameAsLine: found.line, isSamePerson: found.name === name, kind }
  }
  return null
}

function remember(earlier: EarlierLines, keys: readonly ContactKey[], line: number, name: string): void {
  for (const { kind, key } of keys) if (!earlier.has(`${kind}:${key}`)) earlier.set(`${kind}:${key}`, { line, name })
}

function classifyAgainst(draft: ImportDraft, keys: readonly ContactKey[], index: MatchIndex): ImportPlanRow {
  const reasons = draft.problems.map(problem => problem.reason)
  const matches = findMatches(index, keys)
  const [only] = matches
  if (only === undefined) return { line: draft.line, verdict: 'new', draft, reasons }
  const matchedBy = [...new Set([...matches.values()].flatMap(kinds => [...kinds]))]
  if (matches.size > 1) {
    const said = `It matches ${matches.size} candidates by ${sayKinds(matchedBy)}`
    return { line: draft.line, verdict: 'possibleDuplicate', draft, matchIds: [...matches.keys()], matchedBy, reasons: [...reasons, said] }
  }
  const [matchId] = only
  const existing = index.candidates.get(matchId)
  const changes = existing === undefined ? [] : fieldChanges(draft, existing, index.defaultCountry)
  const verdict = changes.some(change => change.kind !== 'kept') ? 'changed' : 'same'
  return { line: draft.line, verdict, draft, matchId, matchedBy, changes, reasons }
}

/** The verdict on a single person, such as one captured from a page. */
export function classifyDraft(draft: ImportDraft, index: MatchIndex): ImportPlanRow {
  if (isBlocked(draft)) return { line: draft.line, verdict: 'invalid', draft, reasons: draft.problems.map(problem => problem.reason) }
  return classifyAgainst(draft, contactKeys(draft, index.defaultCountry), index)
}

/** Judges the rows of one file in their order; keep it for the whole file when rows come in pieces. */
export function createClassifier(index: MatchIndex): (draft: ImportDraft) => ImportPlanRow {
  const earlier: EarlierLines = new Map()
  const country: PhoneCountry | undefined = index.defaultCountry
  return draft => {
    if (isBlocked(draft)) return classifyDraft(draft, index)
    const keys = contactKeys(draft, country)
    const name = nameWords(draft.fullName)
    const row = classifyAgainst(draft, keys, index)
    const found = findEarlier(earlier, keys, name)
    remember(earlier, keys, draft.line, name)
    if (found === null) return row
    const { kind, ...same } = found
    const said = `It has the same ${matchWords[kind]} as line ${same.sameAsLine}`
    return { ...row, ...same, verdict: 'possibleDuplicate', matchedBy: row.matchedBy ?? [kind], reasons: [...row.reasons, said] }
  }
}

/** The verdict on every row of a file, in the order of the file: one row out for every draft in. */
export function classifyDrafts(drafts: readonly ImportDraft[], existing: MatchIndex): readonly ImportPlanRow[] {
  const classify = createClassifier(existing)
  return drafts.map(draft => classify(draft))
}
