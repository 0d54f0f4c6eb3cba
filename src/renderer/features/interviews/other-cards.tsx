import { attributeNames } from '#shared/domain/card-changes'
import type { Reading } from '#shared/domain/debrief/who-reads'
import type { KitVersion } from '#shared/domain/model/kit'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { CardChanges } from '../../parts/card-changes.tsx'
import { useDirectory } from '../../replica/react.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { EvidenceList, type EvidenceSources } from './evidence-list.tsx'
import styles from './interviews.module.css'
import { levels, recommendations } from './scorecard-words.ts'

type OtherCardsProps = { cards: readonly Scorecard[]; kits: readonly KitVersion[]; reading: Reading; sources: EvidenceSources }

/** Why there is none to read. Who judges, listens or manages hears why theirs are kept away; who reads all hears that there is none. */
const emptyWords = (reading: Reading): string => {
  if (reading.kind === 'all') return 'None was handed in yet.'
  if (reading.kind === 'listened') return 'You listen here and hand in no card. The others’ come to this computer once the last of them is in.'
  if (reading.why === 'ownCardFirst') return 'They come to this computer once yours is handed in, so that you judge for yourself.'
  if (reading.why === 'arrangesOnly') return 'Who arranges interviews and only listens does not read them. A recruiter can tell you how it went.'
  return reading.why === 'recruitersOnly' ? 'On this job only recruiters read them.' : 'Recruiters, the job’s hiring managers and the panel read them.'
}

/** The others' cards, as far as they are on this computer: before one's own is in, they are not. */
export function OtherCards({ cards, kits, reading, sources }: OtherCardsProps) {
  // The panel may have met the candidate with different kits.
  const names = attributeNames(kits)
  const { people } = useDirectory()
  return (
    <section className={styles.part} aria-label="Others’ scorecards">
      <h2 className={styles.title}>Others’ scorecards</h2>
      {cards.length === 0 && <p className={styles.hint}>{emptyWords(reading)}</p>}
      {cards.map(card => (
        <article key={card.id} className={styles.card} aria-label={`Scorecard of ${people.get(card.authorId)?.name ?? 'a colleague'}`}>
          <div className={styles.buttons}><strong>{people.get(card.authorId)?.name ?? 'A colleague'}</strong><Badge tone="accent">{recommendations.find(each => each.id === card.recommendation)?.label ?? 'No recommendation'}</Badge>{card.revisions.length > 0 && <Badge tone="warn">Changed after handing in</Badge>}</div>
          {card.ratings.map(({ id, rating, comment, evidence }) => {
            const name = names.get(id)
            return name === undefined ? null : <div key={id} className={styles.part}><p><strong>{name}:</strong> {rating === null ? 'no evidence heard' : `${rating} · ${levels[rating - 1]}`}{comment && `. ${comment}`}</p><EvidenceList name={name} evidence={evidence} sources={{ ...sources, notes: sources.notes.filter(note => note.interviewId === card.interviewId) }} /></div>
          })}
          <CardChanges card={card} />
          {card.takeaways && <p>{card.takeaways}</p>}
          {card.privateNote && <p className={styles.faint}>To the recruiter: {card.privateNote}</p>}
        </article>
      ))}
    </section>
  )
}
