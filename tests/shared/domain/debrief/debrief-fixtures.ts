import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import type { KitVersion } from '#shared/domain/model/kit'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { createId } from '#shared/lib/ids'

export const nowMs = 1_790_000_000_000
export const hour = 3_600_000

export function makeKit(names: readonly string[], fields: Partial<KitVersion> = {}): KitVersion {
  return {
    id: createId(), kitId: createId(), version: 1, name: 'Technical', purpose: '', cover: [], questions: [], doNots: [], archived: false,
    attributes: names.map(name => ({ id: createId(), name, about: '', anchors: ['', '', '', '', ''] })), ...fields,
  }
}

export function makeInterview(job: Job, applicationId: string, personIds: readonly string[], fields: Partial<Interview> = {}): Interview {
  return {
    id: createId(), loopId: createId(), candidateId: createId(), applicationId, jobId: job.id, sessionId: null, name: 'Technical', startMs: nowMs - 3 * hour, endMs: nowMs - 2 * hour,
    seats: personIds.map(personId => ({ personId, role: 'interviewer' })), roomId: null, cancelled: false, cancelReason: '', zone: 'Europe/Berlin', bookedById: createId(), limitReason: '', video: 'none',
    kitId: null, kitVersion: null, confirmed: true, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: nowMs - 100 * hour, ...fields,
  }
}

export function makeCard(interview: Interview, authorId: string, ratings: Readonly<Record<string, number | null>>, fields: Partial<Scorecard> = {}): Scorecard {
  return {
    id: createId(), interviewId: interview.id, applicationId: interview.applicationId, candidateId: interview.candidateId, jobId: interview.jobId, authorId, kitId: null, kitVersion: null,
    submittedAtMs: interview.endMs + hour, ratings: Object.entries(ratings).map(([id, rating]) => ({ id, rating, comment: rating === null ? '' : 'Said why.', evidence: [] })),
    recommendation: 'yes', takeaways: '', privateNote: '', revisions: [], dueAtMs: null, createdAtMs: nowMs, ...fields,
  }
}

/** A job with one kit, some candidates and a panel that has met each of them. */
export function makePanel(candidates: number, people: number, names: readonly string[]) {
  const kit = makeKit(names)
  const job = makeJob({ kits: [kit] })
  const applications = Array.from({ length: candidates }, () => makeApplication(job, makeCandidate()))
  const personIds = Array.from({ length: people }, () => createId())
  const interviews = applications.map(application => makeInterview(job, application.id, personIds))
  return { job, kit, applications, personIds, interviews }
}
