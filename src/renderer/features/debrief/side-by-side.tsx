import { Dialog } from '../../ui/overlays/dialog.tsx'
import type { DebriefView, ShownRow } from './debrief-view.ts'
import { cardWords, meanWords, outcomeWord, spreadWords, tallyWords } from './debrief-words.ts'
import styles from './debrief.module.css'

/** Finalists beside each other, attribute by attribute. Where the panel disagrees is marked; who is better is for people to say. */
export function SideBySide({ view, rows, onClose }: { view: DebriefView; rows: readonly ShownRow[]; onClose: () => void }) {
  return (
    <Dialog title="Side by side" size="lg" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by the keyboard, too */}
      <div className={styles.wide} tabIndex={0} role="region" aria-label="Finalists side by side"><ComparisonTable view={view} rows={rows} /></div>
    </Dialog>
  )
}

/** Attributes down, people across; also what is printed. */
export function ComparisonTable({ view, rows }: { view: DebriefView; rows: readonly ShownRow[] }) {
  return (
    <table className={styles.table}>
      <thead><tr><th scope="col">Attribute</th>{rows.map(row => <th key={row.id} scope="col">{row.name}</th>)}</tr></thead>
      <tbody>
        <tr><th scope="row">Recommendations</th>{rows.map(row => <td key={row.id}>{tallyWords(row.tally) || '–'}</td>)}</tr>
        {view.debrief.columns.map(({ key, name }) => (
          <tr key={key}><th scope="row">{name}</th>{rows.map(row => {
            const cell = row.cells.get(key)
            return <td key={row.id} data-disputed={cell?.isDisputed || undefined}>{cell ? <><strong>{meanWords(cell.mean)}</strong> <span className={styles.muted}>{spreadWords(cell)}</span></> : '–'}</td>
          })}</tr>
        ))}
        <tr><th scope="row">Cards</th>{rows.map(row => <td key={row.id}>{cardWords(row.slots)}</td>)}</tr>
        <tr><th scope="row">Decision</th>{rows.map(row => <td key={row.id}>{row.decisions.map(decision => outcomeWord(decision.outcome)).join(' / ') || 'Not decided'}</td>)}</tr>
      </tbody>
    </table>
  )
}
