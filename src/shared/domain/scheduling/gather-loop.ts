import type { Span } from '../../lib/zoned-time.ts'
import { byRank } from '../../lib/rank.ts'
import type { Busy } from '../model/busy.ts'
import type { Interview } from '../model/interview.ts'
import type { InterviewPlan, PlanSession } from '../model/interview-plan.ts'
import type { Job } from '../model/job.ts'
import type { Person } from '../model/person.ts'
import type { Settings } from '../model/settings.ts'
import { wallOfMinute } from '../plan-words.ts'
import type * as planner from '../planner/planner-input.ts'
import { busyAge, type BusyAge } from './busy-age.ts'
import { daysOff, focusIn, interviewingOf, weekHours } from './own-time.ts'
import { poolOf } from './seat-pool.ts'

/** What a loop is planned from: documents as this replica holds them, and what the coordinator chose. */
export type LoopFacts = Readonly<{
  job: Pick<Job, 'interviewPlans' | 'sessions'>
  planId: string
  people: readonly Person[]
  /** Everything that is booked near the window, on any route. */
  interviews: readonly Interview[]
  busy: readonly Busy[]
  settings: Pick<Settings, 'rooms' | 'holidays' | 'interviewSkills'>
  candidate: Readonly<{ id: string; name: string; zone: string; windows: readonly planner.CandidateWindow[] }>
  window: Span
  nowMs: number
  /** A loop that is planned again: its own interviews stand in nobody's way, and its times are stayed close to. */
  loop?: readonly Interview[]
  pins?: readonly planner.Pin[]
  /** Only these sessions; all of the plan when absent. */
  sessionIds?: readonly string[]
}>

export type GatheredLoop = Readonly<{ input: planner.PlannerInput; age: BusyAge }>

const twoWeeks = 14 * 86_400_000
/** Interviews this far outside the window still count in its weeks. */
const padding = 9 * 86_400_000
const levels = { shadow: 'shadowing', reverseShadow: 'reverseShadowing', certified: 'certified' } as const

const spanOf = ({ startMs, endMs }: Pick<Interview, 'startMs' | 'endMs'>): Span => ({ fromMs: startMs, toMs: endMs })

/** A calendar's blocks less these spans: what is planned again is also in the calendars, and must not block itself. */
export function withoutSpans(blocks: Busy['blocks'], spans: readonly Span[]): readonly Span[] {
  return blocks.flatMap(block => spans.reduce<readonly Span[]>((left, span) => left.flatMap(part => {
    if (span.toMs <= part.fromMs || span.fromMs >= part.toMs) return [part]
    return [{ fromMs: part.fromMs, toMs: span.fromMs }, { fromMs: span.toMs, toMs: part.toMs }].filter(rest => rest.toMs > rest.fromMs)
  }), [{ fromMs: block.startMs, toMs: block.endMs }]))
}

/** The plan of a job by id, with its sessions in their order. */
export function planOf(job: Pick<Job, 'interviewPlans' | 'sessions'>, planId: string): Readonly<{ plan: InterviewPlan; sessions: readonly PlanSession[] }> | null {
  const plan = job.interviewPlans.find(each => each.id === planId)
  return plan ? { plan, sessions: job.sessions.filter(session => session.planId === planId).toSorted(byRank) } : null
}

/** Names of skills, as the planner's keys and in its reasons. */
function skillNames(settings: LoopFacts['settings']): (id: string) => string {
  const names = new Map(settings.interviewSkills.map(skill => [skill.id, skill.name]))
  return id => names.get(id) ?? id
}

function toSession(session: PlanSession, facts: LoopFacts, nameOf: (id: string) => string): planner.PlanSession {
  return {
    id: session.id, name: session.name, lengthMinutes: session.lengthMinutes, room: session.room, video: session.video !== 'none',
    seats: session.seats.map(seat => ({
      id: seat.id, role: seat.role, pool: poolOf(seat, facts.people).map(person => person.id), requiredSkills: seat.skillIds.map(nameOf),
      count: seat.count, preferred: seat.preferredIds, optional: seat.optional,
    })),
  }
}

function toPerson(person: Person, facts: LoopFacts, standing: readonly Interview[], nameOf: (id: string) => string): planner.PlanPerson {
  const interviewing = interviewingOf(person)
  const { bufferBeforeMinutes, bufferAfterMinutes, maxPerDay, maxPerWeek, preferredPerDay, preferredPerWeek } = interviewing
  const own = standing.filter(interview => interview.seats.some(seat => seat.personId === person.id))
  const again = (facts.loop ?? []).filter(interview => interview.seats.some(seat => seat.personId === person.id)).map(spanOf)
  return {
    id: person.id, name: person.name, zone: person.zone, hours: weekHours(interviewing),
    busy: facts.busy.filter(each => each.subjectId === person.id).flatMap(each => withoutSpans(each.blocks, again)),
    interviews: own.filter(each => each.endMs > facts.window.fromMs - padding && each.startMs < facts.window.toMs + padding).map(spanOf),
    focus: focusIn(person, facts.window), holidays: daysOff(person, facts.settings.holidays),
    bufferBeforeMinutes, bufferAfterMinutes, maxPerDay, maxPerWeek, preferredPerDay, preferredPerWeek,
    skills: Object.fromEntries(person.trainings.map(training => [nameOf(training.id), levels[training.level]])),
    recentInterviews: own.filter(each => Math.abs(each.startMs - facts.nowMs) < twoWeeks).length,
  }
}

function toRooms(facts: LoopFacts, standing: readonly Interview[]): readonly planner.PlanRoom[] {
  return facts.settings.rooms.filter(room => !room.archived).map(({ id, name, capacity, features, zone }) => {
    const again = (facts.loop ?? []).filter(interview => interview.roomId === id).map(spanOf)
    const calendar = facts.busy.filter(each => each.subjectId === id).flatMap(each => withoutSpans(each.blocks, again))
    return { id, name, capacity, features, zone, busy: [...calendar, ...standing.filter(interview => interview.roomId === id).map(spanOf)] }
  })
}

/** A loop as it stands, for the planner to stay close to. */
function previousOf(loop: readonly Interview[]): readonly planner.PreviousSession[] {
  return loop.filter(interview => !interview.cancelled && interview.sessionId !== null).map(({ sessionId, startMs, roomId, seats }) =>
    ({ sessionId: sessionId!, startMs, roomId, personIds: seats.map(seat => seat.personId) }))
}

/** Everything the planner needs, purely from documents; null when the job has no such plan. */
export function gatherLoop(facts: LoopFacts): GatheredLoop | null {
  const found = planOf(facts.job, facts.planId)
  if (!found) return null
  const { plan } = found
  const wanted = found.sessions.filter(session => facts.sessionIds?.includes(session.id) ?? true)
  const loopIds = new Set((facts.loop ?? []).map(interview => interview.id))
  const standing = facts.interviews.filter(interview => !interview.cancelled && !loopIds.has(interview.id))
  const nameOf = skillNames(facts.settings)
  const sessions = wanted.map(session => toSession(session, facts, nameOf))
  const needed = new Set([...sessions.flatMap(session => session.seats.flatMap(seat => seat.pool)), ...(facts.loop ?? []).flatMap(interview => interview.seats.map(seat => seat.personId))])
  const ids = new Set(wanted.map(session => session.id))
  return {
    age: busyAge([...needed], facts.busy),
    input: {
      sessions,
      order: wanted.flatMap(session => session.afterIds.filter(before => ids.has(before)).map(before => ({ before, after: session.id }))),
      days: { max: plan.maxDays, perDay: plan.maxPerDay },
      gaps: { minMinutes: plan.breakMinutes, maxMinutes: plan.longestWaitMinutes },
      lunch: plan.lunch && { from: wallOfMinute(plan.lunch.fromMinute), to: wallOfMinute(plan.lunch.toMinute), lengthMinutes: plan.lunch.lengthMinutes },
      stepMinutes: plan.stepMinutes,
      people: facts.people.filter(person => needed.has(person.id)).map(person => toPerson(person, facts, standing, nameOf)),
      rooms: toRooms(facts, standing),
      candidate: {
        name: facts.candidate.name, zone: facts.candidate.zone, windows: facts.candidate.windows,
        busy: standing.filter(interview => interview.candidateId === facts.candidate.id).map(spanOf),
      },
      window: facts.window,
      previous: facts.loop && facts.loop.length > 0 ? previousOf(facts.loop) : null,
      pins: facts.pins ?? [],
    },
  }
}
