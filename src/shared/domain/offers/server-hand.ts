import type { Offer } from '../model/offer.ts'
import { approvalState, currentVersion } from './approvals.ts'

type Step = Pick<Offer, 'status' | 'statusAtMs' | 'statusNote'>

/** What the server makes of an offer once the approvers have spoken: approved, or back to whoever drafted it. */
export function stepAfterApprovals(offer: Offer, nowMs: number): Step | null {
  if (offer.status !== 'approving') return null
  const state = approvalState(offer)
  if (state === 'approved') return { status: 'approved', statusAtMs: nowMs, statusNote: '' }
  return state === 'declined' ? { status: 'draft', statusAtMs: nowMs, statusNote: '' } : null
}

/** True when the last day on which the candidate could accept is over; `today` is the workspace's. */
export function hasRunOut(offer: Offer, today: string): boolean {
  const expiresOn = currentVersion(offer)?.expiresOn ?? null
  return offer.status === 'extended' && expiresOn !== null && expiresOn < today
}
