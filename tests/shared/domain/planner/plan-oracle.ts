import { Temporal } from 'temporal-polyfill'
import type { PlannedSession } from '#shared/domain/planner/plan'
import type { PlannerInput, PlanPerson } from '#shared/domain/planner/planner-input'

/** A slow and plain second opinion on a plan, straight from Temporal; shares no code with the planner. */

type Wall = Readonly<{ day: string; week: string; weekday: number; minute: number }>
const walls = new Map<string, Wall>()
/** Temporal's word on an instant in a zone, remembered: the brute force asks for the same minutes again and again. */
function wallAt(ms: number, zone: string): Wall {
  const key = `${zone}${ms}`
  const known = walls.get(key)
  if (known) return known
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
  const wall = { day: at.toPlainDate().toString(), week: `${at.yearOfWeek}-${at.weekOfYear}`, weekday: at.dayOfWeek, minute: at.hour * 60 + at.minute }
  walls.set(key, wall)
  return wall
}
const dayIn = (ms: number, zone: string): string => wallAt(ms, zone).day
const weekIn = (ms: number, zone: string): string => wallAt(ms, zone).week
const minutes = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3))
const MINUTE = 60_000

/** Every minute of an interview stands between two wall times somebody keeps, on a day they work. */
function worksAt(person: PlanPerson, from: number, to: number): boolean {
  for (let at = from; at < to; at += MINUTE) {
    const wall = wallAt(at, person.zone)
    const hours = person.hours[wall.weekday as 1] ?? []
    if (person.holidays.includes(wall.day)) return false
    if (!hours.some(span => wall.minute >= minutes(span.from) && wall.minute < minutes(span.to))) return false
  }
  return true
}

function personProblems(person: PlanPerson, mine: readonly PlannedSession[]): string[] {
  const problems: string[] = []
  const before = person.bufferBeforeMinutes * MINUTE
  const after = person.bufferAfterMinutes * MINUTE
  const gap = Math.max(before, after)
  for (const { startMs, endMs } of mine) {
    if (!worksAt(person, startMs, endMs)) problems.push(`${person.id} outside hours`)
    if (person.busy.some(busy => startMs - before < busy.toMs && busy.fromMs < endMs + after)) problems.push(`${person.id} busy`)
    if (person.focus.some(block => block.strength === 'hard' && startMs < block.toMs && block.fromMs < endMs)) problems.push(`${person.id} focus`)
    const others = [...person.interviews, ...mine.filter(one => one.startMs !== startMs).map(one => ({ fromMs: one.startMs, toMs: one.endMs }))]
    if (others.some(other => startMs - gap < other.toMs && other.fromMs < endMs + gap)) problems.push(`${person.id} buffer`)
    const all = [...person.interviews.map(one => one.fromMs), ...mine.map(one => one.startMs)]
    if (person.maxPerDay !== null && all.filter(at => dayIn(at, person.zone) === dayIn(startMs, person.zone)).length > person.maxPerDay) problems.push(`${person.id} day limit`)
    if (person.maxPerWeek !== null && all.filter(at => weekIn(at, person.zone) === weekIn(startMs, person.zone)).length > person.maxPerWeek) problems.push(`${person.id} week limit`)
  }
  return problems
}

function dayProblems(input: PlannerInput, today: readonly PlannedSession[], day: string): string[] {
  const problems: string[] = []
  const { lunch, gaps, candidate } = input
  const inLunch = (at: number): boolean => lunch !== null && wallAt(at, candidate.zone).minute >= minutes(lunch.from) && wallAt(at, candidate.zone).minute < minutes(lunch.to)
  const freeLunch = (from: number, to: number): number => {
    let count = 0
    for (let at = from; at < to; at += MINUTE) if (inLunch(at)) count += 1
    return count
  }
  if (input.days.perDay !== null && today.length > input.days.perDay) problems.push('sessions a day')
  const from = Temporal.PlainDate.from(day).toZonedDateTime(candidate.zone).epochMilliseconds
  const to = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(candidate.zone).epochMilliseconds
  const edges = [from, ...today.flatMap(one => [one.startMs, one.endMs]), to]
  const free = edges.flatMap((edge, at) => (at % 2 === 0 ? [freeLunch(edge, edges[at + 1] ?? to)] : []))
  if (lunch && !free.some(length => length >= lunch.lengthMinutes)) problems.push('no lunch')
  today.slice(1).forEach((session, at) => {
    const gap = (session.startMs - (today[at]?.endMs ?? 0)) / MINUTE
    if (gap < gaps.minMinutes || gap < 0) problems.push('short gap')
    const eaten = lunch && (free[at + 1] ?? 0) >= lunch.lengthMinutes ? lunch.lengthMinutes : 0
    if (gaps.maxMinutes !== null && gap - eaten > gaps.maxMinutes) problems.push('long gap')
  })
  return problems
}

function inWindows(input: PlannerInput, { startMs, endMs }: PlannedSession): boolean {
  const { candidate } = input
  for (let at = startMs; at < endMs; at += MINUTE) {
    const wall = wallAt(at, candidate.zone)
    const open = candidate.windows.some(window => 'day' in window
      ? wall.day === window.day && wall.minute >= minutes(window.hours.from) && wall.minute < minutes(window.hours.to)
      : at >= window.fromMs && at < window.toMs)
    if (!open || at < input.window.fromMs || at >= input.window.toMs) return false
  }
  return true
}

/** Everything wrong with a plan; empty when it may be booked. */
export function problemsOf(input: PlannerInput, sessions: readonly PlannedSession[]): readonly string[] {
  const problems: string[] = []
  if (sessions.length !== input.sessions.length) problems.push('sessions missing')
  const at = new Map(sessions.map(session => [session.sessionId, session]))
  for (const pair of input.order) if ((at.get(pair.before)?.endMs ?? 0) > (at.get(pair.after)?.startMs ?? 0)) problems.push('order')
  const days = [...new Set(sessions.map(session => dayIn(session.startMs, input.candidate.zone)))]
  if (days.length > input.days.max) problems.push('too many days')
  for (const day of days) problems.push(...dayProblems(input, sessions.filter(session => dayIn(session.startMs, input.candidate.zone) === day), day))
  for (const planned of sessions) {
    const session = input.sessions.find(one => one.id === planned.sessionId)
    if (!session || planned.endMs - planned.startMs !== session.lengthMinutes * MINUTE) problems.push('length')
    if (!inWindows(input, planned)) problems.push('candidate window')
    const ids = planned.seats.flatMap(seat => seat.personIds)
    if (new Set(ids).size !== ids.length) problems.push('one person twice in a session')
    for (const seat of session?.seats ?? []) {
      const held = planned.seats.find(one => one.seatId === seat.id)?.personIds ?? []
      if (held.some(id => !seat.pool.includes(id)) || (!seat.optional && held.length !== seat.count)) problems.push('seat')
    }
    const room = input.rooms.find(one => one.id === planned.roomId)
    if (session?.room && (!room || room.capacity < session.room.capacity || room.busy.some(busy => planned.startMs < busy.toMs && busy.fromMs < planned.endMs))) problems.push('room')
  }
  for (const pin of input.pins) {
    const session = at.get(pin.sessionId)
    const ids = session?.seats.flatMap(seat => seat.personIds) ?? []
    const kept = pin.kind === 'time' ? session?.startMs === pin.startMs : ids.includes(pin.personId) === (pin.kind === 'must')
    if (!kept) problems.push(`pin ${pin.kind}`)
  }
  for (const person of input.people) problems.push(...personProblems(person, sessions.filter(session => session.seats.some(seat => seat.personIds.includes(person.id)))))
  return problems
}

/** All starts tried with all people: the least cost of any valid plan, by the given price of a plan; null when there is none. */
export function bruteForce(input: PlannerInput, price: (sessions: readonly PlannedSession[]) => number): number | null {
  let best: number | null = null
  const starts: number[] = []
  for (let at = Math.ceil(input.window.fromMs / (input.stepMinutes * MINUTE)) * input.stepMinutes * MINUTE; at < input.window.toMs; at += input.stepMinutes * MINUTE) starts.push(at)
  const walk = (index: number, sessions: readonly PlannedSession[]): void => {
    const session = input.sessions[index]
    if (!session) {
      const sorted = [...sessions].sort((a, b) => a.startMs - b.startMs)
      if (problemsOf(input, sorted).length > 0) return
      const cost = price(sorted)
      if (best === null || cost < best) best = cost
      return
    }
    for (const startMs of starts) {
      const endMs = startMs + session.lengthMinutes * MINUTE
      const placed = { sessionId: session.id, startMs, endMs, roomId: null, seats: [] }
      if (sessions.some(one => one.startMs < endMs && startMs < one.endMs) || !inWindows(input, placed)) continue
      for (const personId of session.seats[0]?.pool ?? []) {
        walk(index + 1, [...sessions, { ...placed, seats: [{ seatId: session.seats[0]?.id ?? '', personIds: [personId] }] }])
      }
    }
  }
  walk(0, [])
  return best
}
