import { derivedId } from '../../lib/derived-id.ts'
import { isSameJson, type Json } from '../../lib/json.ts'
import type { Interview } from '../model/interview.ts'
import type { KitVersion } from '../model/kit.ts'
import type { Scorecard } from '../model/scorecard.ts'
import { handInFromMs } from '../debrief/due.ts'
import { lacksEvidence } from '../evidence.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** What an interviewer writes; all of it may be incomplete until it is handed in. */
export type CardAnswers = Pick<Scorecard, 'ratings' | 'recommendation' | 'takeaways' | 'privateNote'>
export const noAnswers: CardAnswers = { ratings: [], recommendation: null, takeaways: '', privateNote: '' }

/** One card for each interviewer and interview: drafts begun on two devices are the same card and merge. */
export const scorecardId = (interviewId: string, authorId: string): string => derivedId(interviewId, `scorecard ${authorId}`)

export const answersOf = ({ ratings, recommendation, takeaways, privateNote }: Scorecard): CardAnswers => ({ ratings, recommendation, takeaways, privateNote })

/**
 * What stands on the screen after the stored card changed, as on another device: whatever was not touched here since `known`
 * follows the card, rating by rating; whatever was stays as it is typed.
 */
export function takeOver(known: CardAnswers, mine: CardAnswers, stored: CardAnswers): CardAnswers {
  const same = (a: unknown, b: unknown): boolean => isSameJson((a ?? null) as Json, (b ?? null) as Json)
  const pick = <F extends keyof CardAnswers>(field: F): CardAnswers[F] => (same(mine[field], known[field]) ? stored[field] : mine[field])
  const [before, here, there] = [known, mine, stored].map(({ ratings }) => new Map(ratings.map(rating => [rating.id, rating]))) as [Map<string, CardAnswers['ratings'][number]>, Map<string, CardAnswers['ratings'][number]>, Map<string, CardAnswers['ratings'][number]>]
  const ratings = [...new Set([...there.keys(), ...here.keys()])].flatMap(id => (same(here.get(id), before.get(id)) ? there.get(id) : here.get(id)) ?? [])
  return { ratings, recommendation: pick('recommendation'), takeaways: pick('takeaways'), privateNote: pick('privateNote') }
}

/** Keeps a draft as it is typed. Only fields that differ are written. */
export function keepDraft(interview: Interview, before: Scorecard | null, answers: CardAnswers, stamp: Stamp): readonly Change[] {
  if (!before) {
    if (isSameJson(answers as unknown as Json, noAnswers as unknown as Json)) return []
    return [{
      kind: 'create', collection: 'scorecards', document: {
        id: scorecardId(interview.id, stamp.actorId), interviewId: interview.id, applicationId: interview.applicationId, candidateId: interview.candidateId, jobId: interview.jobId, authorId: stamp.actorId,
        kitId: interview.kitId, kitVersion: interview.kitVersion, submittedAtMs: null, ...answers, revisions: [], dueAtMs: null, createdAtMs: stamp.nowMs,
      },
    }]
  }
  if (before.submittedAtMs !== null) return []
  // The interview may have been given another kit since the draft was begun.
  const kit = before.kitId === interview.kitId && before.kitVersion === interview.kitVersion ? {} : { kitId: interview.kitId, kitVersion: interview.kitVersion }
  const fields = { ...changedAnswers(before, answers), ...kit }
  return Object.keys(fields).length === 0 ? [] : [{ kind: 'edit', collection: 'scorecards', id: before.id, fields }]
}

function changedAnswers(before: Scorecard, answers: CardAnswers): Partial<CardAnswers> {
  return Object.fromEntries(Object.entries(answers).filter(([field, value]) => !isSameJson(value as Json, before[field as keyof CardAnswers] as Json)))
}

export type MissingAnswer = Readonly<{ kind: 'rating'; attributeId: string; name: string } | { kind: 'recommendation' } | { kind: 'tooEarly' } | { kind: 'evidence'; attributeId: string; name: string }>

/** What a card still needs before it can be handed in: every attribute judged, extremes with evidence where the workspace asks for it, a recommendation. */
export function missingAnswers(kit: Pick<KitVersion, 'attributes'> | null, answers: Pick<CardAnswers, 'ratings' | 'recommendation'>, extremesNeedEvidence: boolean): readonly MissingAnswer[] {
  const given = new Map(answers.ratings.map(rating => [rating.id, rating]))
  const missing = (kit?.attributes ?? []).flatMap(({ id, name }): MissingAnswer[] => {
    const rating = given.get(id)
    if (!rating) return [{ kind: 'rating', attributeId: id, name }]
    return extremesNeedEvidence && lacksEvidence(rating) ? [{ kind: 'evidence', attributeId: id, name }] : []
  })
  return answers.recommendation === null ? [...missing, { kind: 'recommendation' }] : missing
}

export type SubmitAnswer = Readonly<{ kind: 'ready'; changes: readonly Change[] } | { kind: 'refused'; missing: readonly MissingAnswer[] }>

/** Hands a card in, sealed with this moment; offline too. */
export function submitScorecard(interview: Interview, card: Scorecard | null, answers: CardAnswers, kit: KitVersion | null, stamp: Stamp, extremesNeedEvidence = true): SubmitAnswer {
  if (stamp.nowMs < handInFromMs(interview)) return { kind: 'refused', missing: [{ kind: 'tooEarly' }] }
  const missing = missingAnswers(kit, answers, extremesNeedEvidence)
  if (missing.length > 0 || (card?.submittedAtMs ?? null) !== null) return { kind: 'refused', missing }
  const kept = keepDraft(interview, card, answers, stamp)
  const id = scorecardId(interview.id, stamp.actorId)
  const told = activityChange({ kind: 'scorecard.submitted', candidateId: interview.candidateId, applicationId: interview.applicationId, jobId: interview.jobId, facts: { interviewId: interview.id } }, stamp)
  const [first] = kept
  if (first?.kind === 'create' && first.collection === 'scorecards') return { kind: 'ready', changes: [{ ...first, document: { ...first.document, submittedAtMs: stamp.nowMs } }, told] }
  const fields = first?.kind === 'edit' && first.collection === 'scorecards' ? first.fields : {}
  return { kind: 'ready', changes: [{ kind: 'edit', collection: 'scorecards', id, fields: { ...fields, submittedAtMs: stamp.nowMs } }, told] }
}

/** What a change of a handed-in card lacks: it is judged as a whole again, unless only the private note changed. */
export function missingInChange(kit: Pick<KitVersion, 'attributes'> | null, card: Scorecard, answers: CardAnswers, extremesNeedEvidence: boolean): readonly MissingAnswer[] {
  const fields = changedAnswers(card, answers)
  return fields.ratings === undefined && fields.recommendation === undefined ? [] : missingAnswers(kit, answers, extremesNeedEvidence)
}

/** Changes a card that was handed in: what stood before and why stays with it, marked when others' cards were readable by then. */
export function amendScorecard(card: Scorecard, answers: CardAnswers, reason: string, afterReveal: boolean, stamp: Stamp): readonly Change[] {
  const fields = changedAnswers(card, answers)
  if (card.submittedAtMs === null || reason.trim() === '' || Object.keys(fields).length === 0) return []
  const before = Object.fromEntries(Object.keys(fields).filter(field => field !== 'privateNote').map(field => [field, card[field as keyof CardAnswers] as Json]))
  return [{
    kind: 'edit', collection: 'scorecards', id: card.id,
    fields: { ...fields, revisions: [...card.revisions, { id: stamp.createId(), atMs: stamp.nowMs, reason: reason.trim().slice(0, 500), afterReveal, before: before as never }] },
  }]
}
