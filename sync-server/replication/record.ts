import type { Database, Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Content } from '#shared/domain/merge/units'
import { loadSubjects } from './erasure/gone.ts'
import { finishWork, type Committed } from './push.ts'
import { putWhole, type ServerWrite } from './put-whole.ts'
import { Work } from './work.ts'

export type { ServerWrite } from './put-whole.ts'

/**
 * The server's own hand in the record: people, settings, busy times, confirmations. Goes through the same history,
 * audience and stream as everyone's changes. `through` names the program by which `actorId` acts.
 */
export async function writeRecord(tx: Tx, workspaceId: string, actorId: string | null, rows: readonly ServerWrite[], nowMs: number, through?: string): Promise<Committed> {
  const head = await lockWorkspace(tx, workspaceId)
  const work = new Work(tx, workspaceId, head.sequence, nowMs)
  await work.load(rows.map(row => ({ collection: row.collection, id: row.id })))
  await loadSubjects(work, rows)
  for (const row of rows) putWhole(work, row, actorId, through)
  return finishWork(work)
}

/** Reads a person's or a record's present content; null when it is not there. */
export async function readRecord(db: Pick<Database, 'query'>, workspaceId: string, collection: CollectionName, id: string): Promise<Content | null> {
  const [row] = await db.query<{ content: Content }>('select content from documents where workspace_id = $1 and collection = $2 and id = $3 and not deleted', [workspaceId, collection, id])
  return row?.content ?? null
}
