import { useEffect, useState } from 'react'
import { openStages } from '#shared/domain/commands/job'
import type { Job } from '#shared/domain/model/job'
import { useDirectory, useReplica } from '../../replica/react.tsx'
import { visitedList, type VisitedList } from '../../replica/visited-list.ts'
import type { Replica } from '../../replica/replica.ts'

/** The list somebody came from and the candidates before and after this one on it. */
export type Neighbours = Readonly<{ list: VisitedList; previous: string | null; next: string | null; place: number }>

/** A job's active people as its board shows them: by stage, the longest waiting first. */
async function boardOrder(replica: Replica, job: Job): Promise<VisitedList> {
  const cards = await replica.find('applications', { where: { jobId: job.id, status: 'active' }, limit: 2_000 })
  const place = new Map(openStages(job).map((stage, index) => [stage.id, index]))
  const sorted = cards.toSorted((a, b) => (place.get(a.stageId) ?? 99) - (place.get(b.stageId) ?? 99) || a.stageEnteredAtMs - b.stageEnteredAtMs)
  return { title: job.title, path: `/pipeline/${job.id}`, candidateIds: sorted.map(card => card.candidateId) }
}

/** `from` is the address's `?from=job:<id>`: it stands in where the window does not remember a list. */
export function useNeighbours(candidateId: string, from: string | null): Neighbours | null {
  const replica = useReplica()
  const { jobs } = useDirectory()
  const remembered = visitedList()
  const isRemembered = remembered?.candidateIds.includes(candidateId) ?? false
  const [board, setBoard] = useState<VisitedList | null>(null)
  const job = from?.startsWith('job:') ? jobs.get(from.slice('job:'.length)) : undefined
  useEffect(() => {
    if (isRemembered || !job) return
    let stopped = false
    const read = async () => {
      const list = await boardOrder(replica, job)
      if (!stopped) setBoard(list)
    }
    // Without it next and previous are not offered.
    read().catch(() => undefined)
    return () => { stopped = true }
  }, [replica, job, isRemembered])
  const list = isRemembered ? remembered : board
  const at = list ? list.candidateIds.indexOf(candidateId) : -1
  if (!list || at < 0) return null
  return { list, previous: list.candidateIds[at - 1] ?? null, next: list.candidateIds[at + 1] ?? null, place: at + 1 }
}
