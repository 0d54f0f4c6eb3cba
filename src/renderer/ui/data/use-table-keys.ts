import { useEffect, useRef, useState } from 'react'
import type { FocusEvent, KeyboardEvent, MouseEvent } from 'react'
import { moveSelection, travel } from './row-selection.ts'
import type { SelectionMove } from './row-selection.ts'
import type { DataTableProps } from './data-table-props.ts'
import { leftAt } from './left-at.ts'

type Wanted<T> = Pick<DataTableProps<T>, 'label' | 'rows' | 'getId' | 'selected' | 'onSelectedChange' | 'onOpen'>

const NONE: ReadonlySet<string> = new Set()

/** Keys and clicks of a DataTable turned into selection, scrolling and opening. */
export function useTableKeys<T>({ label, rows, getId, selected = NONE, onSelectedChange, onOpen }: Wanted<T>, scrollTo: (index: number) => void) {
  const [place, setPlace] = useState<{ activeId: string | null; anchorId: string | null }>(() => ({ activeId: leftAt.get(label) ?? null, anchorId: null }))
  const ids = rows.map(getId)
  const [isFocused, setFocused] = useState(false)
  const knownIndex = place.activeId === null ? -1 : ids.indexOf(place.activeId)
  // A table that has the focus always shows on which row: the first, until somebody goes elsewhere.
  const activeIndex = knownIndex < 0 && isFocused && rows.length > 0 ? 0 : knownIndex
  const isBack = useRef(place.activeId === null)
  useEffect(() => {
    if (isBack.current || activeIndex < 0) return
    isBack.current = true
    scrollTo(activeIndex)
  }, [activeIndex, scrollTo])
  const onFocus = (event: FocusEvent) => setFocused(event.target === event.currentTarget)
  const onBlur = () => setFocused(false)

  const apply = (move: SelectionMove) => {
    const next = moveSelection({ ...place, activeId: ids[activeIndex] ?? null, selected }, move, ids)
    setPlace({ activeId: next.activeId, anchorId: next.anchorId })
    if (next.activeId !== null) leftAt.set(label, next.activeId)
    if (next.selected !== selected) onSelectedChange?.(next.selected)
  }
  const toggle = (id: string, isRange: boolean) => apply({ kind: isRange ? 'extend' : 'toggle', id })
  const toggleAll = () => apply({ kind: selected.size === ids.length ? 'clear' : 'all' })

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const mod = event.metaKey || event.ctrlKey
    const next = mod || event.altKey ? undefined : travel(event.key, activeIndex, rows.length)
    const nextId = next === undefined ? undefined : ids[next]
    const active = rows[activeIndex]
    if (next !== undefined && nextId !== undefined) {
      scrollTo(next)
      apply({ kind: event.shiftKey && onSelectedChange ? 'extend' : 'activate', id: nextId })
    } else if (event.key === ' ' && active && onSelectedChange) toggle(getId(active), event.shiftKey)
    else if (event.key === 'Enter' && active && onOpen && !mod) onOpen(active)
    else if (event.key.toLowerCase() === 'a' && mod && onSelectedChange) apply({ kind: 'all' })
    else if (event.key === 'Escape' && selected.size > 0) apply({ kind: 'clear' })
    else return
    event.preventDefault()
  }
  const onRowClick = (row: T, event: MouseEvent) => {
    const id = getId(row)
    const isSelecting = Boolean(onSelectedChange)
    if (isSelecting && event.shiftKey) apply({ kind: 'extend', id })
    else if (isSelecting && (event.metaKey || event.ctrlKey)) apply({ kind: 'toggle', id })
    else {
      apply({ kind: 'activate', id })
      onOpen?.(row)
    }
  }
  const isAllSelected = ids.length > 0 && ids.every((id) => selected.has(id))
  return { activeIndex, onFocus, onBlur, onKeyDown, onRowClick, toggle, toggleAll, isAllSelected, isSomeSelected: !isAllSelected && selected.size > 0, isSelected: (id: string) => selected.has(id) }
}
