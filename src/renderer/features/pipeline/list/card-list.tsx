import { Columns3 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useDirectory } from '../../../replica/react.tsx'
import { DataTable } from '../../../ui/data/data-table.tsx'
import { Button } from '../../../ui/actions/button.tsx'
import { Menu } from '../../../ui/overlays/menu.tsx'
import type { Card } from '../data/card.ts'
import type { Marks } from '../data/use-marks.ts'
import styles from '../pipeline.module.css'
import { listColumns } from './list-columns.tsx'
import type { ListView } from './view-query.ts'

const nameOf = (card: Card): string => card.name
const idOf = (card: Card): string => card.id

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [String(a), String(b)]
  // Empty values come last whichever way the list is turned; plain text order is far quicker than a collator here.
  if (left === '' || right === '') return left === right ? 0 : left === '' ? 1 : -1
  return left < right ? -1 : left > right ? 1 : 0
}

export function useListColumns(marks: Marks, hasJob: boolean) {
  const directory = useDirectory()
  const [nowMs] = useState(() => Date.now())
  return useMemo(() => listColumns(directory, marks, nowMs, hasJob), [directory, marks, nowMs, hasJob])
}

export type CardListProps = {
  label: string
  cards: readonly Card[]
  columns: ReturnType<typeof useListColumns>
  view: ListView
  onView: (view: ListView) => void
  /** Left out where nothing is done to several at once. */
  selection?: Readonly<{ selected: ReadonlySet<string>; onSelected: (selected: ReadonlySet<string>) => void }>
  onOpen: (card: Card, ordered: readonly Card[]) => void
  empty: ReactNode
}

export function CardList({ label, cards, columns, view, onView, selection, onOpen, empty }: CardListProps) {
  const shown = useMemo(() => columns.filter(column => !column.isOptional || view.columns.includes(column.id)), [columns, view.columns])
  const rows = useMemo(() => {
    const column = columns.find(each => each.id === view.sort.columnId) ?? columns[0]!
    const keyed = cards.map(card => ({ card, key: column.sortBy(card) }))
    const turn = view.sort.direction === 'descending' ? -1 : 1
    return keyed.sort((a, b) => (a.key === '' || b.key === '' ? compare(a.key, b.key) : turn * compare(a.key, b.key)) || (a.card.id < b.card.id ? -1 : 1)).map(({ card }) => card)
  }, [cards, columns, view.sort])
  return (
    <div className={styles.list}>
      <DataTable label={label} columns={shown} rows={rows} getId={idOf} getRowLabel={nameOf} {...(selection ? { selected: selection.selected, onSelectedChange: selection.onSelected } : {})} onOpen={card => onOpen(card, rows)} sort={view.sort} onSort={sort => onView({ ...view, sort })} empty={empty} />
    </div>
  )
}

export function ColumnsMenu({ columns, view, onView }: Pick<CardListProps, 'columns' | 'view' | 'onView'>) {
  const toggle = (id: string) => onView({ ...view, columns: view.columns.includes(id) ? view.columns.filter(each => each !== id) : [...view.columns, id] })
  return (
    <Menu
      label="Columns" trigger={<Button variant="ghost" icon={<Columns3 aria-hidden="true" />}>Columns</Button>}
      sections={[{ id: 'columns', items: columns.filter(column => column.isOptional).map(column => ({ id: column.id, title: column.title, isChosen: view.columns.includes(column.id), run: () => toggle(column.id) })) }]}
    />
  )
}
