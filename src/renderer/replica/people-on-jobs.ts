import { combineLatest, filter, from, map, startWith, switchMap, type Observable } from 'rxjs'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Replica } from './replica.ts'

export type PersonOnJob = Readonly<{ applicationId: string; jobId: string; name: string }>

/** Read anew when one of them changes, and when one arrives after the application. */
function watchThem(replica: Replica, ids: ReadonlySet<string>): Observable<ReadonlyMap<string, Candidate>> {
  const touched = replica.changes('candidates').pipe(filter(batch => batch.some(change => ids.has(change.id))), startWith(null))
  return touched.pipe(switchMap(() => from(replica.getMany('candidates', [...ids]))))
}

/** Everybody who is in process or hired, by name, each with the job. */
export function watchPeopleOnJobs(replica: Replica): Observable<readonly PersonOnJob[]> {
  return replica.watch('jobs', {}).pipe(
    switchMap(jobs => (jobs.length === 0 ? from([[]]) : combineLatest(jobs.flatMap(job => (['active', 'hired'] as const).map(status => replica.watch('applications', { where: { jobId: job.id, status } })))))),
    map(lists => lists.flat()),
    switchMap(applications => watchThem(replica, new Set(applications.map(each => each.candidateId))).pipe(
      map(candidates => applications.flatMap(({ id, jobId, candidateId }) => {
        const name = candidates.get(candidateId)?.fullName
        return name === undefined ? [] : [{ applicationId: id, jobId, name }]
      }).toSorted((a, b) => a.name.localeCompare(b.name))),
    )),
  )
}
