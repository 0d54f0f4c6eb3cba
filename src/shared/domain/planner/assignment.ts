import { NOBODY, type ChairChoices, type StartOption } from './feasible-starts.ts'
import { createLoopUse } from './limits.ts'
import type { Model } from './model.ts'
import { timesPrices, type Prices } from './prices.ts'

/** A session with its time chosen. */
export type Placed = Readonly<{ session: number; option: StartOption }>
/** People for each placed session's chairs, in the order given; `cost` is all that people cost. */
export type Assignment = Readonly<{ people: readonly (readonly number[])[]; cost: number }>
/** `complete` is false when the work limit stopped the search, which then may have missed a better one. */
export type AssignmentResult = Readonly<{ best: Assignment | null; complete: boolean }>

const WORK_LIMIT = 2_000

type Unit = { at: number; chair: number; choices: ChairChoices; like: number; start: number; end: number; floor: number }

function unitsOf(model: Model, placed: readonly Placed[], prices: Prices): Unit[] {
  const units = placed.flatMap(({ session, option }, at) =>
    option.chairs.map((choices, chair): Unit => ({
      at, chair, choices, like: model.sessions[session]?.chairs[chair]?.likePrevious ? 1 : -1, start: option.start, end: option.end,
      floor: choices.people.reduce((least, person, i) => Math.min(least, (choices.costs[i] ?? 0) + (person === NOBODY ? 0 : prices.of[person] ?? 0)), Infinity),
    })))
  // The scarcest chair first. Stable, and chairs alike have as many choices, so they stay side by side in order.
  units.sort((a, b) => a.choices.people.length - b.choices.people.length)
  units.forEach((unit, i) => {
    if (unit.like > 0) unit.like = units.findIndex((other, k) => k < i && other.at === unit.at && other.chair === unit.chair - 1)
  })
  return units
}

/**
 * The cheapest people for sessions whose times are fixed, under `limit` points; null when there is none. Depth first
 * with the price bound: exact, within the work limit.
 */
export function assignPeople(model: Model, placed: readonly Placed[], limit: number): AssignmentResult {
  const prices = timesPrices(model, placed.map(one => one.option))
  const units = unitsOf(model, placed, prices)
  const floors = new Float64Array(units.length + 1)
  for (let i = units.length - 1; i >= 0; i -= 1) floors[i] = (floors[i + 1] ?? 0) + (units[i]?.floor ?? 0)
  const use = createLoopUse(model)
  const picked = units.map(() => 0)
  let bestCost = limit
  let best: number[] | null = null
  let work = 0

  function descend(depth: number, cost: number, credit: number): void {
    if (cost + (floors[depth] ?? 0) - credit >= bestCost - 1e-9 || work > WORK_LIMIT) return
    const unit = units[depth]
    if (!unit) {
      // The credit still open makes the bound above too low for a complete choice: what it costs decides.
      if (cost >= bestCost - 1e-9) return
      bestCost = cost
      best = picked.map((pick, i) => units[i]?.choices.people[pick] ?? NOBODY)
      return
    }
    const { people, costs } = unit.choices
    const least = unit.like >= 0 ? picked[unit.like] ?? 0 : 0
    for (const { i, cost: step } of candidates(unit, least)) {
      const person = people[i] ?? NOBODY
      work += 1
      picked[depth] = i
      if (person === NOBODY) {
        descend(depth + 1, cost + (costs[i] ?? 0), credit)
        continue
      }
      const used = use.count(person)
      const after = credit - prices.creditAfter(person, used) + prices.creditAfter(person, used + 1)
      use.take(person, unit.start, unit.end)
      descend(depth + 1, cost + step, after)
      use.release(person)
    }
  }

  /** Choices of a chair by what they cost now. Two people on like chairs are tried in one order only. */
  function candidates(unit: Unit, least: number): { i: number; cost: number }[] {
    const { people, costs } = unit.choices
    const found: { i: number; cost: number }[] = []
    for (let i = least; i < people.length; i += 1) {
      const person = people[i] ?? NOBODY
      if (person === NOBODY) {
        found.push({ i, cost: costs[i] ?? 0 })
        continue
      }
      if (unit.like >= 0 && i === least) continue
      // A person on another chair of the same session overlaps with themselves, which `extraCost` refuses.
      const extra = use.extraCost(person, unit.start, unit.end)
      if (extra !== null) found.push({ i, cost: (costs[i] ?? 0) + extra })
    }
    return found.sort((a, b) => a.cost - b.cost || a.i - b.i)
  }

  descend(0, 0, prices.credit)
  return { best: best === null ? null : unflatten(placed, units, best, bestCost), complete: work <= WORK_LIMIT }
}

function unflatten(placed: readonly Placed[], units: readonly Unit[], flat: readonly number[], cost: number): Assignment {
  const people = placed.map(({ option }) => option.chairs.map(() => NOBODY))
  units.forEach((unit, i) => {
    const row = people[unit.at]
    if (row) row[unit.chair] = flat[i] ?? NOBODY
  })
  return { people, cost }
}

/** The least one session's chairs cost at these prices, no person on two of them; Infinity when that cannot be. */
export function sessionFloor(option: StartOption, prices: Prices): number {
  let best = Infinity
  const taken: number[] = []
  const walk = (chair: number, cost: number): void => {
    if (cost >= best) return
    const choices = option.chairs[chair]
    if (!choices) {
      best = cost
      return
    }
    if (option.chairs.length === 1) {
      choices.people.forEach((person, i) => {
        best = Math.min(best, (choices.costs[i] ?? 0) + (person === NOBODY ? 0 : prices.of[person] ?? 0))
      })
      return
    }
    for (const { person, cost: own } of cheapestOf(choices, prices, option.chairs.length)) {
      if (person !== NOBODY && taken.includes(person)) continue
      taken.push(person)
      walk(chair + 1, cost + own)
      taken.pop()
    }
  }
  walk(0, 0)
  return best
}

/** With n chairs only the n cheapest of each matter: the others can take n − 1 of them at most. */
function cheapestOf(choices: ChairChoices, prices: Prices, count: number): { person: number; cost: number }[] {
  const priced = choices.people.map((person, i) => ({ person, cost: (choices.costs[i] ?? 0) + (person === NOBODY ? 0 : prices.of[person] ?? 0) }))
  return priced.sort((a, b) => a.cost - b.cost || a.person - b.person).slice(0, count)
}
