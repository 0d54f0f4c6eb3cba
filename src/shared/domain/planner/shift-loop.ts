import { canGive, startOption } from './feasible-starts.ts'
import { createLoopUse } from './limits.ts'
import { buildModel, type Model } from './model.ts'
import type { Plan, PlannedSession } from './plan.ts'
import { planLoop } from './plan-loop.ts'
import type { PlannerInput } from './planner-input.ts'
import { finishPlan } from './solve.ts'
import { candidateCan } from './substitutes.ts'

/** A whole loop moved. `kept` says what could stay: the distances and the people, or only the sequence of sessions. */
export type ShiftResult = Readonly<{ kind: 'moved'; kept: 'gapsAndPeople' | 'order'; plan: Plan }> | Readonly<{ kind: 'none' }>

const MINUTE_MS = 60_000

/** The same loop some minutes later with the same people, rooms chosen anew; null when anything forbids it. */
function movedBy(model: Model, plan: Plan, minutes: number): readonly PlannedSession[] | null {
  const use = createLoopUse(model)
  const sessions: PlannedSession[] = []
  for (const planned of plan.sessions) {
    const session = model.sessions.find(one => one.session.id === planned.sessionId)
    const start = planned.startMs / MINUTE_MS + minutes
    const day = model.days.find(one => start >= one.from && start < one.to)
    const option = session && day && startOption(model, { ...session, chairs: [] }, day, start)
    if (!session || !option || (session.pinnedStart !== null && session.pinnedStart !== start)) return null
    for (const id of planned.seats.flatMap(seat => seat.personIds)) {
      const index = model.input.people.findIndex(person => person.id === id)
      const time = model.people[index]
      if (!time || !canGive(time, start, session.length) || use.extraCost(index, start, option.end) === null) return null
      use.take(index, start, option.end)
    }
    sessions.push({ ...planned, startMs: start * MINUTE_MS, endMs: option.end * MINUTE_MS, roomId: model.input.rooms[option.room]?.id ?? null })
  }
  return candidateCan(model, sessions) ? sessions : null
}

/**
 * Moves a whole loop in one step, to begin at `fromMs` or as soon after it as it can. First the same people at the same
 * distances; else the best plan from there on with the sessions in the same sequence, people kept where possible.
 * The input's calendars must not hold the loop's own events.
 */
export function shiftLoop(input: PlannerInput, plan: Plan, fromMs: number): ShiftResult {
  const first = plan.sessions[0]
  const window = { fromMs: Math.max(input.window.fromMs, fromMs), toMs: input.window.toMs }
  if (!first || window.toMs <= window.fromMs) return { kind: 'none' }
  const order = plan.sessions.slice(1).map((session, at) => ({ before: plan.sessions[at]?.sessionId ?? '', after: session.sessionId }))
  const base: PlannerInput = { ...input, window, order: [...input.order, ...order], wanted: 1 }
  const model = buildModel(base, new Map())
  const step = input.stepMinutes
  for (const day of model.days) {
    const from = Math.max(day.from, Math.ceil(window.fromMs / MINUTE_MS))
    for (let start = day.noon + Math.ceil((from - day.noon) / step) * step; start < day.to; start += step) {
      const sessions = movedBy(model, plan, start - first.startMs / MINUTE_MS)
      if (sessions) return { kind: 'moved', kept: 'gapsAndPeople', plan: finishPlan(model, sessions) }
    }
  }
  const previous = plan.sessions.map(({ sessionId, startMs, roomId, seats }) => ({ sessionId, startMs, roomId, personIds: seats.flatMap(seat => seat.personIds) }))
  const result = planLoop({ ...base, previous, weights: { ...input.weights, moved: 0, movedHour: 0 } })
  return result.kind === 'plans' && result.plans[0] ? { kind: 'moved', kept: 'order', plan: result.plans[0] } : { kind: 'none' }
}
