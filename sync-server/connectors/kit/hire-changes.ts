import { listWords } from '#shared/lib/list-words'
import type { HookEvent } from './connector-context.ts'
import { labelOf } from './record-fields.ts'

/** The fields of ours that an edit of the job gave another value (`hire.changed`); empty for every other event. */
export const changedFields = ({ data }: HookEvent): readonly string[] =>
  Array.isArray(data['fields']) ? data['fields'].filter((name): name is string => typeof name === 'string') : []

/** "Department and Work location", for a person. */
export function listOf(fields: readonly string[]): string {
  return listWords([...new Set(fields.map(labelOf))])
}
