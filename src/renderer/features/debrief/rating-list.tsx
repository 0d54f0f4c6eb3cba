import type { CellRating } from '#shared/domain/debrief/matrix'
import { ratingWords } from '#shared/domain/scorecard-words'
import { EvidenceQuote } from '../../parts/evidence-quote.tsx'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { Avatar } from '../../ui/display/avatar.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import type { ShownRow } from './debrief-view.ts'
import styles from './debrief.module.css'

/** Ratings of one attribute: who, how high, and the words and passages behind it, each one key away from where it stands. */
export function RatingList({ ratings, row }: { ratings: readonly CellRating[]; row: ShownRow }) {
  const { people } = useDirectory()
  const replica = useReplica()
  const { candidateId } = row.application
  const live = useLive(() => replica.watch('notes', { where: { candidateId } }), [replica, candidateId], `notes of ${candidateId}`)
  const notes = live.kind === 'ready' ? live.value : []
  return (
    <ul className={styles.ratings}>
      {ratings.map(({ cardId, interviewId, authorId, rating, comment, evidence }) => {
        const name = people.get(authorId)?.name ?? 'A colleague'
        return (
          <li key={cardId} className={styles.rating}>
            <div className={styles.line}><Avatar name={name} id={authorId} size="xs" isDecorative /><strong>{name}</strong><Badge tone={rating === null ? 'neutral' : 'accent'}>{ratingWords(rating)}</Badge></div>
            {comment.trim() !== '' && <p className={styles.prose}>{comment}</p>}
            {evidence.map(each => <blockquote key={`${each.quote} ${each.atSeconds ?? ''}`} className={styles.quote}><EvidenceQuote evidence={each} notes={notes.filter(note => note.interviewId === interviewId)} candidateName={row.name} /></blockquote>)}
            {rating !== null && comment.trim() === '' && evidence.length === 0 && <p className={styles.muted}>Rated without a word of evidence.</p>}
          </li>
        )
      })}
    </ul>
  )
}
