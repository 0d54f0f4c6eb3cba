import { bookInterview } from '../../src/shared/domain/commands/interview.ts'
import { createJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { currentKits, saveKit } from '../../src/shared/domain/commands/kit.ts'
import { quickAddCandidate } from '../../src/shared/domain/commands/pipeline.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import type { Replica } from '../../src/renderer/replica/replica.ts'

/** One interview under way, of the owner's. */
export async function interviewNow(peer: Replica): Promise<string> {
  await peer.sync.settled()
  const stamp = { actorId: peer.identity.personId, nowMs: Date.now(), createId }
  const { job, changes } = createJob({ title: 'Ward nurse', openings: 2 }, stamp)
  const attributes = ['Clinical judgement', 'Calm under pressure'].map(name => ({ id: createId(), name, about: '', anchors: ['Guesses', '', 'Sound', '', 'Teaches others'] }))
  const added = quickAddCandidate({ fullName: 'Ana Silva', company: 'City Hospital' }, job, openStages(job)[0]!.id, stamp)
  if (added.kind !== 'ready') throw new Error('not added')
  await peer.write([...changes, ...added.changes])
  await peer.write(saveKit(job, { kitId: createId(), name: 'Ward round', purpose: 'How they decide at the bedside.', cover: ['Triage', 'Handover'], questions: [{ id: createId(), text: 'Tell me of a night that went wrong.', followUps: [], goodLooksLike: 'Names their own part.' }], attributes, doNots: [], archived: false }, stamp))
  const [application] = await peer.find('applications', { where: { jobId: job.id } })
  const kit = currentKits((await peer.get('jobs', job.id))!)[0]!
  const startMs = Date.now() - 600_000
  const { interview, changes: booked } = bookInterview({ application: application!, name: 'Ward round', startMs, endMs: startMs + 3_600_000, interviewerIds: [peer.identity.personId], zone: 'Europe/Berlin', kit }, stamp)
  await peer.write(booked)
  await peer.sync.settled()
  return interview.id
}
