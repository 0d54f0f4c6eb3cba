import type { Evidence } from '#shared/domain/evidence'
import type { Note } from '#shared/domain/model/note'
import { EvidenceQuote } from '../../parts/evidence-quote.tsx'
import styles from './interviews.module.css'

/** Where quotes of an interview may be looked up: its notes and transcripts, as far as they are on this computer. */
export type EvidenceSources = Readonly<{ notes: readonly Note[]; candidateName: string }>

/** Why a rating is what it is: what was said, when, and one key away the place it is from. */
export function EvidenceList({ name, evidence, sources }: { name: string; evidence: readonly Evidence[]; sources: EvidenceSources }) {
  if (evidence.length === 0) return null
  return (
    <ul className={styles.evidence} aria-label={`Evidence for ${name}`}>
      {evidence.map(each => <li key={`${each.noteId} ${each.quote}`}><EvidenceQuote evidence={each} {...sources} /></li>)}
    </ul>
  )
}
