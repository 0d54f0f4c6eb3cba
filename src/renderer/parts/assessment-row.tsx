/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- a long text scrolls by keyboard only when it can take the focus (WCAG 2.1.1) */
import { ExternalLink } from 'lucide-react'
import type { ShownAssessment } from '#shared/domain/commands/assessment'
import type { Assessment } from '#shared/domain/model/assessment'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../actions/use-now.ts'
import type { Directory } from '../replica/react.tsx'
import { Badge, type Tone } from '../ui/display/badge.tsx'
import { Disclosure } from '../ui/layout/disclosure.tsx'
import styles from './assessment-row.module.css'

const stateWords: Readonly<Record<Assessment['state'] | 'waiting', { word: string; tone: Tone }>> = {
  waiting: { word: 'Waits to be sent', tone: 'neutral' }, failed: { word: 'Not sent', tone: 'bad' }, sent: { word: 'Sent', tone: 'accent' }, started: { word: 'At work on it', tone: 'accent' }, finished: { word: 'Finished', tone: 'good' }, expired: { word: 'Ran out', tone: 'warn' },
  cancelled: { word: 'Taken back', tone: 'neutral' },
}

export const assessmentWord = (state: Assessment['state']): string => stateWords[state].word

export const scoreWords = ({ score, maxScore }: Assessment): string | null => (score === null ? null : maxScore === null ? `Score ${score}` : maxScore === 100 ? `${score} %` : `${score} of ${maxScore}`)

/** One test with its result and report, as its vendor told them. */
export function AssessmentRow({ shown, jobTitle, directory: { me, settings } }: { shown: ShownAssessment; jobTitle: string; directory: Pick<Directory, 'me' | 'settings'> }) {
  const now = useNow()
  const isTold = shown.kind === 'told'
  const connection = isTold ? undefined : settings?.integrations.find(each => each.id === shown.connectionId)
  const isLost = !isTold && connection === undefined
  const { word, tone } = stateWords[isTold ? shown.assessment.state : isLost ? 'failed' : 'waiting']
  const facts = isTold
    ? [shown.assessment.vendor, jobTitle, shown.assessment.say, whenWords(shown.assessment.finishedAtMs ?? shown.assessment.atMs, now, me.zone)]
    : [connection?.title ?? 'Its vendor is no longer connected', jobTitle, `asked for ${whenWords(shown.atMs, now, me.zone)}`]
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <strong>{isTold ? shown.assessment.test : shown.test}{isTold && scoreWords(shown.assessment) !== null && ` · ${scoreWords(shown.assessment)!}`}</strong>
        <span className={styles.faint}>{facts.filter(Boolean).join(' · ')}</span>
        {isTold && shown.assessment.reportUrl !== '' && <a className={styles.report} href={shown.assessment.reportUrl} target="_blank" rel="noreferrer noopener"><ExternalLink aria-hidden="true" />Open the report</a>}
        {isTold && shown.assessment.raw !== '' && <Disclosure title="Everything the vendor sent" level={3}><pre className={styles.raw} tabIndex={0} role="group" aria-label="Everything the vendor sent">{shown.assessment.raw}</pre></Disclosure>}
      </div>
      <Badge tone={tone}>{word}</Badge>
    </li>
  )
}
