import { expect, test } from 'vitest'
import { travelCells } from '../../../src/renderer/ui/data/travel-cells.ts'

const size = { rows: 30, columns: 12 }
const from = (key: string, mod = false, at = { row: 3, column: 4 }) => travelCells(key, mod, at, size)

test('arrows go one cell, and stop at the edges', () => {
  expect([from('ArrowDown'), from('ArrowUp'), from('ArrowRight'), from('ArrowLeft')]).toEqual([{ row: 4, column: 4 }, { row: 2, column: 4 }, { row: 3, column: 5 }, { row: 3, column: 3 }])
  expect(from('ArrowDown', false, { row: 29, column: 4 })).toEqual({ row: 29, column: 4 })
  expect(from('ArrowLeft', false, { row: 3, column: 0 })).toEqual({ row: 3, column: 0 })
})

test('Home and End keep to the row, with mod they go to the corners; pages jump', () => {
  expect([from('Home'), from('End'), from('Home', true), from('End', true)]).toEqual([{ row: 3, column: 0 }, { row: 3, column: 11 }, { row: 0, column: 0 }, { row: 29, column: 11 }])
  expect([from('PageDown'), from('PageUp')]).toEqual([{ row: 11, column: 4 }, { row: 0, column: 4 }])
})

test('other keys do not travel, and the first arrow enters the grid at its first cell', () => {
  expect(from('m')).toBeUndefined()
  expect(from('ArrowDown', false, { row: -1, column: -1 })).toEqual({ row: 0, column: 0 })
})
