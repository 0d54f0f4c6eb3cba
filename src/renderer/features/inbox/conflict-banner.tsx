import { useMemo } from 'react'
import { matchRoute, useLocation, useRouter } from 'wouter'
import { useOpenConflicts } from '../../replica/use-open-conflicts.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'

/** Above a candidate or a board: that people disagree about it, and the way to the question. */
export function ConflictBanner() {
  const [location, go] = useLocation()
  const { parser } = useRouter()
  const [isCandidate, candidate] = matchRoute(parser, '/candidates/:id', location)
  const [isJob, job] = matchRoute(parser, '/pipeline/:id', location)
  const id = isCandidate ? candidate['id'] : isJob ? job['id'] : undefined
  const ids = useMemo(() => (id === undefined ? [] : [id]), [id])
  const found = useOpenConflicts(isCandidate ? 'candidates' : 'jobs', ids)
  const conflicts = id === undefined ? [] : found.get(id) ?? []
  const first = conflicts[0]
  if (!first) return null
  return (
    <Banner tone="warn" actions={<Button size="sm" onPress={() => go(`/inbox?conflict=${first.id}`)}>Decide</Button>}>
      {conflicts.length === 1 ? 'A change here needs somebody’s decision.' : `${conflicts.length} changes here need somebody’s decision.`} Nothing is lost: both values are kept.
    </Banner>
  )
}
