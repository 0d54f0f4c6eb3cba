import type { Key, ReactNode } from 'react'
import styles from './grouped-list.module.css'

export type ListGroup<T> = Readonly<{ id: string; title: string; items: readonly T[] }>
export type GroupedListProps<T> = Readonly<{ groups: readonly ListGroup<T>[]; keyOf: (item: T) => Key; children: (item: T) => ReactNode }>

/** A list in parts, each with its heading and how many it holds; a part with nothing in it is not there. The children are `ListRow`s. */
export function GroupedList<T>({ groups, keyOf, children }: GroupedListProps<T>) {
  return groups.filter(({ items }) => items.length > 0).map(({ id, title, items }) => (
    <section key={id} aria-label={title} className={styles.group}>
      <h2 className={styles.title}>{title} <span className={styles.count}>{items.length}</span></h2>
      <ul className={styles.rows}>{items.map(item => <Keyed key={keyOf(item)}>{children(item)}</Keyed>)}</ul>
    </section>
  ))
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
