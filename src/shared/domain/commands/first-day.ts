import type { Application } from '../model/application.ts'
import type { OnboardingOutcome } from '../model/onboarding.ts'
import { replacedBy, type ChecklistLine } from '../onboarding/checklist.ts'
import type { Change, Stamp } from './change.ts'

/** Says of a line that a person saw to it, that nobody needs it, or that it is open again. Nothing where a system is at work. */
export function markLine(card: Application, line: ChecklistLine, outcome: OnboardingOutcome, stamp: Stamp): readonly Change[] {
  const was = line.mark?.outcome ?? 'open'
  if (!line.canMark || was === outcome) return []
  const mark = { id: stamp.createId(), lineId: line.id, outcome, about: line.about, startDate: card.hiredStartDate, byId: stamp.actorId, atMs: stamp.nowMs, replaces: [...replacedBy(card, line.id)] }
  return [{ kind: 'edit', collection: 'applications', id: card.id, fields: { onboardingMarks: [...card.onboardingMarks ?? [], mark] } }]
}
