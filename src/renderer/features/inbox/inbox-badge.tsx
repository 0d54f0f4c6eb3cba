import { useOpenConflictCount } from '../../replica/use-open-conflicts.ts'
import { Badge } from '../../ui/display/badge.tsx'

/** How many questions wait; nothing when none do. */
export function InboxBadge() {
  const count = useOpenConflictCount()
  return count === 0 ? null : <Badge tone="warn">{count > 99 ? '99+' : count}</Badge>
}
