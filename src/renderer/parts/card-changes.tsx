import { attributeNames, cardChanges } from '#shared/domain/card-changes'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../actions/use-now.ts'
import { useDirectory } from '../replica/react.tsx'
import styles from './card-changes.module.css'

/** What was changed in a card after it was handed in, why, and what stood before. Nothing where it stands as it came. */
export function CardChanges({ card }: { card: Scorecard }) {
  const { me, jobs } = useDirectory()
  const now = useNow()
  if (card.revisions.length === 0) return null
  const names = attributeNames(jobs.get(card.jobId)?.kits ?? [])
  return (
    <ul className={styles.changes} aria-label="Changes after it was handed in">
      {cardChanges(card, id => names.get(id) ?? 'An attribute').map(({ id, atMs, reason, afterReveal, lines }) => (
        <li key={id}>
          <p>Changed {whenWords(atMs, now, me.zone)}: {reason}{afterReveal && ' (after others’ cards were readable)'}</p>
          {lines.map(line => <p key={line} className={styles.before}>{line}</p>)}
        </li>
      ))}
    </ul>
  )
}
