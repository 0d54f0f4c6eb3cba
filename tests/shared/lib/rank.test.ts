import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byRank, rankAt, rankBetween, ranksFor } from '#shared/lib/rank'

test('whatever is inserted anywhere, in any order, lands where it was put', () => {
  fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 60 }), places => {
    const items: { id: string; rank: string }[] = []
    for (const [made, place] of places.entries()) {
      const index = place % (items.length + 1)
      items.splice(index, 0, { id: String(made), rank: rankAt(items, index) })
    }
    expect(items.toSorted(byRank)).toEqual(items)
    expect(items.every(item => /^[0-9A-Za-z]+$/.test(item.rank) && !item.rank.endsWith('0'))).toBe(true)
  }))
})

test('ranks of a fresh list ascend and stay short', () => {
  const ranks = ranksFor(60)
  expect(ranks.toSorted()).toEqual(ranks)
  expect(new Set(ranks).size).toBe(60)
  expect(Math.max(...ranks.map(rank => rank.length))).toBeLessThan(20)
})

test('between two equal ranks it still gives one, after them', () => {
  expect(rankBetween('V', 'V') > 'V').toBe(true)
})
