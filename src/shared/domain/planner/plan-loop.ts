import type { TimeCache } from './availability.ts'
import { findContradiction } from './model.ts'
import type { PlanProgress, PlanResult } from './plan.ts'
import type { PlannerInput } from './planner-input.ts'
import { nearMisses } from './reasons.ts'
import { findRelaxations } from './relax.ts'
import { solve, toPlan } from './solve.ts'

const WANTED = 10

/**
 * Plans an interview loop: up to ten plans, best first and truly different, or what to give up when none fits.
 * Pure and deterministic; made to run in a worker (input and output are structured-cloneable).
 */
export function planLoop(input: PlannerInput, report: (progress: PlanProgress) => void = () => undefined): PlanResult {
  const reason = findContradiction(input)
  if (reason !== null) return { kind: 'invalid', reason }
  const cache: TimeCache = new Map()
  report({ step: 'searching' })
  const { model, tables, found, proven } = solve(input, cache, Math.max(1, input.wanted ?? WANTED))
  if (found.length === 0) return { kind: 'none', relaxations: findRelaxations(input, cache, report), proven }
  const days = new Set(found.flatMap(one => one.placed.map(({ option }) => model.days.findIndex(day => option.start >= day.from && option.start < day.to))))
  return {
    kind: 'plans',
    plans: found.map(one => toPlan(model, one)),
    nearMisses: nearMisses(model, tables, days, Math.max(...days)),
    proven,
  }
}
