import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import styles from './table.module.css'

export type Sort = { columnId: string; direction: 'ascending' | 'descending' }

/** A short, plain table. Hundreds of rows or selection: DataTable. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return <div className={styles.wrap}><table aria-label={label} className={styles.table}>{children}</table></div>
}

export type HeaderCellProps = { children: ReactNode; align?: 'start' | 'end'; width?: number | string; /** Both or neither: makes the heading a sort button. */ columnId?: string; sort?: Sort | null; onSort?: (sort: Sort) => void }

export function HeaderCell({ children, align = 'start', width, columnId, sort, onSort }: HeaderCellProps) {
  const direction = columnId && sort?.columnId === columnId ? sort.direction : undefined
  return (
    <th scope="col" style={{ width }} className={styles[align]} aria-sort={onSort ? (direction ?? 'none') : undefined}>
      {onSort && columnId ? <SortButton direction={direction} onPress={() => onSort(nextSort(columnId, sort ?? null))}>{children}</SortButton> : children}
    </th>
  )
}

export function Row({ children, isSelected = false }: { children: ReactNode; isSelected?: boolean }) {
  return <tr className={classNames(styles.row, isSelected && styles.selected)}>{children}</tr>
}

export function Cell({ children, align = 'start', isMuted = false }: { children?: ReactNode; align?: 'start' | 'end'; isMuted?: boolean }) {
  return <td className={classNames(styles.cell, styles[align], isMuted && styles.muted)}>{children}</td>
}

export function SortButton({ children, direction, onPress }: { children: ReactNode; direction: Sort['direction'] | undefined; onPress: () => void }) {
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp
  return <button type="button" className={styles.sort} onClick={onPress}>{children}<Arrow className={classNames(styles.arrow, !direction && styles.idle)} aria-hidden="true" /></button>
}

/** First press ascending, then the two directions in turn. */
export function nextSort(columnId: string, sort: Sort | null): Sort {
  const isUp = sort?.columnId === columnId && sort.direction === 'ascending'
  return { columnId, direction: isUp ? 'descending' : 'ascending' }
}
