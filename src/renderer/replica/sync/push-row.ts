import type { LocalDocument, SentChange } from '#shared/domain/merge/local-document'
import { readUnit, unitNamed, type Unit } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import type { PushRow } from '#shared/contract/sync-protocol'
import { isObject, type Json } from '#shared/lib/json'
import { textSince } from '#shared/lib/text-merge'

const latestMs = 7_258_118_400_000

/** The row that tells the server of a document's unsent changes: only the units that changed. */
export function pushRowOf(collection: CollectionName, id: string, local: LocalDocument, clockSkewMs: number): PushRow {
  const { sync } = local
  const atMs = Math.min(latestMs, Math.max(0, Math.round((sync.atMs ?? 0) + clockSkewMs)))
  const head = { collection, id, operation: sync.operation ?? '', atMs }
  if (sync.deleted) return { kind: 'delete', ...head, base: sync.created ? 0 : sync.revision }
  if (sync.created) return { kind: 'new', ...head, content: local.content as Record<string, never> }
  const units: Record<string, Json> = {}
  const bases: Record<string, number> = {}
  for (const [name, was] of Object.entries(sync.pending)) {
    units[name] = wantedOf(unitNamed(collection, name), readUnit(local.content, unitNamed(collection, name)), was.base)
    if (was.revision !== sync.revision) bases[name] = was.revision
  }
  return {
    kind: 'edit', ...head, base: sync.revision, units: units as Record<string, never>,
    ...(Object.keys(bases).length > 0 && { bases }),
  }
}

/** Of a text only what was typed since travels: the server joins it to what it has, and works out the plain text. */
function wantedOf(unit: Unit, value: Json, base: Json): Json {
  const [field] = unit.leaders
  if (unit.merge !== 'text' || field === undefined || !isObject(value) || !isObject(base)) return value
  return { [field]: textSince(String(value[field] ?? ''), String(base[field] ?? '')) }
}

/** What must be remembered of a sent change until its acknowledgement. */
export function sentChangeOf(local: LocalDocument): SentChange {
  const { revision, operation, pending, created, deleted } = local.sync
  return { revision, operation: operation ?? '', content: local.content, pending, created, deleted }
}
