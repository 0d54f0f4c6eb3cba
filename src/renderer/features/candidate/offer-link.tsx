import { FileSignature } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Application } from '#shared/domain/model/application'
import { offerId } from '#shared/domain/offers/approvals'
import { useLive, useMay, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'

/** The way to the offer of an application: to the one there is, or to drafting one. */
export function OfferLink({ application }: { application: Application }) {
  const replica = useReplica()
  const may = useMay()
  const [, go] = useLocation()
  const offer = useLive(() => replica.watchOne('offers', offerId(application.id)), [replica, application.id])
  const isThere = offer.kind === 'ready' && offer.value !== null
  const mayDraft = application.status === 'active' && may({ collection: 'offers', after: application }).kind === 'allowed'
  if (!isThere && !mayDraft) return null
  return <Button size="sm" variant="ghost" icon={<FileSignature aria-hidden="true" />} onPress={() => go(`/applications/${application.id}/offer`)}>{isThere ? 'Offer' : 'Draft offer'}</Button>
}
