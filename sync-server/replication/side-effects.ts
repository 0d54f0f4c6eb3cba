import type { Activity } from '#shared/domain/model/activity'
import type { Application } from '#shared/domain/model/application'
import type { Content } from '#shared/domain/merge/units'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import { canonicalJson, isSameJson } from '#shared/lib/json'
import type { WrittenChange } from './rules/rule.ts'
import type { Work } from './work.ts'

/** The moments by which a record tells one of its happenings from the next of the same kind. */
const moments = ['stageEnteredAtMs', 'submittedAtMs', 'statusAtMs', 'startMs'] as const

/** The same happening has the same name whenever it is told, also after a restore and by another laptop. */
function eventName(kind: string, { id, before, after }: WrittenChange, data: Record<string, unknown>): string {
  const content = after ?? before ?? {}
  return [kind, id, ...moments.map(field => String(content[field] ?? '')), canonicalJson(data)].join('/')
}

export function announce(work: Work, kind: string, change: WrittenChange, atMs: number, data: Record<string, unknown>): void {
  const content = (change.after ?? change.before ?? {}) as { candidateId?: string; applicationId?: string; jobId?: string }
  work.events.push({
    kind, atMs, personId: change.actorId, data, name: eventName(kind, change, data), healed: false,
    candidateId: content.candidateId ?? null, jobId: content.jobId ?? null,
    applicationId: change.collection === 'applications' ? change.id : content.applicationId ?? null,
  })
}

function afterApplication(work: Work, change: WrittenChange, atMs: number): void {
  const before = change.before as Application | null
  const after = change.after as Application | null
  work.touchedCandidates.add((after ?? before)!.candidateId)
  if (!after) return
  // An import of thousands is not thousands of new candidates to tell of.
  if (!before && after.importId === null) announce(work, 'application.created', change, atMs, {})
  if (before && before.stageId !== after.stageId) announce(work, 'stage.changed', change, atMs, { fromStageId: before.stageId, toStageId: after.stageId })
  const [was, is] = [before?.status ?? 'active', after.status]
  if (was !== 'hired' && is === 'hired') announce(work, 'candidate.hired', change, atMs, { startDate: after.hiredStartDate })
  if (was === 'hired' && is !== 'hired') announce(work, 'hire.reversed', change, atMs, {})
  if (was === 'hired' && is === 'hired' && before?.hiredStartDate !== after.hiredStartDate) {
    announce(work, 'start_date.changed', change, atMs, { from: before?.hiredStartDate ?? null, to: after.hiredStartDate })
  }
  if (was !== 'rejected' && is === 'rejected') announce(work, 'candidate.rejected', change, atMs, { reasonId: after.rejectionReasonId })
}

function afterJob(work: Work, change: WrittenChange, atMs: number): void {
  const before = change.before as Job | null
  const after = change.after as Job | null
  if (before && after) work.editedJobs.push({ id: change.id, before, after, actorId: change.actorId, atMs, healed: false })
  const team = (job: Job | null): Content => Object.fromEntries((job?.hiringTeam ?? []).map(member => [member.id, member.role]))
  if (isSameJson(team(before), team(after)) && before?.scorecardVisibility === after?.scorecardVisibility && after) return
  work.touchedJobs.add(change.id)
  for (const personId of [...Object.keys(team(before)), ...Object.keys(team(after))]) work.touchedPeople.add(personId)
}

function afterInterview(work: Work, change: WrittenChange, atMs: number): void {
  const before = change.before as Interview | null
  const after = change.after as Interview | null
  const seats = (interview: Interview | null): readonly string[] => (interview && !interview.cancelled ? interview.seats.map(seat => seat.personId) : [])
  const interview = (after ?? before)!
  if (!isSameJson(seats(before), seats(after))) {
    work.touchedCandidates.add(interview.candidateId)
    work.touchedJobs.add(interview.jobId)
  }
  if (after && !after.cancelled && (!before || before.startMs !== after.startMs)) announce(work, 'interview.scheduled', change, atMs, { interviewId: change.id, startMs: after.startMs })
  if (after?.cancelled && before && !before.cancelled) announce(work, 'interview.cancelled', change, atMs, { interviewId: change.id })
}

/** A line that asks for a test is the request itself; taken back it is a request not to. */
export function askForTest(work: Work, change: WrittenChange, atMs: number): void {
  const line = change.after as Activity | null
  if (change.before || line?.kind !== 'assessment.sent') return
  const { requestId, connectionId, testId, test, undone } = line.facts
  const isSound = [requestId, connectionId].every(value => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) && typeof testId === 'string'
  if (isSound) announce(work, 'assessment.requested', change, atMs, { requestId, connectionId, testId, test: test ?? '', withdrawn: undone === true })
}

/** What a written change sets in motion: who may see what, whose keys change, which events hooks will hear. */
export function noteEffects(work: Work, change: WrittenChange, atMs: number): void {
  const { collection, before, after, id } = change
  switch (collection) {
    case 'applications': return afterApplication(work, change, atMs)
    case 'jobs': return afterJob(work, change, atMs)
    case 'interviews': return afterInterview(work, change, atMs)
    case 'people': {
      work.touchedPeople.add(id)
      return
    }
    case 'candidates': {
      // A record that comes back from a deletion has no `before`: its privacy may be new as well.
      if (!before || !isSameJson(before['privateTo'], after?.['privateTo'] ?? null)) work.touchedCandidates.add(id)
      return
    }
    case 'notes': {
      if (before && ['visibility', 'interviewId', 'applicationId', 'jobId', 'candidateId'].some(field => before[field] !== after?.[field])) work.touchedCandidates.add(String((after ?? before)['candidateId']))
      return
    }
    case 'scorecards': {
      const card = (after ?? before)!
      if (before?.['submittedAtMs'] === after?.['submittedAtMs']) return
      work.touchedCandidates.add(String(card['candidateId']))
      if (after?.['submittedAtMs']) announce(work, 'scorecard.submitted', change, atMs, { scorecardId: id })
      return
    }
    case 'offers': {
      if (!isSameJson(before?.['approvals'], after?.['approvals'])) {
        work.touchedCandidates.add(String((after ?? before)!['candidateId']))
        work.touchedJobs.add(String((after ?? before)!['jobId']))
      }
      if (after && before?.['status'] !== after['status']) announce(work, 'offer.changed', change, atMs, { offerId: id, status: after['status'] })
      return
    }
    case 'activities': return askForTest(work, change, atMs)
    default: return
  }
}
