import { whenWords } from '#shared/domain/timeline-words'
import { recommendationWord } from '#shared/domain/scorecard-words'
import { useNow } from '../../actions/use-now.ts'
import { CardChanges } from '../../parts/card-changes.tsx'
import { useDirectory } from '../../replica/react.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Sheet } from '../../ui/overlays/sheet.tsx'
import type { DebriefView, ShownRow } from './debrief-view.ts'
import { cardStates, meanWords, rangeWords, readingWords } from './debrief-words.ts'
import styles from './debrief.module.css'
import { RatingList } from './rating-list.tsx'

/** Which cell was opened; without a column, everything that was heard about the person. */
export type OpenedCell = Readonly<{ rowId: string; columnId: string | null }>

/** What stands behind a cell. Follows the cards as they arrive while it is open. */
export function CellSheet({ view, opened, onClose }: { view: DebriefView; opened: OpenedCell; onClose: () => void }) {
  const row = view.rows.find(each => each.id === opened.rowId)
  const column = view.debrief.columns.find(each => each.key === opened.columnId)
  if (!row) return null
  const title = opened.columnId === ':cards' ? 'Cards' : opened.columnId === ':said' ? 'Recommendations' : column?.name ?? 'Evidence'
  return (
    <Sheet title={`${row.name} · ${title}`} {...(column?.about ? { description: column.about } : {})} isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}>
      {opened.columnId === ':cards' ? <Cards row={row} /> : row.reading.kind === 'none' ? <p className={styles.prose}>{readingWords(row.reading)}</p>
        : opened.columnId === ':said' ? <Recommendations row={row} /> : column ? <Attribute row={row} columnKey={column.key} /> : <Evidence view={view} row={row} />}
    </Sheet>
  )
}

function Attribute({ row, columnKey }: { row: ShownRow; columnKey: string }) {
  const cell = row.cells.get(columnKey)
  if (!cell) return <p className={styles.hint}>Nobody rated this yet.</p>
  return (
    <>
      <p className={styles.line}><strong>{meanWords(cell.mean)}</strong><span className={styles.muted}>{rangeWords(cell)}</span>{cell.isDisputed && <Badge tone="warn">The panel disagrees</Badge>}</p>
      <RatingList ratings={cell.ratings} row={row} />
    </>
  )
}

function Evidence({ view, row }: { view: DebriefView; row: ShownRow }) {
  const rated = view.debrief.columns.flatMap(({ key, name }) => {
    const cell = row.cells.get(key)
    return cell ? [{ key, name, cell }] : []
  })
  if (rated.length === 0) return <p className={styles.hint}>No card was handed in yet.</p>
  return rated.map(({ key, name, cell }) => <section key={key} className={styles.part} aria-label={name}><h3>{name} <span className={styles.muted}>{meanWords(cell.mean)}</span></h3><RatingList ratings={cell.ratings} row={row} /></section>)
}

export function Recommendations({ row }: { row: Pick<ShownRow, 'cards'> }) {
  const { people } = useDirectory()
  if (row.cards.length === 0) return <p className={styles.hint}>No card was handed in yet.</p>
  return (
    <ul className={styles.ratings}>{row.cards.map(card => (
      <li key={card.id} className={styles.rating}>
        <div className={styles.line}><strong>{people.get(card.authorId)?.name ?? 'A colleague'}</strong><Badge tone="accent">{recommendationWord(card.recommendation)}</Badge>{card.revisions.length > 0 && <Badge tone="warn">Changed after handing in</Badge>}</div>
        {card.takeaways && <p className={styles.prose}>{card.takeaways}</p>}
        <CardChanges card={card} />
        {card.privateNote && <p className={styles.muted}>To the recruiter: {card.privateNote}</p>}
      </li>
    ))}</ul>
  )
}

export function Cards({ row }: { row: ShownRow }) {
  const { me, people } = useDirectory()
  const now = useNow()
  if (row.slots.length === 0) return <p className={styles.hint}>{row.reading.kind === 'all' ? 'Nobody is asked for a card yet.' : readingWords(row.reading)}</p>
  return (
    <ul className={styles.ratings}>{row.slots.map(({ interviewId, interviewName, personId, state, dueAtMs, submittedAtMs }) => (
      <li key={`${interviewId} ${personId}`} className={styles.rating}>
        <div className={styles.line}><strong>{people.get(personId)?.name ?? 'A colleague'}</strong><span className={styles.muted}>{interviewName}</span><Badge tone={cardStates[state].tone}>{cardStates[state].word}</Badge></div>
        <p className={styles.muted}>{submittedAtMs !== null ? `Handed in ${whenWords(submittedAtMs, now, me.zone)}` : dueAtMs === null ? '' : `Due ${whenWords(dueAtMs, now, me.zone)}`}</p>
      </li>
    ))}</ul>
  )
}
