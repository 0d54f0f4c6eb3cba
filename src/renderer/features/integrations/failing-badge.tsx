import { useDirectory } from '../../replica/react.tsx'
import { Badge } from '../../ui/display/badge.tsx'

/** How many connections fail or wait for somebody; nothing when all is well. It comes with the record, so also offline. */
export function FailingBadge() {
  const { settings } = useDirectory()
  const troubled = settings?.integrations.filter(each => each.state === 'failing' || each.state === 'blocked') ?? []
  if (troubled.length === 0) return null
  return <Badge tone={troubled.some(each => each.state === 'failing') ? 'bad' : 'warn'}>{troubled.length}</Badge>
}
