import { Scale } from 'lucide-react'
import { fewestComparisons, tendencies } from '#shared/domain/debrief/calibration'
import { useDirectory } from '../../replica/react.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import type { DebriefView } from './debrief-view.ts'
import styles from './debrief.module.css'

const differenceWords = (difference: number): string => (Math.abs(difference) < 0.05 ? 'as the panel' : `${Math.abs(difference).toFixed(1)} ${difference > 0 ? 'higher' : 'lower'} than the panel`)

/** How each interviewer rates beside the others on the same attribute of the same person. No rating is changed by it. */
export function CalibrationList({ view }: { view: DebriefView }) {
  const { people } = useDirectory()
  const all = tendencies({ rows: view.rows.filter(row => row.reading.kind === 'all') }).map(each => ({ ...each, name: people.get(each.personId)?.name ?? 'A colleague' })).toSorted((a, b) => a.name.localeCompare(b.name))
  if (all.length === 0) return <EmptyState icon={<Scale />} title="No cards to compare yet" level={3}>Once several people rate the same attribute of the same candidates, how they differ on average stands here.</EmptyState>
  return (
    <div className={styles.column}>
      <p className={styles.hint}>On average over this job, where at least one other person rated the same attribute of the same candidate. Under {fewestComparisons} comparisons nothing is said. Ratings stay as they were given.</p>
      <table className={styles.table}>
        <thead><tr><th scope="col">Interviewer</th><th scope="col">Rates</th><th scope="col">Comparisons</th><th scope="col">Cards</th></tr></thead>
        <tbody>{all.map(({ personId, name, difference, n, cards }) => (
          <tr key={personId}><th scope="row">{name}</th><td>{difference === null ? <span className={styles.muted}>too few to say</span> : differenceWords(difference)}</td><td>{n}</td><td>{cards}</td></tr>
        ))}</tbody>
      </table>
    </div>
  )
}
