import type { KitVersion } from '#shared/domain/model/kit'
import type { Scorecard } from '#shared/domain/model/scorecard'
import type { Job } from '#shared/domain/model/job'
import { useDirectory } from '../../replica/react.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { EvidenceList } from './evidence-list.tsx'
import styles from './interviews.module.css'
import { levels, recommendations } from './scorecard-words.ts'

/** The others' cards, as far as they are on this computer: before one's own is in, they are not. */
export function OtherCards({ cards, kit, isWaiting, rule }: { cards: readonly Scorecard[]; kit: KitVersion | null; isWaiting: boolean; rule: Job['scorecardVisibility'] }) {
  const { people } = useDirectory()
  return (
    <section className={styles.part} aria-label="Others’ scorecards">
      <h2 className={styles.title}>Others’ scorecards</h2>
      {cards.length === 0 && <p className={styles.hint}>{isWaiting && rule === 'afterOwn' ? 'They come to this computer once yours is handed in, so that you judge for yourself.' : rule === 'never' && isWaiting ? 'On this job only recruiters read them.' : 'None was handed in yet.'}</p>}
      {cards.map(card => (
        <article key={card.id} className={styles.card} aria-label={`Scorecard of ${people.get(card.authorId)?.name ?? 'a colleague'}`}>
          <div className={styles.buttons}><strong>{people.get(card.authorId)?.name ?? 'A colleague'}</strong><Badge tone="accent">{recommendations.find(each => each.id === card.recommendation)?.label ?? 'No recommendation'}</Badge>{card.revisions.length > 0 && <Badge tone="warn">Changed after handing in</Badge>}</div>
          {card.ratings.map(({ id, rating, comment, evidence }) => {
            const name = kit?.attributes.find(attribute => attribute.id === id)?.name
            return name === undefined ? null : <div key={id} className={styles.part}><p><strong>{name}:</strong> {rating === null ? 'no evidence heard' : `${rating} · ${levels[rating - 1]}`}{comment && `. ${comment}`}</p><EvidenceList name={name} evidence={evidence} /></div>
          })}
          {card.takeaways && <p>{card.takeaways}</p>}
          {card.privateNote && <p className={styles.faint}>To the recruiter: {card.privateNote}</p>}
        </article>
      ))}
    </section>
  )
}
