import type { CellRating } from '#shared/domain/debrief/matrix'
import { ratingWords } from '#shared/domain/scorecard-words'
import { useDirectory } from '../../replica/react.tsx'
import { Avatar } from '../../ui/display/avatar.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import styles from './debrief.module.css'

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** Ratings of one attribute: who, how high, and the words and passages behind it. */
export function RatingList({ ratings }: { ratings: readonly CellRating[] }) {
  const { people } = useDirectory()
  return (
    <ul className={styles.ratings}>
      {ratings.map(({ cardId, authorId, rating, comment, evidence }) => {
        const name = people.get(authorId)?.name ?? 'A colleague'
        return (
          <li key={cardId} className={styles.rating}>
            <div className={styles.line}><Avatar name={name} id={authorId} size="xs" isDecorative /><strong>{name}</strong><Badge tone={rating === null ? 'neutral' : 'accent'}>{ratingWords(rating)}</Badge></div>
            {comment.trim() !== '' && <p className={styles.prose}>{comment}</p>}
            {evidence.map(({ quote, atSeconds }) => <blockquote key={`${quote} ${atSeconds ?? ''}`} className={styles.quote}>{quote}{atSeconds !== null && <span className={styles.muted}> at {clock(atSeconds)}</span>}</blockquote>)}
            {rating !== null && comment.trim() === '' && evidence.length === 0 && <p className={styles.muted}>Rated without a word of evidence.</p>}
          </li>
        )
      })}
    </ul>
  )
}
