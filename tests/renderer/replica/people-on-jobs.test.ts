import { filter, firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { createId } from '#shared/lib/ids'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'
import { openReplica } from '../../../src/renderer/replica/open-replica.ts'
import { watchPeopleOnJobs } from '../../../src/renderer/replica/people-on-jobs.ts'

test('whoever arrives after their application is listed then, and by a new name once they have one', async () => {
  const replica = await openReplica({
    server: 'http://127.0.0.1:9', storage: 'memory', device: 'here', identity: { workspaceId: createId(), personId: createId() }, collections: ['jobs', 'candidates', 'applications'],
  })
  const [job, ana] = [makeJob(), makeCandidate({ fullName: 'Ana Silva' })]
  const application = makeApplication(job, ana)
  const named = (name: string | undefined) => firstValueFrom(watchPeopleOnJobs(replica).pipe(filter(people => people[0]?.name === name)))
  await replica.write([{ kind: 'create', collection: 'jobs', document: job }, { kind: 'create', collection: 'applications', document: application }])
  expect(await named(undefined)).toEqual([])
  const listed = named('Ana Silva')
  await replica.write([{ kind: 'create', collection: 'candidates', document: ana }])
  expect(await listed).toEqual([{ applicationId: application.id, jobId: job.id, name: 'Ana Silva' }])
  const renamed = named('Ana Sousa')
  await replica.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { fullName: 'Ana Sousa' } }])
  expect(await renamed).toHaveLength(1)
  await replica.close()
})
