import type { OnboardingStep } from '#shared/domain/model/onboarding'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useMe } from '../../replica/react.tsx'
import { Badge, type Tone } from '../../ui/display/badge.tsx'
import styles from './candidate.module.css'

const stateWords: Readonly<Record<OnboardingStep['state'], { word: string; tone: Tone }>> = {
  waiting: { word: 'Waiting', tone: 'neutral' }, blocked: { word: 'Something is missing', tone: 'warn' }, sent: { word: 'Asked for', tone: 'accent' }, done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' }, cancelled: { word: 'Cancelled', tone: 'neutral' },
}
const kindWords: Readonly<Record<OnboardingStep['kind'], string>> = { hris: 'Employee record', account: 'Account', access: 'Access', hardware: 'Equipment', welcome: 'Welcome message', message: 'Message' }

/** What is ready for the first day, and what is not: as the connected systems last said, also offline. */
export function FirstDayList({ steps }: { steps: readonly OnboardingStep[] }) {
  const me = useMe()
  const now = useNow()
  if (steps.length === 0) return null
  const done = steps.filter(step => step.state === 'done').length
  return (
    <section aria-label="First day">
      <h3 className={styles.cardTitle}>First day · {done} of {steps.length} ready</h3>
      <ul className={styles.entries}>
        {steps.map(({ id, title, kind, state, say, atMs, missing }) => (
          <li key={id} className={styles.entry}>
            <div className={styles.entryText}>
              <strong>{kindWords[kind]}</strong>
              <span className={styles.faint}>{[title, say, ...missing.map(({ label, who }) => `${label} is missing (${who})`), whenWords(atMs, now, me.zone)].filter(Boolean).join(' · ')}</span>
            </div>
            <Badge tone={stateWords[state].tone}>{stateWords[state].word}</Badge>
          </li>
        ))}
      </ul>
    </section>
  )
}
