import type { TimeCache } from './availability.ts'
import type { Plan, PlanProgress, Relaxation } from './plan.ts'
import type { PlannerInput } from './planner-input.ts'
import { looseningsOf, type Loosening } from './relaxations.ts'
import { solve, toPlan } from './solve.ts'

/** At most this many narrower versions of one loosening are tried, and as many answers are given. */
const MOST_PARTS = 15
const MOST_ANSWERS = 12

/** The best plan under another input, or null. Time worked out for people is shared while the window stays. */
function bestUnder(input: PlannerInput, base: PlannerInput, cache: TimeCache): Plan | null {
  const { model, found } = solve(input, input.window === base.window ? cache : new Map(), 1)
  return found[0] ? toPlan(model, found[0], base) : null
}

function answer(loosenings: readonly Loosening[], gives: Plan): Relaxation {
  return { constraints: loosenings.map(({ constraint, subjectId, description }) => ({ constraint, subjectId, description })), gives }
}

/** The parts of a loosening that suffice beside `others`; the whole itself when no part does. */
function narrowed(input: PlannerInput, loosening: Loosening, gives: Plan, cache: TimeCache): Relaxation[] {
  const parts = loosening.parts.slice(0, MOST_PARTS).flatMap(part => {
    const plan = bestUnder(part.apply(input), input, cache)
    return plan ? [answer([part], plan)] : []
  })
  return parts.length > 0 ? parts : [answer([loosening], gives)]
}

/** The first pair that suffices, each half as narrow as it can be. */
function narrowedPair(input: PlannerInput, a: Loosening, b: Loosening, gives: Plan, cache: TimeCache): Relaxation {
  let best = { a, b, gives }
  for (const side of ['a', 'b'] as const) {
    for (const part of best[side].parts.slice(0, MOST_PARTS)) {
      const pair = { ...best, [side]: part }
      const plan = bestUnder(pair.b.apply(pair.a.apply(input)), input, cache)
      if (plan) {
        best = { ...pair, gives: plan }
        break
      }
    }
  }
  return answer([best.a, best.b], best.gives)
}

/**
 * What to give up when nothing fits: every single thing that suffices alone, with the best plan it gives, cheapest first;
 * if none does, one pair that does; empty when even all together do not help. Each answer was solved, none is guessed.
 */
export function findRelaxations(input: PlannerInput, cache: TimeCache, report: (progress: PlanProgress) => void = () => undefined): readonly Relaxation[] {
  const loosenings = looseningsOf(input)
  const singles = loosenings.flatMap((loosening, done) => {
    report({ step: 'relaxing', done, of: loosenings.length })
    const plan = bestUnder(loosening.apply(input), input, cache)
    return plan ? narrowed(input, loosening, plan, cache) : []
  })
  if (singles.length > 0) return singles.sort((a, b) => a.gives.score.total - b.gives.score.total).slice(0, MOST_ANSWERS)
  const everything = bestUnder(loosenings.reduce((now, loosening) => loosening.apply(now), input), input, cache)
  if (!everything) return []
  for (const [at, a] of loosenings.entries()) {
    for (const b of loosenings.slice(at + 1)) {
      const plan = bestUnder(b.apply(a.apply(input)), input, cache)
      if (plan) return [narrowedPair(input, a, b, plan, cache)]
    }
  }
  return []
}
