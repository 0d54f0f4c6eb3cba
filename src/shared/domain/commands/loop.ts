import type { Application } from '../model/application.ts'
import type { Interview } from '../model/interview.ts'
import type { PlanSession } from '../model/interview-plan.ts'
import type { Job } from '../model/job.ts'
import type { Person } from '../model/person.ts'
import type { Plan, PlannedSession } from '../planner/plan.ts'
import { overLimits } from '../scheduling/limits.ts'
import type { Change, Stamp } from './change.ts'
import { activityChange } from './change.ts'
import { kitOf } from './kit.ts'

/** A plan to be booked for one application. `zone` is the one the times were chosen in: the candidate's. */
export type LoopToBook = Readonly<{
  application: Application
  job: Pick<Job, 'sessions' | 'kits'>
  plan: Pick<Plan, 'sessions'>
  zone: string
  /** What is booked near it, and the people: whoever would pass a limit does so with `limitReason`. */
  booked: readonly Interview[]
  people: readonly Person[]
  limitReason: string
}>

function seatsOf(planned: PlannedSession, session: PlanSession | undefined): Interview['seats'] {
  return planned.seats.flatMap(({ seatId, personIds }) => {
    const role = session?.seats.find(seat => seat.id === seatId)?.role ?? 'interviewer'
    return personIds.map(personId => ({ personId, role }))
  })
}

/** The interviews a plan would become, before anybody has agreed: ids come from the stamp. */
export function interviewsOf(input: LoopToBook, stamp: Stamp): readonly Interview[] {
  const { application, job, plan, zone } = input
  const loopId = stamp.createId()
  const drafts = plan.sessions.map((planned): Interview => {
    const session = job.sessions.find(each => each.id === planned.sessionId)
    const kit = kitOf(job, session?.kitId ?? null, null)
    return {
      id: stamp.createId(), loopId, candidateId: application.candidateId, applicationId: application.id, jobId: application.jobId, sessionId: planned.sessionId,
      name: session?.name ?? 'Interview', startMs: planned.startMs, endMs: planned.endMs, seats: seatsOf(planned, session), roomId: planned.roomId,
      cancelled: false, cancelReason: '', limitReason: '', zone, bookedById: stamp.actorId, video: session?.video ?? 'none', kitId: kit?.kitId ?? null, kitVersion: kit?.version ?? null,
      confirmed: false, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: stamp.nowMs,
    }
  })
  const all = [...input.booked, ...drafts]
  return drafts.map(draft => (overLimits(draft, input.people, all).length > 0 ? { ...draft, limitReason: input.limitReason } : draft))
}

/** Books a whole loop in one step: proposals until the server has confirmed each. */
export function bookLoop(input: LoopToBook, stamp: Stamp): Readonly<{ loopId: string; changes: readonly Change[] }> {
  const interviews = interviewsOf(input, stamp)
  const changes = interviews.flatMap((interview): Change[] => [
    { kind: 'create', collection: 'interviews', document: interview },
    activityChange({ kind: 'interview.scheduled', candidateId: interview.candidateId, applicationId: interview.applicationId, jobId: interview.jobId, facts: { interviewId: interview.id, startMs: interview.startMs } }, stamp),
  ])
  return { loopId: interviews[0]?.loopId ?? '', changes }
}
