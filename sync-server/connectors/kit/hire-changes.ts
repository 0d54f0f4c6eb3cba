import type { HookEvent } from './connector-context.ts'
import { labelOf } from './record-fields.ts'

/** The fields of ours that an edit of the job gave another value (`hire.changed`); empty for every other event. */
export const changedFields = ({ data }: HookEvent): readonly string[] =>
  Array.isArray(data['fields']) ? data['fields'].filter((name): name is string => typeof name === 'string') : []

/** "Department and Work location", for a person. */
export function listOf(fields: readonly string[]): string {
  const labels = [...new Set(fields.map(labelOf))]
  return labels.length < 2 ? labels.join('') : `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`
}
