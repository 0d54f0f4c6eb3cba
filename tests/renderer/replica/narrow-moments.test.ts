import 'fake-indexeddb/auto'
import { filter, firstValueFrom } from 'rxjs'
import { afterEach, expect, test, vi } from 'vitest'
import { activityChange } from '#shared/domain/commands/change'
import { fromServer } from '#shared/domain/merge/local-document'
import type { CollectionName } from '#shared/domain/model/collections'
import { createId } from '#shared/lib/ids'
import { fakeIdentity, FakeSyncServer } from '#tests/support/fake-sync-server'
import { candidateNamed } from '#tests/support/replica-documents'
import { openReplica } from '../../../src/renderer/replica/open-replica.ts'
import { storeOf } from '../../../src/renderer/replica/read/reader.ts'
import type { Replica, SocketLike } from '../../../src/renderer/replica/replica.ts'
import { openStored } from '../../../src/renderer/replica/store/open-stored.ts'
import { Outbox } from '../../../src/renderer/replica/sync/outbox.ts'
import { takeRow } from '../../../src/renderer/replica/sync/server-steps.ts'
import { noJournal } from '../../../src/renderer/replica/write/write-journal.ts'
import { createWriter } from '../../../src/renderer/replica/write/writer.ts'

const open: Replica[] = []
afterEach(async () => { await Promise.all(open.splice(0).map(replica => replica.close())) })

async function openNamed(name: string, socket: (url: string) => SocketLike, collections: readonly CollectionName[] = ['candidates', 'notes']): Promise<Replica> {
  const replica = await openReplica({ server: 'http://nowhere', storage: 'indexeddb', device: 'test', identity: fakeIdentity, name, collections, socket, random: () => 0 })
  open.push(replica)
  return replica
}

test('a write that is taken back leaves standing what a colleague changed in the meantime', async () => {
  const clock = () => 1_790_000_000_000
  const { stores, database } = await openStored({ prefix: 'taken-back', isShared: false, storage: 'memory', collections: ['candidates'], clock, onUnreadable: () => undefined })
  const outbox = new Outbox()
  await outbox.start([...stores.values()])
  const candidates = storeOf(stores, 'candidates')
  const ana = candidateNamed('Ana', { headline: 'Engineer' })
  await candidates.step(ana.id, () => fromServer(ana, 5))
  const writing = createWriter(stores, outbox, clock, noJournal)([
    { kind: 'edit', collection: 'candidates', id: ana.id, fields: { headline: 'Mine' } },
    { kind: 'edit', collection: 'candidates', id: createId(), fields: { headline: 'of nobody' } },
  ])
  const theirs = { ...ana, company: 'Theirs' }
  const arriving = candidates.step(ana.id, local => takeRow('candidates', local, { collection: 'candidates', id: ana.id, revision: 6, content: theirs as never }))
  await expect(writing).rejects.toMatchObject({ code: 'replica.missing' })
  await arriving
  const { before } = await candidates.step(ana.id, local => local)
  expect(before).toMatchObject({ content: theirs, sync: { revision: 6 } })
  await database.close()
})

test('a record that is deleted while it is read is gone, and comes back into no list', async () => {
  const { stores, database } = await openStored({ prefix: 'read-and-gone', isShared: false, storage: 'memory', collections: ['candidates'], clock: () => 1, onUnreadable: () => undefined })
  const candidates = storeOf(stores, 'candidates')
  const [ana, ben] = [candidateNamed('Ana'), candidateNamed('Ben')]
  await candidates.step(ana.id, () => fromServer(ana, 5))
  await candidates.step(ben.id, () => fromServer(ben, 6))
  for (const { id } of [ana, ben]) candidates.recent.forget(id)
  // The disk answers with what it held; the answer is on its way while both change.
  const disk = candidates.collection.storageInstance
  const { promise: held, resolve: answer } = Promise.withResolvers<void>()
  const real = disk.findDocumentsById.bind(disk)
  vi.spyOn(disk, 'findDocumentsById').mockImplementationOnce(async (...asked) => {
    const found = await real(...asked)
    await held
    return found
  })
  const reading = candidates.read([ana.id, ben.id])
  await candidates.step(ana.id, () => null)
  await candidates.step(ben.id, local => takeRow('candidates', local, { collection: 'candidates', id: ben.id, revision: 8, content: { ...ben, headline: 'New' } as never }))
  answer()
  for (const found of [await reading, await candidates.read([ana.id, ben.id])]) expect([...found.values()].map(data => [data.id, data['headline']])).toEqual([[ben.id, 'New']])
  await database.close()
})

test('what is made and acknowledged while everything is fetched again stays here', async () => {
  const server = new FakeSyncServer()
  const [ana, ben] = [candidateNamed('Ana'), candidateNamed('Ben')]
  server.put('candidates', ana)
  const first = await openNamed('made meanwhile', server.device())
  await first.sync.settled()
  await first.close()
  server.forgetCursors = 1
  // The last page waits for the disk while Ben is made, sent and acknowledged.
  let deliver: (() => void) | null = null
  const accept = server.device()
  const second = await openNamed('made meanwhile', url => {
    const socket = accept(url)
    return new Proxy(socket, {
      set(target, name, value) {
        if (name !== 'onmessage') return Reflect.set(target, name, value)
        target.onmessage = event => {
          const message = JSON.parse(String((event as { data: string }).data)) as { type: string; done?: boolean }
          if (message.type === 'page' && message.done && deliver === null) deliver = () => (value as (given: typeof event) => void)(event)
          else (value as (given: typeof event) => void)(event)
        }
        return true
      },
    })
  })
  await expect.poll(() => deliver).not.toBeNull()
  await second.write([{ kind: 'create', collection: 'candidates', document: ben }])
  await firstValueFrom(second.sync.state$.pipe(filter(view => view.waiting === 0)))
  deliver!()
  await second.sync.settled()
  expect(await second.get('candidates', ben.id)).toEqual(ben)
})

test('a refused value that the disk cannot keep stays unsent and is said, and is kept once there is room', async () => {
  const server = new FakeSyncServer()
  const replica = await openNamed('no room for it', server.device())
  await replica.sync.settled()
  const real = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!.value as IDBObjectStore['put']
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function full(this: IDBObjectStore, ...args) {
    if (this.name !== 'refused') return real.apply(this, args)
    this.transaction.abort()
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  })
  server.refusePush.push({ code: 'request.malformed', retryAfterMs: null, isBad: () => true })
  const ana = candidateNamed('Ana')
  await replica.write([{ kind: 'create', collection: 'candidates', document: ana }])
  const { problem } = await firstValueFrom(replica.sync.state$.pipe(filter(view => view.kind === 'paused')))
  expect(problem?.code).toBe('replica.disk_full')
  expect(await replica.get('candidates', ana.id)).toEqual(ana)
  put.mockRestore()
  replica.sync.now()
  await replica.sync.settled()
  expect(await replica.sync.panel()).toMatchObject([{ id: ana.id, problem: { code: 'request.malformed' }, content: { fullName: 'Ana' } }])
})

test('of two values of one record that were not taken both are kept, and each is let go by itself', async () => {
  const server = new FakeSyncServer()
  const replica = await openNamed('refused twice', server.device(), ['candidates', 'activities'])
  await replica.sync.settled()
  const ana = candidateNamed('Ana')
  await replica.write([{ kind: 'create', collection: 'candidates', document: ana }])
  await replica.sync.settled()
  server.refuseRow = () => 'access.not_yours_to_change'
  for (const [count, fields] of [[1, { headline: 'First' }], [2, { company: 'Second' }]] as const) {
    await replica.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields }])
    await firstValueFrom(replica.sync.state$.pipe(filter(view => view.refused === count && view.waiting === 0)))
  }
  const kept = await replica.sync.panel()
  expect(kept.map(({ units }) => units), 'what of the record it was').toEqual([['headline'], ['company']])
  expect(kept.map(({ content }) => `${String(content?.['headline'])}${String(content?.['company'])}`).toSorted()).toEqual(['First', 'Second'])
  await replica.sync.letGo(kept.find(({ content }) => content?.['headline'] === 'First')!)
  expect((await replica.sync.panel()).map(({ content }) => content?.['company'])).toEqual(['Second'])
  const line = activityChange({ kind: 'candidate.edited', candidateId: ana.id, facts: {} }, { actorId: createId(), nowMs: 1, createId })
  await replica.write([line])
  await replica.sync.settled()
  expect((await replica.sync.panel()).map(({ collection }) => collection), 'a line of the timeline is nobody’s words').toEqual(['candidates'])
})
