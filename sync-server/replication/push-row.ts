import type { PushResult, PushRow } from '#shared/contract/sync-protocol'
import { judgeWrite } from '#shared/domain/access/write-rules'
import type { Content } from '#shared/domain/merge/units'
import { checkDocument } from '#shared/domain/model/parse-content'
import type { Json } from '#shared/lib/json'
import { writeClash } from './conflicts.ts'
import {
  confirmBooking, forgesServerField, handOf, keepRefusedDocument, keepRefusedUnit, mayRead, originOf, pusherOf, refusedRow, shownTo, unknownRecord, type PushContext, type Row,
} from './push-context.ts'
import { withoutGone } from './erasure/gone.ts'
import { pushEdit, pushNewAgain, type HistoryOf } from './push-edit.ts'
import { pushRestore } from './push-restore.ts'
import { releaseBooking } from './rules/booking-rules.ts'
import { followUp } from './follow-ups.ts'
import { checkRules } from './rules/index-of-rules.ts'
import { refusal } from './rules/rule.ts'
import { noteEffects } from './side-effects.ts'
import type { Work } from './work.ts'

async function pushNew(work: Work, context: PushContext, row: Row<'new'>): Promise<PushResult> {
  const stored = work.get(row.collection, row.id)
  // The same document again: a repeated push, or somebody else's id. Only its own readers learn that it exists.
  if (stored) return mayRead(stored, context.actor) ? pushNewAgain(work, context, row, stored) : unknownRecord
  const refuse = (code: string): Promise<PushResult> => keepRefusedDocument(work, context, row, refusal(code, 'record'))
  const checked = checkDocument(row.collection, row.content as Content)
  if (checked.kind === 'misfit' || checked.content['id'] !== row.id) return refuse('document.invalid')
  const after = checked.content
  const verdict = judgeWrite(context.actor, { collection: row.collection, before: null, after, fields: Object.keys(after) })
  if (verdict.kind === 'refused') return refuse(verdict.code)
  if (forgesServerField(row.collection, after)) return refuse('access.written_by_the_server')
  if (!(await subjectIsOpen(work, context, after))) return unknownRecord
  const change = { collection: row.collection, id: row.id, before: null, after, actorId: context.actor.personId, hand: handOf(context) }
  const why = await checkRules(work, change)
  if (why) return keepRefusedDocument(work, context, row, why)
  const made = work.put(row.collection, row.id, confirmBooking(row.collection, after), {}, originOf(context, row, 'new'))
  noteEffects(work, change, row.atMs)
  const standing = await followUp(work, made, { before: null, keys: context.actor.keys })
  return row.collection === 'interviews' || standing !== made ? shownTo(context, standing) : { kind: 'accepted', revision: made.revision }
}

/** Nobody may hang a note or a card on a candidate or a job they cannot see. */
async function subjectIsOpen(work: Work, context: PushContext, content: Content): Promise<boolean> {
  const names = ([['candidates', 'candidateId'], ['jobs', 'jobId'], ['applications', 'applicationId'], ['interviews', 'interviewId']] as const)
    .flatMap(([collection, field]) => (typeof content[field] === 'string' ? [{ collection, id: content[field] }] : []))
  await work.load(names)
  return names.every(name => {
    const stored = work.get(name.collection, name.id)
    const isPlacedHere = stored !== null && work.unplaced.has(`${name.collection}/${name.id}`)
    return stored === null || isPlacedHere || mayRead(stored, context.actor)
  })
}

async function pushDelete(work: Work, context: PushContext, row: Row<'delete'>, historyOf: HistoryOf): Promise<PushResult> {
  const stored = work.get(row.collection, row.id)
  if (!stored || !mayRead(stored, context.actor)) return unknownRecord
  if (stored.deleted) return shownTo(context, stored)
  const verdict = judgeWrite(context.actor, { collection: row.collection, before: stored.content, after: null, fields: [] })
  if (verdict.kind === 'refused') return refusedRow(context, stored, verdict.code, await keepRefusedUnit(work, context, row, stored, refusal(verdict.code, 'record'), null))
  const other = historyOf(row.collection, row.id).findLast(record => record.revision > row.base && record.sessionId !== context.sessionId)
  if (other) {
    // Somebody worked on it meanwhile: their work stays, and a person decides about the deletion.
    const content = stored.content as Json
    await writeClash(work, stored, { unit: 'record', clash: { path: '', base: content, mine: null, theirs: content }, other }, pusherOf(context, row))
    return { ...shownTo(context, stored), clashed: ['record'] }
  }
  if (row.collection === 'interviews') await releaseBooking(work, row.id)
  const gone = work.put(row.collection, row.id, stored.content, {}, originOf(context, row, 'delete'), { deleted: true })
  noteEffects(work, { collection: row.collection, id: row.id, before: stored.content, after: null, actorId: context.actor.personId }, row.atMs)
  return { kind: 'accepted', revision: gone.revision, deleted: true }
}

/** Applies one pushed row inside the push transaction and says what became of it. */
export async function pushRow(work: Work, context: PushContext, given: PushRow, historyOf: HistoryOf, restoredTo: number | null): Promise<PushResult> {
  const heard = await withoutGone(work, context, given)
  if ('answer' in heard) return heard.answer
  const { row } = heard
  switch (row.kind) {
    case 'new': return pushNew(work, context, row)
    case 'edit': return pushEdit(work, context, row, historyOf)
    case 'delete': return pushDelete(work, context, row, historyOf)
    case 'restore': return restoredTo === null ? unknownRecord : pushRestore(work, context, row, restoredTo)
  }
}
