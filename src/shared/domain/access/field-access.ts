import type { Content } from '../merge/units.ts'
import { collectionNames, documentRules, type CollectionName } from '../model/collections.ts'
import type { FieldRule } from '../model/field-rules.ts'
import { jobKey, personKey, staffKey, type AccessKey } from './keys.ts'

/** The rule of a field, or of the field a unit path starts with. */
export function fieldRule(collection: CollectionName, path: string): FieldRule | undefined {
  const name = path.split('/')[0] ?? path
  const rules = documentRules[collection]
  return rules[name] ?? Object.values(rules).find(rule => rule.unit === name)
}

/** The fields of each collection that not everybody sees who may read the record. */
const restricted: ReadonlyMap<CollectionName, readonly string[]> = new Map(
  collectionNames.map(name => [name, Object.keys(documentRules[name]).filter(field => documentRules[name][field]?.see !== undefined)]),
)

/** Whether somebody with these keys sees every field of every record of a collection that they may read. */
export function seesAllFields(collection: CollectionName, keys: ReadonlySet<AccessKey>): boolean {
  const isStaff = keys.has(staffKey)
  return restricted.get(collection)!.every(field => isStaff && documentRules[collection][field]?.see !== 'self')
}

/** Whether whoever may read a record of a collection sees every field of it. */
export const hidesNothing = (collection: CollectionName): boolean => restricted.get(collection)?.length === 0

/** May somebody with these keys read this field of a document they may read? */
export function maySeeField(collection: CollectionName, field: string, content: Content, keys: ReadonlySet<AccessKey>): boolean {
  const see = documentRules[collection][field]?.see
  if (see === undefined || keys.has(staffKey) && see !== 'self') return true
  // An offer is compensation through and through: who may read it at all may read its terms.
  if (see === 'compensation') return collection === 'offers'
  if (see === 'self') return keys.has(personKey(String(content['id'])))
  if (see === 'deciders') return keys.has(jobKey(String(content['jobId'])))
  return keys.has(personKey(String(content['authorId'] ?? '')))
}

/** What is put in place of a field that stays hidden, so that the document still fits its schema. */
const hiddenValues: Readonly<Record<string, null | '' | readonly never[]>> = { privateNote: '', versions: [], letters: [], decisions: [], assessments: [] }

/** A document as somebody with these keys may see it; the same object when nothing is hidden. */
export function redact(collection: CollectionName, content: Content, keys: ReadonlySet<AccessKey>): Content {
  let shown: Record<string, Content[string]> | null = null
  for (const field of restricted.get(collection)!) {
    if (maySeeField(collection, field, content, keys)) continue
    shown ??= { ...content }
    shown[field] = hiddenValues[field] ?? null
  }
  return shown ?? content
}
