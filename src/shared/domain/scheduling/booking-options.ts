import { addDays, dayOf, startOfDay, wallRange, wallToInstant, zoneDays, type DayText, type Span } from '../../lib/zoned-time.ts'
import type { TimeCache } from '../planner/availability.ts'
import { everyStart, plansOnly } from '../planner/choices.ts'
import { buildModel, findContradiction } from '../planner/model.ts'
import type { Plan, PlannedSession } from '../planner/plan.ts'
import type { PlannerInput } from '../planner/planner-input.ts'
import { gatherLoop, type LoopFacts } from './gather-loop.ts'

/** One choice of a candidate: the whole loop with its times, people and rooms. `key` names its times, not who is in it. */
export type BookingOption = Readonly<{ key: string; fromMs: number; toMs: number; sessions: readonly PlannedSession[] }>

/** What options are worked out from; `candidate.zone` is the one the candidate reads. */
export type OptionFacts = Omit<LoopFacts, 'window' | 'candidate'> & Readonly<{ candidate: Readonly<{ id: string; name: string; zone: string }>; earliestMs: number; latestMs: number }>

export type BookingOffer = Readonly<{
  /** What a candidate may choose on one of their days, in order of time; each choice of times once, with the people that suit best. */
  optionsOf(day: DayText): readonly BookingOption[]
  /** The choice a key names, with the people that suit best now; null where these times are not free. Also one that a day would now list others before. */
  optionAt(day: DayText, key: string): BookingOption | null
}>

/** Nobody is offered an interview in the night, wherever they are. */
const waking = { from: '07:00', to: '21:00' } as const
/** A loop is looked for again from these hours on, so that a day offers more than one beginning. */
const beginnings = ['07:00', '09:00', '11:00', '13:00', '15:00'] as const
const loopsADay = 12

/** The same times of the same sessions, whoever holds them. */
const optionKey = (sessions: readonly PlannedSession[]): string =>
  sessions.map(session => `${session.sessionId.slice(-6)}${session.startMs.toString(36)}`).toSorted().join('.')

/** The times a key names; null for one that fits other sessions, or times nobody would be offered. */
function pinsOf({ sessions, candidate: { zone }, stepMinutes, previous }: PlannerInput, key: string): PlannerInput['pins'] | null {
  const starts = new Map(key.split('.').map(part => [part.slice(0, 6), Number.parseInt(part.slice(6), 36)]))
  const pins = sessions.flatMap(({ id }) => {
    const startMs = starts.get(id.slice(-6))
    if (startMs === undefined || !Number.isSafeInteger(startMs) || Math.abs(startMs) > 8e15) return []
    const fromNoonMs = startMs - wallToInstant(dayOf(startMs, zone), '12:00', zone)
    const isOnStep = fromNoonMs % (stepMinutes * 60_000) === 0 || previous?.some(each => each.sessionId === id && each.startMs === startMs)
    return isOnStep ? [{ kind: 'time' as const, sessionId: id, startMs }] : []
  })
  return pins.length === sessions.length && starts.size === sessions.length ? pins : null
}

function toOption({ sessions }: Plan): BookingOption {
  return { key: optionKey(sessions), fromMs: Math.min(...sessions.map(session => session.startMs)), toMs: Math.max(...sessions.map(session => session.endMs)), sessions }
}

function inOrder(plans: readonly Plan[]): readonly BookingOption[] {
  const options = new Map(plans.map(plan => { const option = toOption(plan); return [option.key, option] as const }))
  return [...options.values()].toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)
}

/** The candidate's waking hours between the first and the last moment on offer. */
function wakingHours({ earliestMs, latestMs, candidate }: OptionFacts): readonly Span[] {
  return zoneDays({ fromMs: earliestMs, toMs: latestMs }, candidate.zone).flatMap(({ day }) => {
    const hours = wallRange(day, waking.from, waking.to, candidate.zone)
    const span = hours && { fromMs: Math.max(hours.fromMs, earliestMs), toMs: Math.min(hours.toMs, latestMs) }
    return span && span.toMs > span.fromMs ? [span] : []
  })
}

/** Where loops that begin on the day may lie: those of several days may end later. */
function spanOf({ candidate: { zone }, window, days }: PlannerInput, day: DayText): Readonly<{ endOfDay: number; toMs: number }> {
  const endOfDay = startOfDay(addDays(day, 1), zone)
  return { endOfDay, toMs: Math.min(window.toMs, days.max > 1 ? startOfDay(addDays(day, 7), zone) : endOfDay) }
}

/** A few loops from each of several beginnings, in order of time. */
function loopsOf(input: PlannerInput, cache: TimeCache, day: DayText): readonly BookingOption[] {
  const { zone } = input.candidate
  const { endOfDay, toMs } = spanOf(input, day)
  const plans = beginnings.flatMap(wall => {
    const fromMs = Math.max(input.window.fromMs, wallRange(day, wall, '24:00', zone)?.fromMs ?? endOfDay)
    return toMs > fromMs && fromMs < endOfDay ? plansOnly({ ...input, window: { fromMs, toMs } }, cache, 3) : []
  })
  // Of two loops that begin together nobody would choose the one with the longer wait.
  return inOrder(plans).filter((option, at, all) => option.fromMs < endOfDay && all[at - 1]?.fromMs !== option.fromMs).slice(0, loopsADay)
}

/**
 * A day lists a few of its loops, and which ones changes with every booking: a loop that was read a moment ago may be free
 * and listed no more. Its times are then looked at by themselves.
 */
function loopAt(input: PlannerInput, cache: TimeCache, day: DayText, key: string): BookingOption | null {
  const pins = pinsOf(input, key)
  const { endOfDay, toMs } = spanOf(input, day)
  const fromMs = Math.max(input.window.fromMs, startOfDay(day, input.candidate.zone))
  if (pins === null || toMs <= fromMs) return null
  const [plan] = plansOnly({ ...input, pins: [...input.pins, ...pins], window: { fromMs, toMs } }, cache, 1)
  const option = plan ? toOption(plan) : null
  return option?.key === key && option.fromMs < endOfDay ? option : null
}

/** Everything is gathered once; a day is worked out when it is asked for. */
export function bookingOffer(facts: OptionFacts): BookingOffer {
  const { zone } = facts.candidate
  const nothing: BookingOffer = { optionsOf: () => [], optionAt: () => null }
  if (facts.latestMs <= facts.earliestMs) return nothing
  const gathered = gatherLoop({ ...facts, window: { fromMs: facts.earliestMs, toMs: facts.latestMs }, candidate: { ...facts.candidate, windows: wakingHours(facts) } })
  if (!gathered || findContradiction(gathered.input) !== null) return nothing
  const { input } = gathered
  const cache: TimeCache = new Map()
  if (input.sessions.length === 1) {
    const byDay = Map.groupBy(inOrder(everyStart(input, cache)), option => dayOf(option.fromMs, zone))
    return { optionsOf: day => byDay.get(day) ?? [], optionAt: (day, key) => byDay.get(day)?.find(option => option.key === key) ?? null }
  }
  // Everybody's time is worked out over the whole span here; the days then only look into it.
  buildModel(input, cache)
  return { optionsOf: day => loopsOf(input, cache, day), optionAt: (day, key) => loopAt(input, cache, day, key) }
}
