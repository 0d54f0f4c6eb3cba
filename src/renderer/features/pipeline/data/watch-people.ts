import { concat, defer, filter, map, of, scan, switchMap, type Observable } from 'rxjs'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Replica } from '../../../replica/replica.ts'

type People = ReadonlyMap<string, Candidate>

/** The candidates with these ids, read once and patched as they change. */
function watchThese(replica: Replica, ids: ReadonlySet<string>, known: Map<string, Candidate>): Observable<People> {
  const missing = [...ids].filter(id => !known.has(id))
  const first = defer(async () => {
    for (const [id, candidate] of await replica.getMany('candidates', missing)) known.set(id, candidate)
    return known as People
  })
  const later = replica.changes('candidates').pipe(
    map(batch => batch.filter(change => ids.has(change.id))),
    filter(batch => batch.length > 0),
    map(batch => {
      for (const { id, document } of batch) {
        if (document) known.set(id, document)
        else known.delete(id)
      }
      return known as People
    }),
  )
  return concat(missing.length === 0 ? of(known as People) : first, later).pipe(map(people => new Map(people)))
}

/** Follows the candidates of a changing set of ids; those read before are not read again. */
export function watchPeople(replica: Replica, ids$: Observable<ReadonlySet<string>>): Observable<People> {
  return ids$.pipe(
    scan((state, ids) => ({ known: state.known, ids }), { known: new Map<string, Candidate>(), ids: new Set<string>() as ReadonlySet<string> }),
    switchMap(({ known, ids }) => watchThese(replica, ids, known)),
  )
}
