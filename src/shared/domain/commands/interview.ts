import { isSameJson } from '../../lib/json.ts'
import type { Application } from '../model/application.ts'
import type { Interview } from '../model/interview.ts'
import type { VideoKind } from '../model/interview-plan.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** Who does something else than interview; nobody, where it is left out. */
export type SeatRoles = ReadonlyMap<string, Interview['seats'][number]['role']>

/** An interview as somebody asks for it. Times are instants; `zone` is the one they were chosen in. */
export type NewInterview = Readonly<{
  application: Application; name: string; startMs: number; endMs: number; interviewerIds: readonly string[]; zone: string; roles?: SeatRoles; kit: Readonly<{ kitId: string; version: number }> | null
  roomId?: string | null
  video?: VideoKind
  /** Why somebody goes over their limit with it. */
  limitReason?: string
}>

/** What of a booking a person changes; a room, a video link or a reason that is not named stays as it is. */
export type BookingChange = Readonly<{ startMs: number; endMs: number; interviewerIds: readonly string[]; zone: string; roles?: SeatRoles; roomId?: string | null; video?: VideoKind; limitReason?: string }>

const lineOf = (interview: Interview, kind: 'interview.scheduled' | 'interview.moved' | 'interview.cancelled', stamp: Stamp, reason = ''): Change =>
  activityChange({ kind, candidateId: interview.candidateId, applicationId: interview.applicationId, jobId: interview.jobId, facts: { interviewId: interview.id, startMs: interview.startMs, ...(reason === '' ? {} : { reason }) } }, stamp)

/** Books an interview: a proposal until the server has confirmed that everybody is free. */
export function bookInterview(input: NewInterview, stamp: Stamp): Readonly<{ interview: Interview; changes: readonly Change[] }> {
  const { application, name, startMs, endMs, interviewerIds, zone, kit, roles, roomId = null, video = 'none', limitReason = '' } = input
  const id = stamp.createId()
  const interview: Interview = {
    id, loopId: id, candidateId: application.candidateId, applicationId: application.id, jobId: application.jobId, sessionId: null, name, startMs, endMs,
    seats: [...new Set(interviewerIds)].map(personId => ({ personId, role: roles?.get(personId) ?? 'interviewer' })), roomId, cancelled: false, cancelReason: '', limitReason, zone, bookedById: stamp.actorId,
    video, kitId: kit?.kitId ?? null, kitVersion: kit?.version ?? null, confirmed: false, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: stamp.nowMs,
  }
  return { interview, changes: [{ kind: 'create', collection: 'interviews', document: interview }, lineOf(interview, 'interview.scheduled', stamp)] }
}

/** Whoever stays keeps their role; one who comes in somebody's place takes the role of that place. Roles that are named hold instead. */
export function seatsAfter(seats: Interview['seats'], ids: readonly string[], roles?: SeatRoles): Interview['seats'] {
  return [...new Set(ids)].map((personId, at) => {
    if (roles) return { personId, role: roles.get(personId) ?? 'interviewer' }
    const left = ids.length === seats.length && !ids.includes(seats[at]!.personId) ? seats[at] : undefined
    return seats.find(seat => seat.personId === personId) ?? { personId, role: left?.role ?? 'interviewer' }
  })
}

/** Another time, other people, another room or kind of call. Only what differs is written. */
export function changeBooking(interview: Interview, to: BookingChange, stamp: Stamp): readonly Change[] {
  const { startMs, endMs, interviewerIds, zone, roomId = interview.roomId, video = interview.video, limitReason } = to
  const seats = seatsAfter(interview.seats, interviewerIds, to.roles)
  const isSame = interview.startMs === startMs && interview.endMs === endMs && interview.roomId === roomId && isSameJson(seats, interview.seats)
  if (isSame && interview.video === video) return []
  const call = interview.video === video ? {} : { video }
  const booking = isSame ? {} : { startMs, endMs, seats, roomId, zone, bookedById: stamp.actorId, ...(limitReason === undefined ? {} : { limitReason }) }
  return [{ kind: 'edit', collection: 'interviews', id: interview.id, fields: { ...booking, ...call } }, ...(isSame ? [] : [lineOf({ ...interview, ...booking }, 'interview.moved', stamp)])]
}

/** Calls an interview off; it stays readable with its reason, which the timeline says too. */
export function cancelInterview(interview: Interview, reason: string, stamp: Stamp): readonly Change[] {
  if (interview.cancelled) return []
  return [
    { kind: 'edit', collection: 'interviews', id: interview.id, fields: { cancelled: true, cancelReason: reason, bookedById: stamp.actorId } },
    lineOf(interview, 'interview.cancelled', stamp, reason),
  ]
}
