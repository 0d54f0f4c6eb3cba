import { listWords } from '#shared/lib/list-words'
import { dayOf, sayDay, wallTimeOf } from '#shared/lib/zoned-time'
import { holdsLunch } from './candidate-days.ts'
import type { DayTable } from './day-table.ts'
import type { Model } from './model.ts'
import type { NearMiss, PlannedSession, PlanScore } from './plan.ts'
import type { PlannerInput, Seat } from './planner-input.ts'

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'] as const

/** `1 interview`, `2 interviews`. */
export function sayCount(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`
}

function sayWhen(model: Model, sessions: readonly PlannedSession[]): string {
  const zone = model.input.candidate.zone
  const days = [...new Set(sessions.map(session => dayOf(session.startMs, zone)))]
  const spans = days.map(day => {
    const today = sessions.filter(session => dayOf(session.startMs, zone) === day)
    return `${sayDay(day)}, ${wallTimeOf(today[0]?.startMs ?? 0, zone)} to ${wallTimeOf(today.at(-1)?.endMs ?? 0, zone)}`
  })
  return `${NUMBERS[days.length] ?? days.length} day${days.length === 1 ? '' : 's'}: ${spans.join('; ')}, ${model.input.candidate.name}'s time`
}

function sayLoad(model: Model, sessions: readonly PlannedSession[]): string[] {
  const uses = new Map<string, number>()
  for (const id of sessions.flatMap(session => session.seats.flatMap(seat => seat.personIds))) uses.set(id, (uses.get(id) ?? 0) + 1)
  const people = model.input.people.filter(person => uses.has(person.id))
  if (people.length === 0) return []
  const load = `Load in these weeks: ${listWords(people.map(person => `${person.name} has ${sayCount(person.recentInterviews, 'interview')}`))}`
  const twice = people.filter(person => (uses.get(person.id) ?? 0) > 1)
  return twice.length === 0 ? [load] : [load, listWords(twice.map(person => `${person.name} gives ${sayCount(uses.get(person.id) ?? 0, 'session')} of this loop`))]
}

function sayChanges(model: Model, sessions: readonly PlannedSession[]): string[] {
  const { previous, people } = model.input
  if (!previous) return []
  const changes = sessions.flatMap(session => {
    const before = previous.find(one => one.sessionId === session.sessionId)
    const name = model.input.sessions.find(one => one.id === session.sessionId)?.name ?? ''
    if (!before) return [`${name} is new`]
    const fresh = session.seats.flatMap(seat => seat.personIds).filter(id => !before.personIds.includes(id))
    return [
      ...(before.startMs === session.startMs ? [] : [`${name} moves`]),
      ...(fresh.length === 0 ? [] : [`${listWords(fresh.map(id => people.find(person => person.id === id)?.name ?? ''))} joins ${name}`]),
    ]
  })
  return [changes.length === 0 ? 'Nothing changes from the plan before' : `Against the plan before: ${listWords(changes)}`]
}

/** Chairs nobody sits on: those of a trainee may stay empty, the others are still to be filled. `asked` is the question before anything was given up. */
function sayEmpty(model: Model, sessions: readonly PlannedSession[], asked: PlannerInput): string[] {
  const seatsOf = (input: PlannerInput): ReadonlyMap<string, Seat> => new Map(input.sessions.flatMap(session => session.seats.map(seat => [`${session.id}/${seat.id}`, seat] as const)))
  const [now, before] = [seatsOf(model.input), seatsOf(asked)]
  const empty = { optional: 0, needed: 0 }
  for (const { sessionId, seats } of sessions) {
    for (const { seatId, personIds } of seats) {
      const key = `${sessionId}/${seatId}`
      empty[before.get(key)?.optional ? 'optional' : 'needed'] += Math.max(0, (now.get(key)?.count ?? 0) - personIds.length)
    }
  }
  return [
    ...(empty.needed > 0 ? [`${sayCount(empty.needed, 'seat')} still to be filled`] : []),
    ...(empty.optional > 0 ? [`${sayCount(empty.optional, 'optional seat')} left empty`] : []),
  ]
}

/** Why a plan is good and what it costs, in a recruiter's words. Where something was given up for it, `asked` is the question before. */
export function explainPlan(model: Model, sessions: readonly PlannedSession[], score: PlanScore, asked: PlannerInput = model.input): readonly string[] {
  const { weights, input } = model
  const asks = input.sessions.some(session => session.seats.some(seat => seat.preferred.length > 0))
  const outside = score.preferred / weights.notPreferred
  return [
    sayWhen(model, sessions),
    ...sayLoad(model, sessions),
    ...(asks ? [outside > 0 ? `${sayCount(outside, 'seat')} outside the preferred people` : 'Preferred people on every seat'] : []),
    ...(score.focus > 0 ? ["Touches someone's focus time or the number of interviews they prefer"] : []),
    ...sayEmpty(model, sessions, asked),
    ...(input.lunch ? [`Lunch of ${input.lunch.lengthMinutes} minutes kept`] : []),
    ...sayChanges(model, sessions),
    `${asked === input ? 'Inside' : 'Otherwise inside'} everyone's working hours, limits and buffers`,
  ]
}

/** What stops a loop on one of the candidate's days, in plain words. */
function explainDay(model: Model, table: DayTable): string {
  if (table.day.windows.length === 0) return `${model.input.candidate.name} gave no time`
  const without = model.input.sessions.filter((_, s) => table.options[s]?.length === 0)
  if (without.length > 0) return `no time at which everyone needed is free for ${listWords(without.map(session => session.name))}`
  const full = table.whole.length - 1
  let fits = false
  for (let at = full * 2 * table.ends.length; at < table.cost.length; at += 1) fits ||= table.cost[at] !== Infinity
  if (fits) return 'the same people would be needed too often or too close together'
  const lunch = table.day.lunch
  const feeds = lunch === null || table.options.every(options => options.some(option => holdsLunch(table.day, option.end, Infinity) || holdsLunch(table.day, -Infinity, option.start)))
  return feeds ? 'the sessions do not fit one after another in the hours left' : 'lunch could not be kept'
}

/** Days before the best plan's on which nothing was found, and why; at most five. */
export function nearMisses(model: Model, tables: readonly DayTable[], usedDays: ReadonlySet<number>, firstDay: number): readonly NearMiss[] {
  return tables
    .slice(0, firstDay)
    .filter((table, index) => !usedDays.has(index) && table.day.windows.length > 0)
    .slice(0, 5)
    .map(table => ({ day: table.day.day, reason: `${sayDay(table.day.day)}: ${explainDay(model, table)}` }))
}
