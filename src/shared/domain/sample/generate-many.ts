import { createId } from '../../lib/ids.ts'
import { derivedId } from '../../lib/derived-id.ts'
import { buildCandidate } from '../commands/candidate.ts'
import type { Application } from '../model/application.ts'
import type { Candidate } from '../model/candidate.ts'
import type { Job } from '../model/job.ts'
import { seededRandom } from './seeded-random.ts'
import { cities, companies, firstNames, lastNames, sampleJobs, tags } from './sample-words.ts'

/** How the many are made. `parentId` makes the ids: the same parent gives the same ids. */
export type ManyOptions = Readonly<{ seed?: number; nowMs: number; parentId?: string; ownerId?: string | null }>

/** A summary brings a document to about 740 bytes of JSON, the size all figures of sync are given for. */
const filler = 'Looks after services that people depend on; writes clearly, reviews kindly, and knows when to stop and ask somebody else.'

/**
 * Any number of made-up candidates for benchmarks, about 740 bytes of JSON each, lazily. Not a sample for people to
 * look at: see `generateSample`.
 */
export function* generateMany(count: number, options: ManyOptions): Generator<Candidate> {
  const { nowMs, seed = 1, parentId = createId(), ownerId = null } = options
  const random = seededRandom(seed)
  for (let ordinal = 0; ordinal < count; ordinal++) {
    const [first, last, company, job] = [random.pick(firstNames), random.pick(lastNames), random.pick(companies), random.pick(sampleJobs)]
    const title = random.pick(job.titles)
    yield buildCandidate(derivedId(parentId, `candidate ${ordinal}`), {
      fullName: `${first} ${last}`, headline: `${title} at ${company}`, company, title, location: random.pick(cities),
      emails: [`person${ordinal}@mail.example`], phones: [`+1 555 ${String(1_000_000 + ordinal).slice(1)}`], tags: [random.pick(tags)],
      summary: `${random.pick(job.work)} ${filler}`.slice(0, 200), ownerId,
    }, nowMs - ordinal * 60_000)
  }
}

/** Applications that spread candidates over a job's open stages. */
export function* generateApplications(job: Job, candidates: Iterable<Candidate>, options: ManyOptions): Generator<Application> {
  const random = seededRandom((options.seed ?? 1) + 1)
  const stages = job.stages.filter(stage => !stage.archived && stage.type !== 'hired')
  for (const candidate of candidates) {
    yield {
      id: derivedId(job.id, `application ${candidate.id}`), candidateId: candidate.id, jobId: job.id, stageId: random.pick(stages).id, status: 'active',
      stageEnteredAtMs: candidate.createdAtMs, movedById: options.ownerId ?? null, rejectionReasonId: null, rejectionNote: '', hiredStartDate: null, onboarding: [], assessments: [], decisions: [], bookingLinks: [], sourceId: null,
      ownerId: options.ownerId ?? null, tags: [], appliedAtMs: candidate.createdAtMs, importId: null, createdAtMs: candidate.createdAtMs,
    }
  }
}
