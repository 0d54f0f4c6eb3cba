import type { Interview } from '#shared/domain/model/interview'
import type { PlanSession } from '#shared/domain/model/interview-plan'
import type { Person } from '#shared/domain/model/person'
import type { Holiday, Room } from '#shared/domain/model/settings'
import { poolOf } from '#shared/domain/scheduling/seat-pool'
import { wallTimeOf, type Span } from '#shared/lib/zoned-time'
import { isBusyDuring, sayAge, type BusyTimes } from './busy-blocks.ts'
import { ownReason } from './own-times.ts'
import type { Seating } from './seating.ts'
import { placeOf } from './zone-times.ts'

/** What a place in the calendar is judged by, all of it known on this computer. */
export type PlaceFacts = Readonly<{
  people: ReadonlyMap<string, Person>
  rooms: readonly Room[]
  holidays: readonly Holiday[]
  busy: ReadonlyMap<string, BusyTimes>
  /** The session the interview is of, when it follows an interview plan. */
  session: PlanSession | null
  ownZone: string
  nowMs: number
}>

/**
 * What speaks against a place without forbidding it, in sentences: calendars, working hours, a room that is too small, a
 * newcomer whom the interview plan does not foresee. Whoever arranges interviews may know better.
 */
export function objectionsTo(interview: Pick<Interview, 'seats' | 'name'>, span: Span, seating: Seating, facts: PlaceFacts): readonly string[] {
  const { people, rooms, holidays, busy, session, ownZone, nowMs } = facts
  const said: string[] = []
  const sayBusy = (id: string, name: string): void => {
    const times = busy.get(id)
    if (times && isBusyDuring(times, span)) said.push(`The calendar of ${name} says busy (${sayAge(times.readAtMs, nowMs)}).`)
  }
  for (const id of seating.interviewerIds) {
    const person = people.get(id)
    const name = person?.name ?? 'A colleague'
    sayBusy(id, name)
    const reason = person ? ownReason(person, span, holidays) : null
    const there = person && person.zone !== ownZone ? ` (${wallTimeOf(span.fromMs, person.zone)} in ${placeOf(person.zone)})` : ''
    if (reason !== null) said.push(`${name} ${reason}${there}.`)
    const isNew = !interview.seats.some(seat => seat.personId === id)
    if (isNew && person && session && !session.seats.some(seat => poolOf(seat, [person]).length > 0)) said.push(`The interview plan does not foresee ${name} for ${session.name}.`)
  }
  const room = rooms.find(each => each.id === seating.roomId)
  if (!room) return said
  sayBusy(room.id, room.name)
  const needed = seating.interviewerIds.length + 1
  if (room.capacity < needed) said.push(`${room.name} seats ${room.capacity}, and ${needed} people meet.`)
  return said
}
