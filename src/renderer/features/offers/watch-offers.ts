import { combineLatest, map, of, switchMap, type Observable } from 'rxjs'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import { id as idSchema } from '#shared/domain/model/fields'
import type { Offer } from '#shared/domain/model/offer'
import { offerId } from '#shared/domain/offers/approvals'
import type { Replica } from '../../replica/replica.ts'

export type OfferLine = Readonly<{ offer: Offer; candidateName: string | null }>

/** Every offer this person may see, with whom it is for; candidates who asked to be erased are on no list. */
export function watchOffers(replica: Replica): Observable<readonly OfferLine[]> {
  return replica.watch('offers', {}).pipe(switchMap(offers => replica.watchMany('candidates', new Set(offers.map(each => each.candidateId))).pipe(
    map(candidates => offers.filter(offer => (candidates.get(offer.candidateId)?.erasedAtMs ?? null) === null).map(offer => ({ offer, candidateName: candidates.get(offer.candidateId)?.fullName ?? null }))),
  )))
}

/** One application with its offer, if there is one, and whether either still waits to be sent. */
export type OfferRoom = Readonly<{ application: Application | null; candidate: Candidate | null; offer: Offer | null; isWaiting: boolean; isHireWaiting: boolean }>

const nobodysRoom: OfferRoom = { application: null, candidate: null, offer: null, isWaiting: false, isHireWaiting: false }

/** The id may come from an address that somebody wrote by hand. */
export function watchOfferRoom(replica: Replica, applicationId: string): Observable<OfferRoom> {
  if (!idSchema.safeParse(applicationId).success) return of(nobodysRoom)
  const id = offerId(applicationId)
  return combineLatest([replica.watchOne('applications', applicationId), replica.watchOne('offers', id), replica.watchPending('offers'), replica.watchPending('applications')]).pipe(
    switchMap(([application, offer, pendingOffers, pendingCards]) => {
      const candidateId = application?.candidateId ?? offer?.candidateId ?? null
      const around = { application, offer, isWaiting: pendingOffers.has(id), isHireWaiting: pendingCards.has(applicationId) }
      return (candidateId === null ? of(null) : replica.watchOne('candidates', candidateId)).pipe(map(candidate => ({ ...around, candidate })))
    }),
  )
}
