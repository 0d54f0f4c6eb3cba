/** The row the keys act on, where a range began, and what is chosen. */
export type RowSelection = { activeId: string | null; anchorId: string | null; selected: ReadonlySet<string> }

export type SelectionMove =
  | { kind: 'activate'; id: string }
  | { kind: 'toggle'; id: string }
  | { kind: 'extend'; id: string }
  | { kind: 'all' }
  | { kind: 'clear' }

/** Pure: the next selection over rows in the order they are shown. */
export function moveSelection(state: RowSelection, move: SelectionMove, ids: readonly string[]): RowSelection {
  switch (move.kind) {
    case 'activate':
      return { ...state, activeId: move.id, anchorId: move.id }
    case 'toggle': {
      const selected = new Set(state.selected)
      if (!selected.delete(move.id)) selected.add(move.id)
      return { activeId: move.id, anchorId: move.id, selected }
    }
    case 'extend': {
      const from = ids.indexOf(state.anchorId ?? state.activeId ?? move.id)
      const to = ids.indexOf(move.id)
      if (to < 0) return state
      const [first, last] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)]
      return { activeId: move.id, anchorId: ids[from < 0 ? to : from] ?? move.id, selected: new Set(ids.slice(first, last + 1)) }
    }
    case 'all':
      return { ...state, selected: new Set(ids) }
    case 'clear':
      return { ...state, selected: new Set() }
  }
}

/** Where a key leads from row `at` of `count`; undefined when the key does not travel. */
export function travel(key: string, at: number, count: number, page = 10): number | undefined {
  if (count === 0) return undefined
  const last = count - 1
  switch (key) {
    case 'ArrowDown': return Math.min(last, at + 1)
    case 'ArrowUp': return Math.max(0, at - 1)
    case 'Home': return 0
    case 'End': return last
    case 'PageDown': return Math.min(last, at + page)
    case 'PageUp': return Math.max(0, at - page)
    default: return undefined
  }
}
