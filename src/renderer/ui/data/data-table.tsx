/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- ARIA widget with aria-activedescendant: native tags cannot be virtualised or hold the focus elsewhere. */
/* oxlint-disable react/incompatible-library -- the virtualizer is read in this component only, never memoised. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useId, useRef } from 'react'
import { classNames } from '../class-names.ts'
import styles from './data-table.module.css'
import type { DataTableProps } from './data-table-props.ts'
import { DataRow } from './data-row.tsx'
import { nextSort, SortButton } from './table.tsx'
import { useTableKeys } from './use-table-keys.ts'

const CHECK_WIDTH = '32px'

/** Virtualised grid, one Tab stop for the rows: arrows, Home, End, Page keys; Space, Shift+arrows, mod+A choose; Esc clears. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, getId, getRowLabel, onSelectedChange, onOpen, sort = null, onSort, rowHeight = 32, empty } = props
  const id = useId()
  const scrollRef = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scrollRef.current, estimateSize: () => rowHeight, overscan: 10, paddingStart: 0, scrollPaddingStart: 30 })
  const isSelectable = Boolean(onSelectedChange)
  const keys = useTableKeys(props, (index) => virtual.scrollToIndex(index, { align: 'auto' }))
  const drawn = virtual.getVirtualItems()
  const template = [...(isSelectable ? [CHECK_WIDTH] : []), ...columns.map(({ width }) => width ?? 'minmax(120px, 1fr)')].join(' ')
  return (
    <div
      ref={scrollRef} role="grid" data-shortcuts="" aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length + (isSelectable ? 1 : 0)} aria-multiselectable={isSelectable}
      tabIndex={0} aria-activedescendant={drawn.some(({ index }) => index === keys.activeIndex) ? `${id}-${keys.activeIndex}` : undefined} className={styles.grid} onKeyDown={keys.onKeyDown} onFocus={keys.onFocus} onBlur={keys.onBlur}
    >
      <div role="row" aria-rowindex={1} className={styles.head} style={{ gridTemplateColumns: template }}>
        {isSelectable && <div role="columnheader" className={styles.check}><input type="checkbox" tabIndex={-1} aria-label="Choose all" checked={keys.isAllSelected} ref={(box) => { if (box) box.indeterminate = keys.isSomeSelected }} onChange={keys.toggleAll} /></div>}
        {columns.map((column) => {
          const direction = sort?.columnId === column.id ? sort.direction : undefined
          const canSort = Boolean(column.isSortable && onSort)
          return (
            <div key={column.id} role="columnheader" aria-sort={canSort ? (direction ?? 'none') : undefined} className={classNames(styles.headCell, column.align === 'end' && styles.end)}>
              {canSort && onSort ? <SortButton direction={direction} onPress={() => onSort(nextSort(column.id, sort))}>{column.title}</SortButton> : column.title}
            </div>
          )
        })}
      </div>
      <div role="rowgroup" className={styles.room} style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
          const row = rows[index]!
          const rowId = getId(row)
          return (
            <DataRow
              key={rowId} domId={`${id}-${index}`} row={row} columns={columns} label={getRowLabel(row)} index={index} template={template} top={start} height={rowHeight}
              isActive={index === keys.activeIndex} isSelected={isSelectable ? keys.isSelected(rowId) : undefined} canOpen={Boolean(onOpen)} onPick={(event) => keys.onRowClick(row, event)} onToggle={(isRange) => keys.toggle(rowId, isRange)}
            />
          )
        })}
      </div>
      {rows.length === 0 && empty && <div role="row" className={styles.emptyRow}><div role="gridcell">{empty}</div></div>}
    </div>
  )
}
