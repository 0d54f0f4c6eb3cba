import type { PushResult, PushRow } from '#shared/contract/sync-protocol'
import type { Database } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Json } from '#shared/lib/json'
import { loadDocuments, loadRevisions } from './document-store.ts'
import { followErasures } from './erasure/follow-erasures.ts'
import { loadPushedSubjects } from './erasure/gone.ts'
import { announceJobEdits } from './job-edits.ts'
import { assertReserved, MovesApart, releaseMoved } from './move-together.ts'
import { loadActors, updatePersonKeys } from './person-keys.ts'
import { placeDocuments } from './place-documents.ts'
import type { PushContext } from './push-context.ts'
import { pushRow } from './push-row.ts'
import { contestedUnits, oldestBase } from './resolve-edit.ts'
import { documentKey, type DocumentName, type RevisionRecord, type StoredDocument } from './stored-document.ts'
import { Work } from './work.ts'

/** One laptop's push. `restoredTo` is set while this laptop heals a restored server. */
export type PushRequest = Readonly<{
  personId: string; sessionId: string; device: string; rows: readonly PushRow[]; restoredTo: number | null
}>

/** What a transaction changed, for the live stream. */
export type Committed = Readonly<{
  fromSequence: number
  toSequence: number
  documents: readonly StoredDocument[]
  /** The session whose push last changed each document, by document key. */
  origins: ReadonlyMap<string, string>
  /** People whose keys changed: their laptops gain or lose documents. */
  rekeyed: readonly string[]
}>

/** Every document the rows speak of. */
function namesIn(rows: readonly PushRow[]): DocumentName[] {
  const named = rows.map(row => ({ collection: row.collection, id: row.id }))
  const referred = rows.flatMap(row => (row.kind === 'new' || row.kind === 'restore' ? referencesIn(row.content) : []))
  return [...named, ...referred]
}

/** Reads the history of what somebody else changed meanwhile. */
async function loadHistory(work: Work, rows: readonly PushRow[]): Promise<(collection: CollectionName, id: string) => readonly RevisionRecord[]> {
  const known = rows.flatMap((row): { row: PushRow; base: number }[] => {
    const stored = work.get(row.collection, row.id)
    if (!stored) return []
    if (row.kind === 'delete') return stored.revision > row.base ? [{ row, base: row.base }] : []
    if (row.kind !== 'edit') return []
    const wanted = { units: row.units as Record<string, Json>, base: row.base, bases: row.bases ?? {} }
    return contestedUnits(stored, wanted).length > 0 ? [{ row, base: oldestBase(wanted) }] : []
  })
  const after = Math.min(...known.map(entry => entry.base))
  const history = await loadRevisions(work.tx, work.workspaceId, known.map(({ row }) => ({ collection: row.collection, id: row.id })), after)
  const byDocument = Map.groupBy(history, record => documentKey(record.collection, record.id))
  return (collection, id) => byDocument.get(documentKey(collection, id)) ?? []
}

/** Nobody saw a revision that was not given yet: such a row is heard as if its editor had seen nothing, so that nothing goes unasked. */
function asSeen(row: PushRow, head: number): PushRow {
  if (row.kind !== 'edit' && row.kind !== 'delete') return row
  const seen = (revision: number): number => (revision > head ? 0 : revision)
  const known = { ...row, base: seen(row.base) }
  if (known.kind === 'delete' || known.bases === undefined) return known
  return { ...known, bases: Object.fromEntries(Object.entries(known.bases).map(([unit, revision]) => [unit, seen(revision)])) }
}

function referencesIn(content: Readonly<Record<string, unknown>>): { collection: CollectionName; id: string }[] {
  const pairs = [['candidates', 'candidateId'], ['jobs', 'jobId'], ['applications', 'applicationId']] as const
  return pairs.flatMap(([collection, field]) => {
    const value = content[field]
    return typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value) ? [{ collection, id: value }] : []
  })
}

/** What became of each push, `null` for one of somebody who is no member, and what they changed together. */
export type CommittedPushes = Committed & Readonly<{ results: readonly (readonly PushResult[] | null)[] }>

/**
 * Applies several laptops' pushes to one workspace in one transaction (a group commit), in order. Whatever the
 * results say is durable once this returns; when it throws, nothing was written.
 */
export async function commitPushes(db: Database, workspaceId: string, requests: readonly PushRequest[], nowMs: number): Promise<CommittedPushes> {
  try {
    return await commitOnce(db, workspaceId, requests, nowMs, 'together')
  } catch (error) {
    if (error instanceof MovesApart) return commitOnce(db, workspaceId, requests, nowMs, 'oneByOne')
    throw error
  }
}

function commitOnce(db: Database, workspaceId: string, requests: readonly PushRequest[], nowMs: number, moves: 'together' | 'oneByOne'): Promise<CommittedPushes> {
  return db.transaction(async tx => {
    const names = namesIn(requests.flatMap(request => request.rows))
    // Asked in one breath: a statement begins, and sees what is committed, once the lock asked for before it is held.
    const [head, actors, found] = await Promise.all([
      lockWorkspace(tx, workspaceId), loadActors(tx, workspaceId, [...new Set(requests.map(request => request.personId))]), loadDocuments(tx, workspaceId, names),
    ])
    const work = new Work(tx, workspaceId, head.sequence, nowMs)
    work.begin(names, found)
    const heard = requests.map(request => ({ ...request, rows: request.rows.map(row => asSeen(row, head.sequence)) }))
    const rows = heard.flatMap(request => request.rows)
    const [historyOf] = await Promise.all([loadHistory(work, rows), loadPushedSubjects(work, rows)])
    const touched = new Set<string>()
    const results: (readonly PushResult[] | null)[] = []
    for (const request of heard) {
      const actor = actors.get(request.personId)
      if (!actor) {
        results.push(null)
        continue
      }
      const context: PushContext = { actor, sessionId: request.sessionId, device: request.device }
      const answers: PushResult[] = []
      const moved = moves === 'together' ? await releaseMoved(work, request.rows) : []
      for (const row of request.rows) {
        const key = documentKey(row.collection, row.id)
        // A document changed earlier in this same transaction has a history that was not read yet.
        const isFresh = touched.has(key)
        const history = isFresh ? work.recordsOf(row.collection, row.id, historyOf(row.collection, row.id)) : historyOf(row.collection, row.id)
        answers.push(await pushRow(work, context, row, () => history, request.restoredTo))
        touched.add(key)
      }
      await assertReserved(work, moved)
      results.push(answers)
    }
    if (work.changed.size === 0) return { results, fromSequence: head.sequence, toSequence: head.sequence, documents: [], origins: new Map(), rekeyed: [] }
    return { results, ...(await finishWork(work, true)) }
  })
}

/** Places, writes and announces a unit of work; the caller's transaction commits it, unless nothing follows (`isLast`). */
export async function finishWork(work: Work, isLast = false): Promise<Committed> {
  await followErasures(work)
  await announceJobEdits(work)
  await placeDocuments(work)
  await work.flush(isLast && work.touchedPeople.size === 0)
  const rekeyed = await updatePersonKeys(work)
  if (rekeyed.length > 0) await work.saveSequence()
  return { fromSequence: work.firstSequence, toSequence: work.sequence, documents: [...work.changed.values()], origins: work.origins, rekeyed }
}
