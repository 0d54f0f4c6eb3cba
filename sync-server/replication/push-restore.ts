import type { PushResult } from '#shared/contract/sync-protocol'
import { maySeeField } from '#shared/domain/access/field-access'
import { judgeWrite } from '#shared/domain/access/write-rules'
import { fieldsOfUnit, readUnit, unitNamed, type Content } from '#shared/domain/merge/units'
import { checkDocument } from '#shared/domain/model/parse-content'
import { documentRules, type CollectionName } from '#shared/domain/model/collections'
import { isSameJson, type Json } from '#shared/lib/json'
import { writeClash } from './conflicts.ts'
import { commitEdit } from './push-edit.ts'
import { handOf, keepRefusedDocument, mayRead, originOf, pusherOf, refusedRow, shownTo, unknownRecord, type PushContext, type Row } from './push-context.ts'
import { releaseBooking } from './rules/booking-rules.ts'
import { checkRules } from './rules/index-of-rules.ts'
import { noteEffects } from './side-effects.ts'
import type { RevisionRecord, StoredDocument } from './stored-document.ts'
import type { Work } from './work.ts'

type RestoreRow = Row<'restore'>
type Attempt = Readonly<{ work: Work; context: PushContext; row: RestoreRow; restoredTo: number }>

/** Never deleted, so a deletion of one is never given back. */
const kept: readonly CollectionName[] = ['people', 'settings', 'scorecards', 'offers']

/** Recruiters give back whatever they could read; everybody else only what they might write. */
const isTrusted = ({ context: { actor } }: Attempt): boolean => actor.role === 'owner' || actor.role === 'recruiter'

/** Who somebody is, and what this server can do, is never taken from a laptop. */
const isServersAlone = (collection: CollectionName, field: string): boolean =>
  (collection === 'people' || collection === 'settings') && documentRules[collection][field]?.owner === 'server'

function mayMake(attempt: Attempt, content: Content): boolean {
  const { context: { actor }, row } = attempt
  if (isTrusted(attempt)) return row.collection !== 'settings' && row.collection !== 'busy'
  if (row.collection === 'conflicts') return (content['aside'] as { byId?: string } | undefined)?.byId === actor.personId
  return judgeWrite(actor, { collection: row.collection, before: null, after: content, fields: Object.keys(content) }).kind === 'allowed'
}

/** True when this person sees every field: only then does their copy stand for the whole lost document. */
const seesAll = ({ context, row }: Attempt, content: Content): boolean =>
  Object.keys(content).every(field => maySeeField(row.collection, field, content, context.actor.keys))

/** The lost revision a copy stands for; one with hidden fields leaves room for a fuller copy of the same revision. */
const healedBy = (attempt: Attempt, content: Content, before: number): number =>
  Math.max(before, seesAll(attempt, content) ? attempt.row.revision : attempt.row.revision - 1)

/** A document the restored server does not have at all. */
async function restoreNew(attempt: Attempt, checked: Content): Promise<PushResult> {
  const { work, context, row } = attempt
  if (!mayMake(attempt, checked)) return unknownRecord
  // A colleague who joined after the backup: their account is gone, their name stays on what they did.
  const content = row.collection === 'people' ? { ...checked, active: false } : checked
  const change = { collection: row.collection, id: row.id, before: null, after: content, actorId: context.actor.personId, hand: isTrusted(attempt) ? 'trusted' as const : handOf(context) }
  const why = await checkRules(work, change)
  if (why) return keepRefusedDocument(work, context, row, why)
  const made = work.put(row.collection, row.id, content, {}, originOf(context, row, 'restore'), { healedRevision: healedBy(attempt, content, 0) })
  const told = work.events.length
  noteEffects(work, change, row.atMs)
  work.healEventsFrom(told)
  return shownTo(context, made)
}

/** What others did since the restore; what was given back is no opinion of its own. */
async function editsSince({ work, row, restoredTo }: Attempt): Promise<readonly RevisionRecord[]> {
  const before = await work.historyOf(row.collection, row.id, restoredTo)
  return work.recordsOf(row.collection, row.id, before).filter(record => record.kind !== 'restore')
}

/** The units of the lost copy that differ from what stands and that this person may give back. */
function unitsToGive(attempt: Attempt, stored: StoredDocument, content: Content): Record<string, Json> {
  const { context, row } = attempt
  const units: Record<string, Json> = {}
  for (const field of Object.keys(content)) {
    if (field === 'id' || field === 'createdAtMs' || isServersAlone(row.collection, field)) continue
    const unit = unitNamed(row.collection, documentRules[row.collection][field]?.unit ?? field)
    const fields = Object.keys(fieldsOfUnit(unit, readUnit(content, unit)))
    if (!fields.every(each => maySeeField(row.collection, each, stored.content, context.actor.keys))) continue
    const changed = fields.filter(each => !isSameJson(stored.content[each] ?? null, content[each] ?? null))
    const after = { ...stored.content, ...fieldsOfUnit(unit, readUnit(content, unit)) }
    // An offer holds other people's decisions, which only a recruiter's copy is believed about.
    const may = isTrusted(attempt) || row.collection !== 'offers' && judgeWrite(context.actor, { collection: row.collection, before: stored.content, after, fields: changed }).kind === 'allowed'
    if (changed.length > 0 && may) units[unit.name] = readUnit(content, unit)
  }
  return units
}

async function restoreOver(attempt: Attempt, stored: StoredDocument, content: Content): Promise<PushResult> {
  const { work, context, row, restoredTo } = attempt
  const units = unitsToGive(attempt, stored, content)
  if (Object.keys(units).length === 0) return shownTo(context, stored)
  const healedRevision = healedBy(attempt, content, stored.healedRevision)
  return commitEdit({ work, context, row, stored, history: await editsSince(attempt), healedRevision, isTrusted: isTrusted(attempt) }, { units, base: restoredTo, bases: {} })
}

/** Deleted in the lost life: gone again, unless somebody has worked on it since the restore. */
async function restoreDeletion(attempt: Attempt, stored: StoredDocument): Promise<PushResult> {
  const { work, context, row } = attempt
  const verdict = judgeWrite(context.actor, { collection: row.collection, before: stored.content, after: null, fields: [] })
  if (kept.includes(row.collection) || !(isTrusted(attempt) || verdict.kind === 'allowed')) return shownTo(context, stored)
  const other = (await editsSince(attempt)).at(-1)
  const content = stored.content as Json
  if (row.collection === 'interviews' && other === undefined) await releaseBooking(work, row.id)
  const gone = work.put(row.collection, row.id, stored.content, {}, originOf(context, row, 'restore'), { deleted: other === undefined, healedRevision: row.revision })
  if (other) await writeClash(work, gone, { unit: 'record', clash: { path: '', base: content, mine: null, theirs: content }, other }, pusherOf(context, row))
  else noteEffects(work, { collection: row.collection, id: row.id, before: stored.content, after: null, actorId: context.actor.personId }, row.atMs)
  return shownTo(context, gone)
}

/**
 * After a restore from a backup a laptop gives back what it had: what is newer than the backup returns, and where
 * somebody has changed the same since, a person is asked. Of two laptops' copies the newer one stands. What somebody
 * may not give back is answered with what stands, quietly: a recruiter's laptop brings it.
 */
export async function pushRestore(work: Work, context: PushContext, row: RestoreRow, restoredTo: number): Promise<PushResult> {
  const attempt: Attempt = { work, context, row, restoredTo }
  const stored = work.get(row.collection, row.id)
  if (stored && !mayRead(stored, context.actor) && !work.unplaced.has(`${row.collection}/${row.id}`)) return unknownRecord
  // Not newer than the backup, or given back before.
  if (row.revision <= Math.max(restoredTo, stored?.healedRevision ?? 0)) return stored ? shownTo(context, stored) : unknownRecord
  if (row.deleted) {
    if (!stored) return { kind: 'accepted', revision: row.revision, deleted: true }
    return stored.deleted ? shownTo(context, stored) : restoreDeletion(attempt, stored)
  }
  const checked = checkDocument(row.collection, row.content as Content)
  if (checked.kind === 'misfit' || checked.content['id'] !== row.id) return refusedRow(context, stored, 'document.invalid', null)
  return stored ? restoreOver(attempt, stored, checked.content) : restoreNew(attempt, checked.content)
}
