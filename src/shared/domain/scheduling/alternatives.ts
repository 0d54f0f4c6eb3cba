import { isSameJson } from '../../lib/json.ts'
import { addDays, dayOf, sayDay, startOfDay, wallTimeOf, type Span } from '../../lib/zoned-time.ts'
import type { Interview } from '../model/interview.ts'
import type { InterviewPlan, PlanSession } from '../model/interview-plan.ts'
import type { Job } from '../model/job.ts'
import type { Plan, PlannedSession } from '../planner/plan.ts'
import { planLoop } from '../planner/plan-loop.ts'
import type { CandidateWindow } from '../planner/planner-input.ts'
import { dailyWindows } from './candidate-windows.ts'
import { gatherLoop, type LoopFacts } from './gather-loop.ts'

/** Another booking for the same interview: a sentence, and the fields that make it. */
export type Alternative = Readonly<{ label: string; value: Readonly<Pick<Interview, 'startMs' | 'endMs' | 'seats' | 'roomId'>> }>

export type SlotFacts = Readonly<Omit<LoopFacts, 'planId' | 'candidate' | 'window' | 'loop' | 'pins' | 'sessionIds' | 'job'> & {
  /** What was wanted and cannot be. */
  wanted: Interview
  /** The interview as it stands, when it is one that was to be moved. */
  standing: Interview | null
  job: Pick<Job, 'sessions' | 'interviewPlans'>
  candidateName: string
  /** What the candidate said, if anything. */
  candidateWindows: readonly CandidateWindow[] | null
}>

const most = 7
const daysAhead = 7
/** The time that was wanted counts most: the candidate may know it already. Then the nearest one. */
const weights = { moved: 4_000, movedHour: 60, fiveMinutes: 0 }
const looseRules: Omit<InterviewPlan, 'id' | 'name' | 'rank' | 'archived'> = { maxDays: 1, maxPerDay: null, breakMinutes: 0, longestWaitMinutes: null, lunch: null, stepMinutes: 30 }

/** The session the interview is of; for one that follows no plan, a session for the very people who were asked. */
export function sessionOf(wanted: Interview, sessions: readonly PlanSession[]): PlanSession {
  const planned = sessions.find(session => session.id === wanted.sessionId)
  const lengthMinutes = Math.max(5, Math.round((wanted.endMs - wanted.startMs) / 60_000))
  if (planned) return { ...planned, lengthMinutes }
  return {
    id: wanted.id, planId: wanted.loopId, name: wanted.name, rank: 'a0', lengthMinutes, kitId: null, afterIds: [], video: wanted.video,
    seats: wanted.seats.map(({ personId, role }) => ({ id: personId, role, personIds: [personId], preferredIds: [], skillIds: [], count: 1, optional: false })),
    room: wanted.roomId === null ? null : { capacity: 1, features: [] },
  }
}

/** When this session may lie, given the loop around it: after what comes before it, before what waits for it. */
function placeIn(session: PlanSession, sessions: readonly PlanSession[], siblings: readonly Interview[], span: Span): Span {
  const before = siblings.filter(each => session.afterIds.includes(each.sessionId ?? ''))
  const after = siblings.filter(each => sessions.find(one => one.id === each.sessionId)?.afterIds.includes(session.id))
  return { fromMs: Math.max(span.fromMs, ...before.map(each => each.endMs)), toMs: Math.min(span.toMs, ...after.map(each => each.startMs)) }
}

function seatsOf(planned: PlannedSession, session: PlanSession): Interview['seats'] {
  return planned.seats.flatMap(({ seatId, personIds }) => personIds.map(personId => ({ personId, role: session.seats.find(seat => seat.id === seatId)?.role ?? 'interviewer' as const })))
}

function say(facts: SlotFacts, planned: PlannedSession): string {
  const { wanted, people } = facts
  const nameOf = (id: string): string => people.find(person => person.id === id)?.name ?? 'a colleague'
  const asked = wanted.seats.map(seat => seat.personId)
  const now = planned.seats.flatMap(seat => seat.personIds)
  const [joins, leaves] = [now.filter(id => !asked.includes(id)).map(nameOf), asked.filter(id => !now.includes(id)).map(nameOf)]
  const swap = joins.length === 0 ? (leaves.length === 0 ? '' : `, without ${leaves.join(' and ')}`) : `, with ${joins.join(' and ')}${leaves.length > 0 ? ` instead of ${leaves.join(' and ')}` : ''}`
  if (planned.startMs === wanted.startMs) return `The same time${swap || ', another room'}`.slice(0, 300)
  return `${sayDay(dayOf(planned.startMs, wanted.zone))}, ${wallTimeOf(planned.startMs, wanted.zone)}–${wallTimeOf(planned.endMs, wanted.zone)}${swap}`.slice(0, 300)
}

/** Where it stands already is no way forward. */
const isSameBooking = (value: Alternative['value'], standing: Interview): boolean =>
  value.startMs === standing.startMs && value.endMs === standing.endMs && value.roomId === standing.roomId && isSameJson(value.seats, standing.seats)

/** Free ways to hold an interview that could not be booked as wanted, nearest to the wish first. Pure; the same on server and laptop. */
export function alternativesFor(facts: SlotFacts): readonly Alternative[] {
  const { wanted, standing, job } = facts
  const session = sessionOf(wanted, job.sessions)
  const known = job.interviewPlans.find(each => each.id === session.planId)
  const plan: InterviewPlan = { id: session.planId, name: 'x', rank: 'a0', archived: false, ...looseRules, ...(known ? { stepMinutes: known.stepMinutes } : {}) }
  const others = facts.interviews.filter(each => each.id !== wanted.id)
  const siblings = others.filter(each => each.loopId === wanted.loopId && !each.cancelled)
  const fromDay = dayOf(Math.max(facts.nowMs, wanted.startMs), wanted.zone)
  const span = { fromMs: Math.max(facts.nowMs, startOfDay(fromDay, wanted.zone)), toMs: startOfDay(addDays(fromDay, daysAhead), wanted.zone) }
  const near = placeIn(session, job.sessions, siblings, span)
  const usual = dailyWindows({ fromDay, toDay: addDays(fromDay, daysAhead), from: '08:00', to: '18:00', weekdays: [1, 2, 3, 4, 5] })
  const windows = [...(facts.candidateWindows ?? usual), { fromMs: wanted.startMs, toMs: wanted.endMs }]
  const best = (window: Span): readonly Plan[] => {
    if (window.toMs <= window.fromMs) return []
    const gathered = gatherLoop({
      ...facts, interviews: others, job: { interviewPlans: [plan], sessions: [{ ...session, afterIds: [] }] }, planId: plan.id, window,
      candidate: { id: wanted.candidateId, name: facts.candidateName, zone: wanted.zone, windows }, ...(standing ? { loop: [standing] } : {}),
    })
    if (!gathered) return []
    const previous = [{ sessionId: session.id, startMs: wanted.startMs, roomId: wanted.roomId, personIds: wanted.seats.map(seat => seat.personId) }]
    const result = planLoop({ ...gathered.input, previous, wanted: most, weights })
    return result.kind === 'plans' ? result.plans : []
  }
  // A loop of one day stays on its day if it can.
  const isOneDay = known?.maxDays === 1 && siblings.some(each => dayOf(each.startMs, wanted.zone) === fromDay)
  const sameDay = isOneDay ? best({ fromMs: near.fromMs, toMs: Math.min(near.toMs, startOfDay(addDays(fromDay, 1), wanted.zone)) }) : []
  const found = sameDay.length > 0 ? sameDay : best(near)
  return found.flatMap(each => each.sessions).map(planned => ({
    label: say(facts, planned),
    value: { startMs: planned.startMs, endMs: planned.endMs, seats: seatsOf(planned, session), roomId: planned.roomId },
  })).filter(({ value }) => standing === null || !isSameBooking(value, standing))
}
