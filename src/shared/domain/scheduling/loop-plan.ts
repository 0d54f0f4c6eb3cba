import type { Interview } from '../model/interview.ts'
import type { InterviewPlan, PlanSession, SessionSeat } from '../model/interview-plan.ts'
import type { Job } from '../model/job.ts'
import type { Person } from '../model/person.ts'
import type { Plan, PlannedSeat } from '../planner/plan.ts'
import { poolOf } from './seat-pool.ts'

/**
 * A booked loop as the planner reads one. Sessions carry the interview's own id, so that two interviews of one session
 * stay apart; whoever sits where no plan foresaw a seat gets a seat of their own, which any colleague may take.
 */
export type LoopPlan = Readonly<{ plan: InterviewPlan; sessions: readonly PlanSession[]; booked: Pick<Plan, 'sessions'> }>

const looseRules: InterviewPlan = { id: 'loop', name: 'Loop', rank: 'a0', archived: false, maxDays: 5, maxPerDay: null, breakMinutes: 0, longestWaitMinutes: null, lunch: null, stepMinutes: 15 }

type Seated = Readonly<{ seats: readonly SessionSeat[]; planned: readonly PlannedSeat[] }>

/** Puts the people of an interview on the seats of its session, the narrowest seats first. */
function seat(interview: Interview, session: PlanSession | undefined, people: readonly Person[]): Seated {
  const known = (session?.seats ?? []).map(each => ({ each, pool: new Set(poolOf(each, people).map(person => person.id)), taken: [] as string[] }))
  const byWidth = known.toSorted((a, b) => a.pool.size - b.pool.size)
  const extra: { each: SessionSeat; taken: string[] }[] = []
  for (const { personId, role } of interview.seats) {
    const place = byWidth.find(({ each, pool, taken }) => each.role === role && pool.has(personId) && taken.length < each.count)
    if (place) place.taken.push(personId)
    else extra.push({ taken: [personId], each: { id: `${interview.id} ${personId}`, role, personIds: people.filter(person => person.active).map(person => person.id), preferredIds: [], skillIds: [], count: 1, optional: false } })
  }
  // A seat that stayed empty when the loop was booked stays so: nothing here fills it.
  const used = [...known, ...extra].filter(({ taken }) => taken.length > 0)
  return { seats: used.map(({ each, taken }) => ({ ...each, count: taken.length })), planned: used.map(({ each, taken }) => ({ seatId: each.id, personIds: taken })) }
}

/** The interviews of a loop that are still to be held, as a plan. */
export function loopPlan(loop: readonly Interview[], job: Pick<Job, 'sessions' | 'interviewPlans'>, people: readonly Person[]): LoopPlan {
  const live = loop.filter(interview => !interview.cancelled).toSorted((a, b) => a.startMs - b.startMs)
  const sessionOf = (interview: Interview) => job.sessions.find(session => session.id === interview.sessionId)
  const rules = job.interviewPlans.find(plan => live.some(interview => sessionOf(interview)?.planId === plan.id)) ?? looseRules
  const seated = new Map(live.map(interview => [interview.id, seat(interview, sessionOf(interview), people)]))
  const idsOf = (sessionId: string): string[] => live.filter(interview => interview.sessionId === sessionId).map(interview => interview.id)
  return {
    plan: { ...rules, id: looseRules.id },
    sessions: live.map((interview, index) => {
      const session = sessionOf(interview)
      return {
        id: interview.id, planId: looseRules.id, name: interview.name, rank: `a${index}`, lengthMinutes: Math.max(5, Math.round((interview.endMs - interview.startMs) / 60_000)),
        kitId: interview.kitId, seats: [...seated.get(interview.id)!.seats], afterIds: (session?.afterIds ?? []).flatMap(idsOf), video: interview.video,
        room: interview.roomId === null ? null : session?.room ?? { capacity: 1, features: [] },
      }
    }),
    booked: { sessions: live.map(interview => ({ sessionId: interview.id, startMs: interview.startMs, endMs: interview.endMs, roomId: interview.roomId, seats: seated.get(interview.id)!.planned })) },
  }
}
