import { classNames } from '../../ui/class-names.ts'
import { Kbd } from '../../ui/display/kbd.tsx'
import { sayGivingUp, sayPlan, type Offer } from './plan-offers.ts'
import styles from './offers.module.css'

type OfferListProps = { label: string; offers: readonly Offer[]; zone: string; chosen: number; peopleOf: (offer: Offer) => string; onChoose: (index: number) => void }

/** The offers by number, best first. */
export function OfferList({ label, offers, zone, chosen, peopleOf, onChoose }: OfferListProps) {
  return (
    <ol className={styles.offers} aria-label={label}>
      {offers.map((offer, index) => (
        <li key={index}>
          <button type="button" className={classNames(styles.offer, index === chosen && styles.chosen)} aria-pressed={index === chosen} onClick={() => onChoose(index)}>
            {index < 9 ? <Kbd keys={String(index + 1)} isDecorative /> : <span />}
            <span className={styles.offerWords}>
              {offer.givesUp.length > 0 && <strong>{sayGivingUp(offer)}</strong>}
              {sayPlan(offer.plan, zone).map(line => (offer.givesUp.length > 0 ? <span key={line}>{line}</span> : <strong key={line}>{line}</strong>))}
              <span className={styles.faint}>{peopleOf(offer)}</span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
