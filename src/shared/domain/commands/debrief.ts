import type { Application } from '../model/application.ts'
import type { Decision, DecisionOutcome } from '../model/decision.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** All decisions of an application, oldest first. A card from before decisions were kept has none. */
export function decisionsOf(application: Pick<Application, 'decisions'>): readonly Decision[] {
  return ((application.decisions as Application['decisions'] | undefined) ?? []).toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
}

/** The decisions nobody has replaced: one as a rule, several when two people decided apart, none before the first. */
export function standingDecisions(application: Pick<Application, 'decisions'>): readonly Decision[] {
  const all = decisionsOf(application)
  const replaced = new Set(all.flatMap(decision => decision.replaces))
  const standing = all.filter(decision => !replaced.has(decision.id))
  return standing.every(decision => decision.outcome === 'open') ? [] : standing
}

/** Records a decision with its reason. It replaces what stood when it was made; the history keeps all of it. */
export function decide(application: Application, input: Readonly<{ outcome: DecisionOutcome; rationale: string }>, stamp: Stamp): readonly Change[] {
  const rationale = input.rationale.trim().slice(0, 5_000)
  if (rationale === '' && input.outcome !== 'open') return []
  const all = decisionsOf(application)
  const replaced = new Set(all.flatMap(decision => decision.replaces))
  const decision: Decision = {
    id: stamp.createId(), outcome: input.outcome, rationale, byId: stamp.actorId, atMs: stamp.nowMs,
    replaces: all.filter(each => !replaced.has(each.id)).map(each => each.id).slice(-50),
  }
  // The timeline is read by the whole panel, also by those whose card is not in: it tells that, not what.
  return [
    { kind: 'edit', collection: 'applications', id: application.id, fields: { decisions: [...all, decision] } },
    activityChange({ kind: 'debrief.decided', candidateId: application.candidateId, applicationId: application.id, jobId: application.jobId, facts: input.outcome === 'open' ? { undone: true } : {} }, stamp),
  ]
}
