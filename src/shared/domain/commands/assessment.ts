import type { Activity } from '../model/activity.ts'
import type { Application } from '../model/application.ts'
import type { Assessment } from '../model/assessment.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** Which test of which connection. */
export type ChosenTest = Readonly<{ connectionId: string; testId: string; test: string }>

/**
 * Asks for a test to be sent. The line of the timeline is the request itself, so it works offline and is sent once the
 * server hears of it; taken back (the same request, undone) before that, it is never sent.
 */
export function sendAssessment(application: Application, { connectionId, testId, test }: ChosenTest, stamp: Stamp): readonly Change[] {
  const { id: applicationId, candidateId, jobId } = application
  return [activityChange({ kind: 'assessment.sent', candidateId, applicationId, jobId, facts: { requestId: stamp.createId(), connectionId, testId, test: test.slice(0, 200) } }, stamp)]
}

/** A test as the profile shows it: what its vendor told, or that it waits to be sent. */
export type ShownAssessment = Readonly<{ kind: 'told'; assessment: Assessment } | { kind: 'waiting'; requestId: string; test: string; connectionId: string; atMs: number }>

const text = (line: Activity, fact: string): string => (typeof line.facts[fact] === 'string' ? line.facts[fact] : '')

/** Everything sent to somebody for one application, newest first. A card from before tests were kept has none. */
export function assessmentsOf(application: Application, lines: readonly Activity[]): readonly ShownAssessment[] {
  const told = (application.assessments as Application['assessments'] | undefined) ?? []
  const known = new Set(told.map(assessment => assessment.id))
  const asked = lines.filter(line => line.kind === 'assessment.sent' && line.applicationId === application.id)
  const undone = new Set(asked.filter(line => line.facts['undone'] === true).map(line => text(line, 'requestId')))
  const waiting = asked.filter(line => line.facts['undone'] !== true && !undone.has(text(line, 'requestId')) && !known.has(text(line, 'requestId')))
  const rows: readonly (readonly [number, ShownAssessment])[] = [
    ...told.map(assessment => [assessment.sentAtMs, { kind: 'told', assessment }] as const),
    ...waiting.map(line => [line.atMs, { kind: 'waiting', requestId: text(line, 'requestId'), test: text(line, 'test'), connectionId: text(line, 'connectionId'), atMs: line.atMs }] as const),
  ]
  return rows.toSorted(([a], [b]) => b - a).map(([, shown]) => shown)
}
