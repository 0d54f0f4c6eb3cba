import type { PushResult } from '#shared/contract/sync-protocol'
import { redact } from '#shared/domain/access/field-access'
import { judgeWrite } from '#shared/domain/access/write-rules'
import { blankOf, mergeUnit } from '#shared/domain/merge/merge-unit'
import { fieldsOfUnit, readUnit, unitNamed, type Content } from '#shared/domain/merge/units'
import { checkFields } from '#shared/domain/model/parse-content'
import { documentRules, type CollectionName } from '#shared/domain/model/collections'
import { isSameJson, type Json } from '#shared/lib/json'
import { writeClash } from './conflicts.ts'
import {
  confirmBooking, handOf, keepRefusedUnit, mayRead, originOf, pusherOf, refusedRow, shownTo, unknownRecord, type PushContext, type Row,
} from './push-context.ts'
import { followUp } from './follow-ups.ts'
import { resolveEdit, type ResolvedEdit, type WantedUnits } from './resolve-edit.ts'
import { checkRules } from './rules/index-of-rules.ts'
import { refusal, type RuleRefusal } from './rules/rule.ts'
import { noteEffects } from './side-effects.ts'
import type { RevisionRecord, StoredDocument } from './stored-document.ts'
import type { Work } from './work.ts'

/** The history of the documents of a batch, already read. */
export type HistoryOf = (collection: CollectionName, id: string) => readonly RevisionRecord[]

type EditRow = Row<'edit'> | Row<'restore'> | Row<'new'>
type Attempt = Readonly<{
  work: Work; context: PushContext; row: EditRow; stored: StoredDocument; history: readonly RevisionRecord[]
  /** Of a document given back: the lost revision it now stands for. */
  healedRevision?: number
  /** Given back by somebody whose copy is believed. */
  isTrusted?: boolean
}>
type Refused = { code: string; conflictId: string | null; unit: string }

/** Why one unit may not be written by this person as it stands, or null. */
function refusalOfUnit({ context, row, stored }: Attempt, name: string, value: Json): RuleRefusal | null {
  const checked = checkFields(row.collection, fieldsOfUnit(unitNamed(row.collection, name), value))
  if (checked.kind === 'misfit') return refusal('document.invalid', name)
  // What is given back was written, and judged, in the life that was lost; who may give back what is asked before.
  if (row.kind === 'restore') return null
  // Judged by what stands and by what this person sees of it: a guess at a hidden value must not be told by its acceptance.
  const seen = redact(row.collection, stored.content, context.actor.keys)
  const differs = (from: Content, field: string): boolean => !isSameJson(from[field] ?? null, checked.content[field] ?? null)
  const fields = Object.keys(checked.content).filter(field => differs(stored.content, field) || differs(seen, field))
  if (fields.length === 0) return null
  const after = { ...stored.content, ...checked.content }
  const verdict = judgeWrite(context.actor, { collection: row.collection, before: stored.content, after, fields })
  if (verdict.kind === 'refused') return refusal(verdict.code, name)
  const isServers = fields.some(field => documentRules[row.collection][field]?.owner === 'server')
  return isServers ? refusal('access.written_by_the_server', name) : null
}

const fits = (collection: CollectionName, name: string, value: Json): boolean => checkFields(collection, fieldsOfUnit(unitNamed(collection, name), value)).kind === 'fits'

/** Of a text only what was typed came along; what is kept of it can be read. What is no text at all is not kept. */
function wholeOf(stored: StoredDocument, name: string, value: Json): Json {
  const unit = unitNamed(stored.collection, name)
  if (unit.merge !== 'text') return value
  if (!fits(stored.collection, name, value)) return null
  const standing = readUnit(stored.content, unit)
  const whole = mergeUnit(unit, standing, value, standing).value
  return fits(stored.collection, name, whole) ? whole : value
}

/** Merges what may be written; units that may not are kept aside one by one and hold nothing else up. */
async function settle(attempt: Attempt, wanted: WantedUnits): Promise<{ resolved: ResolvedEdit; refused: Refused[] }> {
  const { work, context, row, stored, history } = attempt
  const units: Record<string, Json> = { ...wanted.units }
  const refused: Refused[] = []
  const drop = async (why: RuleRefusal): Promise<void> => {
    const kept = wholeOf(stored, why.unit, units[why.unit] ?? null)
    refused.push({ code: why.code, unit: why.unit, conflictId: await keepRefusedUnit(work, context, row, stored, why, kept) })
    delete units[why.unit]
  }
  for (const [name, value] of Object.entries(wanted.units)) {
    const why = refusalOfUnit(attempt, name, value)
    if (why) await drop(why)
  }
  for (;;) {
    const resolved = resolveEdit(stored, { ...wanted, units }, context.sessionId, history)
    const changed = Object.keys(resolved.changed)
    if (changed.length === 0) return { resolved, refused }
    // What joins may be more than either side sent.
    const tooMuch = changed.find(name => !fits(row.collection, name, resolved.changed[name]![1]))
    if (tooMuch !== undefined) {
      await drop(refusal('document.invalid', tooMuch))
      continue
    }
    const change = { collection: row.collection, id: row.id, before: stored.deleted ? null : stored.content, after: resolved.content, actorId: context.actor.personId, hand: attempt.isTrusted ? 'trusted' as const : handOf(context) }
    const why = await checkRules(work, change)
    if (!why) return { resolved, refused }
    await drop(why.unit in units ? why : { ...why, unit: changed[0]! })
  }
}

/** Writes a settled edit and says what became of it. */
export async function commitEdit(attempt: Attempt, wanted: WantedUnits): Promise<PushResult> {
  const { work, context, row, stored } = attempt
  const { resolved, refused } = await settle(attempt, wanted)
  const isUnchanged = Object.keys(resolved.changed).length === 0
  if (isUnchanged && refused.length > 0 && resolved.clashes.length === 0) return refusedRow(context, stored, refused[0]!.code, refused[0]!.conflictId)
  const isRevived = stored.deleted && refused.length < Object.keys(wanted.units).length
  const content = 'booking' in resolved.changed ? confirmBooking(row.collection, resolved.content) : resolved.content
  const { healedRevision } = attempt
  const healed = healedRevision === undefined ? {} : { healedRevision }
  // A document given back is marked even when nothing of it could stand: the next laptop need not ask again.
  const isMarked = healedRevision !== undefined && resolved.clashes.length + refused.length > 0
  const after = isUnchanged && !isRevived && !isMarked ? stored
    : work.put(row.collection, row.id, content, resolved.changed, originOf(context, row, isRevived ? 'revive' : row.kind === 'restore' ? 'restore' : 'edit'), healed)
  for (const found of resolved.clashes) await writeClash(work, after, found, pusherOf(context, row))
  if (after !== stored) {
    const told = work.events.length
    noteEffects(work, { collection: row.collection, id: row.id, before: stored.deleted ? null : stored.content, after: content, actorId: context.actor.personId }, row.atMs)
    if (row.kind === 'restore') work.healEventsFrom(told)
  }
  const standing = after === stored ? stored : await followUp(work, after, row.kind === 'restore' ? null : { before: stored.deleted ? null : stored.content, keys: context.actor.keys })
  return answer(attempt, standing, [...refused.map(each => each.unit), ...resolved.clashes.map(found => found.unit)], standing !== after)
}

/** The whole document goes back only when the laptop cannot work it out: it had not seen everything, or merging changed it. */
function answer({ context, row, stored }: Attempt, after: StoredDocument, aside: readonly string[], hasFollowUp: boolean): PushResult {
  const knewAll = row.kind === 'edit' && stored.revision <= row.base && aside.length === 0 && !stored.deleted && row.collection !== 'interviews' && !hasFollowUp
  if (knewAll) return { kind: 'accepted', revision: after.revision }
  return { ...shownTo(context, after), ...(aside.length > 0 ? { clashed: [...new Set(aside)] } : {}) }
}

/** One laptop's edit of some units. */
export async function pushEdit(work: Work, context: PushContext, row: Row<'edit'>, historyOf: HistoryOf): Promise<PushResult> {
  const stored = work.get(row.collection, row.id)
  if (!stored || !mayRead(stored, context.actor)) return unknownRecord
  const history = historyOf(row.collection, row.id)
  if (history.some(record => record.operation === row.operation && record.personId === context.actor.personId)) return shownTo(context, stored)
  return commitEdit({ work, context, row, stored, history }, { units: row.units as Record<string, Json>, base: row.base, bases: row.bases ?? {} })
}

/**
 * A document that was made before under this id: its laptop missed the answer, and may have worked on. What it sends is
 * an edit of what it made; what others changed since stays. Or it was begun apart, by a colleague or on another device of
 * the same person, as the draft of a scorecard is.
 */
export async function pushNewAgain(work: Work, context: PushContext, row: Row<'new'>, stored: StoredDocument): Promise<PushResult> {
  const history = work.recordsOf(row.collection, row.id, await work.historyOf(row.collection, row.id, 0))
  if (history.some(record => record.operation === row.operation && record.personId === context.actor.personId)) return shownTo(context, stored)
  const fields = Object.keys(row.content).filter(field => field !== 'id' && field !== 'createdAtMs')
  const units = Object.fromEntries(fields.map(field => {
    const unit = unitNamed(row.collection, documentRules[row.collection][field]?.unit ?? field)
    return [unit.name, readUnit(row.content as Content, unit)]
  }))
  const made = history.find(record => record.kind === 'new')
  if (!made || made.sessionId === context.sessionId) return commitEdit({ work, context, row, stored, history }, { units, base: stored.createdRevision, bases: {} })
  // It was made first elsewhere, unseen by this one: nothing that was written there or here is an edit of the other.
  const first = Object.fromEntries(Object.keys(units).map(name => {
    const value = readUnit(stored.content, unitNamed(row.collection, name))
    return [name, [blankOf(units[name], value), value] as const]
  }))
  const unseen = history.map(record => (record === made ? { ...made, changes: first } : record))
  return commitEdit({ work, context, row, stored, history: unseen }, { units, base: stored.createdRevision - 1, bases: {} })
}
