import { sessionFloor } from './assignment.ts'
import { holdsLunch, lunchMinutes, type CandidateDay } from './candidate-days.ts'
import { startOptions, type StartOption } from './feasible-starts.ts'
import type { Model } from './model.ts'
import { dayCap, dayPrices, noPrices } from './prices.ts'
import { canStaff } from './staffing.ts'

/**
 * One day's dynamic programme. `cost[(mask·2 + fed)·ends + e]` is the least a day costs that holds exactly the sessions
 * of `mask`, the last ending at `ends[e]`; `fed` is 1 once lunch has been kept. People are bounded from below by prices.
 */
export type DayTable = Readonly<{
  day: CandidateDay
  options: readonly (readonly StartOption[])[]
  floors: readonly Float64Array[]
  optionAt: readonly ReadonlyMap<number, number>[]
  ends: readonly number[]
  cost: Float64Array
  /** Least cost of a whole day with these sessions; Infinity when it cannot be. */
  whole: Float64Array
  /** What the prices in `floors` count too much; already taken off in `cost`. */
  credit: number
}>

/** Points for the hour a day starts at. */
export function startCost(model: Model, day: CandidateDay, start: number): number {
  return model.weights.fiveMinutes * Math.floor((start - day.from) / 5)
}

/** Points for waiting between two sessions, or null when the gap is too short or too long. */
export function gapCost(model: Model, day: CandidateDay, end: number, start: number): number | null {
  const { minMinutes, maxMinutes } = model.input.gaps
  const gap = start - end
  if (gap < minMinutes) return null
  const lunch = day.lunch && lunchMinutes(day, end, start) >= day.lunch.length ? day.lunch.length : 0
  if (maxMinutes !== null && gap - lunch > maxMinutes) return null
  return model.weights.fiveMinutes * Math.floor(gap / 5)
}

/** Ones in a mask. */
export function countBits(mask: number): number {
  let count = 0
  for (let rest = mask; rest; rest &= rest - 1) count += 1
  return count
}

/** Whether a day that last ended here can still keep lunch, or has. */
function mayEnd(day: CandidateDay, fed: boolean, end: number): boolean {
  return fed || holdsLunch(day, end, Infinity)
}

function firstAtOrAfter(options: readonly StartOption[], minute: number): number {
  let low = 0
  let high = options.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((options[middle]?.start ?? 0) < minute) low = middle + 1
    else high = middle
  }
  return low
}

/** Fills the table of one day. Work: 2^n · ends · n · starts. */
export function buildDayTable(model: Model, day: CandidateDay): DayTable {
  const options = model.sessions.map(session => startOptions(model, session, day))
  const single = model.input.days.max === 1
  const prices = single ? dayPrices(model, day, options) : noPrices(model)
  const floors = options.map(ofSession => Float64Array.from(ofSession, option => option.fixedCost + sessionFloor(option, prices)))
  const ends = [...new Set(options.flatMap(ofSession => ofSession.map(option => option.end)))].sort((a, b) => a - b)
  const table: DayTable = {
    day, options, floors, ends,
    optionAt: options.map(ofSession => new Map(ofSession.map((option, index) => [option.start, index]))),
    cost: new Float64Array((2 << model.sessions.length) * ends.length).fill(Infinity),
    whole: new Float64Array(1 << model.sessions.length).fill(Infinity),
    credit: prices.credit,
  }
  if (!(single && options.some(ofSession => ofSession.length === 0))) fill(model, table, -prices.credit)
  refuseUnstaffed(model, table)
  return table
}

function fill(model: Model, table: DayTable, credit: number): void {
  const { day, options, floors, ends, cost, whole } = table
  const width = ends.length
  const endIndex = new Map(ends.map((end, index) => [end, index]))
  const most = model.input.days.perDay ?? model.sessions.length
  const maxGap = model.input.gaps.maxMinutes === null ? Infinity : model.input.gaps.maxMinutes + (day.lunch?.length ?? 0)
  const reach = (mask: number, fed: boolean, option: StartOption, points: number): void => {
    if (!mayEnd(day, fed, option.end)) return
    const at = (mask * 2 + (fed ? 1 : 0)) * width + (endIndex.get(option.end) ?? 0)
    if (points < (cost[at] ?? 0)) cost[at] = points
  }
  options.forEach((ofSession, s) => ofSession.forEach((option, i) => {
    reach(1 << s, holdsLunch(day, -Infinity, option.start), option, startCost(model, day, option.start) + (floors[s]?.[i] ?? 0) + credit)
  }))
  for (let mask = 1; mask < whole.length; mask += 1) {
    const more = countBits(mask) < most
    for (let state = mask * 2 * width; state < (mask + 1) * 2 * width; state += 1) {
      const points = cost[state] ?? Infinity
      if (points === Infinity) continue
      if (points < (whole[mask] ?? 0)) whole[mask] = points
      if (!more) continue
      const fed = state - mask * 2 * width >= width
      const end = ends[state % width] ?? 0
      options.forEach((ofSession, s) => {
        if (mask & (1 << s) || (model.sessions[s]?.later ?? 0) & mask) return
        for (let i = firstAtOrAfter(ofSession, end); i < ofSession.length; i += 1) {
          const option = ofSession[i]
          if (!option || option.start - end > maxGap) break
          const waiting = gapCost(model, day, end, option.start)
          if (waiting === null) continue
          reach(mask | (1 << s), fed || holdsLunch(day, end, option.start), option, points + waiting + (floors[s]?.[i] ?? 0))
        }
      })
    }
  }
}

/** Strikes out days whose sessions no choice of hours can staff within everyone's limit for the day. */
function refuseUnstaffed(model: Model, table: DayTable): void {
  const caps = model.people.map((_, index) => dayCap(model, index, table.day))
  for (let mask = 1; mask < table.whole.length; mask += 1) {
    if (model.input.days.max === 1 && mask !== table.whole.length - 1) continue
    if (table.whole[mask] !== Infinity && !canStaff(table.options, mask, caps)) table.whole[mask] = Infinity
  }
}
