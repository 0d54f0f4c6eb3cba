const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const digitAt = (rank: string, index: number): number => (index < rank.length ? DIGITS.indexOf(rank[index]!) : 0)

/**
 * A rank that sorts between two others as plain text; `null` is the open end. Ranks never end in `0`, so there is
 * always room before one. Two laptops that insert at the same place may make the same rank: ties fall to the id.
 */
export function rankBetween(before: string | null, after: string | null): string {
  const low = before ?? ''
  let rank = ''
  let bounded = after !== null
  for (let index = 0; ; index++) {
    const from = digitAt(low, index)
    const to = bounded ? digitAt(after!, index) : DIGITS.length
    if (to - from > 1) return rank + DIGITS[from + Math.floor((to - from) / 2)]!
    if (to > from) bounded = false
    rank += DIGITS[from]!
    // An equal or descending pair leaves no room inside: go on after the lower one.
    if (bounded && index >= Math.max(low.length, after!.length)) bounded = false
  }
}

/** Ranks for `count` items in their order, with room between them. */
export function ranksFor(count: number): readonly string[] {
  const ranks: string[] = []
  for (let index = 0; index < count; index++) ranks.push(rankBetween(ranks.at(-1) ?? null, null))
  return ranks
}

/** Orders by rank, then by id; plain text order, the same on every laptop. */
export function byRank(a: Readonly<{ id: string; rank: string }>, b: Readonly<{ id: string; rank: string }>): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** The rank that puts an item before the one at `index` of its siblings (itself left out), or last. */
export function rankAt(siblings: readonly Readonly<{ rank: string }>[], index: number): string {
  return rankBetween(siblings[index - 1]?.rank ?? null, siblings[index]?.rank ?? null)
}
