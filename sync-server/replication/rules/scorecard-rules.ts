import { isSameJson } from '#shared/lib/json'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { refusal, type Rule } from './rule.ts'

const judged = ['ratings', 'recommendation', 'takeaways'] as const

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
