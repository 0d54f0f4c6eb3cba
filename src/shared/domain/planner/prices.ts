import { ownDayAt } from './availability.ts'
import type { CandidateDay } from './candidate-days.ts'
import { NOBODY, type StartOption } from './feasible-starts.ts'
import type { Model } from './model.ts'

/**
 * Prices on people for one day, so that a bound which looks at each session alone still knows that one person cannot
 * take them all. For any prices π ≥ 0, cost ≥ Σ min(cost + π) − Σ_p max_k(π_p·k − f_p(k)), where f_p(k) is what k uses of
 * p cost on top (Lagrangian dual). `credit` is that last sum; the tighter the prices, the tighter the bound.
 */
export type Prices = Readonly<{
  of: Int32Array
  credit: number
  /** The part of the credit still open for a person already used so many times. */
  creditAfter(person: number, used: number): number
}>

const ROUNDS = 24

/** How often a person can be used on one of the candidate's days at most. */
export function dayCap(model: Model, index: number, day: CandidateDay): number {
  const time = model.people[index]
  if (!time || time.person.maxPerDay === null) return model.sessions.length
  let cap = 0
  for (let own = ownDayAt(time, day.from); own <= ownDayAt(time, day.to - 1); own += 1) {
    cap += Math.max(0, time.person.maxPerDay - (time.bookedOnDay[own] ?? 0))
  }
  return Math.min(cap, model.sessions.length)
}

/** max over k of π·k − load·(k(k−1)/2 + used·k), and the k that gives it, for k up to cap − used. */
function conjugate(price: number, load: number, cap: number, used = 0): { value: number; uses: number } {
  let value = 0
  let uses = 0
  for (let k = 1; k <= cap - used; k += 1) {
    const at = price * k - load * ((k * (k - 1)) / 2 + used * k)
    if (at > value) {
      value = at
      uses = k
    }
  }
  return { value, uses }
}

type Chairs = readonly ReadonlyMap<number, number>[]

/** For each chair of the loop, everyone able at some time of the day at their least cost. */
function chairsOfDay(options: readonly (readonly StartOption[])[]): Chairs {
  return options.flatMap(ofSession => {
    const chairs: Map<number, number>[] = []
    for (const option of ofSession) {
      option.chairs.forEach((choices, at) => {
        const best = (chairs[at] ??= new Map())
        choices.people.forEach((person, i) => {
          if (person === NOBODY) return
          const cost = choices.costs[i] ?? 0
          if (cost < (best.get(person) ?? Infinity)) best.set(person, cost)
        })
      })
    }
    return chairs
  })
}

/** Prices by an auction that ignores the hour: people wanted too often become dearer. `caps`: uses of each at most. */
function auction(load: number, caps: readonly number[], chairs: Chairs): Prices {
  const of = new Int32Array(caps.length)
  const creditOf = (): number => of.reduce((sum, price, index) => (price > 0 ? sum + conjugate(price, load, caps[index] ?? 0).value : sum), 0)
  let best = { of: of.slice(), credit: 0, bound: -Infinity }
  let step = Math.max(1, load * 2)
  const known = new Set(chairs.flatMap(chair => [...chair.keys()]))
  for (let round = 0; round < ROUNDS; round += 1) {
    const { uses, bound } = cheapest(chairs, of)
    const credit = creditOf()
    if (bound - credit > best.bound) best = { of: of.slice(), credit, bound: bound - credit }
    let moved = false
    for (const person of known) {
      const price = of[person] ?? 0
      const wanted = (uses.get(person) ?? 0) - conjugate(price, load, caps[person] ?? 0).uses
      of[person] = Math.max(0, price + Math.sign(wanted) * step)
      if (of[person] !== price) moved = true
    }
    if (!moved) break
    if (round % 4 === 3) step = Math.max(1, Math.round(step / 2))
  }
  return { of: best.of, credit: best.credit, creditAfter: (person, used) => conjugate(best.of[person] ?? 0, load, caps[person] ?? 0, used).value }
}

/** Who each chair would take at these prices. */
function cheapest(chairs: Chairs, of: Int32Array): { uses: ReadonlyMap<number, number>; bound: number } {
  const uses = new Map<number, number>()
  let bound = 0
  for (const chair of chairs) {
    let least = Infinity
    let winner = NOBODY
    // Among equals, the one used least so far: a subgradient is free to choose, and this one settles sooner.
    for (const [person, cost] of chair) {
      const at = cost + (of[person] ?? 0) + 1e-6 * (uses.get(person) ?? 0)
      if (at < least) {
        least = at
        winner = person
      }
    }
    if (winner === NOBODY) continue
    bound += (chair.get(winner) ?? 0) + (of[winner] ?? 0)
    uses.set(winner, (uses.get(winner) ?? 0) + 1)
  }
  return { uses, bound }
}

/** Prices for one of the candidate's days. */
export function dayPrices(model: Model, day: CandidateDay, options: readonly (readonly StartOption[])[]): Prices {
  return auction(model.weights.load, model.people.map((_, index) => dayCap(model, index, day)), chairsOfDay(options))
}

/** Prices for one choice of times. */
export function timesPrices(model: Model, options: readonly StartOption[]): Prices {
  return auction(model.weights.load, model.people.map(() => options.length), chairsOfDay(options.map(option => [option])))
}

/** No prices: for loops over several days, where no single day's uses bound the whole. */
export function noPrices(model: Model): Prices {
  return { of: new Int32Array(model.people.length), credit: 0, creditAfter: () => 0 }
}
