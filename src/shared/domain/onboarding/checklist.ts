import { derivedId } from '../../lib/derived-id.ts'
import { addDays } from '../../lib/zoned-time.ts'
import type { Application } from '../model/application.ts'
import type { OnboardingKind, OnboardingMark, OnboardingStep } from '../model/onboarding.ts'

/** What every hire needs; where no connected system sees to it, a person does. */
const usualKinds: readonly OnboardingKind[] = ['hris', 'account', 'access', 'hardware', 'welcome']
const placeOf = (kind: OnboardingKind): number => (kind === 'message' ? usualKinds.length : usualKinds.indexOf(kind))
/** So long after the first day nobody is asked any more for what was never ticked. */
const openDays = 30

/** A line of the checklist as it stands: a system's word, a person's, or nobody's yet. */
export type ChecklistLine = Readonly<{
  id: string; kind: OnboardingKind
  /** The system that sees to it; null where that is a person's. */
  step: OnboardingStep | null
  state: OnboardingStep['state'] | 'open' | 'notNeeded'
  /** Who ticked it, when it counts. */
  mark: OnboardingMark | null
  /** Who ticked it for another first day, or before the system asked for something else: to be looked at again. */
  earlier: OnboardingMark | null
  /** What a tick made now is about. */
  about: string
  canMark: boolean
}>

type Card = Pick<Application, 'id' | 'status' | 'stageEnteredAtMs' | 'hiredStartDate' | 'importId' | 'onboarding' | 'onboardingMarks'>

/** Ticks of a line that nobody has replaced, newest last. */
const standing = (marks: readonly OnboardingMark[], lineId: string): readonly OnboardingMark[] => {
  const own = marks.filter(mark => mark.lineId === lineId)
  const replaced = new Set(own.flatMap(mark => mark.replaces))
  return own.filter(mark => !replaced.has(mark.id)).toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
}

function lineOf(card: Card, step: OnboardingStep | null, kind: OnboardingKind, id: string): ChecklistLine {
  const about = step ? `${step.state}/${step.atMs}` : `${card.stageEnteredAtMs}/${card.hiredStartDate ?? ''}`
  const ticks = standing(card.onboardingMarks ?? [], id).filter(mark => mark.outcome !== 'open')
  // What a system still works at is its own to tick; what it gave up, or asks a person for, is anybody's.
  const canMark = step === null || step.state === 'failed' || step.state === 'sent'
  const mark = canMark ? ticks.findLast(each => each.about === about) ?? null : null
  // A hand's tick of an earlier hire says nothing about this one.
  const earlier = mark || !canMark ? null : ticks.findLast(each => step !== null || each.about.startsWith(`${card.stageEnteredAtMs}/`)) ?? null
  return { id, kind, step, mark, earlier, about, canMark, state: mark ? (mark.outcome === 'done' ? 'done' : 'notNeeded') : step?.state ?? 'open' }
}

/** Whether a person still has to do with it. */
export const isOpenLine = ({ state }: Pick<ChecklistLine, 'state'>): boolean => state !== 'done' && state !== 'notNeeded' && state !== 'cancelled'

/**
 * The first-day checklist of an application, from what this laptop knows: what connected systems reported, and a line to tick for
 * each usual thing that none of them does. After a hire was taken back only what still has to be undone there is left. `today` is a day.
 */
export function checklistOf(card: Card, today: string): readonly ChecklistLine[] {
  const told = card.onboarding.map(step => lineOf(card, step, step.kind, step.id))
  if (card.status !== 'hired') return told.filter(line => line.mark !== null || isOpenLine(line))
  const isAsked = card.hiredStartDate === null ? card.importId === null : card.hiredStartDate >= addDays(today, -openDays)
  const byHand = usualKinds.filter(kind => !told.some(line => line.kind === kind)).map(kind => lineOf(card, null, kind, derivedId(card.id, `first day ${kind}`)))
  return [...told, ...byHand.filter(line => isAsked || line.mark !== null)].toSorted((a, b) => placeOf(a.kind) - placeOf(b.kind))
}

/** Hired, and the first day is not over: an edit of the job is still an edit of them. The server asks the same of its rows. */
export const hasNotBegun = ({ status, hiredStartDate, importId }: Pick<Application, 'status' | 'hiredStartDate' | 'importId'>, today: string): boolean =>
  status === 'hired' && (hiredStartDate === null ? importId === null : hiredStartDate >= today)

/** Ticks that one tick of this line replaces. */
export const replacedBy = (card: Card, lineId: string): readonly string[] => standing(card.onboardingMarks ?? [], lineId).map(mark => mark.id).slice(-50)
