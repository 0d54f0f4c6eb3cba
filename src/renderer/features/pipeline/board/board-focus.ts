import { travel } from '../../../ui/data/row-selection.ts'

/** The columns as drawn: stage ids with the ids of their cards. */
export type Columns = readonly Readonly<{ id: string; cardIds: readonly string[] }>[]
/** Where the keys are: a column, and a card in it unless it is empty. */
export type BoardFocus = Readonly<{ columnId: string; cardId: string | null }>

/** The focus as it can be on these columns: a card that left is replaced by the one in its place. */
export function settleFocus(focus: BoardFocus | null, columns: Columns, lastIndex: number): BoardFocus | null {
  const column = columns.find(each => each.id === focus?.columnId) ?? columns.find(each => each.cardIds.length > 0) ?? columns[0]
  if (!column) return null
  if (focus?.cardId && column.cardIds.includes(focus.cardId)) return focus
  return { columnId: column.id, cardId: column.cardIds[Math.min(lastIndex, column.cardIds.length - 1)] ?? null }
}

/** Where a key leads: up and down within a column, left and right to the same height of the next. */
export function moveFocus(key: string, focus: BoardFocus, columns: Columns): BoardFocus | undefined {
  const at = columns.findIndex(each => each.id === focus.columnId)
  const column = columns[at]
  if (!column) return undefined
  const index = focus.cardId === null ? 0 : column.cardIds.indexOf(focus.cardId)
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const next = columns[at + (key === 'ArrowLeft' ? -1 : 1)]
    return next && { columnId: next.id, cardId: next.cardIds[Math.min(index, next.cardIds.length - 1)] ?? null }
  }
  const to = travel(key, index, column.cardIds.length, 6)
  return to === undefined ? undefined : { columnId: column.id, cardId: column.cardIds[to] ?? null }
}
