import type { Application } from '#shared/domain/model/application'
import { refusal, type Rule } from './rule.ts'

/** Who saw to a line stands there in their own name. A card that comes whole, from an archive, brings its own. */
export const tickedInOwnName: Rule = async (_work, change) => {
  const [before, after] = [change.before as Application | null, change.after as Application | null]
  if (change.collection !== 'applications' || change.hand === 'trusted' || !before || !after) return null
  const known = new Set((before.onboardingMarks ?? []).map(mark => mark.id))
  const added = (after.onboardingMarks ?? []).filter(mark => !known.has(mark.id))
  return added.every(mark => mark.byId === change.actorId) ? null : refusal('rules.tick_in_own_name', 'onboardingMarks')
}
