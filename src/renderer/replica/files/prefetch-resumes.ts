import type { Candidate } from '#shared/domain/model/candidate'
import type { Replica } from '../replica.ts'
import type { FileStore } from './file-store.ts'

const limitBytes = 200 * 1024 * 1024

/** The résumés of everybody in progress on these jobs, newest first. Pure. */
export function resumesToFetch(candidates: readonly Candidate[]): readonly Readonly<{ sha256: string; sizeBytes: number }>[] {
  return candidates.flatMap(candidate => candidate.files)
    .filter(file => file.kind === 'resume')
    .toSorted((a, b) => b.addedAtMs - a.addedAtMs)
}

/** Fetches the résumés that the person will want on the train: of candidates on their own jobs, at most 200 MB. */
export async function prefetchResumes(replica: Pick<Replica, 'identity' | 'find' | 'getMany'>, files: FileStore, isStillLive: () => boolean): Promise<void> {
  const jobs = await replica.find('jobs', {})
  const own = jobs.filter(job => job.status === 'open' && job.hiringTeam.some(member => member.id === replica.identity.personId))
  const applications = await Promise.all(own.map(job => replica.find('applications', { where: { jobId: job.id, status: 'active' } })))
  const candidates = await replica.getMany('candidates', [...new Set(applications.flat().map(application => application.candidateId))])
  let kept = await files.keptBytes()
  for (const { sha256, sizeBytes } of resumesToFetch([...candidates.values()])) {
    if (!isStillLive() || kept + sizeBytes > limitBytes) return
    if (await files.has(sha256)) continue
    if (await files.fetchFile(sha256)) kept += sizeBytes
  }
}
