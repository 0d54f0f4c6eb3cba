import { byRank, rankAt } from '../../lib/rank.ts'
import type { InterviewPlan, PlanSession, SessionSeat } from '../model/interview-plan.ts'
import type { Job } from '../model/job.ts'
import type { Change, Stamp } from './change.ts'
import { editJob } from './job.ts'

/** What a plan starts with: one day, a short break, lunch kept, starts on the half hour. */
const startingRules = {
  maxDays: 1, maxPerDay: null, breakMinutes: 0, longestWaitMinutes: 60,
  lunch: { fromMinute: 11 * 60 + 30, toMinute: 14 * 60, lengthMinutes: 45 }, stepMinutes: 30,
} as const

/** The plans in use, in their order. */
export function openPlans(job: Pick<Job, 'interviewPlans'>): readonly InterviewPlan[] {
  return job.interviewPlans.filter(plan => !plan.archived).toSorted(byRank)
}

/** A plan's sessions, in their order. */
export function sessionsOf(job: Pick<Job, 'sessions'>, planId: string): readonly PlanSession[] {
  return job.sessions.filter(session => session.planId === planId).toSorted(byRank)
}

export function newSeat(stamp: Pick<Stamp, 'createId'>): SessionSeat {
  return { id: stamp.createId(), role: 'interviewer', personIds: [], preferredIds: [], skillIds: [], count: 1, optional: false }
}

/** Adds a plan at the end. */
export function addPlan(job: Job, name: string, stamp: Stamp): Readonly<{ planId: string; changes: readonly Change[] }> {
  const plan: InterviewPlan = { id: stamp.createId(), name, rank: rankAt(openPlans(job), openPlans(job).length), archived: false, ...startingRules }
  return { planId: plan.id, changes: editJob(job, { interviewPlans: [...job.interviewPlans, plan] }, stamp) }
}

/** Sets a plan's name or rules. */
export function editPlan(job: Job, planId: string, fields: Partial<Omit<InterviewPlan, 'id'>>, stamp: Stamp): readonly Change[] {
  return editJob(job, { interviewPlans: job.interviewPlans.map(plan => (plan.id === planId ? { ...plan, ...fields } : plan)) }, stamp)
}

/** A session as it starts: an hour at the end of its plan, with one chair. */
export function newSession(job: Job, planId: string, name: string, stamp: Pick<Stamp, 'createId'>): PlanSession {
  const others = sessionsOf(job, planId)
  return {
    id: stamp.createId(), planId, name, rank: rankAt(others, others.length), lengthMinutes: 60, kitId: null, seats: [newSeat(stamp)],
    afterIds: [], room: null, video: 'none',
  }
}

/** Writes a session, new or edited. */
export function saveSession(job: Job, session: PlanSession, stamp: Stamp): readonly Change[] {
  const isKnown = job.sessions.some(each => each.id === session.id)
  return editJob(job, { sessions: isKnown ? job.sessions.map(each => (each.id === session.id ? session : each)) : [...job.sessions, session] }, stamp)
}

/** Moves a session to a place among its plan's sessions, itself left out of the counting. */
export function placeSession(job: Job, sessionId: string, index: number, stamp: Stamp): readonly Change[] {
  const moved = job.sessions.find(session => session.id === sessionId)
  if (!moved) return []
  const all = sessionsOf(job, moved.planId)
  if (all.findIndex(session => session.id === sessionId) === index) return []
  const rank = rankAt(all.filter(session => session.id !== sessionId), index)
  return saveSession(job, { ...moved, rank }, stamp)
}

/** Takes a session out; what had to come after it is free of it. Booked interviews keep their own name and time. */
export function removeSession(job: Job, sessionId: string, stamp: Stamp): readonly Change[] {
  const sessions = job.sessions.filter(session => session.id !== sessionId)
    .map(session => (session.afterIds.includes(sessionId) ? { ...session, afterIds: session.afterIds.filter(id => id !== sessionId) } : session))
  return editJob(job, { sessions }, stamp)
}

/** Sessions that may be named as coming before this one without going in a circle. */
export function possibleEarlier(job: Job, session: PlanSession): readonly PlanSession[] {
  const others = sessionsOf(job, session.planId).filter(each => each.id !== session.id)
  const later = new Set([session.id])
  for (let round = 0; round < others.length; round += 1) {
    for (const each of others) if (each.afterIds.some(id => later.has(id))) later.add(each.id)
  }
  return others.filter(each => !later.has(each.id))
}
