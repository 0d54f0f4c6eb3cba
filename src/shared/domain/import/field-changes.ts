import { emailKey, phoneKey, profileKey, type PhoneCountry } from '../../lib/contact-keys.ts'
import type { ImportDraft } from './import-draft.ts'
import type { ExistingCandidate } from './match-index.ts'

type FilledField = 'fullName' | 'headline' | 'company' | 'title' | 'location' | 'summary'
type ListField = 'emails' | 'phones' | 'links' | 'tags'

/**
 * One effect of a row on a candidate that exists: values added to a list, an empty field filled, or a differing value
 * that stays as it is (`kept`; `ours` stands, `theirs` is in the file). `application` and `note` say what comes along.
 */
export type FieldChange =
  | Readonly<{ kind: 'adds'; field: ListField; values: readonly string[] }>
  | Readonly<{ kind: 'fills'; field: FilledField; value: string }>
  | Readonly<{ kind: 'kept'; field: FilledField; ours: string; theirs: string }>
  | Readonly<{ kind: 'application'; jobTitle: string }>
  | Readonly<{ kind: 'note'; lines: readonly string[] }>

const filledFields: readonly FilledField[] = ['fullName', 'headline', 'company', 'title', 'location', 'summary']
const folded = (value: string): string => value.trim().toLowerCase().normalize('NFC')

function keyOf(field: ListField, value: string, country: PhoneCountry | undefined): string {
  const key = field === 'emails' ? emailKey(value) : field === 'phones' ? phoneKey(value, country) : field === 'links' ? profileKey(value) : null
  return key ?? folded(value)
}

function listChanges(draft: ImportDraft, existing: ExistingCandidate, country: PhoneCountry | undefined): readonly FieldChange[] {
  return (['emails', 'phones', 'links', 'tags'] as const).flatMap((field): FieldChange[] => {
    if (draft[field].length === 0) return []
    const ours = new Set((existing[field] ?? []).map(value => keyOf(field, value, country)))
    const values = draft[field].filter(value => !ours.has(keyOf(field, value, country)))
    return values.length === 0 ? [] : [{ kind: 'adds', field, values }]
  })
}

function textChanges(draft: ImportDraft, existing: ExistingCandidate): readonly FieldChange[] {
  return filledFields.flatMap((field): FieldChange[] => {
    const ours = existing[field] ?? ''
    const theirs = draft[field]
    if (theirs === '' || folded(ours) === folded(theirs)) return []
    return ours === '' ? [{ kind: 'fills', field, value: theirs }] : [{ kind: 'kept', field, ours, theirs }]
  })
}

/** Everything a row would do to the candidate it matches. A value that is there already is never replaced. */
export function fieldChanges(draft: ImportDraft, existing: ExistingCandidate, country?: PhoneCountry): readonly FieldChange[] {
  const changes = [...listChanges(draft, existing, country), ...textChanges(draft, existing)]
  const knownJobs = new Set((existing.jobTitles ?? []).map(folded))
  if (draft.jobTitle !== '' && !knownJobs.has(folded(draft.jobTitle))) changes.push({ kind: 'application', jobTitle: draft.jobTitle })
  const lines = draft.noteLines.filter(line => !(existing.noteTexts ?? []).some(text => text.includes(line)))
  if (lines.length > 0) changes.push({ kind: 'note', lines })
  return changes
}
