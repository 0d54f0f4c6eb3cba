import type { Approval, Offer } from '#shared/domain/model/offer'
import { chainOf, rowToDecide } from '#shared/domain/offers/approvals'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory } from '../../replica/react.tsx'
import { Badge, type Tone } from '../../ui/display/badge.tsx'
import styles from './offers.module.css'

const decisionWords: Readonly<Record<Approval['decision'], { word: string; tone: Tone }>> = {
  waiting: { word: 'Waits', tone: 'neutral' }, approved: { word: 'Approved', tone: 'good' }, declined: { word: 'Not approved', tone: 'bad' },
}

/** Who has to agree, in order, and what each said. */
export function ApprovalCard({ offer }: { offer: Offer }) {
  const { me, people } = useDirectory()
  const now = useNow()
  const chain = chainOf(offer, offer.currentVersionId)
  const isAsked = (row: Approval) => offer.status === 'approving' && rowToDecide(offer, row.personId)?.id === row.id
  return (
    <section className={styles.card} aria-label="Approval">
      <h2 className={styles.title}>Approval</h2>
      {chain.length === 0 ? <p className={styles.hint}>Nobody was asked about these terms yet.</p> : (
        <ol className={styles.chain}>
          {chain.map((row, index) => (
            <li key={row.id} className={styles.chainRow}>
              <span className={styles.place}>{index + 1}</span>
              <span className={styles.words}>
                <span>{people.get(row.personId)?.name ?? 'A colleague'}{row.personId === me.id ? ' (you)' : ''}</span>
                {row.atMs !== null && <span className={styles.faint}>{whenWords(row.atMs, Math.max(now, row.atMs), me.zone)}</span>}
                {row.comment !== '' && <span className={styles.faint}>“{row.comment}”</span>}
              </span>
              {isAsked(row) ? <Badge tone="warn">Asked now</Badge> : <Badge tone={decisionWords[row.decision].tone}>{decisionWords[row.decision].word}</Badge>}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
