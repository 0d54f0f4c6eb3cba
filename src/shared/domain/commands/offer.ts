import { isSameJson, type Json } from '../../lib/json.ts'
import type { Application } from '../model/application.ts'
import type { Approval, Offer, OfferStatus, OfferVersion } from '../model/offer.ts'
import { approvalId, chainOf, currentVersion, offerId, rowToDecide } from '../offers/approvals.ts'
import { offerSteps } from '../offers/offer-steps.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** What a person writes of a version; the rest follows from who, when and where it stands. */
export type OfferTerms = Pick<OfferVersion, 'title' | 'baseSalary' | 'period' | 'bonus' | 'equity' | 'startDate' | 'expiresOn' | 'employmentTypeId' | 'terms'>

/** What a line of the timeline says of an offer. No compensation: the line is read by more people than the offer. */
export type OfferStep = 'drafted' | 'revised' | 'sent' | 'takenBack' | 'approved' | 'declinedByApprover' | 'extended' | 'accepted' | 'declined' | 'rescinded'

const told = (offer: Pick<Offer, 'id' | 'applicationId' | 'candidateId' | 'jobId'>, step: OfferStep, stamp: Stamp): Change =>
  activityChange({ kind: 'offer.changed', candidateId: offer.candidateId, applicationId: offer.applicationId, jobId: offer.jobId, facts: { step } }, stamp)

const edit = (offer: Offer, fields: Partial<Offer>): Change => ({ kind: 'edit', collection: 'offers', id: offer.id, fields })
const standing = (status: OfferStatus, stamp: Stamp, statusNote = ''): Pick<Offer, 'status' | 'statusAtMs' | 'statusNote'> => ({ status, statusAtMs: stamp.nowMs, statusNote: statusNote.trim().slice(0, 1_000) })

function versionOf(terms: OfferTerms, number: number, stamp: Stamp): OfferVersion {
  return { ...terms, id: stamp.createId(), number, atMs: stamp.nowMs, byId: stamp.actorId }
}

const termsOf = ({ title, baseSalary, period, bonus, equity, startDate, expiresOn, employmentTypeId, terms }: OfferVersion): OfferTerms =>
  ({ title, baseSalary, period, bonus, equity, startDate, expiresOn, employmentTypeId, terms })

/** Drafts the offer of an application: one record, whichever laptop begins it. */
export function draftOffer(application: Application, terms: OfferTerms, stamp: Stamp): Readonly<{ offer: Offer; changes: readonly Change[] }> {
  const version = versionOf(terms, 1, stamp)
  const offer: Offer = {
    id: offerId(application.id), applicationId: application.id, candidateId: application.candidateId, jobId: application.jobId, versions: [version], currentVersionId: version.id,
    approvals: [], letters: [], ...standing('draft', stamp), signature: null, createdAtMs: stamp.nowMs,
  }
  return { offer, changes: [{ kind: 'create', collection: 'offers', document: offer }, told(offer, 'drafted', stamp)] }
}

/** Other terms are a new version; what was approved or sent before stays readable, and approval begins anew. */
export function reviseOffer(offer: Offer, terms: OfferTerms, stamp: Stamp): readonly Change[] {
  const now = currentVersion(offer)
  if (now && isSameJson(termsOf(now) as Json, terms as Json)) return []
  if (offer.status !== 'draft' && !offerSteps[offer.status].includes('draft')) return []
  const version = versionOf(terms, Math.max(0, ...offer.versions.map(each => each.number)) + 1, stamp)
  const back = offer.status === 'draft' ? {} : standing('draft', stamp)
  return [edit(offer, { versions: [...offer.versions, version], currentVersionId: version.id, ...back }), told(offer, 'revised', stamp)]
}

/** Asks people, in order, to approve the terms that stand. Who has decided on them already stays. */
export function sendForApproval(offer: Offer, approverIds: readonly string[], stamp: Stamp): readonly Change[] {
  const versionId = offer.currentVersionId
  const chain = chainOf(offer, versionId)
  if (versionId === null || approverIds.length === 0 || offer.status !== 'draft' || chain.some(row => row.decision === 'declined')) return []
  const kept = chain.filter(row => row.decision !== 'waiting')
  const first = Math.max(-1, ...kept.map(row => row.order)) + 1
  const asked = [...new Set(approverIds)].filter(personId => !kept.some(row => row.personId === personId))
  const rows = asked.map((personId, index): Approval => ({ id: approvalId(versionId, personId), personId, order: first + index, decision: 'waiting', versionId, atMs: null, comment: '' }))
  const others = offer.approvals.filter(row => row.versionId !== versionId)
  return [edit(offer, { approvals: [...others, ...kept, ...rows], ...standing('approving', stamp) }), told(offer, 'sent', stamp)]
}

/** One's own decision on the terms that stand, when it is one's turn. The server draws the consequence. */
export function decideOffer(offer: Offer, decision: 'approved' | 'declined', comment: string, stamp: Stamp): readonly Change[] {
  const row = rowToDecide(offer, stamp.actorId)
  if (!row) return []
  const decided: Approval = { ...row, decision, atMs: stamp.nowMs, comment: comment.trim().slice(0, 1_000) }
  return [edit(offer, { approvals: offer.approvals.map(each => (each.id === row.id ? decided : each)) }), told(offer, decision === 'approved' ? 'approved' : 'declinedByApprover', stamp)]
}

/** A step of the offer as a whole that somebody notes: nothing happens where it cannot follow. */
function step(offer: Offer, to: OfferStatus, kind: OfferStep, stamp: Stamp, note = ''): readonly Change[] {
  return offerSteps[offer.status].includes(to) ? [edit(offer, standing(to, stamp, note)), told(offer, kind, stamp)] : []
}

export const takeOfferBack = (offer: Offer, stamp: Stamp): readonly Change[] => step(offer, 'draft', 'takenBack', stamp)
/** The candidate gets it. */
export const extendOffer = (offer: Offer, stamp: Stamp): readonly Change[] => step(offer, 'extended', 'extended', stamp)
export const acceptOffer = (offer: Offer, stamp: Stamp): readonly Change[] => (offer.status === 'extended' ? step(offer, 'accepted', 'accepted', stamp) : [])
export const declineOffer = (offer: Offer, note: string, stamp: Stamp): readonly Change[] => step(offer, 'declined', 'declined', stamp, note)
export const rescindOffer = (offer: Offer, note: string, stamp: Stamp): readonly Change[] => step(offer, 'rescinded', 'rescinded', stamp, note)
