import { dayOf, isoWeekOf } from '../../lib/zoned-time.ts'
import type { Interview } from '../model/interview.ts'
import type { Person } from '../model/person.ts'
import { interviewingOf } from './own-time.ts'

/** Somebody's limit that would be passed: `count` includes the interview in question. */
export type OverLimit = Readonly<{ personId: string; span: 'day' | 'week'; count: number; limit: number }>

type Booked = Pick<Interview, 'id' | 'startMs' | 'seats' | 'cancelled'>
type Limited = Pick<Person, 'id' | 'zone' | 'interviewing'>

/** The limits of one person that an interview at this time would pass, in their own days and weeks, over every route of booking. */
export function overLimit(person: Limited, startMs: number, others: readonly Booked[]): OverLimit | null {
  const { maxPerDay, maxPerWeek } = interviewingOf(person)
  if (maxPerDay === null && maxPerWeek === null) return null
  const own = others.filter(each => !each.cancelled && each.seats.some(seat => seat.personId === person.id))
  const count = (same: (ms: number) => string, span: OverLimit['span'], limit: number | null): OverLimit | null => {
    if (limit === null) return null
    const counted = own.filter(each => same(each.startMs) === same(startMs)).length + 1
    return counted > limit ? { personId: person.id, span, count: counted, limit } : null
  }
  return count(ms => dayOf(ms, person.zone), 'day', maxPerDay) ?? count(ms => isoWeekOf(ms, person.zone), 'week', maxPerWeek)
}

/** Everybody at an interview for whom it is one too many. `booked` may hold the interview itself: it is counted once. */
export function overLimits(interview: Booked, people: readonly Limited[], booked: readonly Booked[]): readonly OverLimit[] {
  const others = booked.filter(each => each.id !== interview.id)
  return interview.seats.flatMap(seat => {
    const person = people.find(each => each.id === seat.personId)
    const over = person ? overLimit(person, interview.startMs, others) : null
    return over ? [over] : []
  })
}

/** `Ana would have 3 interviews that day; their limit is 2`. */
export function sayOverLimit(over: OverLimit, nameOf: (personId: string) => string): string {
  return `${nameOf(over.personId)} would have ${over.count} interviews that ${over.span}; their limit is ${over.limit}`
}
