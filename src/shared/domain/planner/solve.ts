import { assignPeople } from './assignment.ts'
import { buildDayTable, type DayTable } from './day-table.ts'
import { splitOverDays } from './earlier-days.ts'
import { buildModel, type Model } from './model.ts'
import { NOBODY } from './feasible-starts.ts'
import type { Plan, PlannedSeat, PlannedSession } from './plan.ts'
import type { PlannerInput } from './planner-input.ts'
import { explainPlan } from './reasons.ts'
import { scorePlan } from './score.ts'
import { searchLoops, type Found } from './search.ts'
import type { TimeCache } from './availability.ts'

export type Solved = Readonly<{ model: Model; tables: readonly DayTable[]; found: readonly Found[]; proven: boolean }>

/** The best plans of an input without contradiction, as indexes and minutes; fewer than wanted when there are no more. */
export function solve(input: PlannerInput, cache: TimeCache, wanted: number): Solved {
  const model = buildModel(input, cache)
  const tables = model.days.map(day => buildDayTable(model, day))
  const earlier = splitOverDays(model, tables)
  const coarse = searchLoops(model, tables, earlier, wanted, 'coarse')
  let found = coarse.found
  if (found.length > 0 && found.length < wanted) {
    found = joinFound(found, searchLoops(model, tables, earlier, wanted, 'fine').found, wanted)
    if (found.length < wanted) found = joinFound(found, otherPeople(model, found), wanted)
  }
  return { model, tables, found, proven: coarse.proven }
}

const keyOf = (one: Found): string => `${one.placed.map(({ session, option }) => `${session}@${option.start}`).join()} ${one.people.join('/')}`

function joinFound(first: readonly Found[], more: readonly Found[], wanted: number): readonly Found[] {
  const known = new Set(first.map(keyOf))
  const fresh = more.filter(one => !known.has(keyOf(one)) && known.add(keyOf(one)))
  const kept = [...first, ...fresh.sort((a, b) => a.cost - b.cost)].slice(0, wanted)
  return kept.sort((a, b) => a.cost - b.cost)
}

/** The same times with someone else on one chair: what is left to offer when times are few. */
function otherPeople(model: Model, found: readonly Found[]): readonly Found[] {
  return found.flatMap(one => one.people.flatMap((chairs, at) => chairs.flatMap((person, chair) => {
    if (person === NOBODY) return []
    const placed = one.placed.map((placing, i) => i !== at ? placing : {
      ...placing,
      option: { ...placing.option, chairs: placing.option.chairs.map((choices, c) => c !== chair ? choices : {
        people: choices.people.filter(index => index !== person),
        costs: choices.costs.filter((_, index) => choices.people[index] !== person),
      }) },
    })
    if (placed[at]?.option.chairs[chair]?.people.length === 0) return []
    const before = assignPeople(model, one.placed, Infinity).best?.cost ?? 0
    const { best } = assignPeople(model, placed, Infinity)
    return best ? [{ ...one, placed: one.placed, people: best.people, cost: one.cost - before + best.cost }] : []
  })))
}

/** Writes a found loop as a plan: ids and instants. `asked` is the question before something was given up for it. */
export function toPlan(model: Model, found: Found, asked: PlannerInput = model.input): Plan {
  const sessions = found.placed.map(({ session: index, option }, at): PlannedSession => {
    const session = model.sessions[index]
    const seats: PlannedSeat[] = []
    session?.chairs.forEach((chair, c) => {
      const person = found.people[at]?.[c] ?? NOBODY
      const id = person === NOBODY ? undefined : model.input.people[person]?.id
      const seat = seats.at(-1)
      const ids = id === undefined ? [] : [id]
      if (seat?.seatId === chair.seat.id) seats[seats.length - 1] = { seatId: seat.seatId, personIds: [...seat.personIds, ...ids] }
      else seats.push({ seatId: chair.seat.id, personIds: ids })
    })
    return {
      sessionId: session?.session.id ?? '',
      startMs: option.start * 60_000,
      endMs: option.end * 60_000,
      roomId: option.room < 0 ? null : model.input.rooms[option.room]?.id ?? null,
      seats,
    }
  })
  return finishPlan(model, sessions, asked)
}

/** Adds score and reasons to sessions in order of time. */
export function finishPlan(model: Model, sessions: readonly PlannedSession[], asked: PlannerInput = model.input): Plan {
  const score = scorePlan(model, sessions)
  return { sessions, score, reasons: explainPlan(model, sessions, score, asked) }
}

/** A loop that is booked already, with its score and reasons; sessions as they stand. */
export function finishedPlan(input: PlannerInput, sessions: readonly PlannedSession[]): Plan {
  return finishPlan(buildModel(input, new Map()), sessions.toSorted((a, b) => a.startMs - b.startMs))
}
