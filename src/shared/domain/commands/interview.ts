import type { Application } from '../model/application.ts'
import type { Interview } from '../model/interview.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** An interview as somebody asks for it. Times are instants; `zone` is the one they were chosen in. */
export type NewInterview = Readonly<{
  application: Application; name: string; startMs: number; endMs: number; interviewerIds: readonly string[]; zone: string; kit: Readonly<{ kitId: string; version: number }> | null
  /** Why somebody goes over their limit with it. */
  limitReason?: string
}>

const lineOf = (interview: Interview, kind: 'interview.scheduled' | 'interview.moved' | 'interview.cancelled', stamp: Stamp): Change =>
  activityChange({ kind, candidateId: interview.candidateId, applicationId: interview.applicationId, jobId: interview.jobId, facts: { interviewId: interview.id, startMs: interview.startMs } }, stamp)

/** Books an interview: a proposal until the server has confirmed that everybody is free. */
export function bookInterview(input: NewInterview, stamp: Stamp): Readonly<{ interview: Interview; changes: readonly Change[] }> {
  const { application, name, startMs, endMs, interviewerIds, zone, kit, limitReason = '' } = input
  const id = stamp.createId()
  const interview: Interview = {
    id, loopId: id, candidateId: application.candidateId, applicationId: application.id, jobId: application.jobId, sessionId: null, name, startMs, endMs,
    seats: [...new Set(interviewerIds)].map(personId => ({ personId, role: 'interviewer' })), roomId: null, cancelled: false, cancelReason: '', limitReason, zone, bookedById: stamp.actorId,
    video: 'none', kitId: kit?.kitId ?? null, kitVersion: kit?.version ?? null, confirmed: false, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: stamp.nowMs,
  }
  return { interview, changes: [{ kind: 'create', collection: 'interviews', document: interview }, lineOf(interview, 'interview.scheduled', stamp)] }
}

/** Another time or other people. Only what differs is written. */
export function changeBooking(interview: Interview, to: Readonly<{ startMs: number; endMs: number; interviewerIds: readonly string[]; zone: string; limitReason?: string }>, stamp: Stamp): readonly Change[] {
  const seated = interview.seats.map(seat => seat.personId)
  const isSame = interview.startMs === to.startMs && interview.endMs === to.endMs && seated.join() === to.interviewerIds.join()
  if (isSame) return []
  const seats = [...new Set(to.interviewerIds)].map(personId => interview.seats.find(seat => seat.personId === personId) ?? { personId, role: 'interviewer' as const })
  const fields = { startMs: to.startMs, endMs: to.endMs, seats, zone: to.zone, bookedById: stamp.actorId, ...(to.limitReason === undefined ? {} : { limitReason: to.limitReason }) }
  return [{ kind: 'edit', collection: 'interviews', id: interview.id, fields }, lineOf({ ...interview, ...fields }, 'interview.moved', stamp)]
}

/** Calls an interview off; it stays readable with its reason. */
export function cancelInterview(interview: Interview, reason: string, stamp: Stamp): readonly Change[] {
  if (interview.cancelled) return []
  return [
    { kind: 'edit', collection: 'interviews', id: interview.id, fields: { cancelled: true, cancelReason: reason, bookedById: stamp.actorId } },
    lineOf(interview, 'interview.cancelled', stamp),
  ]
}
