import { isSameJson, isObject, type Json } from '../lib/json.ts'
import { isSameUnit } from './merge/merge-unit.ts'
import { fieldsOfUnit, readUnit, unitNamed, type Content } from './merge/units.ts'
import type { CollectionName } from './model/collections.ts'
import type { Conflict } from './model/conflict.ts'

/** Where in a record a disagreement is: a unit, one item of a list (`stages/<id>`), or one field of an item. */
export type UnitPath = Readonly<{ unit: string; itemId: string | null; field: string | null }>
export type Side = 'kept' | 'aside'
type Item = Readonly<Record<string, Json>>

export function parseUnitPath(path: string): UnitPath {
  const [unit = '', itemId = null, ...rest] = path.split('/')
  return { unit, itemId, field: rest.length > 0 ? rest.join('/') : null }
}

const itemsOf = (value: Json): readonly Item[] => (Array.isArray(value) ? (value as readonly Json[]).filter(item => isObject(item)) as unknown as readonly Item[] : [])

/** The value at a path as the record holds it now; `null` where the record or the item is not there. */
export function readAt(collection: CollectionName, content: Content | null, path: string): Json {
  if (content === null) return null
  const { unit: name, itemId, field } = parseUnitPath(path)
  if (name === 'record') return content as Json
  const value = readUnit(content, unitNamed(collection, name))
  if (itemId === null) return value
  const item = itemsOf(value).find(each => each['id'] === itemId)
  if (!item) return null
  return field === null ? item : item[field] ?? null
}

/** The fields that put a value at a path; `null` when there is no such place any more, such as a removed stage's name. */
export function fieldsAt(collection: CollectionName, content: Content, path: string, value: Json): Readonly<Record<string, Json>> | null {
  const { unit: name, itemId, field } = parseUnitPath(path)
  const unit = unitNamed(collection, name)
  if (itemId === null) return fieldsOfUnit(unit, value)
  const items = itemsOf(readUnit(content, unit))
  const isThere = items.some(item => item['id'] === itemId)
  if (field !== null) {
    return isThere ? fieldsOfUnit(unit, items.map(item => (item['id'] === itemId ? { ...item, [field]: value } : item))) : null
  }
  if (value === null) return fieldsOfUnit(unit, items.filter(item => item['id'] !== itemId))
  return fieldsOfUnit(unit, isThere ? items.map(item => (item['id'] === itemId ? value : item)) : [...items, value])
}

/** True when two values at a path mean the same: who moved a card and when does not count. */
export function isSameAt(collection: CollectionName, path: string, a: Json, b: Json): boolean {
  const { unit, itemId } = parseUnitPath(path)
  return itemId === null && unit !== 'record' ? isSameUnit(unitNamed(collection, unit), a, b) : isSameJson(a, b)
}

/**
 * Which side stands in the record. An item that one person removed and another edited stays, whoever came first; for
 * the rest the server's word holds. `record` is the record as it stands now, when it is known.
 */
export function standingSide(conflict: Conflict, record?: Content | null): Side {
  const collection = conflict.collection as CollectionName
  const path = parseUnitPath(conflict.unit)
  if (record && path.unit !== 'record') {
    const now = readAt(collection, record, conflict.unit)
    if (isSameAt(collection, conflict.unit, now, conflict.kept.value as Json)) return 'kept'
    if (isSameAt(collection, conflict.unit, now, conflict.aside.value as Json)) return 'aside'
  }
  const isRemovedUnderAnEdit = conflict.kind === 'concurrent' && path.itemId !== null && path.field === null && conflict.kept.value === null
  return isRemovedUnderAnEdit ? 'aside' : 'kept'
}

export const otherSide = (side: Side): Side => (side === 'kept' ? 'aside' : 'kept')

/** True when the record holds neither side's value any more: somebody went on since. */
export function hasMovedOn(conflict: Conflict, record: Content | null): boolean {
  if (!record || parseUnitPath(conflict.unit).unit === 'record') return false
  const collection = conflict.collection as CollectionName
  const now = readAt(collection, record, conflict.unit)
  return [conflict.kept.value, conflict.aside.value].every(value => !isSameAt(collection, conflict.unit, now, value as Json))
}

/**
 * A conflict with what it is about. `subject` is the conflict itself, or, where two people answered the same conflict
 * differently, the conflict they answered. `record` is the record as it stands on this laptop; `null`: not here.
 */
export type Question = Readonly<{ conflict: Conflict; subject: Conflict; record: Content | null }>

/** True when the question is about two answers to one and the same earlier question. */
export const isAnsweredTwice = ({ conflict, subject }: Question): boolean => conflict.id !== subject.id

/** A record that the server did not take: it exists only inside the conflict. */
export const isRefusedRecord = ({ kind, unit, kept, aside }: Conflict): boolean => kind === 'refused' && unit === 'record' && kept.value === null && aside.value !== null
