import type { Json } from '../../lib/json.ts'
import { documentRules, type CollectionName } from '../model/collections.ts'
import type { FieldRule, MergePolicy } from '../model/field-rules.ts'

/** Fields that change and conflict as one; most units are a single field of the same name. */
export type Unit = Readonly<{
  name: string
  merge: MergePolicy
  /** The fields that decide whether two changes differ. */
  leaders: readonly string[]
  /** Fields that go along with whoever wins. */
  followers: readonly string[]
  rule: FieldRule
}>

/** A document's plain content: fields by name. */
export type Content = Readonly<Record<string, Json | undefined>>

/** Fields that never change after a document was made. */
const fixedFields = new Set(['id', 'createdAtMs'])

function buildUnits(collection: CollectionName): ReadonlyMap<string, Unit> {
  const units = new Map<string, { name: string; merge: MergePolicy; leaders: string[]; followers: string[]; rule: FieldRule }>()
  for (const [field, rule] of Object.entries(documentRules[collection])) {
    const name = rule.unit ?? field
    const unit = units.get(name) ?? { name, merge: rule.merge, leaders: [], followers: [], rule }
    ;(rule.follows === true ? unit.followers : unit.leaders).push(field)
    units.set(name, unit)
  }
  return units
}

const unitsByCollection = new Map<CollectionName, ReadonlyMap<string, Unit>>()

/** Every declared unit of a collection, by name. */
export function unitsOf(collection: CollectionName): ReadonlyMap<string, Unit> {
  const known = unitsByCollection.get(collection)
  if (known) return known
  const units = buildUnits(collection)
  unitsByCollection.set(collection, units)
  return units
}

/** A unit by name; a field that only a newer version knows is a unit of its own that asks. */
export function unitNamed(collection: CollectionName, name: string): Unit {
  return unitsOf(collection).get(name) ?? { name, merge: 'ask', leaders: [name], followers: [], rule: { merge: 'ask' } }
}

/** The unit a field belongs to; `null` for the fields that never change. */
export function unitOfField(collection: CollectionName, field: string): Unit | null {
  if (fixedFields.has(field)) return null
  const rule = documentRules[collection][field]
  return unitNamed(collection, rule?.unit ?? field)
}

/** A unit's value in a document: the field's value, or an object of the fields of a group. */
export function readUnit(content: Content, unit: Unit): Json {
  const fields = [...unit.leaders, ...unit.followers]
  if (fields.length === 1) return content[fields[0]!] ?? null
  return Object.fromEntries(fields.map(field => [field, content[field] ?? null]))
}

/** The fields a unit's value sets, ready to be spread over a document. */
export function fieldsOfUnit(unit: Unit, value: Json): Record<string, Json> {
  const fields = [...unit.leaders, ...unit.followers]
  if (fields.length === 1) return { [fields[0]!]: value }
  const group = (value ?? {}) as Record<string, Json>
  return Object.fromEntries(fields.filter(field => field in group).map(field => [field, group[field] ?? null]))
}

/** Every unit that either document has, declared ones first. */
export function unitsIn(collection: CollectionName, ...contents: readonly Content[]): readonly Unit[] {
  const units = new Map<string, Unit>(unitsOf(collection))
  for (const content of contents) {
    for (const field of Object.keys(content)) {
      const unit = unitOfField(collection, field)
      if (unit) units.set(unit.name, unit)
    }
  }
  return [...units.values()]
}
