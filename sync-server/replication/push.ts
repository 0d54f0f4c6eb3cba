import type { PushResult, PushRow } from '#shared/contract/sync-protocol'
import type { Database } from '../db/database.ts'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Json } from '#shared/lib/json'
import { loadRevisions, lockWorkspace } from './document-store.ts'
import { announceJobEdits } from './job-edits.ts'
import { assertReserved, MovesApart, noteWanted, releaseMoved } from './move-together.ts'
import { loadActors, updatePersonKeys } from './person-keys.ts'
import { placeDocuments } from './place-documents.ts'
import type { PushContext } from './push-context.ts'
import { pushRow } from './push-row.ts'
import { contestedUnits, oldestBase } from './resolve-edit.ts'
import { documentKey, type RevisionRecord, type StoredDocument } from './stored-document.ts'
import { Work } from './work.ts'

/** One laptop's push. `restoredTo` is set while this laptop heals a restored server. */
export type PushRequest = Readonly<{
  personId: string; sessionId: string; device: string; rows: readonly PushRow[]; restoredTo: number | null
}>

/** What a transaction changed, for the live stream. */
export type Committed = Readonly<{
  results: readonly (readonly PushResult[] | null)[]
  fromSequence: number
  toSequence: number
  documents: readonly StoredDocument[]
  /** The session whose push last changed each document, by document key. */
  origins: ReadonlyMap<string, string>
  /** People whose keys changed: their laptops gain or lose documents. */
  rekeyed: readonly string[]
}>

/** Reads everything the rows speak of, and the history of what somebody else changed meanwhile, in a few queries. */
async function prepare(work: Work, rows: readonly PushRow[]): Promise<(collection: CollectionName, id: string) => readonly RevisionRecord[]> {
  const named = rows.map(row => ({ collection: row.collection, id: row.id }))
  const referred = rows.flatMap(row => (row.kind === 'new' || row.kind === 'restore' ? referencesIn(row.content) : []))
  await work.load([...named, ...referred])
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

function referencesIn(content: Readonly<Record<string, unknown>>): { collection: CollectionName; id: string }[] {
  const pairs = [['candidates', 'candidateId'], ['jobs', 'jobId'], ['applications', 'applicationId']] as const
  return pairs.flatMap(([collection, field]) => {
    const value = content[field]
    return typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value) ? [{ collection, id: value }] : []
  })
}

/**
 * Applies several laptops' pushes to one workspace in one transaction (a group commit), in order. Whatever the
 * results say is durable once this returns; when it throws, nothing was written.
 */
export async function commitPushes(db: Database, workspaceId: string, requests: readonly PushRequest[], nowMs: number): Promise<Committed> {
  try {
    return await commitOnce(db, workspaceId, requests, nowMs, 'together')
  } catch (error) {
    if (error instanceof MovesApart) return commitOnce(db, workspaceId, requests, nowMs, 'oneByOne')
    throw error
  }
}

function commitOnce(db: Database, workspaceId: string, requests: readonly PushRequest[], nowMs: number, moves: 'together' | 'oneByOne'): Promise<Committed> {
  return db.transaction(async tx => {
    const head = await lockWorkspace(tx, workspaceId)
    const work = new Work(tx, workspaceId, head.sequence, nowMs)
    const actors = await loadActors(tx, workspaceId, [...new Set(requests.map(request => request.personId))])
    const historyOf = await prepare(work, requests.flatMap(request => request.rows))
    const touched = new Set<string>()
    const results: (readonly PushResult[] | null)[] = []
    for (const request of requests) {
      const actor = actors.get(request.personId)
      if (!actor) {
        results.push(null)
        continue
      }
      const context: PushContext = { actor, sessionId: request.sessionId, device: request.device }
      const answers: PushResult[] = []
      noteWanted(work, request.rows)
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
    return { results, ...(await finishWork(work)) }
  })
}

/** Places, writes and announces a unit of work; the caller's transaction commits it. */
export async function finishWork(work: Work): Promise<Omit<Committed, 'results'>> {
  await announceJobEdits(work)
  await placeDocuments(work)
  await work.flush()
  const rekeyed = await updatePersonKeys(work)
  if (rekeyed.length > 0) await work.saveSequence()
  return { fromSequence: work.firstSequence, toSequence: work.sequence, documents: [...work.changed.values()], origins: work.origins, rekeyed }
}
