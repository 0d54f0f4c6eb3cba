import type { ErasureReceipt, ListedErasure } from '#shared/contract/erasure'
import { AppError } from '#shared/lib/app-error'
import type { Database, Tx } from '../../db/database.ts'
import { keysOfStaff } from '../keys-of-staff.ts'

/**
 * Notes how far a device says it has everything. Written only while there is an erasure it was not known to be beyond:
 * a thousand quiet lines write nothing.
 */
export async function noteHas(db: Pick<Database, 'query'>, workspaceId: string, sessionId: string, sequence: number): Promise<void> {
  await db.query(
    `update sessions set has_sequence = $3::bigint where id = $2 and has_sequence < $3::bigint
       and exists (select 1 from erasures e where e.workspace_id = $1 and e.sequence > sessions.has_sequence and e.sequence <= $3::bigint)`, [workspaceId, sessionId, sequence],
  )
}

const shownForMs = 90 * 86_400_000

/**
 * Who is marked as erased, and who went for good within 90 days, as far as this person may see them.
 * @throws AppError `access.forbidden` for anybody but owner and recruiters
 */
export async function listErased(db: Tx, workspaceId: string, personId: string, nowMs: number): Promise<ListedErasure[]> {
  const keys = await keysOfStaff(db, workspaceId, personId)
  return db.query<ListedErasure>(
    `select e.candidate_id as "candidateId", e.asked_by as "byId", e.asked_at_ms as "atMs", e.due_at_ms as "untilMs", e.done_at_ms as "doneAtMs"
     from erasures e join documents d on d.workspace_id = e.workspace_id and d.collection = 'candidates' and d.id = e.candidate_id
     where e.workspace_id = $1 and not d.deleted and d.content->>'mergedIntoId' is null and d.audience ?| $2::text[] and (e.done_at_ms is null or e.done_at_ms > $3::bigint) order by e.asked_at_ms desc limit 500`,
    [workspaceId, [...keys], nowMs - shownForMs],
  )
}

/**
 * From which computers an erased candidate is gone. Counted are those that were signed in before it was done and may still
 * hold a copy: one that has wiped holds none, one that was signed out elsewhere does until it is heard from.
 * @throws AppError `access.forbidden` for anybody but owner and recruiters, `document.unknown` where nobody was erased, or somebody whom this person may not see
 */
export async function readReceipt(db: Tx, workspaceId: string, personId: string, candidateId: string): Promise<ErasureReceipt> {
  const keys = await keysOfStaff(db, workspaceId, personId)
  const [erased] = await db.query<{ doneAtMs: number; sequence: number }>(
    `select e.done_at_ms as "doneAtMs", e.sequence from erasures e join documents d on d.workspace_id = e.workspace_id and d.collection = 'candidates' and d.id = e.candidate_id
     where e.workspace_id = $1 and e.candidate_id = $2 and e.done_at_ms is not null and d.audience ?| $3::text[]`, [workspaceId, candidateId, [...keys]],
  )
  if (!erased) throw new AppError('document.unknown')
  const computers = await db.query<{ device: string; personId: string; lastSeenAtMs: number; isGone: boolean }>(
    `select device, person_id as "personId", last_seen_at_ms as "lastSeenAtMs", wiped_at_ms is not null or has_sequence >= $3::bigint as "isGone" from sessions
     where workspace_id = $1 and created_at_ms <= $2::bigint and (wiped_at_ms is null or wiped_at_ms > $2::bigint) order by last_seen_at_ms desc`, [workspaceId, erased.doneAtMs, erased.sequence],
  )
  return { computers: computers.length, removedFrom: computers.filter(each => each.isGone).length, waiting: computers.filter(each => !each.isGone).slice(0, 50).map(({ isGone: _gone, ...each }) => each) }
}
