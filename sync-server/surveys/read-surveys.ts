import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import type { Person } from '#shared/domain/model/person'
import type { Settings } from '#shared/domain/model/settings'
import { surveysOf, type SurveyPlan } from '#shared/domain/surveys/plan-surveys'
import type { Tx } from '../db/database.ts'

const day = 86_400_000

/** A question that may be asked now, with whom it is about and where it goes. */
export type PlannedSurvey = Readonly<{ plan: SurveyPlan; candidateId: string; jobId: string; candidate: string; job: string; workspace: string; to: string; replyTo: string | null }>

async function load<T>(tx: Tx, workspaceId: string, collection: string, ids: readonly string[]): Promise<Map<string, T>> {
  const rows = await tx.query<{ id: string; content: T }>('select id, content from documents where workspace_id = $1 and collection = $2 and not deleted and id = any($3::uuid[])', [workspaceId, collection, ids])
  return new Map(rows.map(row => [row.id, row.content]))
}

/** Reads what surveys follow from. Empty when the workspace has not asked for them. Nobody of the sample, merged away or erased is asked. */
export async function readSurveys(tx: Tx, workspaceId: string, nowMs: number): Promise<readonly PlannedSurvey[]> {
  const settings = (await load<Settings>(tx, workspaceId, 'settings', [workspaceId])).get(workspaceId)
  if (settings?.automaticMail?.surveys !== true) return []
  const recent = await tx.query<{ content: Interview }>(
    `select content from documents where workspace_id = $1 and collection = 'interviews' and not deleted and (content->>'startMs')::bigint > $2 and (content->>'startMs')::bigint < $3`, [workspaceId, nowMs - 60 * day, nowMs],
  )
  const interviews = recent.map(row => row.content)
  const hired = await tx.query<{ content: Application }>(`select content from documents where workspace_id = $1 and collection = 'applications' and not deleted and content->>'status' = 'hired'`, [workspaceId])
  const met = await load<Application>(tx, workspaceId, 'applications', interviews.map(each => each.applicationId))
  const applications = [...new Map([...met.values(), ...hired.map(row => row.content)].map(each => [each.id, each])).values()]
  const candidates = await load<Candidate>(tx, workspaceId, 'candidates', applications.map(each => each.candidateId))
  const jobs = await load<Job>(tx, workspaceId, 'jobs', applications.map(each => each.jobId))
  const people = await load<Person>(tx, workspaceId, 'people', [...jobs.values()].flatMap(job => job.hiringTeam.map(member => member.id)).concat(applications.flatMap(each => each.ownerId ?? [])))
  return applications.flatMap(application => {
    const [candidate, job] = [candidates.get(application.candidateId), jobs.get(application.jobId)]
    const isSample = settings.sampleImportId !== null && candidate?.importId === settings.sampleImportId
    if (!candidate || !job || isSample || candidate.mergedIntoId !== null || candidate.erasedAtMs !== null) return []
    const manager = job.hiringTeam.flatMap(member => (member.role === 'hiringManager' ? people.get(member.id) ?? [] : [])).find(person => person.active)
    const plans = surveysOf({
      application, interviews: interviews.filter(each => each.applicationId === application.id),
      manager: manager ? { personId: manager.id, zone: manager.zone, quiet: manager.preferences?.quietHours ?? null } : null,
    })
    const owner = people.get(application.ownerId ?? '')
    return plans.flatMap(plan => {
      const to = plan.personId === null ? candidate.emails[0] : manager?.email
      return to ? [{ plan, candidateId: candidate.id, jobId: job.id, candidate: candidate.fullName, job: job.title, workspace: settings.name, to, replyTo: plan.personId === null && owner?.active ? owner.email : null }] : []
    })
  })
}
