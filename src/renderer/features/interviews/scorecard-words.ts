import type { MissingAnswer } from '#shared/domain/commands/scorecard'
import type { KitAttribute } from '#shared/domain/model/kit'
import { levels, recommendations } from '#shared/domain/scorecard-words'

export { levels, recommendations }

export type Level = 'none' | '1' | '2' | '3' | '4' | '5'

/** The scale of one attribute, with what each level means where the kit says so. */
export function levelOptions({ anchors }: Pick<KitAttribute, 'anchors'>): { id: Level; label: string; description?: string }[] {
  const scale = levels.map((label, at) => ({ id: String(at + 1) as Level, label: `${at + 1} · ${label}`, ...(anchors[at] ? { description: anchors[at] } : {}) }))
  return [...scale, { id: 'none', label: 'No evidence heard' }]
}

export function sayMissing(missing: MissingAnswer): string {
  if (missing.kind === 'tooEarly') return 'This interview has not begun by its time: what you write is kept until then. If it was held earlier, ask a recruiter to move it to when it was.'
  if (missing.kind === 'recommendation') return 'Choose a recommendation, or say that you have none.'
  return missing.kind === 'rating' ? `Rate ${missing.name}, or say that you heard no evidence.` : `The lowest and highest ratings need evidence for ${missing.name}: mark a line of your notes with #, or say what you heard.`
}
