import { ArrowLeft, CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { combineLatest, from, map, of, switchMap } from 'rxjs'
import { useLocation, useParams } from 'wouter'
import type { Conflict } from '#shared/domain/model/conflict'
import type { Interview } from '#shared/domain/model/interview'
import { isRefusedRecord } from '#shared/domain/conflict-value'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import type { Replica } from '../../replica/replica.ts'
import { watchOpenConflicts } from '../../replica/use-open-conflicts.ts'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { LoopView, type LoopShown } from './loop-view.tsx'
import styles from './offers.module.css'

const wantedOf = (conflict: Conflict) => conflict.aside.value as Partial<Interview> | null

/** Older loops are read interview by interview; this screen is for changing one. */
const halfAYear = 183 * 86_400_000

/** The interviews of one loop, and what the server would not take of it. */
function watchLoop(replica: Replica, loopId: string, nowMs: number) {
  // The loop may not be on this computer as a record at all, when every session of it was refused.
  return combineLatest([replica.watch('interviews', { where: { startMs: { $gte: nowMs - halfAYear } }, sort: ['startMs'] }), watchOpenConflicts(replica)]).pipe(switchMap(([all, open]) => {
    const interviews = all.filter(interview => interview.loopId === loopId)
    const ids = new Set(interviews.map(interview => interview.id))
    const refused = open.filter(conflict => conflict.collection === 'interviews' && conflict.kind === 'refused' && (ids.has(conflict.documentId) || (isRefusedRecord(conflict) && wantedOf(conflict)?.loopId === loopId)))
    const candidateId = interviews[0]?.candidateId ?? refused[0]?.candidateId ?? null
    const candidate$ = candidateId === null ? of(null) : from(replica.get('candidates', candidateId))
    return candidate$.pipe(map((candidate): LoopShown => ({ interviews, candidate, refused })))
  }))
}

/** A whole loop: who meets the candidate when, somebody else for a seat, the loop at another time, or called off. */
export function LoopScreen() {
  const { loopId = '' } = useParams()
  const replica = useReplica()
  const { jobs } = useDirectory()
  const [, go] = useLocation()
  const [openedMs] = useState(() => Date.now())
  const live = useLive(() => watchLoop(replica, loopId, openedMs), [replica, loopId, openedMs], `loop ${loopId}`)
  const back = <IconButton label="Back to all interviews" shortcut="escape" icon={<ArrowLeft aria-hidden="true" />} onPress={() => go('/interviews')} />
  if (live.kind === 'loading') return <div className={styles.page}><PageHeader title="Loop" lead={back} /><Skeleton lines={8} /></div>
  const shown = live.kind === 'ready' ? live.value : null
  const jobId = shown?.interviews[0]?.jobId ?? shown?.refused[0]?.jobId
  const job = jobId ? jobs.get(jobId) : undefined
  if (!shown || !job) return <><PageHeader title="Loop" lead={back} /><EmptyState icon={<CalendarClock />} title="This loop is not on this computer">It may have been taken back, or is not shared with you.</EmptyState></>
  return <div className={styles.page}><LoopView key={loopId} lead={back} shown={shown} job={job} /></div>
}
