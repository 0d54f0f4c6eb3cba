import { defer, filter, map, merge, of, scan, switchMap, tap, type Observable } from 'rxjs'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Replica } from '../../../replica/replica.ts'

/** Candidates by id; `null` was read and is not here: hidden from this person, or not arrived yet. */
export type People = ReadonlyMap<string, Candidate | null>

/** The candidates with these ids, read once and patched as they change. */
function watchThese(replica: Replica, ids: ReadonlySet<string>, known: Map<string, Candidate | null>): Observable<People> {
  const missing = [...ids].filter(id => !known.has(id))
  let isRead = missing.length === 0
  const news = replica.changes('candidates').pipe(
    map(batch => batch.filter(change => ids.has(change.id) || known.has(change.id))),
    filter(batch => batch.length > 0),
    tap(batch => { for (const { id, document } of batch) known.set(id, document) }),
    filter(() => isRead),
  )
  const reading = defer(() => replica.getMany('candidates', missing)).pipe(tap(found => {
    // What was heard of meanwhile is newer than what was read.
    for (const id of missing) if (!known.has(id)) known.set(id, found.get(id) ?? null)
    isRead = true
  }))
  // Listening begins before the reading, so that no change falls between the two.
  return merge(news, isRead ? of(null) : reading).pipe(map(() => new Map(known)))
}

/** Follows the candidates of a changing set of ids; those read before are not read again. */
export function watchPeople(replica: Replica, ids$: Observable<ReadonlySet<string>>): Observable<People> {
  return ids$.pipe(
    scan((state, ids) => ({ known: state.known, ids }), { known: new Map<string, Candidate | null>(), ids: new Set<string>() as ReadonlySet<string> }),
    switchMap(({ known, ids }) => watchThese(replica, ids, known)),
  )
}
