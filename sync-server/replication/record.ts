import type { Database, Tx } from '../db/database.ts'
import type { CollectionName } from '#shared/domain/model/collections'
import { unitsIn, readUnit, type Content } from '#shared/domain/merge/units'
import { isSameJson, type Json } from '#shared/lib/json'
import { lockWorkspace } from './document-store.ts'
import { finishWork, type Committed } from './push.ts'
import type { ChangeOrigin } from './work.ts'
import { noteEffects } from './side-effects.ts'
import { Work } from './work.ts'

/** A document the server itself writes: whole, or only the fields given. `deleted` takes it away. */
export type ServerWrite = Readonly<{ collection: CollectionName; id: string; content: Readonly<Record<string, unknown>>; deleted?: true }>

/**
 * The server's own hand in the record: people, settings, busy times, confirmations. Goes through the same history,
 * audience and stream as everyone's changes. `through` names the program by which `actorId` acts.
 */
export async function writeRecord(tx: Tx, workspaceId: string, actorId: string | null, rows: readonly ServerWrite[], nowMs: number, through?: string): Promise<Omit<Committed, 'results'>> {
  const head = await lockWorkspace(tx, workspaceId)
  const work = new Work(tx, workspaceId, head.sequence, nowMs)
  await work.load(rows.map(row => ({ collection: row.collection, id: row.id })))
  for (const row of rows) putWhole(work, row, actorId, through)
  return finishWork(work)
}

/** Puts one of the server's own writes into a unit of work; nothing happens where nothing differs. */
export function putWhole(work: Work, row: ServerWrite, actorId: string | null, through?: string): void {
  const origin: ChangeOrigin = { kind: 'server', personId: actorId, sessionId: null, device: through === undefined ? '' : `through ${through}`, operation: null, atMs: work.nowMs }
  const before = work.get(row.collection, row.id)
  const content = { ...before?.content, ...row.content } as Content
  const changes: Record<string, readonly [Json, Json]> = {}
  for (const unit of before ? unitsIn(row.collection, content) : []) {
    const [was, is] = [readUnit(before!.content, unit), readUnit(content, unit)]
    if (!isSameJson(was, is)) changes[unit.name] = [was, is]
  }
  const deleted = row.deleted === true
  if (before ? before.deleted === deleted && Object.keys(changes).length === 0 : deleted) return
  work.put(row.collection, row.id, content, changes, through === undefined ? origin : { ...origin, kind: before ? 'edit' : 'new' }, { deleted })
  noteEffects(work, { collection: row.collection, id: row.id, before: before?.content ?? null, after: content, actorId: actorId ?? row.id }, work.nowMs)
}

/** Reads a person's or a record's present content; null when it is not there. */
export async function readRecord(db: Pick<Database, 'query'>, workspaceId: string, collection: CollectionName, id: string): Promise<Content | null> {
  const [row] = await db.query<{ content: Content }>('select content from documents where workspace_id = $1 and collection = $2 and id = $3 and not deleted', [workspaceId, collection, id])
  return row?.content ?? null
}
