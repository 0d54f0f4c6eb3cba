import { isSameJson, type Json } from '#shared/lib/json'
import { mergeUnit, type Clash } from '#shared/domain/merge/merge-unit'
import { fieldsOfUnit, readUnit, unitNamed, type Content, type Unit } from '#shared/domain/merge/units'
import type { RevisionRecord, StoredDocument } from './stored-document.ts'

/** What an editor wants of some units, and the revision at which they saw each. */
export type WantedUnits = Readonly<{ units: Readonly<Record<string, Json>>; base: number; bases: Readonly<Record<string, number>> }>

/** A clash with where it came from: the other person's change, and the unit it is in. */
export type FoundClash = Readonly<{ unit: string; clash: Clash; other: RevisionRecord | null }>

/** What a document becomes. `changed` holds the units that differ from what the store had: before, after. */
export type ResolvedEdit = Readonly<{
  content: Content
  changed: Readonly<Record<string, readonly [before: Json, after: Json]>>
  clashes: readonly FoundClash[]
}>

/** When a unit of a stored document last changed. */
function unitRevision(stored: StoredDocument, unit: string): number {
  return stored.unitRevisions[unit] ?? stored.createdRevision
}

/** The units that somebody changed since the editor looked: only these need the history. */
export function contestedUnits(stored: StoredDocument, wanted: WantedUnits): readonly string[] {
  return Object.keys(wanted.units).filter(unit => unitRevision(stored, unit) > (wanted.bases[unit] ?? wanted.base))
}

/** The oldest revision any of the units was seen at. */
export function oldestBase(wanted: WantedUnits): number {
  return Math.min(wanted.base, ...Object.values(wanted.bases))
}

/**
 * What the editor really saw of a unit: the value before the first change that another device made after their base.
 * Their own device's changes in between they have seen, even when the acknowledgement was lost.
 */
function seenValue(unit: Unit, base: number, sessionId: string, history: readonly RevisionRecord[], now: Json): { seen: Json; other: RevisionRecord | null } {
  const touching = history.filter(record => record.revision > base && unit.name in record.changes && record.sessionId !== sessionId)
  const first = touching[0]
  return first ? { seen: first.changes[unit.name]![0] as Json, other: touching.at(-1)! } : { seen: now, other: null }
}

/** Merges what an editor wants into what the store has. Pure. */
export function resolveEdit(stored: StoredDocument, wanted: WantedUnits, sessionId: string, history: readonly RevisionRecord[]): ResolvedEdit {
  let content = stored.content
  const changed: Record<string, readonly [Json, Json]> = {}
  const clashes: FoundClash[] = []
  for (const [name, mine] of Object.entries(wanted.units)) {
    const unit = unitNamed(stored.collection, name)
    const theirs = readUnit(stored.content, unit)
    const base = wanted.bases[name] ?? wanted.base
    const contested = unitRevision(stored, name) > base
    const { seen, other } = contested ? seenValue(unit, base, sessionId, history, theirs) : { seen: theirs, other: null }
    const merged = mergeUnit(unit, seen, mine, theirs)
    clashes.push(...merged.clashes.map(clash => ({ unit: name, clash, other })))
    if (isSameJson(merged.value, theirs)) continue
    content = { ...content, ...fieldsOfUnit(unit, merged.value) }
    changed[name] = [theirs, readUnit(content, unit)]
  }
  return { content, changed, clashes }
}
