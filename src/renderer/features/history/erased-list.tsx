import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { erasuresSchema, type ListedErasure } from '#shared/contract/erasure'
import { momentWords } from '#shared/domain/conflict-words'
import { erasedName } from '#shared/domain/model/candidate'
import { whenWords } from '#shared/domain/timeline-words'
import type { ValueNames } from '#shared/domain/value-words'
import { useLive, useReplica } from '../../replica/react.tsx'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import styles from './history.module.css'

type Props = Readonly<{ names: ValueNames; meId: string; nowMs: number }>

/** Candidates who were erased at their request: their record, where it can be taken back, is a key away. Nothing where nobody was, or the server is out of reach. */
export function ErasedList({ names, meId, nowMs }: Props) {
  const replica = useReplica()
  const [, go] = useLocation()
  const query = useQuery({ queryKey: ['erasures'], retry: false, networkMode: 'always', staleTime: 0, queryFn: ({ signal }) => serverRequest('GET', '/api/erasures', erasuresSchema, undefined, signal) })
  const erasures = query.data?.erasures ?? []
  const ids = erasures.map(each => each.candidateId)
  const here = useLive(() => replica.watch('candidates', { where: { id: { $in: ids } }, limit: Math.max(1, ids.length) }), [replica, ids.join()])
  if (erasures.length === 0) return null
  const known = new Map(here.kind === 'ready' ? here.value.map(candidate => [candidate.id, candidate]) : [])
  // Taken back on this screen or elsewhere a moment ago.
  const standing = erasures.filter(each => known.get(each.candidateId)?.erasedAtMs !== null)
  return (
    <section aria-labelledby="erased-at-their-request">
      <h2 id="erased-at-their-request" className={styles.listTitle}>Erased at their request</h2>
      <ol className={styles.entries} aria-label="Erased candidates, the last first">
        {standing.map(each => <ErasedRow key={each.candidateId} erasure={each} name={known.get(each.candidateId)?.fullName ?? erasedName} names={names} meId={meId} nowMs={nowMs} onOpen={() => go(`/candidates/${each.candidateId}`)} />)}
      </ol>
    </section>
  )
}

function ErasedRow({ erasure, name, names, meId, nowMs, onOpen }: Props & { erasure: ListedErasure; name: string; onOpen: () => void }) {
  const who = erasure.byId === meId ? 'you' : names.person(erasure.byId ?? '') ?? 'a colleague'
  return (
    <li className={styles.entry}>
      <div className={styles.entryHead}>
        <p className={styles.said}><strong>{name}</strong></p>
        <Button size="sm" variant="ghost" aria-label={`Open ${name}`} onPress={onOpen}>Open</Button>
      </div>
      <p className={styles.faint}>Erased by {who}, {momentWords(erasure.atMs, nowMs, names)} · {erasure.doneAtMs === null ? `can be taken back until ${whenWords(erasure.untilMs, nowMs, names.zone)}` : 'gone for good'}</p>
    </li>
  )
}
