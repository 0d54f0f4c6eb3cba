import { addToJob, type ApplyRefusal } from '#shared/domain/commands/candidate'
import type { Change, Stamp } from '#shared/domain/commands/change'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import type { Tx } from '../db/database.ts'

export type PutOnJob = Readonly<{ kind: 'created'; id: string; changes: readonly Change[] } | { kind: 'existing'; id: string } | { kind: 'refused'; reason: ApplyRefusal | 'no_such_job' | 'no_such_stage' }>

/** A job by its id, or by its requisition code when one open job has it. */
export async function findJob(tx: Tx, workspaceId: string, named: string): Promise<Job | null> {
  const rows = await tx.query<{ content: Job }>(
    `select content from documents where workspace_id = $1 and collection = 'jobs' and not deleted and (id::text = lower($2) or content->>'requisitionCode' <> '' and lower(content->>'requisitionCode') = lower($2) and content->>'status' = 'open') limit 2`, [workspaceId, named.trim()],
  )
  return rows.length === 1 ? rows[0]!.content : null
}

/** Puts somebody on a job, as nobody's card; inside a transaction that holds the workspace's lock. */
export async function putOnJob(tx: Tx, workspaceId: string, candidate: Candidate, job: Job | null, stageId: string | undefined, stamp: Stamp): Promise<PutOnJob> {
  if (!job) return { kind: 'refused', reason: 'no_such_job' }
  if (stageId !== undefined && !job.stages.some(stage => stage.id === stageId && !stage.archived)) return { kind: 'refused', reason: 'no_such_stage' }
  const cards = (await tx.query<{ content: Application }>(`select content from documents where workspace_id = $1 and collection = 'applications' and candidate_id = $2 and not deleted`, [workspaceId, candidate.id])).map(row => row.content)
  const added = addToJob(candidate, job, cards, stamp, stageId)
  if (added.kind === 'ready') {
    // Nobody of the team put them there, so it is nobody's yet.
    const changes = added.changes.map(change => (change.kind === 'create' && change.collection === 'applications' ? { ...change, document: { ...change.document, ownerId: null } } : change))
    return { kind: 'created', id: added.application.id, changes }
  }
  const standing = cards.find(card => card.jobId === job.id && card.status === 'active')
  return added.reason === 'already_on_job' && standing ? { kind: 'existing', id: standing.id } : { kind: 'refused', reason: added.reason }
}
