import { judgeOffer } from '#shared/domain/offers/judge-offer'
import type { Offer } from '#shared/domain/model/offer'
import { refusal, type Rule } from './rule.ts'

/** An offer is made for an application that exists, for its candidate and its job. */
export const offerHasItsApplication: Rule = async (work, change) => {
  const after = change.after as Offer | null
  if (change.collection !== 'offers' || !after || change.before) return null
  await work.load([{ collection: 'applications', id: after.applicationId }])
  const application = work.live('applications', after.applicationId)
  const fits = application?.candidateId === after.candidateId && application.jobId === after.jobId
  return fits ? null : refusal('document.reference_missing', 'applicationId')
}

/** Decisions row by row and by turn, versions that stay, steps that follow: see `shared/domain/offers`. */
export const offerIsSound: Rule = async (_work, change) => {
  const after = change.after as Offer | null
  if (change.collection !== 'offers' || !after || change.hand === 'trusted') return null
  const refused = judgeOffer(change.before as Offer | null, after, { personId: change.actorId, isStaff: change.hand === 'staff' })
  return refused && refusal(refused.code, refused.unit)
}
