import { foldName, suggestedChoice, type JobChoice, type RowChoice } from '#shared/domain/commands/import-facts'
import type { FieldChange } from '#shared/domain/import/field-changes'
import type { ImportPlanRow } from '#shared/domain/import/classify-drafts'
import { sayField } from './target-words.ts'

/** One effect on a candidate who is here already, in words. */
export function sayChange(change: FieldChange): string {
  switch (change.kind) {
    case 'adds': return `${sayField(change.field)}: adds ${change.values.join(', ')}`
    case 'fills': return `${sayField(change.field)}: becomes “${change.value}”`
    case 'kept': return `${sayField(change.field)}: stays “${change.ours}” (file: “${change.theirs}”)`
    case 'application': return `Put on ${change.jobTitle}`
    case 'note': return `Note: ${change.lines.length === 1 ? '1 line' : `${change.lines.length} lines`} added`
  }
}

export const verdictWords = { new: 'New', changed: 'Changes', possibleDuplicate: 'Possible duplicate', same: 'Nothing new', invalid: 'Cannot be read' } as const
export const verdictTones = { new: 'good', changed: 'accent', possibleDuplicate: 'warn', same: 'neutral', invalid: 'bad' } as const

export function sayDetail(row: ImportPlanRow): string {
  if (row.verdict === 'changed') return (row.changes ?? []).filter(change => change.kind !== 'kept').map(sayChange).join(' · ')
  return row.reasons.join(' · ')
}

export function sayChoice(choice: RowChoice): string {
  switch (choice.kind) {
    case 'create': return 'Add as new'
    case 'merge': return 'Merge'
    case 'withLine': return `Together with line ${choice.line}`
    case 'skip': return 'Skip'
  }
}

export const choiceOf = (row: ImportPlanRow, ordinal: number, choices: ReadonlyMap<number, RowChoice>): RowChoice => choices.get(ordinal) ?? suggestedChoice(row)

/** Jobs that only the file knows, with how many rows name each. */
export function fileJobs(rows: readonly ImportPlanRow[], jobChoices: Readonly<Record<string, JobChoice>>): readonly Readonly<{ name: string; count: number; choice: JobChoice }>[] {
  const counts = new Map<string, { name: string; count: number }>()
  for (const { verdict, draft } of rows) {
    if (verdict === 'invalid' || draft.jobTitle === '') continue
    const known = counts.get(foldName(draft.jobTitle))
    if (known) known.count += 1
    else counts.set(foldName(draft.jobTitle), { name: draft.jobTitle, count: 1 })
  }
  return [...counts].map(([key, each]) => ({ ...each, choice: jobChoices[key] ?? { kind: 'open' as const } })).toSorted((a, b) => b.count - a.count)
}
