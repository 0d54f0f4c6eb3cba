import type { Application } from '#shared/domain/model/application'
import type { Job } from '#shared/domain/model/job'
import { ownedJobFields } from '#shared/domain/onboarding/owned-fields'
import { audit } from '../../db/audit.ts'
import { refusal, type Rule } from './rule.ts'
import type { Work } from '../work.ts'

async function ownerOf(work: Work, field: string): Promise<string | null> {
  const [row] = await work.tx.query<{ id: string }>('select connection_id as id from field_owners where workspace_id = $1 and field = $2', [work.workspaceId, field])
  return row?.id ?? null
}

/** Who tried what is written down: the field and the ids, never the value. */
function note(work: Work, personId: string, facts: Record<string, string>): Promise<void> {
  return audit(work.tx, { workspaceId: work.workspaceId, personId, action: 'record.write_refused', facts }, work.nowMs)
}

/** Once somebody is hired, their start date is changed in the system that owns it, if that is another one. */
export const startDateIsOurs: Rule = async (work, change) => {
  const [before, after] = [change.before as Application | null, change.after as Application | null]
  if (change.collection !== 'applications' || before?.status !== 'hired' || after?.status !== 'hired' || before.hiredStartDate === after.hiredStartDate) return null
  const connectionId = await ownerOf(work, 'startDate')
  if (connectionId === null) return null
  await note(work, change.actorId, { field: 'startDate', connectionId, applicationId: change.id })
  return refusal('connector.field_owned_elsewhere', 'pipeline')
}

/** Once somebody is hired on a job, the employee's department, place, level, kind of employment and title are their owner's. */
export const jobFieldsAreOurs: Rule = async (work, change) => {
  const [before, after] = [change.before as Job | null, change.after as Job | null]
  if (change.collection !== 'jobs' || !before || !after) return null
  const changed = Object.entries(ownedJobFields).filter(([, field]) => before[field] !== after[field])
  if (changed.length === 0) return null
  const hired = await work.tx.query(`select id from documents where workspace_id = $1 and job_id = $2 and collection = 'applications' and not deleted and content->>'status' = 'hired' limit 1`, [work.workspaceId, change.id])
  if (hired.length === 0) return null
  for (const [name, field] of changed) {
    const connectionId = await ownerOf(work, name)
    if (connectionId === null) continue
    await note(work, change.actorId, { field: name, connectionId, jobId: change.id })
    return refusal('connector.field_owned_elsewhere', field)
  }
  return null
}
