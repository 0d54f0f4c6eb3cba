/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- ARIA widget with aria-activedescendant: native tags cannot be virtualised or hold the focus elsewhere. */
import type { MouseEvent } from 'react'
import { classNames } from '../class-names.ts'
import type { Column } from './data-table-props.ts'
import styles from './data-table.module.css'

type DataRowProps<T> = {
  domId: string
  row: T
  columns: readonly Column<T>[]
  label: string
  index: number
  template: string
  top: number
  height: number
  isActive: boolean
  /** undefined in a table without selection. */
  isSelected: boolean | undefined
  canOpen: boolean
  onPick: (event: MouseEvent) => void
  onToggle: (isRange: boolean) => void
}

export function DataRow<T>({ domId, row, columns, label, index, template, top, height, isActive, isSelected, canOpen, onPick, onToggle }: DataRowProps<T>) {
  return (
    // The grid owns the keys (aria-activedescendant); a row hears only the mouse.
    <div id={domId} role="row" aria-rowindex={index + 2} aria-selected={isSelected} data-active={isActive} data-open={canOpen} className={styles.row} style={{ gridTemplateColumns: template, height, transform: `translateY(${top}px)` }} onClick={onPick}>
      {isSelected !== undefined && (
        <div role="gridcell" className={styles.check}>
          <input type="checkbox" tabIndex={-1} aria-label={`Choose ${label}`} checked={isSelected} onClick={(event) => { event.stopPropagation(); onToggle(event.shiftKey) }} onChange={() => undefined} />
        </div>
      )}
      {columns.map((column) => <div key={column.id} role="gridcell" className={classNames(styles.cell, column.align === 'end' && styles.end)}>{column.cell(row)}</div>)}
    </div>
  )
}
