import { combineLatest, distinctUntilChanged, filter, map, of, shareReplay, type Observable } from 'rxjs'
import type { Application, ApplicationStatus } from '#shared/domain/model/application'
import type { Replica } from '../../../replica/replica.ts'
import { cardOf, type Card } from './card.ts'
import { watchPeople, type People } from './watch-people.ts'

/** The applications of some jobs in some states; each pair follows an index of its own. */
function watchApplications(replica: Replica, jobIds: readonly string[], statuses: readonly ApplicationStatus[]): Observable<readonly Application[]> {
  const queries = jobIds.flatMap(jobId => statuses.map(status => replica.watch('applications', { where: { jobId, status } })))
  return queries.length === 0 ? of([]) : combineLatest(queries).pipe(map(lists => lists.flat()))
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every(id => b.has(id))

/** Keeps a card's identity while its two records stay the same, so that only changed cards are drawn anew. */
function createCardMaker(): (applications: readonly Application[], people: People) => readonly Card[] {
  let made = new Map<string, Card>()
  return (applications, people) => {
    const next = new Map<string, Card>()
    for (const application of applications) {
      const candidate = people.get(application.candidateId) ?? null
      const before = made.get(application.id)
      next.set(application.id, before && before.application === application && before.candidate === candidate ? before : cardOf(application, candidate))
    }
    made = next
    return [...next.values()]
  }
}

/** Live cards of these jobs, in no order. */
export function watchCards(replica: Replica, jobIds: readonly string[], statuses: readonly ApplicationStatus[]): Observable<readonly Card[]> {
  const applications$ = watchApplications(replica, jobIds, statuses).pipe(shareReplay({ bufferSize: 1, refCount: true }))
  const ids$ = applications$.pipe(map(list => new Set(list.map(each => each.candidateId)) as ReadonlySet<string>), distinctUntilChanged(sameSet))
  const make = createCardMaker()
  return combineLatest([applications$, watchPeople(replica, ids$)]).pipe(
    // A card waits for its candidate to be read: nobody is shown as hidden who is only on the way.
    filter(([applications, people]) => applications.every(each => people.has(each.candidateId))),
    map(([applications, people]) => make(applications, people)),
  )
}
