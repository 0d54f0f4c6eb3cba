/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- ARIA widget with aria-activedescendant: native tags cannot be virtualised or hold the focus elsewhere. */
/* oxlint-disable react/incompatible-library -- the virtualizer is read in this component only, never memoised. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useId, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { travel } from './row-selection.ts'
import styles from './virtual-list.module.css'

export type VirtualListProps<T> = {
  label: string
  items: readonly T[]
  getId: (item: T) => string
  /** Text and marks only: an option cannot hold buttons. */
  renderItem: (item: T, state: { isSelected: boolean }) => ReactNode
  selectedId: string | null
  /** Arrows, Home, End, PageUp, PageDown and the mouse choose. */
  onSelect: (id: string) => void
  /** Enter or double click. */
  onOpen?: (id: string) => void
  /** Height of a row in px; taller rows are measured. */
  rowHeight?: number
  /** All rows are exactly `rowHeight` high. Nothing is measured then: measuring lays the page out in the middle of drawing. */
  hasEvenRows?: boolean
  /** In place of the list when there is nothing. */
  empty?: ReactNode
}

/** Rows kept ready beyond the edges: a turn of the wheel meets no gap, and the first drawing makes few that nobody sees. */
const overscan = 4

/** The list's own padding in px, see the style: a row that is chosen is seen whole. */
const roomAround = 4

/** One Tab stop, any number of rows. Single-letter shortcuts work while it has the focus. */
export function VirtualList<T>({ label, items, getId, renderItem, selectedId, onSelect, onOpen, rowHeight = 32, hasEvenRows = false, empty }: VirtualListProps<T>) {
  const id = useId()
  const scrollRef = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: items.length, getScrollElement: () => scrollRef.current, estimateSize: () => rowHeight, overscan, scrollPaddingEnd: 2 * roomAround,
    // Rows are there from the first drawing on, without waiting to be measured: about as many as the window has room for.
    initialRect: { width: 0, height: Math.max(rowHeight, window.innerHeight - overscan * rowHeight) },
  })
  const at = items.findIndex((item) => getId(item) === selectedId)
  const rows = virtual.getVirtualItems()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && selectedId && onOpen) {
      event.preventDefault()
      onOpen(selectedId)
      return
    }
    const next = event.metaKey || event.ctrlKey || event.altKey ? undefined : travel(event.key, at, items.length)
    const item = next === undefined ? undefined : items[next]
    if (next === undefined || item === undefined) return
    event.preventDefault()
    virtual.scrollToIndex(next, { align: 'auto' })
    onSelect(getId(item))
  }
  if (items.length === 0 && empty) return <>{empty}</>
  const isActiveDrawn = rows.some(({ index }) => index === at)
  return (
    <div ref={scrollRef} role="listbox" aria-label={label} tabIndex={0} data-shortcuts="" aria-activedescendant={isActiveDrawn ? `${id}-${at}` : undefined} className={styles.scroll} onKeyDown={onKeyDown}>
      <div role="presentation" className={styles.room} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const item = items[index]!
          const itemId = getId(item)
          return (
            // The list owns the keys (aria-activedescendant); an option hears only the mouse. A row keeps nothing of its
            // item, so it is kept by its place: another answer of a search changes words and builds no new rows.
            <div key={index} id={`${id}-${index}`} ref={hasEvenRows ? undefined : virtual.measureElement} data-index={index} role="option" aria-selected={itemId === selectedId} aria-setsize={items.length} aria-posinset={index + 1} className={hasEvenRows ? `${styles.row} ${styles.even}` : styles.row} style={{ [hasEvenRows ? 'height' : 'minHeight']: rowHeight, transform: `translateY(${start}px)` }} onClick={() => onSelect(itemId)} onDoubleClick={() => onOpen?.(itemId)}>
              {renderItem(item, { isSelected: itemId === selectedId })}
            </div>
          )
        })}
      </div>
    </div>
  )
}
