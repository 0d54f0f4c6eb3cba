import { isSameJson, type Json } from '../../lib/json.ts'
import { fieldsOfUnit, readUnit, unitNamed, type Content } from '../merge/units.ts'
import type { CollectionName } from '../model/collections.ts'
import { recordLine } from './conflict.ts'
import type { Change, Stamp } from './change.ts'

/** One accepted change of a record: each unit before and after. Newest first in a history. */
export type Revision = Readonly<{ revision: number; changes: Readonly<Record<string, readonly [before: Json, after: Json]>> }>

/** Units a person can put back: what grows only, what two people type in, and what the server fills in cannot go back. */
export function canRestore(collection: CollectionName, unit: string): boolean {
  return !['append', 'max', 'text', 'owner'].includes(unitNamed(collection, unit).merge)
}

/** Records that go on by steps of their own: an offer, and a card that was handed in, which is changed with a reason. */
export function goesBySteps(collection: CollectionName, record: Content): boolean {
  return collection === 'offers' || collection === 'scorecards' && record['submittedAtMs'] !== null
}

/** What the named units held right after a revision: later changes taken back one by one. Only units that differ now. */
export function unitsAt(collection: CollectionName, record: Content, history: readonly Revision[], revision: number): Readonly<Record<string, Json>> {
  const then: Record<string, Json> = {}
  for (const entry of history) {
    if (entry.revision <= revision) break
    for (const [unit, [before]] of Object.entries(entry.changes)) then[unit] = before
  }
  return Object.fromEntries(Object.entries(then).filter(([unit, value]) =>
    canRestore(collection, unit) && !isSameJson(value, readUnit(record, unitNamed(collection, unit)))))
}

/** A move that is put back is made by whoever puts it back, now. */
function freshened(collection: CollectionName, fields: Readonly<Record<string, Json>>, stamp: Stamp): Readonly<Record<string, Json>> {
  return collection === 'applications' && 'stageId' in fields ? { ...fields, stageEnteredAtMs: stamp.nowMs, movedById: stamp.actorId } : fields
}

/** Sets units to earlier values as a new change, with its line on the timeline. */
export function restoreUnits(collection: CollectionName, id: string, record: Content, units: Readonly<Record<string, Json>>, stamp: Stamp): readonly Change[] {
  const wanted = Object.entries(units).filter(([unit]) => canRestore(collection, unit))
  const fields = freshened(collection, Object.assign({}, ...wanted.map(([unit, value]) => fieldsOfUnit(unitNamed(collection, unit), value))) as Record<string, Json>, stamp)
  const changed = Object.fromEntries(Object.entries(fields).filter(([name, value]) => !isSameJson(value, record[name] ?? null)))
  if (Object.keys(changed).length === 0) return []
  return [{ kind: 'edit', collection, id, fields: changed } as Change, ...recordLine(collection, id, record, changed, false, stamp)]
}
