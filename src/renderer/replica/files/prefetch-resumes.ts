import type { Candidate } from '#shared/domain/model/candidate'
import type { Replica } from '../replica.ts'
import type { FileStore } from './file-store.ts'

const limitBytes = 200 * 1024 * 1024

/** The résumés of everybody in progress on these jobs, newest first. Pure. */
function resumesToFetch(candidates: readonly Candidate[]): readonly Readonly<{ sha256: string; sizeBytes: number }>[] {
  return candidates.flatMap(candidate => candidate.files)
    .filter(file => file.kind === 'resume')
    .toSorted((a, b) => b.addedAtMs - a.addedAtMs)
}

/** Interviews of this long ago still want a card, and the résumé beside it. */
const backMs = 14 * 86_400_000

/** Candidates somebody sits before, soon or lately. */
async function interviewed(replica: Pick<Replica, 'identity' | 'find'>, nowMs: number): Promise<readonly string[]> {
  const near = await replica.find('interviews', { where: { startMs: { $gte: nowMs - backMs } }, sort: ['startMs'] })
  return near.filter(interview => !interview.cancelled && interview.seats.some(seat => seat.personId === replica.identity.personId)).map(interview => interview.candidateId)
}

/** Fetches the résumés that the person will want on the train: of whom they interview, then of their own jobs, at most 200 MB. */
export async function prefetchResumes(replica: Pick<Replica, 'identity' | 'find' | 'getMany'>, files: FileStore, isStillLive: () => boolean): Promise<void> {
  const jobs = await replica.find('jobs', {})
  const own = jobs.filter(job => job.status === 'open' && job.hiringTeam.some(member => member.id === replica.identity.personId))
  const applications = await Promise.all(own.map(job => replica.find('applications', { where: { jobId: job.id, status: 'active' } })))
  const met = new Set(await interviewed(replica, Date.now()))
  const others = applications.flat().map(application => application.candidateId).filter(id => !met.has(id))
  const wanted = await Promise.all([[...met], [...new Set(others)]].map(ids => replica.getMany('candidates', ids)))
  let kept = await files.keptBytes()
  for (const { sha256, sizeBytes } of wanted.flatMap(candidates => resumesToFetch([...candidates.values()]))) {
    if (!isStillLive() || kept + sizeBytes > limitBytes) return
    if (await files.has(sha256)) continue
    if (await files.fetchFile(sha256)) kept += sizeBytes
  }
}
