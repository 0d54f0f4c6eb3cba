import { ownDayAt, type PersonTime } from './availability.ts'
import type { CandidateDay } from './candidate-days.ts'
import { holds, touches } from './intervals.ts'
import type { Chair, Model, ModelSession } from './model.ts'

/** Nobody: how an optional chair left empty is written. */
export const NOBODY = -1

/** Who may sit on one chair at one time, cheapest first; `costs` beside `people`. */
export type ChairChoices = Readonly<{ people: readonly number[]; costs: readonly number[] }>

/** A session at one start (epoch minutes): who can, which room, what it costs before anyone is chosen. */
export type StartOption = Readonly<{ start: number; end: number; chairs: readonly ChairChoices[]; room: number; fixedCost: number }>

/** Points one person costs on one chair, looking at this session alone. */
function personCost(model: Model, chair: Chair, session: ModelSession, index: number, time: PersonTime, start: number): number {
  const { weights } = model
  const { person } = time
  let cost = weights.load * person.recentInterviews
  if (chair.preferred.size > 0 && !chair.preferred.has(index)) cost += weights.notPreferred
  if (session.previousPeople && !session.previousPeople.has(index)) cost += weights.personChanged
  if (touches(time.soft, start, start + session.length)) cost += weights.softFocus
  const day = ownDayAt(time, start)
  if (person.preferredPerDay !== null && (time.bookedOnDay[day] ?? 0) >= person.preferredPerDay) cost += weights.overPreferred
  if (person.preferredPerWeek !== null && (time.bookedInWeek[time.weekOfDay[day] ?? 0] ?? 0) >= person.preferredPerWeek) cost += weights.overPreferred
  return cost
}

/** Whether one person can give one interview at one time, other sessions of the loop aside. */
export function canGive(time: PersonTime, start: number, length: number): boolean {
  if (!holds(time.free, start, start + length)) return false
  const { maxPerDay, maxPerWeek } = time.person
  const day = ownDayAt(time, start)
  return (maxPerDay === null || (time.bookedOnDay[day] ?? 0) < maxPerDay)
    && (maxPerWeek === null || (time.bookedInWeek[time.weekOfDay[day] ?? 0] ?? 0) < maxPerWeek)
}

function chairChoices(model: Model, session: ModelSession, chair: Chair, start: number, able: (index: number) => boolean): ChairChoices {
  const found: { index: number; cost: number }[] = []
  for (const index of chair.people) {
    const time = model.people[index]
    if (time && able(index)) found.push({ index, cost: personCost(model, chair, session, index, time, start) })
  }
  if (chair.seat.optional) found.push({ index: NOBODY, cost: model.weights.emptySeat })
  found.sort((a, b) => a.cost - b.cost || a.index - b.index)
  // The loop's other chairs hold fewer people than this, so one of the cheapest is unused and costs nothing more: exact.
  found.length = Math.min(found.length, model.chairCount)
  return { people: found.map(choice => choice.index), costs: found.map(choice => choice.cost) }
}

/** Points for standing at another time or in another room than before. */
export function changeCost(model: Model, session: ModelSession, start: number, room: number): number {
  const { previous } = session
  if (!previous) return 0
  const { weights, input } = model
  const apart = Math.abs(start - Math.round(previous.startMs / 60_000))
  const moved = apart === 0 ? 0 : weights.moved + weights.movedHour * Math.min(24, Math.ceil(apart / 60))
  const roomId = room < 0 ? null : input.rooms[room]?.id ?? null
  return moved + (roomId !== null && previous.roomId !== null && roomId !== previous.roomId ? weights.roomChanged : 0)
}

/** One session at one start, or null when some chair, the room or the candidate does not allow it. */
export function startOption(model: Model, session: ModelSession, day: CandidateDay, start: number): StartOption | null {
  const end = start + session.length
  if (!holds(day.windows, start, end)) return null
  const room = session.session.room === null ? -1 : session.rooms.find(index => !touches(model.roomBusy[index] ?? [], start, end))
  if (room === undefined) return null
  const checked = new Map<number, boolean>()
  const able = (index: number): boolean => {
    let yes = checked.get(index)
    if (yes === undefined) {
      const time = model.people[index]
      yes = time !== undefined && canGive(time, start, session.length)
      checked.set(index, yes)
    }
    return yes
  }
  const chairs: ChairChoices[] = []
  for (const chair of session.chairs) {
    const choices = chairChoices(model, session, chair, start, able)
    if (choices.people.length === 0) return null
    chairs.push(choices)
  }
  return { start, end, chairs, room, fixedCost: changeCost(model, session, start, room) }
}

function* startsOn(model: Model, session: ModelSession, day: CandidateDay): Generator<number> {
  if (session.pinnedStart !== null) {
    if (session.pinnedStart >= day.from && session.pinnedStart < day.to) yield session.pinnedStart
    return
  }
  const step = model.input.stepMinutes
  const before = session.previous ? Math.round(session.previous.startMs / 60_000) : Number.NaN
  for (let window = 0; window < day.windows.length; window += 2) {
    const from = day.windows[window] ?? 0
    const to = (day.windows[window + 1] ?? 0) - session.length
    const first = day.noon + Math.ceil((from - day.noon) / step) * step
    const between = before >= from && before <= to && (before - day.noon) % step !== 0 ? before : Number.NaN
    if (between < first) yield between
    for (let start = first; start <= to; start += step) {
      yield start
      if (between > start && between < start + step) yield between
    }
  }
}

/** Every start of a session on a day, in time order. */
export function startOptions(model: Model, session: ModelSession, day: CandidateDay): readonly StartOption[] {
  const options: StartOption[] = []
  for (const start of startsOn(model, session, day)) {
    const option = startOption(model, session, day, start)
    if (option) options.push(option)
  }
  return options
}
