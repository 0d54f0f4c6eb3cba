import type { ReactNode } from 'react'
import type { Sort } from './table.tsx'

export type Column<T> = {
  id: string
  title: string
  cell: (row: T) => ReactNode
  /** A CSS grid track: `2fr`, `120px`, `minmax(160px, 1fr)`. Default `minmax(120px, 1fr)`. */
  width?: string
  align?: 'start' | 'end'
  isSortable?: boolean
}

export type DataTableProps<T> = {
  label: string
  columns: readonly Column<T>[]
  /** Already filtered and sorted. */
  rows: readonly T[]
  getId: (row: T) => string
  /** What a screen reader calls the row, e.g. its name. */
  getRowLabel: (row: T) => string
  /** Leave both out for a table without selection. */
  selected?: ReadonlySet<string>
  onSelectedChange?: (selected: ReadonlySet<string>) => void
  /** Click or Enter. */
  onOpen?: (row: T) => void
  sort?: Sort | null
  onSort?: (sort: Sort) => void
  rowHeight?: number
  empty?: ReactNode
}
