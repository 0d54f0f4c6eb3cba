import type { Key, KeyboardEvent, ReactNode } from 'react'
import styles from './grouped-list.module.css'
import { travel } from './row-selection.ts'

export type ListGroup<T> = Readonly<{ id: string; title: string; items: readonly T[] }>
export type GroupedListProps<T> = Readonly<{ groups: readonly ListGroup<T>[]; keyOf: (item: T) => Key; children: (item: T) => ReactNode }>

/** A list in parts, each with its heading and how many it holds; a part with nothing in it is not there. The children are `ListRow`s. Arrows, Home and End go from row to row. */
export function GroupedList<T>({ groups, keyOf, children }: GroupedListProps<T>) {
  return (
    // The rows' own links have the focus; the list only passes it on.
    <div role="presentation" data-rows="" className={styles.groups} onKeyDown={passFocus}>
      {groups.filter(({ items }) => items.length > 0).map(({ id, title, items }) => (
        <section key={id} aria-label={title} className={styles.group}>
          <h2 className={styles.title}>{title} <span className={styles.count}>{items.length}</span></h2>
          <ul className={styles.rows}>{items.map(item => <Keyed key={keyOf(item)}>{children(item)}</Keyed>)}</ul>
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

const Keyed = ({ children }: { children: ReactNode }) => <>{children}</>

/** One line: what it is, with a word about it below, and what stands at its end. */
export function ListRow({ title, about, children }: { title: ReactNode; about: ReactNode; children?: ReactNode }) {
  return (
    <li className={styles.row}>
      <span className={styles.words}>{title}<span className={styles.about}>{about}</span></span>
      {children}
    </li>
  )
}
