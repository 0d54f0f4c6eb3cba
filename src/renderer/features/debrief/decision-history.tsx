import { decisionsOf, standingDecisions } from '#shared/domain/commands/debrief'
import type { Application } from '#shared/domain/model/application'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory } from '../../replica/react.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { outcomeTone, outcomeWord } from './debrief-words.ts'
import styles from './debrief.module.css'

/** Every decision with its reason, newest first; what no longer stands says so. */
export function DecisionHistory({ application }: { application: Application }) {
  const { me, people } = useDirectory()
  const now = useNow()
  const all = decisionsOf(application).toReversed()
  const standing = new Set(standingDecisions(application).map(decision => decision.id))
  if (all.length === 0) return null
  return (
    <section className={styles.part} aria-label="Decisions">
      <h3>Decisions</h3>
      <ul className={styles.ratings}>{all.map(({ id, outcome, rationale, byId, atMs }) => (
        <li key={id} className={styles.rating}>
          <div className={styles.line}><Badge tone={standing.has(id) ? outcomeTone(outcome) : 'neutral'}>{outcomeWord(outcome)}</Badge><span className={styles.muted}>{people.get(byId)?.name ?? 'A colleague'} · {whenWords(atMs, now, me.zone)}{standing.has(id) || outcome === 'open' ? '' : ' · replaced since'}</span></div>
          {rationale && <p className={styles.prose}>{rationale}</p>}
        </li>
      ))}</ul>
    </section>
  )
}
