import { afterEach, beforeEach, expect, test } from 'vitest'
import { createId } from '#shared/lib/ids'
import type { CollectionName } from '#shared/domain/model/collections'
import { CuttableNetwork } from '#tests/support/cuttable-network'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { kindsOf, WireClient } from '#tests/support/wire-client'
import { editRow, makeApplication, makeCandidate, makeJob, newRow } from '#tests/support/workspace'
import { openReplica } from '../../../src/renderer/replica/open-replica.ts'
import type { Replica } from '../../../src/renderer/replica/replica.ts'

/** Two laptops of one person: RxDB's free build opens 13 collections in one process. */
const collections: readonly CollectionName[] = ['people', 'jobs', 'candidates', 'applications', 'notes', 'scorecards']

type Joined = Awaited<ReturnType<TestServer['join']>>
type Laptop = Replica & Readonly<{ network: CuttableNetwork; sessionId: string }>

let server: TestServer
let office: WireClient
let opened: Replica[] = []

beforeEach(async () => {
  server = await startTestServer()
  office = await WireClient.signedIn(server.url, server.owner.token)
})
afterEach(async () => {
  office.close()
  for (const replica of opened) await replica.close()
  opened = []
  await server.stop()
})

async function laptop(session: { token: string; sessionId: string; workspaceId: string; person: { id: string } }, device: string): Promise<Laptop> {
  const network = new CuttableNetwork()
  const replica = await openReplica({
    server: server.url, token: session.token, storage: 'memory', device, name: device, collections, socket: network.socket, random: () => 0,
    identity: { workspaceId: session.workspaceId, personId: session.person.id },
  })
  opened.push(replica)
  await replica.sync.settled()
  return Object.assign(replica, { network, sessionId: session.sessionId })
}

/** One laptop that stays online and one that is away while things change. */
async function pair(person: Joined): Promise<readonly [here: Laptop, away: Laptop]> {
  return [await laptop(person, 'here'), await laptop(await server.signIn(person.email, 'away'), 'away')]
}

async function whileAway([, away]: readonly [Laptop, Laptop], change: () => Promise<unknown>): Promise<void> {
  away.network.cut()
  await expect.poll(() => away.sync.view.kind).toBe('offline')
  await change()
  away.network.restore()
  away.sync.now()
  await expect.poll(() => away.sync.view.kind).toBe('live')
}

const names = (replica: Replica, collection: CollectionName): Promise<string[]> => replica.find(collection, {}).then(found => found.map(each => each.id).toSorted())

async function expectOnBoth(laptops: readonly Laptop[], collection: CollectionName, ids: readonly string[]): Promise<void> {
  for (const each of laptops) await expect.poll(() => names(each, collection), { message: `${collection} on ${each.sessionId}` }).toEqual([...ids].toSorted())
}

const write = async (...rows: unknown[]): Promise<void> => {
  const kinds = kindsOf(await office.push(rows))
  expect(new Set(kinds)).toEqual(new Set(['accepted']))
}

const base = 1_000_000

async function pipeline(jobFields: object = {}) {
  const job = makeJob(jobFields)
  const candidate = makeCandidate({ expectedCompensation: { amountMinor: 777_000, currency: 'EUR' } })
  const application = makeApplication(job, candidate)
  await write(newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application))
  return { job, candidate, application }
}

function noteOn(candidateId: string, visibility: string, authorId: string) {
  return { id: createId(), candidateId, applicationId: null, interviewId: null, jobId: null, authorId, visibility, title: visibility, body: '', plain: '', importId: null, createdAtMs: 1 }
}

test('joining a hiring team brings the job\'s people without their pay; leaving takes them away, also from a laptop that was off', async () => {
  const manager = await server.join('hiringManager')
  const { job, candidate, application } = await pipeline()
  const laptops = await pair(manager)
  await expectOnBoth(laptops, 'candidates', [])
  await whileAway(laptops, () => write(editRow('jobs', job.id, base, { hiringTeam: [{ id: manager.person.id, role: 'hiringManager' }] })))
  await expectOnBoth(laptops, 'candidates', [candidate.id])
  await expectOnBoth(laptops, 'applications', [application.id])
  await expectOnBoth(laptops, 'jobs', [job.id])
  for (const each of laptops) expect((await each.get('candidates', candidate.id))!.expectedCompensation).toBeNull()
  const second = makeCandidate()
  await write(newRow('candidates', second), newRow('applications', makeApplication(job, second)))
  await expectOnBoth(laptops, 'candidates', [candidate.id, second.id])
  await whileAway(laptops, () => write(editRow('jobs', job.id, base, { hiringTeam: [] })))
  for (const name of ['candidates', 'applications', 'jobs'] as const) await expectOnBoth(laptops, name, [])
})

test('another role opens everything with pay and recruiters\' notes, and the old role closes it again', async () => {
  const person = await server.join('interviewer')
  const { candidate } = await pipeline()
  const note = noteOn(candidate.id, 'recruiters', server.owner.person.id)
  await write(newRow('notes', note))
  const laptops = await pair(person)
  await expectOnBoth(laptops, 'candidates', [])
  const become = (role: string) => () => server.request('PATCH', `/api/people/${person.person.id}`, server.owner.token, { role })
  await whileAway(laptops, become('recruiter'))
  await expectOnBoth(laptops, 'candidates', [candidate.id])
  await expectOnBoth(laptops, 'notes', [note.id])
  for (const each of laptops) expect((await each.get('candidates', candidate.id))!.expectedCompensation).toEqual(candidate.expectedCompensation)
  await whileAway(laptops, become('coordinator'))
  await expectOnBoth(laptops, 'notes', [])
  for (const each of laptops) await expect.poll(async () => (await each.get('candidates', candidate.id))!.expectedCompensation, { message: 'pay is gone' }).toBeNull()
  await whileAway(laptops, become('interviewer'))
  await expectOnBoth(laptops, 'candidates', [])
})

test('a candidate made private leaves recruiters\' laptops with everything about them, except one\'s own notes, and comes back', async () => {
  const recruiter = await server.join('recruiter')
  const { candidate, application } = await pipeline()
  const [theirs, own] = [noteOn(candidate.id, 'team', server.owner.person.id), noteOn(candidate.id, 'team', recruiter.person.id)]
  await write(newRow('notes', theirs))
  const laptops = await pair(recruiter)
  await laptops[0].write([{ kind: 'create', collection: 'notes', document: own as never }])
  await expectOnBoth(laptops, 'notes', [theirs.id, own.id])
  await whileAway(laptops, () => write(editRow('candidates', candidate.id, base, { privateTo: [] })))
  await expectOnBoth(laptops, 'candidates', [])
  await expectOnBoth(laptops, 'applications', [])
  await expectOnBoth(laptops, 'notes', [own.id])
  await whileAway(laptops, () => write(editRow('candidates', candidate.id, base, { privateTo: null })))
  await expectOnBoth(laptops, 'candidates', [candidate.id])
  await expectOnBoth(laptops, 'applications', [application.id])
  await expectOnBoth(laptops, 'notes', [theirs.id, own.id])
})

test('others\' scorecards are absent until one\'s own is handed in, then there without the private note', async () => {
  const [person, colleague] = [await server.join('interviewer'), await server.join('interviewer')]
  const { job, candidate, application } = await pipeline()
  const interview = {
    id: createId(), loopId: createId(), candidateId: candidate.id, applicationId: application.id, jobId: job.id, sessionId: null, name: 'Systems', startMs: 10, endMs: 20,
    seats: [person, colleague].map(each => ({ personId: each.person.id, role: 'interviewer' })), roomId: null, cancelled: false, cancelReason: '', limitReason: '', zone: 'UTC',
    bookedById: server.owner.person.id, video: 'none', kitId: null, kitVersion: null, confirmed: false, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: 1,
  }
  await write(newRow('interviews', interview))
  const card = (authorId: string, submittedAtMs: number | null) => ({
    id: createId(), interviewId: interview.id, applicationId: application.id, candidateId: candidate.id, jobId: job.id, authorId, kitId: null, kitVersion: null, submittedAtMs,
    ratings: [], recommendation: 'yes' as const, takeaways: 'colleague\'s words', privateNote: 'for recruiters only', revisions: [], dueAtMs: null, createdAtMs: 1,
  })
  const [mine, theirs] = [card(person.person.id, null), card(colleague.person.id, 5)]
  const other = await WireClient.signedIn(server.url, colleague.token)
  expect(kindsOf(await other.push([newRow('scorecards', theirs)]))).toEqual(['accepted'])
  other.close()
  const laptops = await pair(person)
  await laptops[0].write([{ kind: 'create', collection: 'scorecards', document: mine }])
  await expectOnBoth(laptops, 'scorecards', [mine.id])
  await whileAway(laptops, async () => {
    await laptops[0].write([{ kind: 'edit', collection: 'scorecards', id: mine.id, fields: { submittedAtMs: 6 } }])
    await laptops[0].sync.settled()
  })
  await expectOnBoth(laptops, 'scorecards', [mine.id, theirs.id])
  for (const each of laptops) expect(await each.get('scorecards', theirs.id)).toMatchObject({ takeaways: 'colleague\'s words', privateNote: '' })
  // Whoever changes theirs now could have read the other: the server says so on the card, whatever the laptop wrote.
  const change = (reason: string) => ({ id: createId(), atMs: 7, reason, afterReveal: false, before: { takeaways: 'colleague\'s words' } })
  const written = change('A second thought')
  await laptops[0].write([{ kind: 'edit', collection: 'scorecards', id: mine.id, fields: { takeaways: 'Other words', revisions: [written] } }])
  await laptops[0].sync.settled()
  for (const each of laptops) await expect.poll(async () => (await each.get('scorecards', mine.id))?.revisions).toEqual([{ ...written, afterReveal: true }])
})
