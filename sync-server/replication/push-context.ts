import type { PushResult, PushRow } from '#shared/contract/sync-protocol'
import { opens } from '#shared/domain/access/keys'
import { redact } from '#shared/domain/access/field-access'
import type { Actor } from '#shared/domain/access/write-rules'
import { readUnit, unitNamed, type Content } from '#shared/domain/merge/units'
import { documentRules, type CollectionName } from '#shared/domain/model/collections'
import { isSameJson, type Json } from '#shared/lib/json'
import { isStorableJson } from '#shared/lib/storable-json'
import { writeRefusal, type Pusher } from './conflicts.ts'
import type { RuleRefusal } from './rules/rule.ts'
import type { StoredDocument } from './stored-document.ts'
import type { ChangeOrigin, Work } from './work.ts'

/** Who pushes, from where. */
export type PushContext = Readonly<{ actor: Actor; sessionId: string; device: string }>

export type Row<K extends PushRow['kind']> = Extract<PushRow, { kind: K }>

export const mayRead = (stored: StoredDocument, actor: Actor): boolean => opens(actor.keys, Object.keys(stored.audience))

/** Whose hand a change is, for the rules. */
export const handOf = ({ actor }: PushContext): 'staff' | 'other' => (actor.role === 'owner' || actor.role === 'recruiter' ? 'staff' : 'other')

/** The answer about a record that does not exist, or that this person may not know of: both look the same. */
export const unknownRecord: PushResult = { kind: 'refused', code: 'document.unknown', revision: 0, content: null, conflictId: null }

export const pusherOf = (context: PushContext, row: PushRow): Pusher =>
  ({ personId: context.actor.personId, sessionId: context.sessionId, device: context.device, atMs: row.atMs, operation: row.operation })

export function originOf(context: PushContext, row: PushRow, kind: ChangeOrigin['kind']): ChangeOrigin {
  return { kind, personId: context.actor.personId, sessionId: context.sessionId, device: context.device, operation: row.operation, atMs: row.atMs }
}

/** The record as it stands, as this person may see it. */
export function shownTo(context: PushContext, stored: StoredDocument): PushResult & { kind: 'accepted' } {
  const content = redact(stored.collection, stored.content, context.actor.keys)
  return { kind: 'accepted', revision: stored.revision, content: content as Record<string, never>, ...(stored.deleted ? { deleted: true } : {}) }
}

/** Nothing of the row was written: the laptop goes back to what stands. What the person wrote is in the conflict. */
export function refusedRow(context: PushContext, stored: StoredDocument | null, code: string, conflictId: string | null): PushResult {
  const content = stored && !stored.deleted ? redact(stored.collection, stored.content, context.actor.keys) as Record<string, never> : null
  return { kind: 'refused', code, revision: stored?.revision ?? 0, conflictId, content }
}

/** Keeps a whole document that could not be made. */
export async function keepRefusedDocument(work: Work, context: PushContext, row: Row<'new'> | Row<'restore'>, why: RuleRefusal): Promise<PushResult> {
  // What no store can hold stays on the laptop that wrote it.
  if (!isStorableJson(row.content)) return refusedRow(context, work.get(row.collection, row.id), why.code, null)
  const about = { collection: row.collection, id: row.id, content: row.content as Content, revision: 0 }
  const conflictId = await writeRefusal(work, about, { ...why, unit: 'record' }, { standing: null, wanted: row.content as Json }, pusherOf(context, row))
  return refusedRow(context, work.get(row.collection, row.id), why.code, conflictId)
}

/** Keeps one unit that could not be changed; the row's other units go their way. */
export async function keepRefusedUnit(work: Work, context: PushContext, row: PushRow, stored: StoredDocument, why: RuleRefusal, wanted: Json): Promise<string | null> {
  if (!isStorableJson(wanted) || !isStorableJson(why.unit)) return null
  const standing = readUnit(stored.content, unitNamed(row.collection, why.unit))
  return writeRefusal(work, stored, why, { standing, wanted }, pusherOf(context, row))
}

/** A server-owned field may only ever carry its starting value in a document somebody makes. */
const startingValues: readonly Json[] = [null, '', 0, false]
export function forgesServerField(collection: CollectionName, content: Content): boolean {
  return Object.entries(documentRules[collection]).some(([field, rule]) => rule.merge === 'owner' && rule.owner === 'server' &&
    content[field] !== undefined && !startingValues.includes(content[field] as Json) && !isSameJson(content[field], []))
}

/** A booking the server has taken is no longer a proposal. */
export function confirmBooking(collection: CollectionName, content: Content): Content {
  return collection === 'interviews' ? { ...content, confirmed: content['cancelled'] !== true } : content
}
