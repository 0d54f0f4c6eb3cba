import { useState } from 'react'
import type { Job } from '#shared/domain/model/job'
import { timelineWords, whenWords } from '#shared/domain/timeline-words'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Avatar } from '../../ui/display/avatar.tsx'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import styles from './jobs.module.css'
import { useNow } from '../../actions/use-now.ts'

const pageSize = 30

/** What happened on the job, newest first. */
export function JobTimeline({ job }: { job: Job }) {
  return <Disclosure title="What happened" level={2}><Lines job={job} /></Disclosure>
}

function Lines({ job }: { job: Job }) {
  const replica = useReplica()
  const { people, jobs, settings, me } = useDirectory()
  const now = useNow()
  const [count, setCount] = useState(pageSize)
  const lines = useLive(() => replica.watch('activities', { where: { jobId: job.id }, sort: ['jobId', 'newestFirst'], limit: count + 1 }), [replica, job.id, count], `job timeline ${job.id} ${count}`)
  const ids = lines.kind === 'ready' ? [...new Set(lines.value.flatMap(line => line.candidateId ?? []))] : []
  const candidates = useLive(() => replica.watch('candidates', { where: { id: { $in: ids } } }), [replica, ids.join()])
  if (lines.kind !== 'ready') return null
  const candidateNames = new Map(candidates.kind === 'ready' ? candidates.value.map(candidate => [candidate.id, candidate.fullName]) : [])
  const names = {
    person: (id: string) => people.get(id)?.name ?? null,
    candidate: (id: string) => candidateNames.get(id) ?? null,
    job: (id: string) => jobs.get(id)?.title ?? null,
    stage: (jobId: string, stageId: string) => jobs.get(jobId)?.stages.find(stage => stage.id === stageId)?.name ?? null,
    reason: (id: string) => settings?.rejectionReasons.find(reason => reason.id === id)?.name ?? null,
  }
  return (
    <>
      {lines.value.length === 0 && <p className={styles.hint}>Nothing happened yet.</p>}
      <ol className={styles.rows}>
        {lines.value.slice(0, count).map(line => (
          <li key={line.id} className={styles.line}>
            <Avatar name={people.get(line.actorId)?.name ?? 'A colleague'} id={line.actorId} size="xs" isDecorative />
            <span>{timelineWords(line, names)}</span>
            <time className={styles.faint} dateTime={new Date(line.atMs).toISOString()}>{whenWords(line.atMs, now, me.zone)}</time>
          </li>
        ))}
      </ol>
      {lines.value.length > count && <Button size="sm" onPress={() => setCount(count + pageSize)}>Show older</Button>}
    </>
  )
}
