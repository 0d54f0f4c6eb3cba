import { derivedId } from '../../lib/derived-id.ts'
import type { Approval, Offer, OfferVersion } from '../model/offer.ts'

/** One offer for each application: drafts begun on two laptops are the same record and meet. */
export const offerId = (applicationId: string): string => derivedId(applicationId, 'offer')

/** One row for each approver and version, whoever asks them. */
export const approvalId = (versionId: string, personId: string): string => derivedId(versionId, `approval ${personId}`)

export const currentVersion = (offer: Offer): OfferVersion | null => offer.versions.find(version => version.id === offer.currentVersionId) ?? null

/** The number people say: a version's place. Two laptops may both have written "2". */
export const versionNumber = (offer: Offer, versionId: string): number => offer.versions.findIndex(version => version.id === versionId) + 1

/** The chain of one version, in order. */
export const chainOf = (offer: Offer, versionId: string | null): readonly Approval[] =>
  offer.approvals.filter(row => row.versionId === versionId).toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))

/** True when everyone before has agreed; rows of the same order decide side by side. */
export const isItsTurn = (offer: Offer, row: Approval): boolean =>
  chainOf(offer, row.versionId).every(other => other.order >= row.order || other.decision === 'approved')

/** True when nobody later has decided yet, so that a decision may still be taken back. */
export const isLastDecided = (offer: Offer, row: Approval): boolean =>
  chainOf(offer, row.versionId).every(other => other.order <= row.order || other.decision === 'waiting')

/** Where the current version stands with its approvers. */
export function approvalState(offer: Offer): 'none' | 'waiting' | 'approved' | 'declined' {
  const chain = chainOf(offer, offer.currentVersionId)
  if (chain.length === 0) return 'none'
  if (chain.some(row => row.decision === 'declined')) return 'declined'
  return chain.every(row => row.decision === 'approved') ? 'approved' : 'waiting'
}

/** The row somebody may decide now, or null. */
export function rowToDecide(offer: Offer, personId: string): Approval | null {
  if (offer.status !== 'approving') return null
  return chainOf(offer, offer.currentVersionId).find(row => row.personId === personId && row.decision === 'waiting' && isItsTurn(offer, row)) ?? null
}
