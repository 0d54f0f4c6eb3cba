import { usualInterviewing } from '#shared/domain/scheduling/own-time'
import type { LoopFacts } from '#shared/domain/scheduling/gather-loop'
import type { Busy } from '#shared/domain/model/busy'
import type { Interview } from '#shared/domain/model/interview'
import type { InterviewPlan, PlanSession, SessionSeat } from '#shared/domain/model/interview-plan'
import type { Interviewing } from '#shared/domain/model/interviewing'
import type { Person } from '#shared/domain/model/person'
import { createId } from '#shared/lib/ids'
import { wallToInstant } from '#shared/lib/zoned-time'
import { personNamed, testNowMs } from './workspace.ts'

export const berlin = 'Europe/Berlin'
/** A wall time in Berlin. */
export const at = (day: string, wall: string, zone = berlin): number => wallToInstant(day, wall, zone)

export function aColleague(name: string, fields: Partial<Omit<Person, 'interviewing'>> & { interviewing?: Partial<Interviewing> } = {}): Person {
  const { interviewing, ...rest } = fields
  return { ...personNamed(createId(), 'interviewer'), name, ...rest, interviewing: interviewing ? { ...usualInterviewing, ...interviewing } : null }
}

export function aPlan(fields: Partial<InterviewPlan> = {}): InterviewPlan {
  return { id: createId(), name: 'Onsite', rank: 'a0', archived: false, maxDays: 1, maxPerDay: null, breakMinutes: 0, longestWaitMinutes: null, lunch: null, stepMinutes: 30, ...fields }
}

export function aPlanSeat(personIds: readonly string[], fields: Partial<SessionSeat> = {}): SessionSeat {
  return { id: createId(), role: 'interviewer', personIds: [...personIds], preferredIds: [], skillIds: [], count: 1, optional: false, ...fields }
}

export function aPlanSession(plan: InterviewPlan, name: string, seats: readonly SessionSeat[], fields: Partial<PlanSession> = {}): PlanSession {
  return { id: createId(), planId: plan.id, name, rank: 'a0', lengthMinutes: 60, kitId: null, seats: [...seats], afterIds: [], room: null, video: 'none', ...fields }
}

export function aBooking(startMs: number, personIds: readonly string[], fields: Partial<Interview> = {}): Interview {
  return {
    id: createId(), loopId: createId(), candidateId: createId(), applicationId: createId(), jobId: createId(), sessionId: null, name: 'Interview', startMs, endMs: startMs + 3_600_000,
    seats: personIds.map(personId => ({ personId, role: 'interviewer' })), roomId: null, cancelled: false, cancelReason: '', limitReason: '', zone: berlin, bookedById: createId(), video: 'none',
    kitId: null, kitVersion: null, confirmed: true, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: testNowMs, ...fields,
  }
}

export function busyTimes(subjectId: string, blocks: Busy['blocks'], fields: Partial<Busy> = {}): Busy {
  return { id: createId(), subjectKind: 'person', subjectId, subjectName: '', blocks, fromMs: 0, toMs: 7_000_000_000_000, readAtMs: testNowMs, problem: null, createdAtMs: testNowMs, ...fields }
}

/** A loop of one day, Monday 2 March 2026, candidate and everyone in Berlin. */
export function loopFacts(plan: InterviewPlan, sessions: readonly PlanSession[], people: readonly Person[], fields: Partial<LoopFacts> = {}): LoopFacts {
  return {
    job: { interviewPlans: [plan], sessions: [...sessions] }, planId: plan.id, people, interviews: [], busy: [], settings: { rooms: [], holidays: [], interviewSkills: [] },
    candidate: { id: createId(), name: 'Kim', zone: berlin, windows: [{ day: '2026-03-02', hours: { from: '09:00', to: '17:00' } }] },
    window: { fromMs: at('2026-03-02', '00:00'), toMs: at('2026-03-07', '00:00') }, nowMs: at('2026-03-01', '12:00'), ...fields,
  }
}
