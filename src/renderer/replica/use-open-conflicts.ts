import { map, shareReplay, type Observable } from 'rxjs'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Conflict } from '#shared/domain/model/conflict'
import { useLive, useReplica } from './react.tsx'
import type { Replica } from './replica.ts'

const openOf = new WeakMap<Replica, Observable<readonly Conflict[]>>()
const none: ReadonlyMap<string, readonly Conflict[]> = new Map()

/** Every open conflict on this device; one query however many screens ask. */
export function watchOpenConflicts(replica: Replica): Observable<readonly Conflict[]> {
  const known = openOf.get(replica)
  if (known) return known
  const open$ = replica.watch('conflicts', { where: { resolved: 0 } }).pipe(shareReplay({ bufferSize: 1, refCount: true }))
  openOf.set(replica, open$)
  return open$
}

/** A candidate's mark tells of everything about them, a card's of its interviews and offers too, a job's of all its cards. */
function isAbout(conflict: Conflict, collection: CollectionName, id: string): boolean {
  if (collection === 'candidates' && conflict.candidateId === id) return true
  if (collection === 'applications' && conflict.applicationId === id) return true
  if (collection === 'jobs' && conflict.jobId === id) return true
  return conflict.collection === collection && conflict.documentId === id
}

/** The open conflicts of some records, by record id. Records without one are left out. Keep `ids` steady (useMemo). */
export function useOpenConflicts(collection: CollectionName, ids: readonly string[]): ReadonlyMap<string, readonly Conflict[]> {
  const replica = useReplica()
  const live = useLive(() => watchOpenConflicts(replica).pipe(map(open => {
    if (open.length === 0) return none
    return new Map(ids.flatMap(id => {
      const own = open.filter(conflict => isAbout(conflict, collection, id))
      return own.length > 0 ? [[id, own] as const] : []
    }))
  })), [replica, collection, ids])
  return live.kind === 'ready' ? live.value : none
}

/** How many questions wait for somebody's answer. */
export function useOpenConflictCount(): number {
  const replica = useReplica()
  const live = useLive(() => watchOpenConflicts(replica).pipe(map(open => open.length)), [replica])
  return live.kind === 'ready' ? live.value : 0
}
