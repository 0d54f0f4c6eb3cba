/** Sorted, disjoint spans as a flat list `[from, to, from, to…]`: quick to search, small in memory. Unit: epoch minutes. */
export type Intervals = readonly number[]

/** Sorts and joins spans that touch or overlap; empty spans vanish. */
export function joinIntervals(pairs: readonly (readonly [number, number])[]): Intervals {
  const joined: number[] = []
  for (const [from, to] of [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (to <= from) continue
    const last = joined.length - 1
    if (last > 0 && from <= (joined[last] ?? 0)) joined[last] = Math.max(joined[last] ?? 0, to)
    else joined.push(from, to)
  }
  return joined
}

/** What is in `a` and not in `b`. */
export function subtractIntervals(a: Intervals, b: Intervals): Intervals {
  const left: number[] = []
  let next = 0
  for (let i = 0; i < a.length; i += 2) {
    let from = a[i] ?? 0
    const to = a[i + 1] ?? 0
    while (next < b.length && (b[next + 1] ?? 0) <= from) next += 2
    for (let k = next; k < b.length && (b[k] ?? 0) < to; k += 2) {
      if ((b[k] ?? 0) > from) left.push(from, b[k] ?? 0)
      from = Math.max(from, b[k + 1] ?? 0)
    }
    if (from < to) left.push(from, to)
  }
  return left
}

/** Index of the last interval that begins at or before a minute, or -2. */
function indexBefore(intervals: Intervals, minute: number): number {
  let low = 0
  let high = intervals.length >> 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((intervals[middle * 2] ?? 0) <= minute) low = middle + 1
    else high = middle
  }
  return (low - 1) * 2
}

/** True when one interval holds all of [from, to). */
export function holds(intervals: Intervals, from: number, to: number): boolean {
  const at = indexBefore(intervals, from)
  return at >= 0 && (intervals[at + 1] ?? 0) >= to
}

/** True when any interval overlaps [from, to). */
export function touches(intervals: Intervals, from: number, to: number): boolean {
  const at = indexBefore(intervals, to - 1)
  return at >= 0 && (intervals[at + 1] ?? 0) > from
}
