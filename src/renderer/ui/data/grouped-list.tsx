import { createContext, useContext } from 'react'
import type { FocusEvent, KeyboardEvent, ReactNode } from 'react'
import styles from './grouped-list.module.css'
import { leftAt } from './left-at.ts'
import { travel } from './row-selection.ts'

export type ListGroup<T> = Readonly<{ id: string; title: string; items: readonly T[] }>
export type GroupedListProps<T> = Readonly<{ /** What it lists; the row one was on is kept under this name. */ label: string; groups: readonly ListGroup<T>[]; keyOf: (item: T) => string; children: (item: T) => ReactNode }>

const RowContext = createContext<Readonly<{ key: string; isLeft: boolean }>>({ key: '', isLeft: false })

/** A list in parts, each with its heading and how many it holds; a part with nothing in it is not there. The children are `ListRow`s. Arrows, Home and End go from row to row. */
export function GroupedList<T>({ label, groups, keyOf, children }: GroupedListProps<T>) {
  const remember = ({ target }: FocusEvent) => {
    const key = target.closest('li')?.dataset['key']
    if (key) leftAt.set(label, key)
  }
  return (
    // The rows' own links have the focus; the list only passes it on.
    <div role="presentation" data-rows="" className={styles.groups} onKeyDown={passFocus} onFocus={remember}>
      {groups.filter(({ items }) => items.length > 0).map(({ id, title, items }) => (
        <section key={id} aria-label={title} className={styles.group}>
          <h2 className={styles.title}>{title} <span className={styles.count}>{items.length}</span></h2>
          <ul className={styles.rows}>{items.map(item => <RowContext key={keyOf(item)} value={{ key: keyOf(item), isLeft: leftAt.get(label) === keyOf(item) }}>{children(item)}</RowContext>)}</ul>
        </section>
      ))}
    </div>
  )
}

/** From the way into one row to the way into another, over the borders of parts. */
function passFocus(event: KeyboardEvent<HTMLElement>) {
  if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey || !(event.target instanceof Element) || event.target.matches('input, textarea, select')) return
  const rows = [...event.currentTarget.querySelectorAll('li')]
  const next = travel(event.key, rows.findIndex(row => row.contains(event.target as Element)), rows.length)
  const way = next === undefined ? null : rows[next]?.querySelector<HTMLElement>('a[href], button')
  if (!way) return
  event.preventDefault()
  way.focus()
}

/** One line: its way in (a link or button; the whole row leads there), with a word about it below, and what stands at its end. */
export function ListRow({ title, about, children }: { title: ReactNode; about: ReactNode; children?: ReactNode }) {
  const { key, isLeft } = useContext(RowContext)
  return (
    <li className={styles.row} data-key={key} {...(isLeft ? { 'data-left': '' } : {})}>
      <span className={styles.words}>{title}<span className={styles.about}>{about}</span></span>
      {children}
    </li>
  )
}
