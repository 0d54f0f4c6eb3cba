import { saySeconds } from '#shared/domain/commands/interview-note'
import type { Evidence } from '#shared/domain/evidence'
import styles from './interviews.module.css'

/** Why a rating is what it is: what was said, and when. */
export function EvidenceList({ name, evidence }: { name: string; evidence: readonly Evidence[] }) {
  if (evidence.length === 0) return null
  return (
    <ul className={styles.evidence} aria-label={`Evidence for ${name}`}>
      {evidence.map(({ noteId, quote, atSeconds }) => <li key={`${noteId} ${quote}`}><q>{quote}</q>{atSeconds !== null && <span className={styles.count}> {saySeconds(atSeconds)}</span>}</li>)}
    </ul>
  )
}
