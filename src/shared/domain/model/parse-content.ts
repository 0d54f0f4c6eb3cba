import type { z } from 'zod'
import { isInheritedName } from '../../lib/json.ts'
import { isStorableJson } from '../../lib/storable-json.ts'
import type { Content } from '../merge/units.ts'
import { documentSchemas, type CollectionName } from './collections.ts'

/** What a check found: the content, or the first field that does not fit. Never the value itself. */
export type ContentCheck = Readonly<{ kind: 'fits'; content: Content } | { kind: 'misfit'; field: string }>

/** A field that only a newer version knows may be this large, in characters of JSON. */
const maxUnknownFieldLength = 16_384
const fieldName = /^[a-z][A-Za-z0-9]{0,59}$/

function isToleratedUnknown(field: string, value: unknown): boolean {
  return fieldName.test(field) && !isInheritedName(field) && (JSON.stringify(value) ?? '').length <= maxUnknownFieldLength
}

/** Checks some fields of a document. Fields of a newer version are kept, within bounds. */
export function checkFields(collection: CollectionName, fields: Content): ContentCheck {
  const shape = documentSchemas[collection].shape as Record<string, z.ZodType>
  const content: Record<string, Content[string]> = {}
  for (const [field, value] of Object.entries(fields)) {
    if (!isStorableJson(value)) return { kind: 'misfit', field }
    const schema = Object.hasOwn(shape, field) ? shape[field] : undefined
    if (!schema) {
      if (!isToleratedUnknown(field, value)) return { kind: 'misfit', field: 'unknown' }
      content[field] = value
      continue
    }
    const parsed = schema.safeParse(value)
    if (!parsed.success) return { kind: 'misfit', field }
    content[field] = parsed.data as Content[string]
  }
  return { kind: 'fits', content }
}

/** Checks a whole document: every declared field is there and fits. A field that only some documents have may be left out. */
export function checkDocument(collection: CollectionName, raw: Content): ContentCheck {
  const missing = Object.entries(documentSchemas[collection].shape).find(([field, schema]) => raw[field] === undefined && !(schema as z.ZodType).safeParse(undefined).success)?.[0]
  return missing === undefined ? checkFields(collection, raw) : { kind: 'misfit', field: missing }
}
