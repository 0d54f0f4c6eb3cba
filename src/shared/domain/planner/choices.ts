import { assignPeople } from './assignment.ts'
import type { TimeCache } from './availability.ts'
import { startOptions } from './feasible-starts.ts'
import { buildModel, findContradiction } from './model.ts'
import type { Plan } from './plan.ts'
import type { PlannerInput } from './planner-input.ts'
import { solve, toPlan } from './solve.ts'

/**
 * Every time one meeting can be held, in order, each with the people that suit best. Only for loops of one session;
 * lunch is the candidate's own affair there.
 */
export function everyStart(input: PlannerInput, cache: TimeCache): readonly Plan[] {
  if (input.sessions.length !== 1 || findContradiction(input) !== null) return []
  const model = buildModel(input, cache)
  return model.days.flatMap(day => startOptions(model, model.sessions[0]!, day).flatMap(option => {
    const placed = [{ session: 0, option }]
    const { best } = assignPeople(model, placed, Infinity)
    return best ? [toPlan(model, { placed, people: best.people, cost: best.cost, bucket: '' })] : []
  }))
}

/** The best plans and nothing more: where there is none, nobody asks why. */
export function plansOnly(input: PlannerInput, cache: TimeCache, wanted: number): readonly Plan[] {
  if (findContradiction(input) !== null) return []
  const { model, found } = solve(input, cache, wanted)
  return found.map(one => toPlan(model, one))
}
