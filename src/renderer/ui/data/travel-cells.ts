/** One cell, by the ids of its row and column: it stays the same cell when others come and go. */
export type CellPlace = Readonly<{ rowId: string; columnId: string }>

type Place = Readonly<{ row: number; column: number }>
const page = 8

/** Where a key leads in a grid of cells; undefined when it does not travel. With mod, Home and End go to the corners. */
export function travelCells(key: string, mod: boolean, at: Place, { rows, columns }: Readonly<{ rows: number; columns: number }>): Place | undefined {
  const [row, column] = [Math.max(0, at.row), Math.max(0, at.column)]
  const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value))
  const to = (nextRow: number, nextColumn: number): Place => ({ row: within(nextRow, rows), column: within(nextColumn, columns) })
  switch (key) {
    case 'ArrowDown': return mod ? to(rows, column) : to(at.row < 0 ? 0 : row + 1, column)
    case 'ArrowUp': return mod ? to(0, column) : to(row - 1, column)
    case 'ArrowRight': return mod ? to(row, columns) : to(row, at.column < 0 ? 0 : column + 1)
    case 'ArrowLeft': return mod ? to(row, 0) : to(row, column - 1)
    case 'Home': return mod ? to(0, 0) : to(row, 0)
    case 'End': return mod ? to(rows, columns) : to(row, columns)
    case 'PageDown': return to(row + page, column)
    case 'PageUp': return to(row - page, column)
    default: return undefined
  }
}
