import type { PushResult, PushRow } from '#shared/contract/sync-protocol'
import { opens } from '#shared/domain/access/keys'
import { redact } from '#shared/domain/access/field-access'
import { judgeWrite, type Actor } from '#shared/domain/access/write-rules'
import { fieldsOfUnit, readUnit, unitNamed, type Content } from '#shared/domain/merge/units'
import { checkDocument, checkFields } from '#shared/domain/model/parse-content'
import { documentRules, type CollectionName } from '#shared/domain/model/collections'
import { isSameJson, type Json } from '#shared/lib/json'
import { writeClash, writeRefusal, type Pusher } from './conflicts.ts'
import { resolveEdit, type WantedUnits } from './resolve-edit.ts'
import { checkRules } from './rules/index-of-rules.ts'
import { refusal, type RuleRefusal } from './rules/rule.ts'
import { noteEffects } from './side-effects.ts'
import type { RevisionRecord, StoredDocument } from './stored-document.ts'
import type { ChangeOrigin, Work } from './work.ts'

/** Who pushes, from where. */
export type PushContext = Readonly<{ actor: Actor; sessionId: string; device: string }>

type Row<K extends PushRow['kind']> = Extract<PushRow, { kind: K }>
/** The history of the documents of a batch, already read. */
export type HistoryOf = (collection: CollectionName, id: string) => readonly RevisionRecord[]

const mayRead = (stored: StoredDocument, actor: Actor): boolean => opens(actor.keys, Object.keys(stored.audience))
const unknown: PushResult = { kind: 'refused', code: 'document.unknown', revision: 0, content: null, conflictId: null }
const pusherOf = (context: PushContext, row: PushRow): Pusher =>
  ({ personId: context.actor.personId, sessionId: context.sessionId, device: context.device, atMs: row.atMs })

function originOf(context: PushContext, row: PushRow, kind: ChangeOrigin['kind']): ChangeOrigin {
  return { kind, personId: context.actor.personId, sessionId: context.sessionId, device: context.device, operation: row.operation, atMs: row.atMs }
}

function shownTo(context: PushContext, stored: StoredDocument): PushResult & { kind: 'accepted' } {
  const content = redact(stored.collection, stored.content, context.actor.keys)
  return { kind: 'accepted', revision: stored.revision, content: content as Record<string, never>, ...(stored.deleted ? { deleted: true } : {}) }
}

/** A refusal that keeps what the person wrote. The laptop goes back to what stands. */
function refuse(work: Work, context: PushContext, row: PushRow, stored: StoredDocument | null, why: RuleRefusal, wanted: Json): PushResult {
  const about = stored ?? { collection: row.collection, id: row.id, content: {}, revision: 0 }
  const unit = unitNamed(row.collection, why.unit)
  const standing = stored ? readUnit(stored.content, unit) : null
  const conflictId = writeRefusal(work, stored ? about : { ...about, content: newContent(row) }, why, { standing, wanted }, pusherOf(context, row))
  return {
    kind: 'refused', code: why.code, revision: stored?.revision ?? 0, conflictId,
    content: stored && !stored.deleted ? redact(stored.collection, stored.content, context.actor.keys) as Record<string, never> : null,
  }
}

const newContent = (row: PushRow): Content => (row.kind === 'new' || row.kind === 'restore' ? row.content as Content : {})

/** A server-owned field may only ever carry its starting value in a document somebody makes. */
const startingValues: readonly Json[] = [null, '', 0, false]
function forgesServerField(collection: CollectionName, content: Content): boolean {
  return Object.entries(documentRules[collection]).some(([field, rule]) => rule.merge === 'owner' && rule.owner === 'server' &&
    !startingValues.includes(content[field] as Json) && !isSameJson(content[field], []))
}

async function pushNew(work: Work, context: PushContext, row: Row<'new'>): Promise<PushResult> {
  const stored = work.get(row.collection, row.id)
  // The same document again: a repeated push, or somebody else's id. Only its own readers learn that it exists.
  if (stored) return mayRead(stored, context.actor) ? shownTo(context, stored) : unknown
  const checked = checkDocument(row.collection, row.content as Content)
  if (checked.kind === 'misfit' || checked.content['id'] !== row.id) return refuse(work, context, row, null, refusal('document.invalid', checked.kind === 'misfit' ? checked.field : 'id'), row.content as Json)
  const after = checked.content
  const verdict = judgeWrite(context.actor, { collection: row.collection, before: null, after, fields: Object.keys(after) })
  if (verdict.kind === 'refused') return refuse(work, context, row, null, refusal(verdict.code, 'id'), row.content as Json)
  if (forgesServerField(row.collection, after)) return refuse(work, context, row, null, refusal('access.written_by_the_server', 'id'), row.content as Json)
  if (!(await subjectIsOpen(work, context, after))) return unknown
  const change = { collection: row.collection, id: row.id, before: null, after, actorId: context.actor.personId }
  const refused = await checkRules(work, change)
  if (refused) return refuse(work, context, row, null, refused, row.content as Json)
  const made = work.put(row.collection, row.id, confirmed(row.collection, after), {}, originOf(context, row, 'new'))
  noteEffects(work, change, row.atMs)
  return row.collection === 'interviews' ? shownTo(context, made) : { kind: 'accepted', revision: made.revision }
}

/** A booking the server has taken is no longer a proposal. */
function confirmed(collection: CollectionName, content: Content): Content {
  return collection === 'interviews' ? { ...content, confirmed: content['cancelled'] !== true } : content
}

/** Nobody may hang a note or a card on a candidate or a job they cannot see. */
async function subjectIsOpen(work: Work, context: PushContext, content: Content): Promise<boolean> {
  const names = ([['candidates', 'candidateId'], ['jobs', 'jobId'], ['applications', 'applicationId']] as const)
    .flatMap(([collection, field]) => (typeof content[field] === 'string' ? [{ collection, id: content[field] }] : []))
  await work.load(names)
  return names.every(name => {
    const stored = work.get(name.collection, name.id)
    const placedHere = stored !== null && work.unplaced.has(`${name.collection}/${name.id}`)
    return stored === null || placedHere || mayRead(stored, context.actor)
  })
}

async function pushEdit(work: Work, context: PushContext, row: Row<'edit'>, historyOf: HistoryOf): Promise<PushResult> {
  const stored = work.get(row.collection, row.id)
  if (!stored || !mayRead(stored, context.actor)) return unknown
  const history = historyOf(row.collection, row.id)
  if (history.some(record => record.operation === row.operation && record.personId === context.actor.personId)) return shownTo(context, stored)
  const wanted: WantedUnits = { units: row.units as Record<string, Json>, base: row.base, bases: row.bases ?? {} }
  const fields = Object.assign({}, ...Object.entries(wanted.units).map(([name, value]) => fieldsOfUnit(unitNamed(row.collection, name), value))) as Content
  const checked = checkFields(row.collection, fields)
  const firstUnit = Object.keys(wanted.units)[0] ?? 'id'
  if (checked.kind === 'misfit') return refuse(work, context, row, stored, refusal('document.invalid', firstUnit), row.units as Json)
  const resolved = resolveEdit(stored, wanted, context.sessionId, history)
  return commitEdit(work, context, row, stored, resolved, 'edit')
}

type Resolved = ReturnType<typeof resolveEdit>

async function commitEdit(work: Work, context: PushContext, row: Row<'edit'> | Row<'restore'>, stored: StoredDocument, resolved: Resolved, kind: 'edit' | 'restore'): Promise<PushResult> {
  const units = Object.keys(resolved.changed)
  const firstUnit = units[0] ?? resolved.clashes[0]?.unit ?? 'id'
  const fields = Object.keys({ ...stored.content, ...resolved.content }).filter(field => !isSameJson(stored.content[field] ?? null, resolved.content[field] ?? null))
  // Clashing values are judged too: nobody may put into a conflict what they may not write.
  const claimed = [...fields, ...resolved.clashes.flatMap(found => unitNamed(row.collection, found.unit).leaders)]
  const serverOwned = fields.filter(field => documentRules[row.collection][field]?.owner === 'server')
  const heals = kind === 'restore'
  const verdict = judgeWrite(context.actor, { collection: row.collection, before: stored.content, after: resolved.content, fields: claimed })
  const wanted = row.kind === 'edit' ? row.units as Json : row.content as Json
  if (verdict.kind === 'refused') return refuse(work, context, row, stored, refusal(verdict.code, firstUnit), wanted)
  if (serverOwned.length > 0 && !heals) return refuse(work, context, row, stored, refusal('access.written_by_the_server', firstUnit), wanted)
  const change = { collection: row.collection, id: row.id, before: stored.deleted ? null : stored.content, after: resolved.content, actorId: context.actor.personId }
  const refused = units.length > 0 ? await checkRules(work, change) : null
  if (refused) return refuse(work, context, row, stored, refused, readUnit({ ...stored.content, ...resolved.content }, unitNamed(row.collection, refused.unit)))
  const nothingNew = units.length === 0 && !stored.deleted
  const after = nothingNew ? stored : work.put(
    row.collection, row.id, 'booking' in resolved.changed ? confirmed(row.collection, resolved.content) : resolved.content, resolved.changed,
    originOf(context, row, stored.deleted ? 'revive' : kind), row.kind === 'restore' ? { healedRevision: row.revision } : {},
  )
  for (const found of resolved.clashes) writeClash(work, after, found, pusherOf(context, row))
  if (!nothingNew) noteEffects(work, change, row.atMs)
  return answerEdit(context, row, stored, after, resolved)
}

/** The whole document goes back only when the laptop cannot work it out: it had not seen everything, or merging changed it. */
function answerEdit(context: PushContext, row: PushRow, before: StoredDocument, after: StoredDocument, resolved: Resolved): PushResult {
  const knewAll = row.kind === 'edit' && before.revision <= row.base && resolved.clashes.length === 0 && !before.deleted && row.collection !== 'interviews'
  if (knewAll) return { kind: 'accepted', revision: after.revision }
  const clashed = [...new Set(resolved.clashes.map(found => found.unit))]
  return { ...shownTo(context, after), ...(clashed.length > 0 ? { clashed } : {}) }
}

async function pushDelete(work: Work, context: PushContext, row: Row<'delete'>, historyOf: HistoryOf): Promise<PushResult> {
  const stored = work.get(row.collection, row.id)
  if (!stored || !mayRead(stored, context.actor)) return unknown
  if (stored.deleted) return shownTo(context, stored)
  const verdict = judgeWrite(context.actor, { collection: row.collection, before: stored.content, after: null, fields: [] })
  if (verdict.kind === 'refused') return refuse(work, context, row, stored, refusal(verdict.code, 'id'), null)
  const since = historyOf(row.collection, row.id).filter(record => record.revision > row.base && record.sessionId !== context.sessionId)
  const other = since.at(-1)
  if (other) {
    // Somebody worked on it meanwhile: their work stays, and a person decides about the deletion.
    writeClash(work, stored, { unit: 'record', clash: { path: '', base: stored.content as Json, mine: null, theirs: stored.content as Json }, other }, pusherOf(context, row))
    return { ...shownTo(context, stored), clashed: ['record'] }
  }
  const change = { collection: row.collection, id: row.id, before: stored.content, after: null, actorId: context.actor.personId }
  const gone = work.put(row.collection, row.id, stored.content, {}, originOf(context, row, 'delete'), { deleted: true })
  noteEffects(work, change, row.atMs)
  return { kind: 'accepted', revision: gone.revision, deleted: true }
}

/** After a restore from a backup a laptop gives back what it had: values newer than the backup return, edits made since then ask. */
async function pushRestore(work: Work, context: PushContext, row: Row<'restore'>, restoredTo: number): Promise<PushResult> {
  const stored = work.get(row.collection, row.id)
  const checked = checkDocument(row.collection, row.content as Content)
  if (checked.kind === 'misfit' || checked.content['id'] !== row.id) return refuse(work, context, row, stored, refusal('document.invalid', 'id'), row.content as Json)
  if (!stored) {
    const verdict = judgeWrite(context.actor, { collection: row.collection, before: null, after: checked.content, fields: Object.keys(checked.content) })
    const refused = verdict.kind === 'refused' ? refusal(verdict.code, 'id') : await checkRules(work, { collection: row.collection, id: row.id, before: null, after: checked.content, actorId: context.actor.personId })
    if (refused) return refuse(work, context, row, null, refused, row.content as Json)
    const made = work.put(row.collection, row.id, checked.content, {}, originOf(context, row, 'restore'), { healedRevision: row.revision, deleted: row.deleted })
    noteEffects(work, { collection: row.collection, id: row.id, before: null, after: row.deleted ? null : checked.content, actorId: context.actor.personId }, row.atMs)
    return shownTo(context, made)
  }
  if (!mayRead(stored, context.actor)) return unknown
  if (stored.healedRevision >= row.revision) return shownTo(context, stored)
  const units: Record<string, Json> = {}
  const bases: Record<string, number> = {}
  for (const field of Object.keys(checked.content)) {
    const unit = unitNamed(row.collection, documentRules[row.collection][field]?.unit ?? field)
    if (field !== 'id' && field !== 'createdAtMs') units[unit.name] = readUnit(checked.content, unit)
    bases[unit.name] = stored.healedRevision > 0 ? stored.revision : restoredTo
  }
  const history = await work.historyOf(row.collection, row.id, restoredTo)
  return commitEdit(work, context, row, stored, resolveEdit(stored, { units, base: restoredTo, bases }, context.sessionId, history), 'restore')
}

/** Applies one pushed row inside the push transaction and says what became of it. */
export async function pushRow(work: Work, context: PushContext, row: PushRow, historyOf: HistoryOf, restoredTo: number | null): Promise<PushResult> {
  switch (row.kind) {
    case 'new': return pushNew(work, context, row)
    case 'edit': return pushEdit(work, context, row, historyOf)
    case 'delete': return pushDelete(work, context, row, historyOf)
    case 'restore': return restoredTo === null ? unknown : pushRestore(work, context, row, restoredTo)
  }
}
