import { canGive, startOption } from './feasible-starts.ts'
import { createLoopUse } from './limits.ts'
import { buildModel, hasSkills, type Model } from './model.ts'
import type { Plan, PlannedSession } from './plan.ts'
import type { PlannerInput, Seat } from './planner-input.ts'
import { sayCount } from './reasons.ts'
import { sayDay, dayOf, wallTimeOf } from '#shared/lib/zoned-time'
import { gapCost } from './day-table.ts'
import { holdsLunch } from './candidate-days.ts'
import { finishPlan } from './solve.ts'

/** Someone who can take a seat. `moveMinutes` is 0 when the time stays; `plan` is the loop with them in it. */
export type Substitute = Readonly<{ personId: string; moveMinutes: number; startMs: number; roomId: string | null; plan: Plan; reasons: readonly string[] }>

const MOST = 20
const MINUTE_MS = 60_000

type Place = Readonly<{ model: Model; plan: Plan; planned: PlannedSession; seat: Seat; droppedId: string }>

/** Everyone else of the loop in their seats, at their times; the moved session's people at its new start. */
function othersFit(place: Place, start: number, personId: string): boolean {
  const { model, plan, planned, seat, droppedId } = place
  const use = createLoopUse(model)
  for (const session of plan.sessions) {
    const here = session.sessionId === planned.sessionId
    const from = here ? start : session.startMs / MINUTE_MS
    const to = from + (session.endMs - session.startMs) / MINUTE_MS
    for (const held of session.seats) {
      for (const id of held.personIds) {
        const who = here && held.seatId === seat.id && id === droppedId ? personId : id
        const index = model.input.people.findIndex(person => person.id === who)
        const time = model.people[index]
        if (!time) return false
        // People of sessions that stay put are not asked again, only the moved ones and the newcomer.
        if ((who === personId || (here && start !== planned.startMs / MINUTE_MS)) && !canGive(time, from, to - from)) return false
        if (use.extraCost(index, from, to) === null) return false
        use.take(index, from, to)
      }
    }
  }
  return true
}

/** The loop with the session at another start; sessions in order of time. */
function withChange(place: Place, start: number, personId: string, roomId: string | null): Plan {
  const { model, plan, planned, seat, droppedId } = place
  const sessions = plan.sessions.map(session => session.sessionId !== planned.sessionId ? session : {
    ...session,
    startMs: start * MINUTE_MS,
    endMs: start * MINUTE_MS + session.endMs - session.startMs,
    roomId,
    seats: session.seats.map(held => held.seatId !== seat.id ? held : { ...held, personIds: held.personIds.map(id => (id === droppedId ? personId : id)) }),
  })
  return finishPlan(model, sessions.sort((a, b) => a.startMs - b.startMs))
}

/** Whether the candidate's day still holds: order, gaps, lunch, days and sessions a day. */
export function candidateCan(model: Model, sessions: readonly PlannedSession[]): boolean {
  const { days, order } = model.input
  const start = new Map(sessions.map(session => [session.sessionId, session.startMs]))
  if (order.some(pair => (start.get(pair.before) ?? -Infinity) >= (start.get(pair.after) ?? Infinity))) return false
  const used = model.days.map(day => ({ day, today: sessions.filter(session => session.startMs >= day.from * MINUTE_MS && session.startMs < day.to * MINUTE_MS) })).filter(one => one.today.length > 0)
  return used.length <= days.max && used.reduce((sum, one) => sum + one.today.length, 0) === sessions.length && used.every(({ day, today }) => {
    if (days.perDay !== null && today.length > days.perDay) return false
    const edges = today.map(session => ({ from: session.startMs / MINUTE_MS, to: session.endMs / MINUTE_MS }))
    const fed = holdsLunch(day, -Infinity, edges[0]?.from ?? 0) || holdsLunch(day, edges.at(-1)?.to ?? 0, Infinity)
      || edges.some((edge, i) => i > 0 && holdsLunch(day, edges[i - 1]?.to ?? 0, edge.from))
    return fed && edges.every((edge, i) => i === 0 || gapCost(model, day, edges[i - 1]?.to ?? 0, edge.from) !== null)
  })
}

/** Starts near the present one, nearest first: only this session moves. */
function nearbyStarts(place: Place): readonly { start: number; roomId: string | null }[] {
  const { model, plan, planned } = place
  const session = model.sessions.find(one => one.session.id === planned.sessionId)
  if (!session || session.pinnedStart !== null) return []
  const now = planned.startMs / MINUTE_MS
  // Chairs are judged in `othersFit`; here only candidate and room count.
  const bare = { ...session, chairs: [] }
  return model.days.flatMap(day => {
    const found: { start: number; roomId: string | null }[] = []
    const step = model.input.stepMinutes
    for (let start = day.noon - Math.floor((day.noon - day.from) / step) * step; start < day.to; start += step) {
      const option = start === now ? null : startOption(model, bare, day, start)
      if (!option) continue
      const moved = plan.sessions.map(one => one === planned ? { ...one, startMs: start * MINUTE_MS, endMs: (start + session.length) * MINUTE_MS } : one)
      if (candidateCan(model, moved.sort((a, b) => a.startMs - b.startMs))) found.push({ start, roomId: model.input.rooms[option.room]?.id ?? null })
    }
    return found
  }).sort((a, b) => Math.abs(a.start - now) - Math.abs(b.start - now) || a.start - b.start)
}

function reasonsFor(place: Place, personId: string, start: number): readonly string[] {
  const { model, planned, seat } = place
  const time = model.people.find(one => one.person.id === personId)
  if (!time) return []
  const zone = model.input.candidate.zone
  const stays = start === planned.startMs / MINUTE_MS
  return [
    stays ? 'Free at that time; nothing moves' : `Only this session moves, to ${sayDay(dayOf(start * MINUTE_MS, zone))}, ${wallTimeOf(start * MINUTE_MS, zone)}, ${model.input.candidate.name}'s time`,
    `${time.person.name} has ${sayCount(time.person.recentInterviews, 'interview')} in these weeks`,
    ...(seat.requiredSkills.length > 0 ? [`Trained for ${seat.requiredSkills.join(', ')}`] : []),
    ...(seat.preferred.includes(personId) ? ['One of the preferred people'] : []),
    'Within their limits, hours and buffers',
  ]
}

/**
 * Who can take the seat of someone who dropped out. First everyone free at that very time, best first; if there is
 * nobody, the smallest move of this session alone, its other people staying. The input's calendars must not hold the
 * loop's own events. Empty when the session or seat is unknown, or nobody can.
 */
export function substitutes(input: PlannerInput, plan: Plan, sessionId: string, seatId: string, droppedPersonId: string): readonly Substitute[] {
  const model = buildModel(input, new Map())
  const planned = plan.sessions.find(session => session.sessionId === sessionId)
  const seat = input.sessions.find(session => session.id === sessionId)?.seats.find(one => one.id === seatId)
  if (!planned || !seat || !planned.seats.some(held => held.seatId === seatId && held.personIds.includes(droppedPersonId))) return []
  const place: Place = { model, plan, planned, seat, droppedId: droppedPersonId }
  const taken = new Set(planned.seats.flatMap(held => held.personIds))
  const never = new Set(input.pins.flatMap(pin => (pin.kind === 'never' && pin.sessionId === sessionId ? [pin.personId] : [])))
  const able = input.people.filter(person => person.id !== droppedPersonId && seat.pool.includes(person.id) && !taken.has(person.id) && !never.has(person.id) && hasSkills(person, seat))
  const at = (start: number, roomId: string | null): Substitute[] => able
    .filter(person => othersFit(place, start, person.id))
    .map(person => ({
      personId: person.id, startMs: start * MINUTE_MS, roomId, moveMinutes: start - planned.startMs / MINUTE_MS,
      plan: withChange(place, start, person.id, roomId), reasons: reasonsFor(place, person.id, start),
    }))
    .sort((a, b) => a.plan.score.total - b.plan.score.total || (a.personId < b.personId ? -1 : 1))
  const staying = at(planned.startMs / MINUTE_MS, planned.roomId)
  if (staying.length > 0) return staying.slice(0, MOST)
  for (const { start, roomId } of nearbyStarts(place)) {
    const moved = at(start, roomId)
    if (moved.length > 0) return moved.slice(0, MOST)
  }
  return []
}
