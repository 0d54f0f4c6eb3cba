import { isSameJson } from '../../lib/json.ts'
import type { Interview } from '../model/interview.ts'
import type { Plan, PlannedSession } from '../planner/plan.ts'
import { activityChange, type Change, type Stamp } from './change.ts'
import { cancelInterview } from './interview.ts'

const tell = (interview: Interview, stamp: Stamp): Change => activityChange({
  kind: 'interview.moved', candidateId: interview.candidateId, applicationId: interview.applicationId, jobId: interview.jobId, facts: { interviewId: interview.id, startMs: interview.startMs },
}, stamp)

/** The people of an interview after a new plan: whoever stays keeps their role, a newcomer takes the one that became free. */
function seatsAfter(interview: Interview, planned: PlannedSession): Interview['seats'] {
  const now = planned.seats.flatMap(seat => seat.personIds)
  const newcomers = now.filter(id => !interview.seats.some(seat => seat.personId === id))
  return interview.seats.flatMap(seat => {
    if (now.includes(seat.personId)) return [seat]
    const next = newcomers.shift()
    return next === undefined ? [] : [{ ...seat, personId: next }]
  })
}

/** Changes the interviews of a loop to a plan whose sessions carry the interviews' ids, in one step. Only what differs is written. */
export function changeLoop(loop: readonly Interview[], plan: Pick<Plan, 'sessions'>, stamp: Stamp): readonly Change[] {
  return plan.sessions.flatMap((planned): Change[] => {
    const interview = loop.find(each => each.id === planned.sessionId)
    if (!interview) return []
    const to = { startMs: planned.startMs, endMs: planned.endMs, seats: seatsAfter(interview, planned), roomId: planned.roomId }
    const isSame = (Object.keys(to) as (keyof typeof to)[]).every(field => isSameJson(to[field], interview[field]))
    if (isSame) return []
    return [{ kind: 'edit', collection: 'interviews', id: interview.id, fields: { ...to, bookedById: stamp.actorId } }, tell({ ...interview, ...to }, stamp)]
  })
}

/** Calls the whole loop off: every interview of it that has not begun. */
export function cancelLoop(loop: readonly Interview[], reason: string, stamp: Stamp): readonly Change[] {
  return loop.filter(interview => !interview.cancelled && interview.startMs > stamp.nowMs).flatMap(interview => cancelInterview(interview, reason, stamp))
}
