import { handInFromMs } from '#shared/domain/debrief/due'
import { kitOf } from '#shared/domain/commands/kit'
import { missingAnswers } from '#shared/domain/commands/scorecard'
import { isSameJson } from '#shared/lib/json'
import type { Interview } from '#shared/domain/model/interview'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { refusal, type Rule } from './rule.ts'

const judged = ['ratings', 'recommendation', 'takeaways'] as const

/**
 * A card is handed in whole: every attribute of its kit judged, a recommendation, and evidence for extremes where the
 * workspace asks for it. An empty card, or one before the interview, would be a way to read the others' first.
 */
export const cardIsWhole: Rule = async (work, change) => {
  const before = change.before as Scorecard | null
  const after = change.after as Scorecard | null
  if (change.collection !== 'scorecards' || change.hand === 'trusted' || !after || after.submittedAtMs === null) return null
  if (before && before.submittedAtMs !== null && isSameJson(before.ratings, after.ratings) && before.recommendation === after.recommendation) return null
  await work.load([{ collection: 'jobs', id: after.jobId }, { collection: 'settings', id: work.workspaceId }, { collection: 'interviews', id: after.interviewId }])
  const interview = work.live('interviews', after.interviewId)
  if (interview && (before?.submittedAtMs ?? null) === null && work.nowMs < handInFromMs(interview)) return refusal('rules.scorecard_too_early', 'submission')
  const job = work.live('jobs', after.jobId)
  const asksForEvidence = work.live('settings', work.workspaceId)?.extremesNeedEvidence ?? true
  // A card that names another kit than its interview, or none, would have nothing to judge.
  const [kitId, kitVersion] = interview && interview.kitId !== null && interview.kitId !== after.kitId ? [interview.kitId, interview.kitVersion] : [after.kitId, after.kitVersion]
  const [missing] = missingAnswers(job && kitOf(job, kitId, kitVersion), after, asksForEvidence)
  if (!missing) return null
  return refusal(missing.kind === 'evidence' ? 'rules.extreme_needs_evidence' : 'rules.scorecard_incomplete', before?.submittedAtMs === null ? 'submission' : 'ratings')
}

/** A handed-in scorecard changes only as a new version with what stood before and a reason; it is never taken back. */
export const submittedStays: Rule = async (_work, change) => {
  const before = change.before as Scorecard | null
  const after = change.after as Scorecard | null
  if (change.collection !== 'scorecards' || !before || !after || before.submittedAtMs === null) return null
  if (after.submittedAtMs === null) return refusal('rules.scorecard_submitted', 'submission')
  const edited = judged.find(field => !isSameJson(before[field], after[field]))
  const hasNewVersion = after.revisions.length > before.revisions.length
  return edited && !hasNewVersion ? refusal('rules.scorecard_submitted', edited) : null
}

/** An interview keeps the kit it was judged by: once a card of it is in, it gets no other, nor another version. */
export const judgedKitStays: Rule = async (work, change) => {
  const before = change.before as Interview | null
  const after = change.after as Interview | null
  if (change.collection !== 'interviews' || change.hand === 'trusted' || !before || !after || before.kitId === after.kitId && before.kitVersion === after.kitVersion) return null
  await work.loadCandidates([after.candidateId])
  const isJudged = work.ofCandidate(after.candidateId).some(({ collection, deleted, content }) => collection === 'scorecards' && !deleted && content['interviewId'] === change.id && content['submittedAtMs'] !== null)
  return isJudged ? refusal('rules.kit_was_used', before.kitId === after.kitId ? 'kitVersion' : 'kitId') : null
}
