import { isSameJson } from '../../lib/json.ts'
import type { Application } from '../model/application.ts'
import type { Candidate, CandidateFile } from '../model/candidate.ts'
import type { Job } from '../model/job.ts'
import { byRank } from '../../lib/rank.ts'
import { standingOf } from '../erasure/standing.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** What a new candidate starts with; everything else is empty. */
export type NewCandidate = Readonly<Partial<Omit<Candidate, 'id' | 'createdAtMs'>>> & Readonly<{ fullName: string }>

/** A candidate with every field empty but those given. */
export function buildCandidate(id: string, input: NewCandidate, nowMs: number): Candidate {
  return {
    headline: '', company: '', title: '', location: '', zone: null, emails: [], phones: [], links: [], tags: [], sourceId: null, sourceNote: '',
    summary: '', employments: [], educations: [], files: [], ownerId: null, privateTo: null, times: null, expectedCompensation: null, mergedIntoId: null,
    erasedAtMs: null, importId: null, ...input, id, createdAtMs: nowMs,
  }
}

/** Adds a candidate, owned by whoever adds them unless said otherwise. */
export function addCandidate(input: NewCandidate, stamp: Stamp): Readonly<{ candidate: Candidate; changes: readonly Change[] }> {
  const candidate = buildCandidate(stamp.createId(), { ownerId: stamp.actorId, ...input }, stamp.nowMs)
  const changes: Change[] = [
    { kind: 'create', collection: 'candidates', document: candidate },
    activityChange({ kind: 'candidate.added', candidateId: candidate.id, facts: { sourceId: candidate.sourceId } }, stamp),
  ]
  return { candidate, changes }
}

/** Sets fields. The line names the fields but not their values: some of them not everyone may read. */
export function editCandidate(candidate: Candidate, fields: Partial<Candidate>, stamp: Stamp): readonly Change[] {
  const changed = Object.keys(fields).filter(name => !isSameJson(fields[name as keyof Candidate] ?? null, candidate[name as keyof Candidate] ?? null))
  if (changed.length === 0) return []
  return [
    { kind: 'edit', collection: 'candidates', id: candidate.id, fields },
    activityChange({ kind: 'candidate.edited', candidateId: candidate.id, facts: { fields: changed.join(',') } }, stamp),
  ]
}

/** Replaces the tags; the line says which came and which went. */
export function tagCandidate(candidate: Candidate, tags: readonly string[], stamp: Stamp): readonly Change[] {
  const added = tags.filter(tag => !candidate.tags.includes(tag))
  const removed = candidate.tags.filter(tag => !tags.includes(tag))
  if (added.length + removed.length === 0) return []
  return [
    { kind: 'edit', collection: 'candidates', id: candidate.id, fields: { tags: [...tags] } },
    activityChange({ kind: 'candidate.tagged', candidateId: candidate.id, facts: { added: added.join(', ').slice(0, 2_000), removed: removed.join(', ').slice(0, 2_000) } }, stamp),
  ]
}

/** Hangs files, already kept by content, on the candidate. */
export function addFiles(candidate: Candidate, files: readonly CandidateFile[], stamp: Stamp): readonly Change[] {
  if (files.length === 0) return []
  return [
    { kind: 'edit', collection: 'candidates', id: candidate.id, fields: { files: [...candidate.files, ...files] } },
    ...files.map(file => activityChange({ kind: 'file.added', candidateId: candidate.id, facts: { name: file.name } }, stamp)),
  ]
}

/** Takes a file off the candidate. Its bytes stay where they are, so that undo finds them. */
export function removeFile(candidate: Candidate, fileId: string, stamp: Stamp): readonly Change[] {
  const file = candidate.files.find(each => each.id === fileId)
  if (!file) return []
  return [
    { kind: 'edit', collection: 'candidates', id: candidate.id, fields: { files: candidate.files.filter(each => each.id !== fileId) } },
    activityChange({ kind: 'file.removed', candidateId: candidate.id, facts: { name: file.name } }, stamp),
  ]
}

/**
 * Marks a candidate as erased at their request. The mark alone travels: the server closes what is open in the transaction
 * that brings it, writes the line of the timeline, and erases for good once it can no longer be taken back.
 */
export function eraseCandidate(candidate: Candidate, stamp: Stamp): readonly Change[] {
  return candidate.erasedAtMs === null ? [{ kind: 'edit', collection: 'candidates', id: candidate.id, fields: { erasedAtMs: stamp.nowMs } }] : []
}

/** Takes the mark away again; what the server has erased for good does not come back. */
export function takeErasureBack(candidate: Candidate): readonly Change[] {
  const { kind } = standingOf(candidate)
  return kind === 'asked' || kind === 'waiting' ? [{ kind: 'edit', collection: 'candidates', id: candidate.id, fields: { erasedAtMs: null } }] : []
}

/** Why somebody cannot be put on a job. */
export type ApplyRefusal = 'candidate_merged' | 'candidate_erased' | 'already_on_job' | 'job_closed' | 'no_stage'

/** Puts a candidate on a job, at its first stage unless another is named. */
export function addToJob(
  candidate: Candidate, job: Job, existing: readonly Application[], stamp: Stamp, stageId?: string,
): Readonly<{ kind: 'ready'; application: Application; changes: readonly Change[] } | { kind: 'refused'; reason: ApplyRefusal }> {
  if (candidate.mergedIntoId !== null) return { kind: 'refused', reason: 'candidate_merged' }
  if (candidate.erasedAtMs !== null) return { kind: 'refused', reason: 'candidate_erased' }
  if (existing.some(each => each.jobId === job.id && each.status === 'active')) return { kind: 'refused', reason: 'already_on_job' }
  if (job.status === 'closed') return { kind: 'refused', reason: 'job_closed' }
  const stages = job.stages.filter(stage => !stage.archived).toSorted(byRank)
  const stage = stages.find(each => each.id === stageId) ?? stages[0]
  if (!stage) return { kind: 'refused', reason: 'no_stage' }
  const application: Application = {
    id: stamp.createId(), candidateId: candidate.id, jobId: job.id, stageId: stage.id, status: 'active', stageEnteredAtMs: stamp.nowMs,
    movedById: stamp.actorId, rejectionReasonId: null, rejectionNote: '', hiredStartDate: null, onboarding: [], assessments: [], decisions: [], bookingLinks: [], sourceId: candidate.sourceId,
    ownerId: stamp.actorId, tags: [], appliedAtMs: stamp.nowMs, importId: null, createdAtMs: stamp.nowMs,
  }
  const changes: Change[] = [
    { kind: 'create', collection: 'applications', document: application },
    activityChange({ kind: 'application.created', candidateId: candidate.id, applicationId: application.id, jobId: job.id, facts: { toStageId: stage.id } }, stamp),
  ]
  return { kind: 'ready', application, changes }
}
