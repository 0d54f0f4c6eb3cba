import { addDays, dayOf, sayDay, wallTimeOf } from '#shared/lib/zoned-time'
import type { CandidateWindow, PlannerInput, PlanPerson } from './planner-input.ts'

/** One thing that can be given up. `parts` are narrower versions: if any of them helps, the whole does. */
export type Loosening = Readonly<{
  constraint: 'sameDay' | 'perDay' | 'lunch' | 'minGap' | 'maxGap' | 'order' | 'room' | 'seat' | 'skills' | 'pin' | 'personLimit'
    | 'buffer' | 'focus' | 'workingHours' | 'candidateWindow' | 'planningWindow'
  subjectId: string | null
  description: string
  apply(input: PlannerInput): PlannerInput
  parts: readonly Loosening[]
}>

type Constraint = Loosening['constraint']
const loosen = (constraint: Constraint, subjectId: string | null, description: string, apply: Loosening['apply'], parts: readonly Loosening[] = []): Loosening =>
  ({ constraint, subjectId, description, apply, parts })

const HOUR_MS = 3_600_000
const WEEK_MS = 7 * 24 * HOUR_MS
const ANY_HOUR = [{ from: '00:00', to: '24:00' }] as const

function ruleLoosenings(input: PlannerInput): Loosening[] {
  const { days, lunch, gaps, order } = input
  const nameOf = (id: string): string => input.sessions.find(session => session.id === id)?.name ?? ''
  return [
    ...(days.max < input.sessions.length
      ? [loosen('sameDay', null, days.max === 1 ? 'Split the loop over two days' : `Allow ${days.max + 1} days`, now => ({ ...now, days: { ...now.days, max: days.max + 1 } }))]
      : []),
    ...(days.perDay === null ? [] : [loosen('perDay', null, `Allow more than ${days.perDay} sessions a day`, now => ({ ...now, days: { ...now.days, perDay: null } }))]),
    ...(lunch ? [loosen('lunch', null, 'Do without the lunch break', now => ({ ...now, lunch: null }))] : []),
    ...(gaps.minMinutes > 0 ? [loosen('minGap', null, 'Let sessions follow without a break', now => ({ ...now, gaps: { ...now.gaps, minMinutes: 0 } }))] : []),
    ...(gaps.maxMinutes === null ? [] : [loosen('maxGap', null, 'Allow longer waits between sessions', now => ({ ...now, gaps: { ...now.gaps, maxMinutes: null } }))]),
    ...grouped(order.map(pair => loosen('order', pair.before, `Let ${nameOf(pair.after)} come before ${nameOf(pair.before)}`,
      now => ({ ...now, order: now.order.filter(one => one.before !== pair.before || one.after !== pair.after) }))), 'order', 'Give the sessions in any order'),
    ...grouped(input.pins.map((pin, at) => loosen('pin', pin.sessionId,
      pin.kind === 'time' ? `Let ${nameOf(pin.sessionId)} move from the time you fixed` : `Let go of the person you fixed for ${nameOf(pin.sessionId)}`,
      now => ({ ...now, pins: now.pins.filter(one => one !== input.pins[at]) }))), 'pin', 'Let go of everything you fixed'),
  ]
}

/** All parts together when there are several, with the parts inside; the part itself when there is one. */
function grouped(parts: readonly Loosening[], constraint: Constraint, description: string): Loosening[] {
  if (parts.length < 2) return [...parts]
  return [loosen(constraint, null, description, input => parts.reduce((now, part) => part.apply(now), input), parts)]
}

function sessionLoosenings(input: PlannerInput): Loosening[] {
  const rooms = input.sessions.filter(session => session.room !== null).map(session =>
    loosen('room', session.id, `Hold ${session.name} without a room of its own`, now => ({ ...now, sessions: now.sessions.map(one => (one.id === session.id ? { ...one, room: null } : one)) })))
  const seats = input.sessions.flatMap(session => session.seats.filter(seat => !seat.optional).map(seat =>
    loosen('seat', `${session.id}/${seat.id}`, `Find someone outside the pool for a seat at ${session.name}`, now => ({
      ...now,
      sessions: now.sessions.map(one => one.id !== session.id ? one : { ...one, seats: one.seats.map(chair => (chair.id === seat.id ? { ...chair, optional: true } : chair)) }),
    }))))
  const skills = input.sessions.flatMap(session => session.seats.filter(seat => seat.requiredSkills.length > 0 && !seat.optional).map(seat =>
    loosen('skills', `${session.id}/${seat.id}`, `Accept someone from the pool of ${session.name} who is not yet trained for it`, now => ({
      ...now,
      sessions: now.sessions.map(one => one.id !== session.id ? one : { ...one, seats: one.seats.map(chair => (chair.id === seat.id ? { ...chair, requiredSkills: [] } : chair)) }),
    }))))
  return [...grouped(rooms, 'room', 'Do without rooms'), ...grouped(skills, 'skills', 'Accept people not yet trained'), ...grouped(seats, 'seat', 'Find people outside the pools')]
}

function peopleLoosenings(input: PlannerInput): Loosening[] {
  const pools = new Set(input.sessions.flatMap(session => session.seats.flatMap(seat => seat.pool)))
  const people = input.people.filter(person => pools.has(person.id))
  const each = (constraint: Constraint, all: string, applies: (person: PlanPerson) => boolean, say: (name: string) => string, change: (person: PlanPerson) => PlanPerson): Loosening[] => {
    // One changed object a person, so that the time worked out for it is remembered between solves.
    const changed = new Map(people.filter(applies).map(person => [person.id, change(person)]))
    const parts = people.filter(applies).map(person => loosen(constraint, person.id, say(person.name),
      now => ({ ...now, people: now.people.map(one => (one.id !== person.id ? one : one === person ? changed.get(one.id) ?? one : change(one))) })))
    return grouped(parts, constraint, all)
  }
  return [
    ...each('personLimit', "Go over people's limits a day or week, with a reason", person => person.maxPerDay !== null || person.maxPerWeek !== null,
      name => `Let ${name} go over their limit a day or week, with a reason`, person => ({ ...person, maxPerDay: null, maxPerWeek: null })),
    ...each('buffer', "Drop people's buffers around interviews", person => person.bufferBeforeMinutes + person.bufferAfterMinutes > 0,
      name => `Drop ${name}'s buffers around interviews`, person => ({ ...person, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 })),
    ...each('focus', 'Use focus time', person => person.focus.some(block => block.strength === 'hard'),
      name => `Use ${name}'s focus time`, person => ({ ...person, focus: person.focus.map(block => ({ ...block, strength: 'soft' })) })),
    ...each('workingHours', 'Ask people to work outside their hours', () => true,
      name => `Ask ${name} to work outside their hours`, person => ({ ...person, hours: { 1: ANY_HOUR, 2: ANY_HOUR, 3: ANY_HOUR, 4: ANY_HOUR, 5: ANY_HOUR, 6: ANY_HOUR, 7: ANY_HOUR } })),
  ]
}

function windowLoosenings(input: PlannerInput): Loosening[] {
  const { candidate, window } = input
  const first = dayOf(window.fromMs, candidate.zone)
  const allDays = Array.from({ length: Math.ceil((window.toMs - window.fromMs) / (24 * HOUR_MS)) + 1 }, (_, at) => ({ day: addDays(first, at), hours: { from: '08:00', to: '19:00' } }))
  const later = candidate.windows.map((open): CandidateWindow => 'day' in open
    ? { ...open, day: addDays(open.day, 7) }
    : { fromMs: open.fromMs + WEEK_MS, toMs: open.toMs + WEEK_MS })
  return [
    loosen('candidateWindow', null, `Ask ${candidate.name} for any time between 08:00 and 19:00 on any day`, now => ({ ...now, candidate: { ...now.candidate, windows: [...now.candidate.windows, ...allDays] } }),
      candidate.windows.slice(0, 10).map((open, at) => {
        const day = 'day' in open ? open.day : dayOf(open.fromMs, candidate.zone)
        const from = 'day' in open ? open.hours.from : wallTimeOf(open.fromMs, candidate.zone)
        return loosen('candidateWindow', String(at), `Ask ${candidate.name} for more time on ${sayDay(day)} (from ${from} now)`,
          now => ({ ...now, candidate: { ...now.candidate, windows: [...now.candidate.windows, { day, hours: { from: '08:00', to: '19:00' } }] } }))
      })),
    loosen('planningWindow', null, `Plan a week further, with the same hours from ${candidate.name}`,
      now => ({ ...now, window: { ...now.window, toMs: now.window.toMs + WEEK_MS }, candidate: { ...now.candidate, windows: [...now.candidate.windows, ...later] } })),
  ]
}

/** Everything that could be given up for this input, broad first; each names what it touches. */
export function looseningsOf(input: PlannerInput): readonly Loosening[] {
  return [...ruleLoosenings(input), ...windowLoosenings(input), ...sessionLoosenings(input), ...peopleLoosenings(input)]
}
