import { createId } from '#shared/lib/ids'
import type { Tx } from '../../db/database.ts'
import { findJob, putOnJob } from '../../intake/put-on-job.ts'
import { recordRows } from '../../intake/record-rows.ts'
import { takePerson } from '../../intake/upsert-candidate.ts'
import type { Apply } from './apply.ts'

/** A connection acts for the owner: whoever has been one longest answers for what comes in through it. */
export async function ownerOf(tx: Tx, workspaceId: string): Promise<string> {
  const [owner] = await tx.query<{ id: string }>(`select id from accounts where workspace_id = $1 and role = 'owner' and active order by created_at_ms, id limit 1`, [workspaceId])
  return owner!.id
}

/** Somebody another program told of: added or found, and put on the job it names where that is possible. */
export const applyNewCandidate: Apply<'candidate'> = async (tx, { record, now }, { workspaceId, title }, { person, job }) => {
  const stamp = { actorId: await ownerOf(tx, workspaceId), nowMs: now(), createId }
  const taken = await takePerson(tx, workspaceId, person, stamp, title)
  // Who it is must be decided by a person first.
  const put = job === null || taken.alsoMatches.length > 0 ? null : await putOnJob(tx, workspaceId, taken.candidate, await findJob(tx, workspaceId, job), undefined, stamp)
  const changes = [...taken.changes, ...(put?.kind === 'created' ? put.changes : [])]
  return changes.length === 0 ? () => undefined : record.write(workspaceId, stamp.actorId, recordRows(changes, title), tx, title)
}
