import type { Job } from '#shared/domain/model/job'
import { dayOf } from '#shared/lib/zoned-time'
import type { WrittenChange } from './rules/rule.ts'
import { announce } from './side-effects.ts'
import type { EditedJob, Work } from './work.ts'

const memberOf = (job: Job, role: string): string | undefined => job.hiringTeam.find(member => member.role === role)?.id

/** What of a job other systems keep of an employee, by the names of connectors' fields. */
const kept: readonly (readonly [name: string, of: (job: Job) => unknown])[] = [
  ['jobTitle', job => job.title], ['department', job => job.departmentId], ['workLocation', job => job.locationId], ['employmentType', job => job.employmentTypeId], ['level', job => job.levelId],
  ['requisitionCode', job => job.requisitionCode],
  ...(['managerName', 'managerEmail'] as const).map(name => [name, (job: Job) => memberOf(job, 'hiringManager')] as const), ...(['recruiterName', 'recruiterEmail'] as const).map(name => [name, (job: Job) => memberOf(job, 'recruiter')] as const),
]


/** The fields an edit of a job gives another value; empty where other systems keep nothing of it. */
const fieldsChanged = (before: Job, after: Job): readonly string[] => kept.filter(([, of]) => of(before) !== of(after)).map(([name]) => name)

type Hired = Readonly<{ id: string; candidateId: string; hiredStartDate: string | null }>

/**
 * An edited job is an edited employee for everybody who was hired on it and has not begun: each is told of by itself, in their own order.
 * From the first day on an employee's department is the HR system's affair, and a requisition that is used again moves nobody.
 */
export async function announceJobEdits(work: Work): Promise<void> {
  if (work.editedJobs.length === 0) return
  await work.load([{ collection: 'settings', id: work.workspaceId }])
  const today = dayOf(work.nowMs, work.live('settings', work.workspaceId)?.zone ?? 'UTC')
  const told = work.events.length
  for (const [jobId, edits] of Map.groupBy(work.editedJobs, edit => edit.id)) {
    // One transaction, one telling: what was changed there and back is no change.
    const fields = fieldsChanged(edits[0]!.before, edits.at(-1)!.after)
    if (fields.length === 0) continue
    for (const hired of await hiredOn(work, jobId, today)) announce(work, 'hire.changed', asHire(edits.at(-1)!, jobId, hired), edits.at(-1)!.atMs, { fields })
  }
  if (work.editedJobs.some(edit => edit.healed)) work.healEventsFrom(told)
}

/** Those who are hired as the record stood before this transaction; whoever is hired in it is told of whole. */
async function hiredOn(work: Work, jobId: string, today: string): Promise<readonly Hired[]> {
  const rows = await work.tx.query<Hired>(
    `select id, candidate_id as "candidateId", content->>'hiredStartDate' as "hiredStartDate" from documents
     where workspace_id = $1 and job_id = $2 and collection = 'applications' and not deleted and content->>'status' = 'hired'
       and case when content->>'hiredStartDate' is null then content->>'importId' is null else content->>'hiredStartDate' >= $3 end order by id`, [work.workspaceId, jobId, today],
  )
  return rows.filter(({ id }) => (work.get('applications', id)?.content['status'] ?? 'hired') === 'hired')
}

/** The moment of the edit tells it from the next one of the same fields. */
const asHire = ({ actorId, atMs }: EditedJob, jobId: string, { id, candidateId }: Hired): WrittenChange =>
  ({ collection: 'applications', id, before: null, after: { candidateId, jobId, stageEnteredAtMs: atMs }, actorId })
