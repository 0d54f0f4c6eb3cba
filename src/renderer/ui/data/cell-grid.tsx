/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- ARIA grid with aria-activedescendant: native tags cannot be virtualised or hold the focus elsewhere. */
/* oxlint-disable react/incompatible-library -- the virtualizers are read in this component only, never memoised. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useId, useRef, useSyncExternalStore } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import styles from './cell-grid.module.css'
import { travelCells, type CellPlace } from './travel-cells.ts'

export type { CellPlace } from './travel-cells.ts'

export type CellGridProps<R, C> = {
  label: string
  rows: readonly R[]
  columns: readonly C[]
  getRowId: (row: R) => string
  getColumnId: (column: C) => string
  /** Above the row headers. */
  corner: ReactNode
  /** Text and marks only: a cell cannot hold buttons. */
  renderRowHeader: (row: R) => ReactNode
  renderColumnHeader: (column: C) => ReactNode
  renderCell: (row: R, column: C) => ReactNode
  isMarked?: (row: R) => boolean
  at: CellPlace | null
  /** Arrows, Home, End, with mod to the first and last row, PageUp, PageDown and the mouse. */
  onMove: (to: CellPlace) => void
  /** Enter or double click. */
  onOpen: (place: CellPlace) => void
  rowHeight?: number
  columnWidth?: number
}

/** Three lines of a long name. */
const headHeight = 56

/** On a phone the row headers leave room for the cells. */
function useIsNarrow(): boolean {
  return useSyncExternalStore(notify => {
    const media = globalThis.matchMedia('(max-width: 640px)')
    media.addEventListener('change', notify)
    return () => media.removeEventListener('change', notify)
  }, () => globalThis.matchMedia('(max-width: 640px)').matches)
}

/** Rows by columns with both headers in sight, virtual in both directions. One Tab stop; single-letter shortcuts work in it. */
export function CellGrid<R, C>(props: CellGridProps<R, C>) {
  const { label, rows, columns, getRowId, getColumnId, corner, renderRowHeader, renderColumnHeader, renderCell, isMarked, at, onMove, onOpen, rowHeight = 52, columnWidth = 120 } = props
  const headerWidth = useIsNarrow() ? 124 : 220
  const id = useId()
  const scrollRef = useRef<HTMLDivElement>(null)
  const down = useVirtualizer({ count: rows.length, getScrollElement: () => scrollRef.current, estimateSize: () => rowHeight, overscan: 6, scrollPaddingStart: headHeight })
  const across = useVirtualizer({ horizontal: true, count: columns.length, getScrollElement: () => scrollRef.current, estimateSize: () => columnWidth, overscan: 3, scrollPaddingStart: headerWidth })
  const [rowAt, columnAt] = [rows.findIndex(row => getRowId(row) === at?.rowId), columns.findIndex(column => getColumnId(column) === at?.columnId)]
  const [shownRows, shownColumns] = [down.getVirtualItems(), across.getVirtualItems()]
  const placeOf = (row: number, column: number): CellPlace => ({ rowId: getRowId(rows[row]!), columnId: getColumnId(columns[column]!) })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.shiftKey || rows.length === 0 || columns.length === 0) return
    if (event.key === 'Enter' && at && !event.metaKey && !event.ctrlKey) {
      event.preventDefault()
      return onOpen(at)
    }
    const next = travelCells(event.key, event.metaKey || event.ctrlKey, { row: rowAt, column: columnAt }, { rows: rows.length, columns: columns.length })
    if (!next) return
    event.preventDefault()
    down.scrollToIndex(next.row, { align: 'auto' })
    across.scrollToIndex(next.column, { align: 'auto' })
    onMove(placeOf(next.row, next.column))
  }
  const isActiveDrawn = shownRows.some(({ index }) => index === rowAt) && shownColumns.some(({ index }) => index === columnAt)
  const width = headerWidth + across.getTotalSize()
  return (
    <div ref={scrollRef} role="grid" data-shortcuts="" aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length + 1} tabIndex={0} className={styles.scroll} onKeyDown={onKeyDown}
      onFocus={() => { if (!at && rows.length > 0 && columns.length > 0) onMove(placeOf(0, 0)) }} aria-activedescendant={isActiveDrawn ? `${id}-${rowAt}-${columnAt}` : undefined}>
      <div role="row" aria-rowindex={1} className={styles.head} style={{ width, height: headHeight }}>
        <div role="columnheader" aria-colindex={1} className={styles.corner} style={{ width: headerWidth }}>{corner}</div>
        {shownColumns.map(({ index, start }) => <div key={getColumnId(columns[index]!)} role="columnheader" aria-colindex={index + 2} className={styles.columnHead} style={{ left: headerWidth + start, width: columnWidth }}>{renderColumnHeader(columns[index]!)}</div>)}
      </div>
      <div role="presentation" className={styles.room} style={{ width, height: down.getTotalSize() }}>
        {shownRows.map(({ index: rowIndex, start: top }) => {
          const row = rows[rowIndex]!
          return (
            <div key={getRowId(row)} role="row" aria-rowindex={rowIndex + 2} aria-selected={isMarked?.(row) ?? false} className={styles.row} style={{ height: rowHeight, width, transform: `translateY(${top}px)` }}>
              <div role="rowheader" aria-colindex={1} className={styles.rowHead} style={{ width: headerWidth }} onClick={() => onMove({ rowId: getRowId(row), columnId: at?.columnId ?? getColumnId(columns[0]!) })}>{renderRowHeader(row)}</div>
              {shownColumns.map(({ index, start }) => (
                <div key={getColumnId(columns[index]!)} id={`${id}-${rowIndex}-${index}`} role="gridcell" aria-colindex={index + 2} data-active={rowIndex === rowAt && index === columnAt || undefined} className={styles.cell} style={{ left: headerWidth + start, width: columnWidth }}
                  onClick={() => onMove(placeOf(rowIndex, index))} onDoubleClick={() => onOpen(placeOf(rowIndex, index))}>
                  {renderCell(row, columns[index]!)}
                </div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}
