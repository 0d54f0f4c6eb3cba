import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Activity } from '#shared/domain/model/activity'
import { createId } from '#shared/lib/ids'
import { fakeIdentity, FakeSyncServer } from '#tests/support/fake-sync-server'
import { runsOf } from '#tests/support/runs-of'
import { openReplica } from '../../../src/renderer/replica/open-replica.ts'
import type { Replica, ReplicaQuery } from '../../../src/renderer/replica/replica.ts'

/** More records with one key than one step of a reading holds (500). */
const crowd = 1_100
const people = [createId(), createId()] as const

function activity(index: number): Activity {
  const isOfCrowd = index < crowd
  return {
    id: createId(), kind: index % 7 === 0 ? 'job.created' : 'candidate.added', candidateId: isOfCrowd ? people[0] : index % 2 === 0 ? people[1] : null,
    applicationId: null, jobId: null, actorId: fakeIdentity.personId, atMs: index, newestFirst: isOfCrowd && index % 10 !== 0 ? 5 : index % 9, facts: {}, importId: null, createdAtMs: 1,
  }
}

const documents = Array.from({ length: crowd + 200 }, (_, index) => activity(index))
const ids = documents.map(each => each.id).toSorted()
let replica: Replica

beforeAll(async () => {
  replica = await openReplica({
    server: 'http://nowhere', storage: 'indexeddb', device: 'test', identity: fakeIdentity, name: 'indexed', collections: ['activities'],
    socket: new FakeSyncServer().device(), sync: false,
  })
  await replica.write(documents.map(document => ({ kind: 'create', collection: 'activities', document })))
})
afterAll(() => replica.close())

type Comparison = '$eq' | '$gt' | '$gte' | '$lt' | '$lte'
type Bounds = Partial<Record<Comparison, string | number>>
const holds: Record<Comparison, (value: string | number, bound: string | number) => boolean> = {
  $eq: (value, bound) => value === bound, $gt: (value, bound) => value > bound, $gte: (value, bound) => value >= bound, $lt: (value, bound) => value < bound, $lte: (value, bound) => value <= bound,
}
const within = (value: string | number, bounds: Bounds): boolean =>
  Object.entries(bounds).every(([comparison, bound]) => holds[comparison as Comparison](value, bound))

const bounds = (value: fc.Arbitrary<string | number>): fc.Arbitrary<Bounds> =>
  fc.oneof(fc.record({ $gt: value }), fc.record({ $gte: value }), fc.record({ $lt: value }), fc.record({ $lte: value }), fc.record({ $gte: value, $lt: value }), fc.record({ $gt: value, $lte: value }))

const query = fc.record({
  candidateId: fc.constantFrom(people[0], people[1], null),
  newestFirst: fc.oneof(fc.record({ $eq: fc.integer({ min: 0, max: 9 }) }), bounds(fc.integer({ min: 0, max: 9 }))),
  id: bounds(fc.constantFrom(...ids.filter((_, index) => index % 100 === 0))),
  kind: fc.constantFrom('job.created' as const, 'candidate.added' as const),
}, { requiredKeys: [] })

test('a reading by an index brings what a reading of everything would, in the same order, also where hundreds of records have one key', async () => {
  await fc.assert(fc.asyncProperty(query, fc.option(fc.constantFrom(1, 20, 499, 500, 501, 1_200), { nil: undefined }), fc.boolean(), async (where, limit, isSorted) => {
    const sort = isSorted ? ['newestFirst'] as const : []
    const found = await replica.find('activities', { where: where as NonNullable<ReplicaQuery<'activities'>['where']>, sort, ...(limit !== undefined && { limit }) })
    const wanted = documents.filter(each =>
      (where.candidateId === undefined || each.candidateId === where.candidateId) && (where.kind === undefined || each.kind === where.kind)
      && within(each.newestFirst, where.newestFirst ?? {}) && within(each.id, where.id ?? {}))
      .toSorted((a, b) => (isSorted ? a.newestFirst - b.newestFirst : 0) || (a.id < b.id ? -1 : 1))
    // Unsorted, any of them may be the first so many.
    if (isSorted || limit === undefined) expect(isSorted ? found.map(each => each.id) : found.map(each => each.id).toSorted()).toEqual(wanted.slice(0, limit).map(each => each.id))
    else expect([new Set(found).size, found.every(each => wanted.some(one => one.id === each.id))]).toEqual([Math.min(limit, wanted.length), true])
  }), runsOf(300))
})
