import { atErasure, eraseContent } from '#shared/domain/erasure/erase-content'
import { isGoneForGood } from '#shared/domain/erasure/standing'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import type { PushResult, PushRow } from '#shared/contract/sync-protocol'
import { mayRead, refusedRow, shownTo, unknownRecord, type PushContext, type Row } from '../push-context.ts'
import { referencesOf } from '../stored-document.ts'
import type { Work } from '../work.ts'

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)

/** The candidate a document tells of; null when it tells of none. */
function subjectOf(collection: CollectionName, id: string, content: Content): string | null {
  if (atErasure[collection] === 'others') return null
  const { candidateId } = referencesOf(collection, id, content)
  return isId(candidateId) ? candidateId : null
}

const load = (work: Work, candidateIds: readonly string[]): Promise<void> => work.load([...new Set(candidateIds)].map(id => ({ collection: 'candidates', id })))

/** Reads the candidates that documents about to be written by the server tell of. */
export function loadSubjects(work: Work, rows: readonly { collection: CollectionName; id: string; content: object }[]): Promise<void> {
  return load(work, rows.flatMap(row => subjectOf(row.collection, row.id, { ...work.get(row.collection, row.id)?.content, ...row.content } as Content) ?? []))
}

/** Whether the candidate a document tells of was erased for good; only of candidates that were read. */
export function isSubjectGone(work: Work, collection: CollectionName, id: string, content: Content): boolean {
  const candidateId = subjectOf(collection, id, content)
  return candidateId !== null && isGoneForGood(work.get('candidates', candidateId)?.content)
}

/**
 * The candidates a pushed row tells of. Notes are written in every second: one that is there is looked up only when it
 * stands deleted, as all of an erased candidate's do.
 */
function pushedSubjects(work: Work, row: PushRow): readonly string[] {
  const stored = work.get(row.collection, row.id)
  if (stored && !stored.deleted && atErasure[row.collection] === 'deleted') return []
  const given = row.kind === 'new' || row.kind === 'restore' ? row.content as Content : null
  return [stored?.content, given].flatMap(content => (content ? subjectOf(row.collection, row.id, content) ?? [] : []))
}

/** Reads the candidates of a whole push in one trip, before its rows are looked at one by one. */
export const loadPushedSubjects = (work: Work, rows: readonly PushRow[]): Promise<void> => load(work, rows.flatMap(row => pushedSubjects(work, row)))

async function isAboutGone(work: Work, row: PushRow): Promise<boolean> {
  const named = pushedSubjects(work, row)
  // A row before it may have made the document that says whom it is about.
  await load(work, named)
  return named.some(id => isGoneForGood(work.get('candidates', id)?.content))
}

/**
 * What becomes of a pushed row about a candidate who was erased for good: an answer, or the row without the person in it.
 * Nothing of it is kept anywhere, neither in the record nor in a conflict. A laptop that gives back what a restored server
 * lost is heard for the figures, and told to drop the rest.
 */
export async function withoutGone(work: Work, context: PushContext, row: PushRow): Promise<Readonly<{ row: PushRow } | { answer: PushResult }>> {
  if (atErasure[row.collection] === 'others' || !await isAboutGone(work, row)) return { row }
  const stored = work.get(row.collection, row.id)
  if (stored && !mayRead(stored, context.actor)) return { answer: unknownRecord }
  if (row.kind !== 'restore') return { answer: refusedRow(context, stored, 'rules.candidate_erased', null) }
  return atErasure[row.collection] === 'deleted' ? { answer: droppedBy(context, row, stored) } : { row: row.deleted ? row : { ...row, content: eraseContent(row.collection, row.content as Content) as Row<'restore'>['content'] } }
}

const droppedBy = (context: PushContext, row: Row<'restore'>, stored: ReturnType<Work['get']>): PushResult =>
  stored?.deleted ? shownTo(context, stored) : { kind: 'accepted', revision: row.revision, deleted: true }
