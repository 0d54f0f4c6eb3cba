import { useState } from 'react'
import type { Candidate } from '#shared/domain/model/candidate'
import { timelineWords, whenWords } from '#shared/domain/timeline-words'
import { useLive, useReplica, type Directory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Avatar } from '../../ui/display/avatar.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import styles from './candidate.module.css'
import { timelineNames } from './timeline-names.ts'
import { useNow } from '../../actions/use-now.ts'

const pageSize = 40

/** Who did what, newest first; older lines on request. */
export function TimelineSection({ candidate, alsoIds, directory }: { candidate: Candidate; alsoIds: readonly string[]; directory: Directory }) {
  const replica = useReplica()
  const [count, setCount] = useState(pageSize)
  const own = useLive(() => replica.watch('activities', { where: { candidateId: candidate.id }, sort: ['candidateId', 'newestFirst'], limit: count + 1 }), [replica, candidate.id, count], `timeline ${candidate.id} ${count}`)
  // One ordered read per record: `$in` over an index would have to sort everything.
  const merged = useLive(() => replica.watch('activities', { where: { candidateId: { $in: alsoIds } }, limit: alsoIds.length === 0 ? 1 : 500 }), [replica, alsoIds.join()])
  const now = useNow()
  const names = timelineNames(directory, () => candidate.fullName)
  if (own.kind === 'loading') return <Skeleton lines={5} />
  if (own.kind === 'failed') return <p className={styles.hint}>The timeline could not be read. Close the profile and open it again.</p>
  const older = merged.kind === 'ready' ? merged.value : []
  const lines = [...own.value.slice(0, count), ...older].toSorted((a, b) => a.newestFirst - b.newestFirst)
  return (
    <section className={styles.section} aria-label="Timeline">
      {lines.length === 0 && <p className={styles.hint}>Moves, notes, files and interviews are written here as they happen.</p>}
      <ol className={styles.timeline}>
        {lines.map(line => (
          <li key={line.id} className={styles.line}>
            <Avatar name={directory.people.get(line.actorId)?.name ?? 'A colleague'} id={line.actorId} size="xs" isDecorative />
            <span className={styles.lineText}>{timelineWords(line, names)}</span>
            <time className={styles.faint} dateTime={new Date(line.atMs).toISOString()}>{whenWords(line.atMs, now, directory.me.zone)}</time>
          </li>
        ))}
      </ol>
      {own.value.length > count && <Button size="sm" onPress={() => setCount(count + pageSize)}>Show older</Button>}
    </section>
  )
}
