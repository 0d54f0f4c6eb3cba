import { assignPeople, type Placed } from './assignment.ts'
import { holdsLunch } from './candidate-days.ts'
import { gapCost, startCost, type DayTable } from './day-table.ts'
import type { EarlierDays } from './earlier-days.ts'
import { createHeap } from './heap.ts'
import type { Model } from './model.ts'

/** A complete loop: sessions by time, the people beside them, all its points. */
export type Found = Readonly<{ placed: readonly Placed[]; people: readonly (readonly number[])[]; cost: number; bucket: string }>
export type SearchResult = Readonly<{ found: readonly Found[]; proven: boolean }>

type Tail = Readonly<{ placed: Placed; next: Tail | null }> | null
/** A loop known from its end back to `end`; what comes before is bounded exactly by the tables. */
type Node = Readonly<{
  bound: number
  depth: number
  at: number
  day: number
  mask: number
  fed: boolean
  end: number
  before: number
  daysLeft: number
  tail: Tail
  /** Points of the tail without its people, and with their floors. */
  exact: number
  floor: number
  bucket: string
}>

/** Work limits in steps, not seconds: the same input gives the same plans on any machine. */
const searchLimits = { expansions: 4_000, pushes: 80_000, assignments: 200 } as const
const BLOCK_MINUTES = 120

/** Plans alike share a bucket: same days and, coarse, a loop ending in the same two hours; fine, the same hour and order. */
export type Grain = 'coarse' | 'fine'

/**
 * The best plan of each bucket, the `wanted` best buckets, best first. Best-first over the tables, whose bound on times
 * is exact and on people never too high, so the first plan is the optimum when `proven`.
 */
export function searchLoops(model: Model, tables: readonly DayTable[], earlier: EarlierDays, wanted: number, grain: Grain): SearchResult {
  const heap = createHeap<Node>((a, b) => a.bound !== b.bound ? a.bound < b.bound : a.depth !== b.depth ? a.depth > b.depth : a.at < b.at)
  const best = new Map<string, Found>()
  let pushed = 0
  let ceiling = Infinity
  /** No loop left unseen costs less than this. */
  let unseen = Infinity

  const push = (node: Omit<Node, 'at'>): void => {
    if (node.bound >= ceiling || node.bound === Infinity) return
    if (pushed >= searchLimits.pushes) {
      unseen = Math.min(unseen, node.bound)
      return
    }
    pushed += 1
    heap.push({ ...node, at: pushed })
  }
  const record = (found: Found): void => {
    best.set(found.bucket, found)
    const costs = [...best.values()].map(one => one.cost).sort((a, b) => a - b)
    ceiling = costs[wanted - 1] ?? Infinity
  }
  const settled = (node: Node): boolean => node.before === 0 && grain === 'coarse' && node.bound >= (best.get(node.bucket)?.cost ?? Infinity)

  pushRoots(model, tables, earlier, push)
  let expansions = 0
  let assignments = 0
  for (let node = heap.pop(); node; node = heap.pop()) {
    if (node.bound >= ceiling) break
    if (settled(node)) continue
    if (node.mask === 0 && node.before === 0) {
      const placed = listOf(node.tail)
      const bucket = grain === 'fine' ? `${node.bucket} ${placed.map(one => one.session).join(',')}` : node.bucket
      const limit = Math.min(ceiling, best.get(bucket)?.cost ?? Infinity) - node.exact
      const { best: people, complete } = assignPeople(model, placed, limit)
      assignments += 1
      if (!complete) unseen = Math.min(unseen, node.bound)
      if (people) record({ placed, people: people.people, cost: node.exact + people.cost, bucket })
    } else {
      expansions += 1
      expand(model, tables, earlier, node, push)
    }
    if (expansions > searchLimits.expansions || assignments > searchLimits.assignments) {
      unseen = Math.min(unseen, heap.pop()?.bound ?? Infinity)
      break
    }
  }
  const found = [...best.values()].sort((a, b) => a.cost - b.cost || (a.bucket < b.bucket ? -1 : 1)).slice(0, wanted)
  return { found, proven: unseen >= (found[0]?.cost ?? Infinity) }
}

function listOf(tail: Tail): readonly Placed[] {
  const list: Placed[] = []
  for (let item = tail; item; item = item.next) list.push(item.placed)
  return list
}

type Push = (node: Omit<Node, 'at'>) => void

/** Opens a day from its end: every state its sessions could end in. */
function pushDay(table: DayTable, day: number, today: number, base: Omit<Node, 'at' | 'bound' | 'day' | 'mask' | 'fed' | 'end'>, below: number, push: Push, name: (end: number) => string): void {
  const width = table.ends.length
  for (let state = 0; state < 2 * width; state += 1) {
    const points = table.cost[today * 2 * width + state] ?? Infinity
    if (points === Infinity) continue
    const end = table.ends[state % width] ?? 0
    push({ ...base, bound: base.floor + below + points, day, mask: today, fed: state >= width, end, bucket: name(end) })
  }
}

function pushRoots(model: Model, tables: readonly DayTable[], earlier: EarlierDays, push: Push): void {
  const full = (1 << model.sessions.length) - 1
  const { weights, input } = model
  tables.forEach((table, day) => {
    for (let today = 1; today <= full; today += 1) {
      if ((table.whole[today] ?? Infinity) === Infinity || (input.days.max === 1 && today !== full)) continue
      for (let count = 1; count <= input.days.max; count += 1) {
        const before = full & ~today
        const below = earlier(count - 1, day, before)
        if (below === Infinity) continue
        const exact = weights.laterDay * day + (count > 1 ? weights.extraDay : 0)
        const base = { depth: 0, before, daysLeft: count - 1, tail: null, exact, floor: exact, bucket: '' }
        pushDay(table, day, today, base, below, push, end => `${day}@${Math.floor((end - table.day.from) / BLOCK_MINUTES)}`)
      }
    }
  })
}

function expand(model: Model, tables: readonly DayTable[], earlier: EarlierDays, node: Node, push: Push): void {
  const table = tables[node.day]
  if (!table) return
  model.sessions.forEach((session, s) => {
    const bit = 1 << s
    if (!(node.mask & bit) || session.later & node.mask) return
    const index = table.optionAt[s]?.get(node.end - session.length)
    const option = index === undefined ? undefined : table.options[s]?.[index]
    if (index === undefined || !option) return
    const rest = node.mask & ~bit
    const step = {
      depth: node.depth + 1,
      tail: { placed: { session: s, option }, next: node.tail },
      exact: node.exact + option.fixedCost,
      floor: node.floor + (table.floors[s]?.[index] ?? Infinity),
    }
    if (rest === 0) closeDay(model, tables, earlier, { ...node, ...step }, table, option.start, push)
    else extendDay(model, earlier, { ...node, ...step, mask: rest }, table, option.start, push)
  })
}

/** The sessions before `start` on the same day. */
function extendDay(model: Model, earlier: EarlierDays, node: Node, table: DayTable, start: number, push: Push): void {
  const width = table.ends.length
  const below = earlier(node.daysLeft, node.day, node.before)
  for (let state = 0; state < 2 * width; state += 1) {
    const points = table.cost[node.mask * 2 * width + state] ?? Infinity
    if (points === Infinity) continue
    const fed = state >= width
    const end = table.ends[state % width] ?? 0
    if ((fed || holdsLunch(table.day, end, start)) !== node.fed) continue
    const waiting = gapCost(model, table.day, end, start)
    if (waiting === null) continue
    const floor = node.floor + waiting
    push({ ...node, bound: floor + below + points, fed, end, exact: node.exact + waiting, floor })
  }
}

/** The day begins at `start`; the days before it open, or the loop is complete. */
function closeDay(model: Model, tables: readonly DayTable[], earlier: EarlierDays, node: Node, table: DayTable, start: number, push: Push): void {
  if (holdsLunch(table.day, -Infinity, start) !== node.fed) return
  const hour = startCost(model, table.day, start)
  const closed = { ...node, mask: 0, exact: node.exact + hour, floor: node.floor + hour }
  if (node.before === 0) {
    // One day carries its credit in the table; the bound must carry it too.
    push({ ...closed, bound: closed.floor - table.credit })
    return
  }
  for (let day = 0; day < node.day; day += 1) {
    const other = tables[day]
    if (!other) continue
    for (let today = node.before; today > 0; today = (today - 1) & node.before) {
      const before = node.before & ~today
      const below = earlier(node.daysLeft - 1, day, before)
      if (below === Infinity || (other.whole[today] ?? Infinity) === Infinity) continue
      if (!model.sessions.every((session, s) => !(today & (1 << s)) || (session.earlier & ~node.before) === 0)) continue
      const more = node.daysLeft > 1 ? model.weights.extraDay : 0
      const base = { ...closed, before, daysLeft: node.daysLeft - 1, exact: closed.exact + more, floor: closed.floor + more }
      pushDay(other, day, today, base, below, push, () => `${day} ${node.bucket}`)
    }
  }
}


