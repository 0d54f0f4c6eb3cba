import { AppError } from '#shared/lib/app-error'
import { personTime, toMinutes, type PersonTime, type TimeCache } from './availability.ts'
import { candidateDays, type CandidateDay } from './candidate-days.ts'
import type { Intervals } from './intervals.ts'
import type { PlannerInput, PlanPerson, PlanSession, PreviousSession, Seat } from './planner-input.ts'
import { defaultWeights, type Weights } from './weights.ts'

const MAX_SESSIONS = 10

/** One chair to fill. Chairs of the same seat without a pin are alike: people are put on them in list order only. */
export type Chair = Readonly<{
  seat: Seat
  people: readonly number[]
  preferred: ReadonlySet<number>
  likePrevious: boolean
}>

export type ModelSession = Readonly<{
  session: PlanSession
  length: number
  chairs: readonly Chair[]
  rooms: readonly number[]
  pinnedStart: number | null
  previous: PreviousSession | null
  previousPeople: ReadonlySet<number> | null
  /** Bits of the sessions that come before it, and after it. */
  earlier: number
  later: number
}>

/** The input, checked and turned into numbers: people and rooms by index, time in epoch minutes. */
export type Model = Readonly<{
  input: PlannerInput
  weights: Weights
  sessions: readonly ModelSession[]
  people: readonly PersonTime[]
  roomBusy: readonly Intervals[]
  days: readonly CandidateDay[]
  /** Chairs of the whole loop. */
  chairCount: number
}>

/** Whether someone's training lets them take a seat. A trainee's seat is for trainees of that very step. */
export function hasSkills(person: PlanPerson, seat: Seat): boolean {
  const level = seat.role === 'shadow' ? 'shadowing' : seat.role === 'reverseShadow' ? 'reverseShadowing' : 'certified'
  return seat.requiredSkills.every(skill => person.skills[skill] === level)
}

function chairsOf(input: PlannerInput, session: PlanSession, indexOf: ReadonlyMap<string, number>): readonly Chair[] {
  const never = new Set(input.pins.filter(pin => pin.kind === 'never' && pin.sessionId === session.id).map(pin => (pin.kind === 'never' ? pin.personId : '')))
  return session.seats.flatMap(seat => {
    const eligible = [...new Set(seat.pool)].filter(id => !never.has(id)).flatMap(id => {
      const index = indexOf.get(id)
      const person = index === undefined ? undefined : input.people[index]
      return index !== undefined && person && hasSkills(person, seat) ? [index] : []
    })
    const pinned = input.pins.flatMap(pin => (pin.kind === 'must' && pin.sessionId === session.id && pin.seatId === seat.id ? [pin.personId] : []))
    const must = [...new Set(pinned)].map(id => indexOf.get(id) ?? -1)
    const preferred = new Set(seat.preferred.flatMap(id => indexOf.get(id) ?? []))
    return Array.from({ length: Math.max(seat.count, must.length) }, (_, at): Chair => ({
      seat,
      people: at < must.length ? [must[at] ?? -1].filter(index => index >= 0 && !never.has(input.people[index]?.id ?? '')) : eligible.filter(index => !must.includes(index)),
      preferred,
      likePrevious: at > must.length,
    }))
  })
}

function orderMasks(input: PlannerInput): { earlier: number[]; later: number[] } {
  const at = new Map(input.sessions.map((session, index) => [session.id, index]))
  const earlier = input.sessions.map(() => 0)
  for (const pair of input.order) {
    const before = at.get(pair.before)
    const after = at.get(pair.after)
    if (before !== undefined && after !== undefined) earlier[after] = (earlier[after] ?? 0) | (1 << before)
  }
  // Closure: with three rounds or thirty, a chain of n sessions settles in n.
  for (let round = 0; round < earlier.length; round += 1) {
    for (let s = 0; s < earlier.length; s += 1) {
      for (let p = 0; p < earlier.length; p += 1) if ((earlier[s] ?? 0) & (1 << p)) earlier[s] = (earlier[s] ?? 0) | (earlier[p] ?? 0)
    }
  }
  const later = earlier.map((_, s) => earlier.reduce((mask, before, x) => (before & (1 << s) ? mask | (1 << x) : mask), 0))
  return { earlier, later }
}

/** What contradicts itself in the input, in plain words, or null. */
export function findContradiction(input: PlannerInput): string | null {
  if (input.sessions.length === 0) return 'The interview plan has no sessions.'
  if (input.sessions.length > MAX_SESSIONS) return `A loop holds at most ${MAX_SESSIONS} sessions.`
  if (input.window.toMs <= input.window.fromMs) return 'The planning window ends before it begins.'
  if (input.days.max < 1 || input.stepMinutes < 1 || input.sessions.some(session => session.lengthMinutes < 1)) return 'Days, steps and lengths must be at least 1.'
  const { earlier } = orderMasks(input)
  const circle = input.sessions.find((_, index) => (earlier[index] ?? 0) & (1 << index))
  return circle ? `The order goes in a circle through ${circle.name}.` : null
}

/** Builds the model of an input without contradiction. */
export function buildModel(input: PlannerInput, cache: TimeCache): Model {
  const contradiction = findContradiction(input)
  if (contradiction !== null) throw new AppError('planner.contradiction')
  const indexOf = new Map(input.people.map((person, index) => [person.id, index]))
  const { earlier, later } = orderMasks(input)
  const chairs = input.sessions.map(session => chairsOf(input, session, indexOf))
  return {
    input,
    chairCount: chairs.reduce((sum, ofSession) => sum + ofSession.length, 0),
    weights: { ...defaultWeights, ...input.weights },
    days: candidateDays(input),
    roomBusy: input.rooms.map(room => toMinutes(room.busy)),
    people: input.people.map(person => {
      const known = cache.get(person) ?? personTime(person, input.window)
      cache.set(person, known)
      return known
    }),
    sessions: input.sessions.map((session, index) => {
      const pin = input.pins.find(pin => pin.kind === 'time' && pin.sessionId === session.id)
      const previous = input.previous?.find(before => before.sessionId === session.id) ?? null
      return {
        session,
        length: session.lengthMinutes,
        chairs: chairs[index] ?? [],
        rooms: roomsFor(input, session, previous),
        pinnedStart: pin?.kind === 'time' ? Math.round(pin.startMs / 60_000) : null,
        previous,
        previousPeople: previous && new Set(previous.personIds.flatMap(id => indexOf.get(id) ?? [])),
        earlier: earlier[index] ?? 0,
        later: later[index] ?? 0,
      }
    }),
  }
}

/** Rooms that suit, best first: the room it had, then the smallest, then by id. */
function roomsFor(input: PlannerInput, session: PlanSession, previous: PreviousSession | null): readonly number[] {
  const need = session.room
  if (!need) return []
  return input.rooms
    .map((room, index) => ({ room, index }))
    .filter(({ room }) => room.capacity >= need.capacity && need.features.every(feature => room.features.includes(feature)))
    .sort((a, b) => Number(b.room.id === previous?.roomId) - Number(a.room.id === previous?.roomId)
      || a.room.capacity - b.room.capacity || (a.room.id < b.room.id ? -1 : 1))
    .map(({ index }) => index)
}
