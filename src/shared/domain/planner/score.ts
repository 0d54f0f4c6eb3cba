import { ownDayAt, type PersonTime } from './availability.ts'
import { gapCost, startCost } from './day-table.ts'
import { changeCost } from './feasible-starts.ts'
import { touches } from './intervals.ts'
import type { Model } from './model.ts'
import type { PlannedSession, PlanScore } from './plan.ts'

type Minute = Readonly<{ start: number; end: number }>

function overPreferred(time: PersonTime, uses: readonly Minute[]): number {
  const over = (count: number, booked: number, preferred: number | null): number =>
    preferred === null ? 0 : Math.max(0, booked + count - preferred) - Math.max(0, booked - preferred)
  const days = new Map<number, number>()
  const weeks = new Map<number, number>()
  for (const { start } of uses) {
    const day = ownDayAt(time, start)
    const week = time.weekOfDay[day] ?? -1
    days.set(day, (days.get(day) ?? 0) + 1)
    weeks.set(week, (weeks.get(week) ?? 0) + 1)
  }
  let total = 0
  for (const [day, count] of days) total += over(count, time.bookedOnDay[day] ?? 0, time.person.preferredPerDay)
  for (const [week, count] of weeks) total += over(count, time.bookedInWeek[week] ?? 0, time.person.preferredPerWeek)
  return total
}

function peoplePoints(model: Model, sessions: readonly PlannedSession[]): Pick<PlanScore, 'load' | 'focus'> {
  const { weights } = model
  const uses = new Map<string, Minute[]>()
  for (const session of sessions) {
    for (const id of session.seats.flatMap(seat => seat.personIds)) {
      uses.set(id, [...(uses.get(id) ?? []), { start: session.startMs / 60_000, end: session.endMs / 60_000 }])
    }
  }
  let load = 0
  let focus = 0
  for (const time of model.people) {
    const held = uses.get(time.person.id)
    if (!held) continue
    load += weights.load * (held.length * time.person.recentInterviews + (held.length * (held.length - 1)) / 2)
    focus += weights.softFocus * held.filter(use => touches(time.soft, use.start, use.end)).length + weights.overPreferred * overPreferred(time, held)
  }
  return { load, focus }
}

function timePoints(model: Model, sessions: readonly PlannedSession[]): Pick<PlanScore, 'days' | 'earliest'> {
  let earliest = 0
  let days = 0
  model.days.forEach((day, index) => {
    const today = sessions.filter(session => session.startMs / 60_000 >= day.from && session.startMs / 60_000 < day.to)
    if (today.length === 0) return
    days += 1
    earliest += startCost(model, day, (today[0]?.startMs ?? 0) / 60_000)
    today.slice(1).forEach((session, i) => {
      earliest += gapCost(model, day, (today[i]?.endMs ?? 0) / 60_000, session.startMs / 60_000) ?? 0
    })
    if (today.at(-1) === sessions.at(-1)) earliest += model.weights.laterDay * index
  })
  return { days: model.weights.extraDay * Math.max(0, days - 1), earliest }
}

/** What a plan costs, counted from the plan alone; `sessions` in order of time. */
export function scorePlan(model: Model, sessions: readonly PlannedSession[]): PlanScore {
  const { weights, input } = model
  let preferred = 0
  let emptySeats = 0
  let stability = 0
  for (const planned of sessions) {
    const session = model.sessions.find(one => one.session.id === planned.sessionId)
    if (!session) continue
    const seats = session.session.seats
    for (const { seatId, personIds } of planned.seats) {
      const seat = seats.find(one => one.id === seatId)
      if (!seat) continue
      const liked = new Set(seat.preferred.filter(id => input.people.some(person => person.id === id)))
      if (liked.size > 0) preferred += weights.notPreferred * personIds.filter(id => !liked.has(id)).length
      emptySeats += weights.emptySeat * Math.max(0, seat.count - personIds.length)
      if (session.previous) stability += weights.personChanged * personIds.filter(id => !session.previous?.personIds.includes(id)).length
    }
    stability += changeCost(model, session, planned.startMs / 60_000, input.rooms.findIndex(room => room.id === planned.roomId))
  }
  const parts = { ...timePoints(model, sessions), ...peoplePoints(model, sessions), preferred, stability, emptySeats }
  return { ...parts, total: Object.values(parts).reduce((sum, points) => sum + points, 0) }
}
