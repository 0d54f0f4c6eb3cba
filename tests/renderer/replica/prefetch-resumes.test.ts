import { expect, test } from 'vitest'
import { prefetchResumes } from '#renderer/replica/files/prefetch-resumes.ts'
import type { FileStore } from '#renderer/replica/files/file-store.ts'
import type { Replica } from '#renderer/replica/replica.ts'
import type { Candidate } from '#shared/domain/model/candidate'
import { createId } from '#shared/lib/ids'
import { hour, makeInterview } from '#tests/shared/domain/debrief/debrief-fixtures'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'

const me = createId()
const withResume = (sha256: string, sizeBytes = 10): Candidate => makeCandidate({ files: [{ id: createId(), name: `${sha256}.pdf`, mediaType: 'application/pdf', sizeBytes, sha256, kind: 'resume', addedAtMs: 1, addedById: me }] })

/** What is fetched, in its order, by somebody with these jobs and interviews. */
async function fetched(candidates: readonly Candidate[], jobs: readonly ReturnType<typeof makeJob>[], applications: readonly ReturnType<typeof makeApplication>[], interviews: readonly ReturnType<typeof makeInterview>[]): Promise<readonly string[]> {
  const got: string[] = []
  const find = async (collection: string, { where = {} }: { where?: { jobId?: string; startMs?: { $gte: number } } }) => {
    if (collection === 'jobs') return jobs
    if (collection === 'applications') return applications.filter(each => each.jobId === where.jobId)
    return interviews.filter(each => each.startMs >= (where.startMs?.$gte ?? 0))
  }
  const replica = { identity: { workspaceId: createId(), personId: me }, find, getMany: async (_name: string, ids: readonly string[]) => new Map(candidates.filter(each => ids.includes(each.id)).map(each => [each.id, each])) }
  const files = { keptBytes: async () => 0, has: async () => false, fetchFile: async (sha256: string) => got.push(sha256) > 0 }
  await prefetchResumes(replica as unknown as Replica, files as unknown as FileStore, () => true)
  return got
}

test('who interviews somebody has their résumé before the network goes, also without standing in the job’s team, and before all others', async () => {
  const [met, onTheJob, stranger, longAgo, calledOff] = ['met', 'job', 'stranger', 'long ago', 'called off'].map(name => withResume(name)) as [Candidate, Candidate, Candidate, Candidate, Candidate]
  const [mine, other] = [makeJob({ hiringTeam: [{ id: me, role: 'recruiter' }] }), makeJob()]
  const on = (candidate: Candidate, startMs: number, people = [me], fields = {}) => makeInterview(other, createId(), people, { candidateId: candidate.id, startMs, endMs: startMs + hour, ...fields })
  const now = Date.now()
  const interviews = [on(met, now + 20 * hour), on(stranger, now, [createId()]), on(longAgo, now - 40 * 24 * hour), on(calledOff, now, [me], { cancelled: true })]
  expect(await fetched([met, onTheJob, stranger, longAgo, calledOff], [mine, other], [makeApplication(mine, onTheJob), makeApplication(other, stranger)], interviews)).toEqual(['met', 'job'])
})

test('nothing is fetched beyond what a laptop keeps for it', async () => {
  const large = withResume('large', 201 * 1024 * 1024)
  expect(await fetched([large], [], [], [makeInterview(makeJob(), createId(), [me], { candidateId: large.id, startMs: Date.now(), endMs: Date.now() + hour })])).toEqual([])
})
