import { addPlan, newSession, saveSession } from '../../src/shared/domain/commands/interview-plan.ts'
import type { Change, Stamp } from '../../src/shared/domain/commands/change.ts'
import { createJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { quickAddCandidate } from '../../src/shared/domain/commands/pipeline.ts'
import type { Job } from '../../src/shared/domain/model/job.ts'
import type { Replica } from '../../src/renderer/replica/replica.ts'

const applied = (job: Job, changes: readonly Change[]): Job => changes.reduce((now, change) => (change.kind === 'edit' && change.collection === 'jobs' ? { ...now, ...change.fields } : now), job)

/** A job with an interview plan of these sessions, each for these people, and one candidate on it. */
export async function openLoopWorkspace(replica: Replica, sessions: Readonly<Record<string, readonly string[]>>, stamp: Stamp): Promise<Readonly<{ job: Job; applicationId: string; candidateId: string }>> {
  const made = createJob({ title: 'Ward nurse', openings: 1 }, stamp)
  const started = addPlan(made.job, 'Onsite', stamp)
  let job = applied(made.job, started.changes)
  for (const [name, personIds] of Object.entries(sessions)) {
    const session = newSession(job, started.planId, name, stamp)
    job = applied(job, saveSession(job, { ...session, lengthMinutes: 45, seats: session.seats.map(seat => ({ ...seat, personIds: [...personIds] })) }, stamp))
  }
  const added = quickAddCandidate({ fullName: 'Ana Silva', company: 'City Hospital' }, job, openStages(job)[0]!.id, stamp)
  if (added.kind !== 'ready') throw new Error('not added')
  await replica.write([{ kind: 'create', collection: 'jobs', document: job }, ...added.changes])
  const [application] = await replica.find('applications', { where: { jobId: job.id } })
  return { job, applicationId: application!.id, candidateId: application!.candidateId }
}
