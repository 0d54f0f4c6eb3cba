import { isSameJson, type Json } from '../../lib/json.ts'
import type { Approval, Offer, OfferVersion } from '../model/offer.ts'
import { approvalId, approvalState, chainOf, isItsTurn, isLastDecided, offerId } from './approvals.ts'
import { canReach, needsEveryApproval } from './offer-steps.ts'

/** Who changes an offer. */
export type OfferActor = Readonly<{ personId: string; isStaff: boolean }>
/** Why a change is refused, and which unit of the offer stays as it is. */
export type OfferRefusal = Readonly<{ code: string; unit: string }>

const refuse = (code: string, unit: string): OfferRefusal => ({ code, unit })
const same = (a: unknown, b: unknown): boolean => isSameJson(a as Json, b as Json)
const currencies = new Set(Intl.supportedValuesOf('currency'))

const isPayable = (version: OfferVersion): boolean =>
  currencies.has(version.baseSalary.currency) && (version.bonus === null || currencies.has(version.bonus.currency))

/** It stays with the application it was made for, and its id says which one that is. */
function judgeSubject(before: Offer | null, after: Offer): OfferRefusal | null {
  if (after.id !== offerId(after.applicationId)) return refuse('rules.offer_is_for_one', 'applicationId')
  return before && before.jobId !== after.jobId ? refuse('rules.offer_is_for_one', 'jobId') : null
}

/** Versions are added, under the name of whoever adds them, and never changed. */
function judgeVersions(before: Offer | null, after: Offer, actor: OfferActor): OfferRefusal | null {
  const known = new Map((before?.versions ?? []).map(version => [version.id, version]))
  const now = new Map(after.versions.map(version => [version.id, version]))
  if (now.size !== after.versions.length || [...known].some(([id, version]) => !same(version, now.get(id)))) return refuse('rules.offer_version_kept', 'versions')
  const added = after.versions.filter(version => !known.has(version.id))
  if (added.some(version => version.byId !== actor.personId)) return refuse('access.not_yours_to_change', 'versions')
  if (!added.every(isPayable)) return refuse('document.invalid', 'versions')
  if (after.currentVersionId === null ? after.versions.length > 0 : !now.has(after.currentVersionId)) return refuse('document.invalid', 'currentVersionId')
  return after.letters.every(letter => now.has(letter.versionId)) ? null : refuse('document.invalid', 'letters')
}

const undecided = ({ decision, atMs, comment }: Approval): boolean => decision === 'waiting' && atMs === null && comment === ''

/** A decision counts when it is one's own, on the terms that stand, while it is asked for, and in turn. */
function judgeDecision(after: Offer, row: Approval, actor: OfferActor): string | null {
  if (row.personId !== actor.personId) return 'rules.offer_decision_not_yours'
  if (row.versionId !== after.currentVersionId) return 'rules.offer_version_replaced'
  if (after.status !== 'approving') return 'rules.offer_not_in_approval'
  if (!isItsTurn(after, row)) return 'rules.offer_not_your_turn'
  if (!isLastDecided(after, row)) return 'rules.offer_decision_kept'
  return row.decision === 'waiting' ? (undecided(row) ? null : 'document.invalid') : row.atMs === null ? 'document.invalid' : null
}

function judgeRow(after: Offer, was: Approval | undefined, row: Approval | undefined, actor: OfferActor): string | null {
  if (was && !row) return !actor.isStaff ? 'access.not_yours_to_change' : was.decision === 'waiting' ? null : 'rules.offer_decision_kept'
  if (!row || same(was, row)) return null
  const decided = !was ? !undecided(row) : !same([was.decision, was.atMs, was.comment], [row.decision, row.atMs, row.comment])
  const isMoved = !was || was.order !== row.order
  if (was && (was.personId !== row.personId || was.versionId !== row.versionId)) return 'rules.offer_decision_kept'
  if (isMoved && !actor.isStaff) return 'access.not_yours_to_change'
  if (isMoved && was && was.decision !== 'waiting') return 'rules.offer_decision_kept'
  if (!was && row.id !== approvalId(row.versionId, row.personId)) return 'document.invalid'
  if (!was && row.versionId !== after.currentVersionId) return 'rules.offer_version_replaced'
  return decided ? judgeDecision(after, row, actor) : null
}

/** Row by row: one's own decisions, and the part of the chain that still waits for those who ask. */
function judgeApprovals(before: Offer | null, after: Offer, actor: OfferActor): OfferRefusal | null {
  const rows = (offer: Offer | null): Map<string, Approval> => new Map((offer?.approvals ?? []).map(row => [row.id, row]))
  const [was, is] = [rows(before), rows(after)]
  if (is.size !== after.approvals.length) return refuse('document.invalid', 'approvals')
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const code = judgeRow(after, was.get(id), is.get(id), actor)
    if (code !== null) return refuse(code, 'approvals')
  }
  return null
}

/** What a status asks of the approvals, whoever set it. */
function standingRefusal(after: Offer): string | null {
  const state = approvalState(after)
  if (needsEveryApproval.includes(after.status)) return state === 'approved' ? null : 'rules.offer_not_approved'
  if (after.status !== 'approving') return null
  if (state === 'none') return 'rules.offer_needs_approvers'
  // The decline that sends it back arrives with the status still `approving`; asking again needs other terms.
  return null
}

function judgeStatus(before: Offer | null, after: Offer): OfferRefusal | null {
  const from = before?.status ?? 'draft'
  if (from !== after.status) {
    if (!canReach(from, after.status)) return refuse('rules.offer_step', 'status')
    if (after.status === 'approving' && chainOf(before ?? { ...after, approvals: [] }, after.currentVersionId).some(row => row.decision === 'declined')) return refuse('rules.offer_was_declined', 'status')
  }
  const code = standingRefusal(after)
  if (code === null) return null
  if (from !== after.status) return refuse(code, 'status')
  return before && before.currentVersionId !== after.currentVersionId ? refuse('rules.offer_version_in_use', 'currentVersionId') : refuse(code, 'approvals')
}

/**
 * May this change to an offer stand? `after` is what merging made of it, so a laptop's stale list has lost nothing
 * that others decided. The server asks in the push transaction; the workstation asks before it offers a step.
 */
export function judgeOffer(before: Offer | null, after: Offer, actor: OfferActor): OfferRefusal | null {
  return judgeSubject(before, after) ?? judgeVersions(before, after, actor) ?? judgeApprovals(before, after, actor) ?? judgeStatus(before, after)
}
