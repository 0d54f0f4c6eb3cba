import { rowToDecide } from '#shared/domain/offers/approvals'
import { useLive, useMe, useReplica } from '../../replica/react.tsx'
import { Badge } from '../../ui/display/badge.tsx'

/** How many offers wait for this person's decision; nothing when none do. */
export function ApprovalBadge() {
  const replica = useReplica()
  const me = useMe()
  const offers = useLive(() => replica.watch('offers', {}), [replica], 'offers')
  const count = offers.kind === 'ready' ? offers.value.filter(offer => rowToDecide(offer, me.id) !== null).length : 0
  return count === 0 ? null : <Badge tone="warn">{count}</Badge>
}
