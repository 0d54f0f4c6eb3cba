import type { Debrief } from './matrix.ts'

/** Under this many comparisons a tendency is noise and is not shown. */
export const fewestComparisons = 8

/** How one interviewer rates beside the others on the same attribute of the same candidate. */
export type Tendency = Readonly<{
  personId: string
  /** Comparisons: own ratings that at least one other person rated too. */
  n: number
  cards: number
  /** Own rating minus the mean of the others', on average; null while n is small. Above 0: rates higher than the panel. */
  difference: number | null
}>

/** Everybody's tendency, by person. For the interviewers' own learning: no rating is corrected by it. */
export function tendencies({ rows }: Pick<Debrief, 'rows'>): readonly Tendency[] {
  const differences = new Map<string, number[]>()
  const cards = new Map<string, number>()
  for (const row of rows) {
    for (const card of row.cards) cards.set(card.authorId, (cards.get(card.authorId) ?? 0) + 1)
    for (const cell of row.cells.values()) {
      for (const own of cell.ratings) {
        const others = cell.ratings.flatMap(each => (each.authorId === own.authorId || each.rating === null ? [] : [each.rating]))
        if (own.rating === null || others.length === 0) continue
        const difference = own.rating - others.reduce((sum, rating) => sum + rating, 0) / others.length
        const known = differences.get(own.authorId)
        if (known) known.push(difference)
        else differences.set(own.authorId, [difference])
      }
    }
  }
  return [...cards.keys()].toSorted().map(personId => {
    const own = (differences.get(personId) ?? []).toSorted((a, b) => a - b)
    const mean = own.reduce((sum, difference) => sum + difference, 0) / Math.max(1, own.length)
    return { personId, n: own.length, cards: cards.get(personId) ?? 0, difference: own.length < fewestComparisons ? null : mean }
  })
}
