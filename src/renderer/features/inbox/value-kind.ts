import { z } from 'zod'
import { parseUnitPath, readAt, type Question } from '#shared/domain/conflict-value'
import { unitNamed } from '#shared/domain/merge/units'
import { documentSchemas, type CollectionName } from '#shared/domain/model/collections'
import type { Json } from '#shared/lib/json'

/** How a value is edited where it stands in question; `none`: on its own screen. */
export type ValueKind = Readonly<
  | { kind: 'pipeline' } | { kind: 'text'; isLong: boolean } | { kind: 'number' } | { kind: 'tags' } | { kind: 'day' }
  | { kind: 'choice'; options: readonly string[] } | { kind: 'none' }
>

const dayFields = new Set(['targetStartDate', 'hiredStartDate'])
const none = { kind: 'none' } as const

function optionsOf(schema: unknown): readonly string[] | null {
  if (schema instanceof z.ZodNullable) return optionsOf(schema.unwrap())
  return schema instanceof z.ZodEnum ? schema.options.map(String) : null
}

/** The value the editor starts with: what the record holds now, else what stands. */
export function startingValue({ subject, record }: Question): Json {
  return record ? readAt(subject.collection as CollectionName, record, subject.unit) : subject.kept.value as Json
}

export function valueKindOf(question: Question): ValueKind {
  const { subject, record } = question
  const { unit, itemId, field } = parseUnitPath(subject.unit)
  if (record === null || !Object.hasOwn(documentSchemas, subject.collection)) return none
  if (unit === 'pipeline') return { kind: 'pipeline' }
  const { leaders, followers } = unitNamed(subject.collection as CollectionName, unit)
  if (unit === 'record' || leaders.length + followers.length > 1 || (itemId !== null && field === null)) return none
  const options = itemId === null ? optionsOf((documentSchemas[subject.collection as CollectionName].shape as Record<string, unknown>)[unit]) : null
  if (options) return { kind: 'choice', options }
  if ((field ?? unit).endsWith('Id') || (field ?? unit) === 'rank' || (field ?? unit).endsWith('Ms')) return none
  if (dayFields.has(unit)) return { kind: 'day' }
  const values = [startingValue(question), subject.kept.value, subject.aside.value]
  if (values.every(value => typeof value === 'string')) return { kind: 'text', isLong: values.some(value => (value as string).length > 80 || (value as string).includes('\n')) || ['summary', 'description', 'takeaways'].includes(field ?? unit) }
  if (values.every(value => typeof value === 'number')) return { kind: 'number' }
  if (values.every(value => Array.isArray(value) && value.every(item => typeof item === 'string'))) return { kind: 'tags' }
  return none
}

export const canEdit = (question: Question): boolean => valueKindOf(question).kind !== 'none'
