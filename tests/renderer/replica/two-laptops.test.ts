import { filter, firstValueFrom } from 'rxjs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Session } from '#shared/contract/http'
import type { CollectionName } from '#shared/domain/model/collections'
import { CuttableNetwork } from '#tests/support/cuttable-network'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { openReplica } from '../../../src/renderer/replica/open-replica.ts'
import type { Replica } from '../../../src/renderer/replica/replica.ts'

/** RxDB's free build opens 13 collections in one process: two laptops share them. */
const collections: readonly CollectionName[] = ['people', 'jobs', 'candidates', 'applications', 'conflicts']

let server: TestServer
let opened: Replica[] = []

beforeEach(async () => { server = await startTestServer() })
afterEach(async () => {
  for (const replica of opened) await replica.close()
  opened = []
  await server.stop()
})

async function laptop(session: Session & { token: string }, device: string, network = new CuttableNetwork()): Promise<Replica> {
  const replica = await openReplica({
    server: server.url, token: session.token, storage: 'memory', device, name: device, collections, socket: network.socket,
    identity: { workspaceId: session.workspaceId, personId: session.person.id },
  })
  opened.push(replica)
  await replica.sync.settled()
  return replica
}

test('what one recruiter writes is on the other\'s laptop a moment later', async () => {
  const ben = await server.join('recruiter', 'Ben')
  const [one, two] = [await laptop(server.owner, 'one'), await laptop(ben, 'two')]
  const candidate = makeCandidate()
  const arrived = firstValueFrom(two.watchOne('candidates', candidate.id).pipe(filter(found => found !== null)))
  await one.write([{ kind: 'create', collection: 'candidates', document: candidate }])
  expect(await arrived).toEqual(candidate)
})

test('a move on the train meets a rejection at the office: one stands on both laptops and both are in the inbox', async () => {
  const ben = await server.join('recruiter', 'Ben')
  const network = new CuttableNetwork()
  const train = await laptop(server.owner, 'train', network)
  const office = await laptop(ben, 'office')
  const [job, candidate] = [makeJob(), makeCandidate()]
  const application = makeApplication(job, candidate)
  const onOffice = firstValueFrom(office.watchOne('applications', application.id).pipe(filter(found => found !== null)))
  await train.write([
    { kind: 'create', collection: 'jobs', document: job }, { kind: 'create', collection: 'candidates', document: candidate },
    { kind: 'create', collection: 'applications', document: application },
  ])
  await onOffice
  network.cut()
  await train.write([{ kind: 'edit', collection: 'applications', id: application.id, fields: { stageId: job.stages[2]!.id } }])
  await office.write([{ kind: 'edit', collection: 'applications', id: application.id, fields: { status: 'rejected', rejectionNote: 'No sync experience' } }])
  await office.sync.settled()
  expect((await train.get('applications', application.id))?.stageId).toBe(job.stages[2]!.id)
  const asked = firstValueFrom(train.watch('conflicts', {}).pipe(filter(found => found.length > 0)))
  network.restore()
  train.sync.now()
  const [conflict] = await asked
  await train.sync.settled()
  expect(conflict).toMatchObject({ unit: 'pipeline', kept: { value: { status: 'rejected' } }, aside: { byId: server.owner.person.id, device: 'train', value: { stageId: job.stages[2]!.id } } })
  expect(await train.get('applications', application.id)).toEqual(await office.get('applications', application.id))
})

test('a new job that is edited before it has left still travels before the application on it', async () => {
  const one = await laptop(server.owner, 'one')
  for (let round = 0; round < 10; round += 1) {
    const [job, candidate] = [makeJob(), makeCandidate()]
    const application = makeApplication(job, candidate)
    await one.write([
      { kind: 'create', collection: 'jobs', document: job }, { kind: 'create', collection: 'candidates', document: candidate },
      { kind: 'create', collection: 'applications', document: application },
    ])
    await one.write([{ kind: 'edit', collection: 'jobs', id: job.id, fields: { title: `Edited at once, ${round}` } }])
    await one.sync.settled()
    expect(await one.find('conflicts', {})).toEqual([])
    expect(await one.get('applications', application.id), `application of round ${round}`).toEqual(application)
  }
})
