import { isObject, isSameJson, type Json } from '../../lib/json.ts'
import { fieldsAt, isAnsweredTwice, isRefusedRecord, isSameAt, otherSide, readAt, standingSide, type Question, type Side } from '../conflict-value.ts'
import type { Content } from '../merge/units.ts'
import type { CollectionName } from '../model/collections.ts'
import type { Conflict } from '../model/conflict.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** A person's answer: what stands stays, the other value comes in, or a value of their own. */
export type Answer = Readonly<{ kind: 'stands' } | { kind: 'other' } | { kind: 'value'; value: Json }>

export type SettleResult = Readonly<
  | { kind: 'ready'; changes: readonly Change[]; /** The record afterwards; null: deleted or not here. */ record: Content | null }
  /** `record_gone`: the record is not on this laptop. `place_gone`: the item was removed since. */
  | { kind: 'refused'; reason: 'record_gone' | 'place_gone' }
>

type Resolution = Pick<Conflict, 'resolved' | 'choice' | 'resolvedById' | 'resolvedAtMs'>
const open: Resolution = { resolved: 0, choice: null, resolvedById: null, resolvedAtMs: null }

const answerWith = (id: string, resolution: Resolution): Change => ({ kind: 'edit', collection: 'conflicts', id, fields: resolution })

/** Both questions get the same answer when one is about answers to the other. */
function resolutions(question: Question, resolution: Resolution): Change[] {
  const { conflict, subject } = question
  return [answerWith(conflict.id, resolution), ...(isAnsweredTwice(question) ? [answerWith(subject.id, resolution)] : [])]
}

const edit = (collection: CollectionName, id: string, fields: Content): Change => ({ kind: 'edit', collection, id, fields }) as Change

function pipelineKind(from: Json | undefined, to: Json | undefined) {
  if (from === to) return 'stage.moved' as const
  if (from === 'hired') return 'hire.reversed' as const
  if (to === 'rejected') return 'application.rejected' as const
  if (to === 'withdrawn') return 'application.withdrawn' as const
  return to === 'hired' ? 'application.hired' as const : 'application.reopened' as const
}

/** The timeline's line about a value that was put back or brought in; nothing for records that have no timeline. */
export function recordLine(collection: CollectionName, id: string, before: Content, fields: Content, isUndone: boolean, stamp: Stamp): Change[] {
  const after = { ...before, ...fields }
  const text = (name: string): string | null => (typeof after[name] === 'string' ? after[name] : null)
  const undone = isUndone ? { undone: true } : {}
  const references = { candidateId: text('candidateId'), applicationId: text('applicationId'), jobId: text('jobId') }
  switch (collection) {
    case 'applications': {
      if (!('status' in fields || 'stageId' in fields)) return []
      const facts = { fromStageId: String(before['stageId']), toStageId: String(after['stageId']), stageId: String(after['stageId']), reasonId: text('rejectionReasonId'), ...undone }
      return [activityChange({ kind: pipelineKind(before['status'], after['status']), ...references, applicationId: id, facts }, stamp)]
    }
    case 'candidates': return [activityChange({ kind: 'candidate.edited', candidateId: id, facts: { fields: Object.keys(fields).join(','), ...undone } }, stamp)]
    case 'jobs': return [activityChange({ kind: 'job.edited', jobId: id, facts: { fields: Object.keys(fields).join(','), ...undone } }, stamp)]
    case 'interviews': return [activityChange({ kind: after['cancelled'] === true ? 'interview.cancelled' : 'interview.moved', ...references, facts: undone }, stamp)]
    case 'offers': return [activityChange({ kind: 'offer.changed', ...references, facts: undone }, stamp)]
    default: return []
  }
}

/** A move that is made now is made by whoever answers, now. */
function freshFollowers(path: string, value: Json, stamp: Stamp): Json {
  return path === 'pipeline' && isObject(value) ? { ...value, stageEnteredAtMs: stamp.nowMs, movedById: stamp.actorId } as Json : value
}

/** Puts a value in its place in the record, with its line. */
function bringIn(subject: Conflict, record: Content | null, value: Json, isUndone: boolean, stamp: Stamp): SettleResult {
  const collection = subject.collection as CollectionName
  const { documentId: id, unit } = subject
  if (unit === 'record') {
    if (value === null) return { kind: 'ready', record: null, changes: record ? [{ kind: 'delete', collection, id }] : [] }
    if (record) return { kind: 'ready', record, changes: [] }
    return { kind: 'ready', record: value as Content, changes: [{ kind: 'create', collection, document: value as never }] }
  }
  if (!record) return { kind: 'refused', reason: 'record_gone' }
  if (isSameAt(collection, unit, readAt(collection, record, unit), value)) return { kind: 'ready', record, changes: [] }
  const fields = fieldsAt(collection, record, unit, freshFollowers(unit, value, stamp))
  if (!fields) return { kind: 'refused', reason: 'place_gone' }
  const changed = Object.fromEntries(Object.entries(fields).filter(([name, each]) => !isSameJson(each, record[name] ?? null)))
  return { kind: 'ready', record: { ...record, ...fields }, changes: [edit(collection, id, changed), ...recordLine(collection, id, record, changed, isUndone, stamp)] }
}

/**
 * Answers a question: the record takes the chosen value as an ordinary edit, and the conflict is resolved in the same
 * write. A refused value that is chosen is simply tried again; should the reason still hold, it comes back as a new question.
 */
export function settleConflict(question: Question, answer: Answer, stamp: Stamp): SettleResult {
  const { subject, record } = question
  const stands = standingSide(subject, record)
  const chosen: Side = answer.kind === 'other' ? otherSide(stands) : stands
  const resolution: Resolution = { resolved: 1, choice: answer.kind === 'value' ? 'edited' : chosen, resolvedById: stamp.actorId, resolvedAtMs: stamp.nowMs }
  if (answer.kind === 'stands' || subject.collection === 'conflicts') return { kind: 'ready', record, changes: resolutions(question, resolution) }
  const value = answer.kind === 'value' ? answer.value : subject[chosen].value as Json
  const brought = bringIn(subject, record, value, false, stamp)
  return brought.kind === 'refused' ? brought : { ...brought, changes: [...brought.changes, ...resolutions(question, resolution)] }
}

export type SettledQuestion = Readonly<{ question: Question; result: SettleResult }>

/** Several answers in one write. Two questions about one record build on each other. */
export function settleMany(questions: readonly Question[], answer: Answer, stamp: Stamp): readonly SettledQuestion[] {
  const records = new Map<string, Content | null>()
  return questions.map(question => {
    const key = `${question.subject.collection}/${question.subject.documentId}`
    const current = { ...question, record: records.has(key) ? records.get(key)! : question.record }
    const result = settleConflict(current, answer, stamp)
    if (result.kind === 'ready') records.set(key, result.record)
    return { question: current, result }
  })
}

/**
 * Opens a question again and puts the record back, as a new change. `before` is the value that stood before the answer;
 * it returns only where what the answer had set still stands: what a colleague did since is theirs.
 */
export function reopenConflict(question: Question, restore: Readonly<{ before: Json; set: Json }> | null, stamp: Stamp): readonly Change[] {
  const { subject, record } = question
  const changes = resolutions(question, open)
  if (!restore || isRefusedRecord(subject) && record === null) return changes
  const collection = subject.collection as CollectionName
  const isUntouched = isSameAt(collection, subject.unit, readAt(collection, record, subject.unit), restore.set)
  if (!isUntouched) return changes
  const back = bringIn(subject, record, restore.before, true, stamp)
  return back.kind === 'ready' ? [...back.changes, ...changes] : changes
}

/** What an answer given earlier had set and what stood before it, as far as the conflict tells. */
export function restoreOf(conflict: Conflict): Readonly<{ before: Json; set: Json }> | null {
  if (conflict.choice !== 'kept' && conflict.choice !== 'aside') return null
  const stood = standingSide(conflict)
  if (conflict.choice === stood) return null
  return { before: conflict[stood].value as Json, set: conflict[conflict.choice].value as Json }
}
