import type { OfferStatus } from '../model/offer.ts'

/**
 * Which status a person may put after which. What is missing here is the server's hand alone: `approved` follows from
 * the last approval, `expired` from the calendar. Going back one step takes a slip back; `draft` begins a new version.
 */
export const offerSteps: Readonly<Record<OfferStatus, readonly OfferStatus[]>> = {
  draft: ['approving', 'rescinded'],
  approving: ['draft', 'rescinded'],
  approved: ['extended', 'draft', 'rescinded'],
  extended: ['accepted', 'declined', 'approved', 'draft', 'rescinded'],
  accepted: ['extended', 'rescinded'],
  declined: ['extended', 'draft'],
  expired: ['draft', 'rescinded'],
  rescinded: ['draft'],
}

/** Only after every approver has agreed. */
export const needsEveryApproval: readonly OfferStatus[] = ['approved', 'extended', 'accepted', 'declined', 'expired']

/** True when a person's steps lead from one status to the other: a laptop that was offline sends several as one. */
export function canReach(from: OfferStatus, to: OfferStatus): boolean {
  const seen = new Set<OfferStatus>([from])
  const open = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of offerSteps[at]) {
      if (next === to) return true
      if (!seen.has(next)) open.push(next)
      seen.add(next)
    }
  }
  return false
}
