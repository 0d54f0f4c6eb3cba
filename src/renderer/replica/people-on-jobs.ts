import { combineLatest, from, map, switchMap, type Observable } from 'rxjs'
import type { Replica } from './replica.ts'

export type PersonOnJob = Readonly<{ applicationId: string; jobId: string; name: string }>

/** Everybody who is in process or hired, by name, each with the job. */
export function watchPeopleOnJobs(replica: Replica): Observable<readonly PersonOnJob[]> {
  return replica.watch('jobs', {}).pipe(
    switchMap(jobs => (jobs.length === 0 ? from([[]]) : combineLatest(jobs.flatMap(job => (['active', 'hired'] as const).map(status => replica.watch('applications', { where: { jobId: job.id, status } })))))),
    map(lists => lists.flat()),
    switchMap(applications => replica.watchMany('candidates', new Set(applications.map(each => each.candidateId))).pipe(
      map(candidates => applications.flatMap(({ id, jobId, candidateId }) => {
        const name = candidates.get(candidateId)?.fullName
        return name === undefined ? [] : [{ applicationId: id, jobId, name }]
      }).toSorted((a, b) => a.name.localeCompare(b.name))),
    )),
  )
}
