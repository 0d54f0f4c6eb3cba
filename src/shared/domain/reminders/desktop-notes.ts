import { judgesOf } from '../debrief/due.ts'
import type { Interview } from '../model/interview.ts'
import { isQuiet, type QuietHours } from './quiet-hours.ts'

const minute = 60_000
/** A computer reminds this long before an interview, and asks for the card this long after it. */
export const beforeMs = 10 * minute
export const askAfterMs = 5 * minute
/** Away for longer than this, one digest takes the place of every note that was missed. */
export const longAwayMs = 4 * 60 * minute
const dayMs = 24 * 60 * minute

export type DesktopNote =
  | Readonly<{ kind: 'soon'; interview: Interview }>
  | Readonly<{ kind: 'cardWanted'; interview: Interview }>
  | Readonly<{ kind: 'digest'; coming: number; owed: number; questions: number }>

export type DesktopFacts = Readonly<{
  personId: string; quiet: QuietHours; zone: string
  interviews: readonly Interview[]
  /** Interviews for which one's own card is in. */
  handedIn: ReadonlySet<string>
  /** Questions in the inbox that wait for an answer. */
  questions: number
}>

/**
 * What this computer says between the last look and now. In quiet hours nothing is said and the look does not count,
 * so that what was missed is told afterwards: one by one, or as one digest when it was long.
 */
export function desktopNotes(facts: DesktopFacts, lastMs: number, nowMs: number): Readonly<{ notes: readonly DesktopNote[]; lookedAtMs: number }> {
  if (nowMs <= lastMs || isQuiet(nowMs, facts.quiet, facts.zone)) return { notes: [], lookedAtMs: lastMs }
  const mine = facts.interviews.filter(each => !each.cancelled && each.seats.some(seat => seat.personId === facts.personId))
  const owes = mine.filter(each => judgesOf(each).includes(facts.personId) && !facts.handedIn.has(each.id))
  if (nowMs - lastMs > longAwayMs) {
    const digest = { kind: 'digest' as const, coming: mine.filter(each => each.startMs > nowMs && each.startMs <= nowMs + dayMs).length, owed: owes.filter(each => each.endMs <= nowMs).length, questions: facts.questions }
    return { notes: digest.coming + digest.owed + digest.questions === 0 ? [] : [digest], lookedAtMs: nowMs }
  }
  const isNew = (atMs: number): boolean => atMs > lastMs && atMs <= nowMs
  return {
    notes: [
      ...mine.filter(each => each.startMs > nowMs && isNew(each.startMs - beforeMs)).map(interview => ({ kind: 'soon' as const, interview })),
      ...owes.filter(each => isNew(each.endMs + askAfterMs)).map(interview => ({ kind: 'cardWanted' as const, interview })),
    ],
    lookedAtMs: nowMs,
  }
}
