import { addDays, wallToInstant } from '../../lib/zoned-time.ts'
import type { Application } from '../model/application.ts'
import type { Interview } from '../model/interview.ts'
import { afterQuiet, type QuietHours } from '../reminders/quiet-hours.ts'
import type { SurveyKind } from './survey-kinds.ts'

const hour = 3_600_000
const day = 24 * hour

/** One question to one person (`null`: the candidate). The key is the moment it is about: it is asked once. */
export type SurveyPlan = Readonly<{ key: string; kind: SurveyKind; applicationId: string; personId: string | null; atMs: number; untilMs: number }>

export type SurveyFacts = Readonly<{
  application: Application
  interviews: readonly Interview[]
  /** The job's hiring manager who can be written to. */
  manager: Readonly<{ personId: string; zone: string; quiet: QuietHours }> | null
}>

const afterHire: readonly Readonly<{ kind: SurveyKind; days: number }>[] = [
  { kind: 'hireSatisfaction', days: 30 }, { kind: 'performance90', days: 90 }, { kind: 'retention90', days: 90 }, { kind: 'performance180', days: 182 }, { kind: 'retention180', days: 182 },
]

/** What there is to ask about one application as it stands. Only who was met is asked how it was. */
export function surveysOf({ application, interviews, manager }: SurveyFacts): readonly SurveyPlan[] {
  const { id: applicationId, status, stageEnteredAtMs, hiredStartDate } = application
  const held = interviews.filter(interview => !interview.cancelled && interview.confirmed)
  const loops = [...Map.groupBy(held, interview => interview.loopId)]
  const afterInterviews = status !== 'active' ? [] : loops.map(([loopId, sessions]): SurveyPlan => {
    const atMs = Math.max(...sessions.map(session => session.endMs)) + 2 * hour
    return { key: `afterInterview/${applicationId}/${loopId}`, kind: 'afterInterview', applicationId, personId: null, atMs, untilMs: atMs + 7 * day }
  })
  // Not on the day of a refusal: three days later, when it is about the process.
  const afterProcess: readonly SurveyPlan[] = status === 'active' || held.length === 0 ? [] : [{ key: `afterProcess/${applicationId}/${stageEnteredAtMs}`, kind: 'afterProcess', applicationId, personId: null, atMs: stageEnteredAtMs + 3 * day, untilMs: stageEnteredAtMs + 24 * day }]
  const ofHire = status !== 'hired' || hiredStartDate === null || !manager ? [] : afterHire.map(({ kind, days }): SurveyPlan => {
    const atMs = afterQuiet(wallToInstant(addDays(hiredStartDate, days), '09:00', manager.zone), manager.quiet, manager.zone)
    return { key: `${kind}/${applicationId}/${hiredStartDate}`, kind, applicationId, personId: manager.personId, atMs, untilMs: atMs + 30 * day }
  })
  return [...afterInterviews, ...afterProcess, ...ofHire]
}

export const dueSurveys = (plans: readonly SurveyPlan[], asked: ReadonlySet<string>, nowMs: number): readonly SurveyPlan[] =>
  plans.filter(plan => plan.atMs <= nowMs && plan.untilMs > nowMs && !asked.has(plan.key))
