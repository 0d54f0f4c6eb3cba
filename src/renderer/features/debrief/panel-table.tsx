import { useDirectory } from '../../replica/react.tsx'
import { LinkButton } from '../../ui/actions/link-button.tsx'
import type { DebriefView, ShownRow } from './debrief-view.ts'
import { meanWords } from './debrief-words.ts'
import styles from './debrief.module.css'

/** Attributes down, interviewers across: one candidate's cards beside each other. Without `onOpen` it is for paper. */
export function PanelTable({ view, row, onOpen }: { view: DebriefView; row: ShownRow; onOpen: ((columnKey: string) => void) | null }) {
  const { people } = useDirectory()
  if (row.cards.length === 0) return <p className={styles.hint}>No card was handed in yet.</p>
  const rated = view.debrief.columns.filter(column => row.cells.has(column.key))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by the keyboard, too
    <div className={styles.wide} tabIndex={0} role="region" aria-label="Ratings by interviewer">
      <table className={styles.table}>
        <thead><tr><th scope="col">Attribute</th><th scope="col">Mean</th>{row.cards.map(card => <th key={card.id} scope="col">{people.get(card.authorId)?.name ?? 'A colleague'}</th>)}</tr></thead>
        <tbody>{rated.map(({ key, name }) => {
          const cell = row.cells.get(key)!
          return (
            <tr key={key}>
              <th scope="row">{onOpen ? <LinkButton onPress={() => onOpen(key)}>{name}</LinkButton> : name}</th>
              <td data-disputed={cell.isDisputed || undefined}>{meanWords(cell.mean)}</td>
              {row.cards.map(card => {
                const given = cell.ratings.filter(rating => rating.cardId === card.id)
                return <td key={card.id}>{given.length === 0 ? '' : given.map(({ rating }) => rating ?? 'none heard').join(', ')}</td>
              })}
            </tr>
          )
        })}</tbody>
      </table>
    </div>
  )
}
