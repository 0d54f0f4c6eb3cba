import { combineLatest, map, type Observable } from 'rxjs'
import type { Job } from '#shared/domain/model/job'
import { complete } from '#shared/domain/model/later-fields'
import type { Person } from '#shared/domain/model/person'
import type { Settings } from '#shared/domain/model/settings'
import { keysOf } from '#shared/domain/access/keys'
import type { Actor } from '#shared/domain/access/write-rules'
import type { Replica } from './replica.ts'

/** The small collections that every screen names things from. Jobs include drafts and closed ones. */
export type Directory = Readonly<{
  me: Person
  settings: Settings | null
  people: ReadonlyMap<string, Person>
  jobs: ReadonlyMap<string, Job>
  actor: Actor
}>

/** Emits once the person's own record is here, and after each change. */
export function watchDirectory(replica: Replica): Observable<Directory | null> {
  const { personId, workspaceId } = replica.identity
  return combineLatest([
    replica.watch('people', {}), replica.watch('jobs', {}), replica.watchOne('settings', workspaceId),
  ]).pipe(map(([people, jobs, settings]) => {
    const me = people.find(person => person.id === personId)
    if (!me) return null
    const managedJobIds = jobs.filter(job => job.hiringTeam.some(member => member.id === personId && member.role === 'hiringManager')).map(job => job.id)
    const keys = keysOf({ personId, role: me.role, active: me.active, managedJobIds })
    return {
      me: complete('people', me), settings: settings && complete('settings', settings),
      people: new Map(people.map(person => [person.id, complete('people', person)])), jobs: new Map(jobs.map(job => [job.id, complete('jobs', job)])),
      actor: { personId, role: me.role, keys },
    }
  }))
}
