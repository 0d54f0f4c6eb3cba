import { expect, test } from 'vitest'
import { moveSelection, travel } from '../../../src/renderer/ui/data/row-selection.ts'
import type { RowSelection } from '../../../src/renderer/ui/data/row-selection.ts'

const IDS = ['a', 'b', 'c', 'd']
const start: RowSelection = { activeId: null, anchorId: null, selected: new Set() }

test('a range grows and shrinks around where it began', () => {
  const anchored = moveSelection(start, { kind: 'activate', id: 'b' }, IDS)
  const grown = moveSelection(anchored, { kind: 'extend', id: 'd' }, IDS)
  expect([...grown.selected]).toEqual(['b', 'c', 'd'])
  expect([...moveSelection(grown, { kind: 'extend', id: 'a' }, IDS).selected]).toEqual(['a', 'b'])
})

test('toggling adds and takes away one row; moving alone changes nothing chosen', () => {
  const one = moveSelection(start, { kind: 'toggle', id: 'c' }, IDS)
  expect([...one.selected]).toEqual(['c'])
  expect([...moveSelection(one, { kind: 'activate', id: 'a' }, IDS).selected]).toEqual(['c'])
  expect([...moveSelection(one, { kind: 'toggle', id: 'c' }, IDS).selected]).toEqual([])
})

test('arrows stop at both ends and an empty list goes nowhere', () => {
  expect(travel('ArrowDown', -1, 3)).toBe(0)
  expect(travel('ArrowDown', 2, 3)).toBe(2)
  expect(travel('ArrowUp', 0, 3)).toBe(0)
  expect(travel('End', 0, 3)).toBe(2)
  expect(travel('ArrowDown', 0, 0)).toBeUndefined()
})
