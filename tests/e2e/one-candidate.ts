import { createJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { quickAddCandidate } from '../../src/shared/domain/commands/pipeline.ts'
import type { Application } from '../../src/shared/domain/model/application.ts'
import type { Job } from '../../src/shared/domain/model/job.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { openPeer } from './support.ts'

/** A new job with two openings and somebody on its first stage, as the owner's other laptop makes them. */
export async function addToNewJob(origin: string, person: Parameters<typeof quickAddCandidate>[0], title = 'Ward nurse'): Promise<{ job: Job; application: Application }> {
  const peer = await openPeer(origin)
  const stamp = { actorId: peer.identity.personId, nowMs: Date.now(), createId }
  const { job, changes } = createJob({ title, openings: 2 }, stamp)
  const added = quickAddCandidate(person, job, openStages(job)[0]!.id, stamp)
  if (added.kind !== 'ready') throw new Error('not added')
  await peer.write([...changes, ...added.changes])
  await peer.sync.settled()
  await peer.close()
  return { job, application: added.application }
}
