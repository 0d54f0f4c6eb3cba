/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- a long text scrolls by keyboard only when it can take the focus (WCAG 2.1.1) */
import { ExternalLink } from 'lucide-react'
import { assessmentsOf, type ShownAssessment } from '#shared/domain/commands/assessment'
import type { Application } from '#shared/domain/model/application'
import type { Assessment } from '#shared/domain/model/assessment'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useLive, useReplica, type Directory } from '../../replica/react.tsx'
import { Badge, type Tone } from '../../ui/display/badge.tsx'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import styles from './candidate.module.css'

const stateWords: Readonly<Record<Assessment['state'] | 'waiting', { word: string; tone: Tone }>> = {
  waiting: { word: 'Waits to be sent', tone: 'neutral' }, failed: { word: 'Not sent', tone: 'bad' }, sent: { word: 'Sent', tone: 'accent' }, started: { word: 'At work on it', tone: 'accent' }, finished: { word: 'Finished', tone: 'good' }, expired: { word: 'Ran out', tone: 'warn' },
  cancelled: { word: 'Taken back', tone: 'neutral' },
}

/** Tests they were sent, with results and reports as their vendors told them; evidence for people to judge. */
export function AssessmentList({ candidateId, applications, directory }: { candidateId: string; applications: readonly Application[]; directory: Directory }) {
  const replica = useReplica()
  const lines = useLive(() => replica.watch('activities', { where: { candidateId, kind: 'assessment.sent' } }), [replica, candidateId], `tests ${candidateId}`)
  const asked = lines.kind === 'ready' ? lines.value : []
  const rows = applications.flatMap(application => assessmentsOf(application, asked).map(shown => ({ shown, jobTitle: directory.jobs.get(application.jobId)?.title ?? '' })))
  if (rows.length === 0) return null
  return (
    <section aria-label="Tests">
      <h3 className={styles.cardTitle}>Tests</h3>
      <ul className={styles.entries}>{rows.map(({ shown, jobTitle }) => <AssessmentRow key={shown.kind === 'told' ? shown.assessment.id : shown.requestId} shown={shown} jobTitle={jobTitle} directory={directory} />)}</ul>
    </section>
  )
}

const scoreWords = ({ score, maxScore }: Assessment): string | null => (score === null ? null : maxScore === null ? `Score ${score}` : maxScore === 100 ? `${score} %` : `${score} of ${maxScore}`)

function AssessmentRow({ shown, jobTitle, directory: { me, settings } }: { shown: ShownAssessment; jobTitle: string; directory: Directory }) {
  const now = useNow()
  const isTold = shown.kind === 'told'
  const connection = isTold ? undefined : settings?.integrations.find(each => each.id === shown.connectionId)
  const isLost = !isTold && connection === undefined
  const { word, tone } = stateWords[isTold ? shown.assessment.state : isLost ? 'failed' : 'waiting']
  const facts = isTold
    ? [shown.assessment.vendor, jobTitle, shown.assessment.say, whenWords(shown.assessment.finishedAtMs ?? shown.assessment.atMs, now, me.zone)]
    : [connection?.title ?? 'Its vendor is no longer connected', jobTitle, `asked for ${whenWords(shown.atMs, now, me.zone)}`]
  return (
    <li className={styles.entry}>
      <div className={styles.entryText}>
        <strong>{isTold ? shown.assessment.test : shown.test}{isTold && scoreWords(shown.assessment) !== null && ` · ${scoreWords(shown.assessment)!}`}</strong>
        <span className={styles.faint}>{facts.filter(Boolean).join(' · ')}</span>
        {isTold && shown.assessment.reportUrl !== '' && <a className={styles.report} href={shown.assessment.reportUrl} target="_blank" rel="noreferrer noopener"><ExternalLink aria-hidden="true" />Open the report</a>}
        {isTold && shown.assessment.raw !== '' && <Disclosure title="Everything the vendor sent" level={3}><pre className={styles.raw} tabIndex={0} role="group" aria-label="Everything the vendor sent">{shown.assessment.raw}</pre></Disclosure>}
      </div>
      <Badge tone={tone}>{word}</Badge>
    </li>
  )
}
