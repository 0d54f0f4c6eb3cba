import 'fake-indexeddb/auto'
import { firstValueFrom, filter } from 'rxjs'
import { afterEach, expect, test } from 'vitest'
import { candidateNamed } from '#tests/support/replica-documents'
import { fakeIdentity, FakeSyncServer } from '#tests/support/fake-sync-server'
import { openReplica } from '../../../src/renderer/replica/open-replica.ts'
import type { OpenOptions, Replica } from '../../../src/renderer/replica/replica.ts'

const open: Replica[] = []
let names = 0

async function openOne(server: FakeSyncServer, more: Partial<OpenOptions> = {}): Promise<Replica> {
  names += 1
  const replica = await openReplica({
    server: 'http://nowhere', storage: 'memory', device: 'test', identity: fakeIdentity, name: `test-${names}`, collections: ['candidates', 'notes'],
    socket: server.device(), random: () => 0, ...more,
  })
  open.push(replica)
  return replica
}

afterEach(async () => {
  await Promise.all(open.splice(0).map(replica => replica.close()))
})

const until = async (replica: Replica, holds: (view: Replica['sync']['view']) => boolean) => firstValueFrom(replica.sync.state$.pipe(filter(holds)))

for (const storage of ['memory', 'indexeddb'] as const) {
  test(`${storage}: a first sync brings everything, then changes of colleagues appear by themselves`, async () => {
    const server = new FakeSyncServer()
    const people = Array.from({ length: 450 }, (_, index) => candidateNamed(`Person ${index}`))
    for (const person of people) server.put('candidates', person)
    const replica = await openOne(server, { storage })
    await replica.sync.settled()
    expect((await replica.find('candidates', {})).length).toBe(450)
    expect(replica.sync.view.usable).toBe(true)

    const seen = firstValueFrom(replica.watchOne('candidates', people[0]!.id).pipe(filter(one => one?.fullName === 'Ada')))
    server.put('candidates', { ...people[0]!, fullName: 'Ada' })
    expect((await seen)!.fullName).toBe('Ada')
  })

  test(`${storage}: a document made here reaches the server, an edit sends one unit, a deletion removes it`, async () => {
    const server = new FakeSyncServer()
    const replica = await openOne(server, { storage })
    await replica.sync.settled()
    const ana = candidateNamed('Ana')
    await replica.write([{ kind: 'create', collection: 'candidates', document: ana }])
    await replica.sync.settled()
    expect(server.content('candidates', ana.id)).toEqual(ana)

    await replica.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { headline: 'Engineer' } }])
    await replica.sync.settled()
    const last = server.received.filter(message => message.type === 'push').at(-1)!
    expect(last.rows[0]).toMatchObject({ kind: 'edit', units: { headline: 'Engineer' } })

    await replica.write([{ kind: 'delete', collection: 'candidates', id: ana.id }])
    expect(await replica.get('candidates', ana.id)).toBeNull()
    await replica.sync.settled()
    expect(server.content('candidates', ana.id)).toBeNull()
  })

  test(`${storage}: work with no network waits, is counted, and arrives after the line is back`, async () => {
    const server = new FakeSyncServer()
    server.isDown = true
    const replica = await openOne(server, { storage })
    const made = Array.from({ length: 40 }, (_, index) => candidateNamed(`New ${index}`))
    await Promise.all(made.map(document => replica.write([{ kind: 'create', collection: 'candidates', document }])))
    expect(replica.sync.view.waiting).toBe(40)
    expect(replica.sync.view.waitingSinceMs).not.toBeNull()
    expect((await replica.sync.panel()).length).toBe(40)
    server.isDown = false
    replica.sync.now()
    await replica.sync.settled()
    expect(replica.sync.view.waiting).toBe(0)
    expect(made.every(document => server.content('candidates', document.id))).toBe(true)
  })
}

test('a field may be named like one of the database’s own, as in a conflict’s `collection`', async () => {
  const server = new FakeSyncServer()
  const replica = await openOne(server, { storage: 'indexeddb', collections: ['conflicts'] })
  await replica.sync.settled()
  const conflict = { id: candidateNamed('').id, collection: 'candidates', revision: 7, deleted: 'no', primary: 'x', resolved: 0, documentId: fakeIdentity.personId }
  server.put('conflicts', conflict)
  const found = await firstValueFrom(replica.watch('conflicts', { where: { collection: 'candidates', revision: 7 } }).pipe(filter(list => list.length > 0)))
  expect(found).toEqual([conflict])
})

test('two quick writes to one document both stay, and undo takes back only what still stands', async () => {
  const server = new FakeSyncServer()
  const replica = await openOne(server, { storage: 'indexeddb' })
  await replica.sync.settled()
  const ana = candidateNamed('Ana')
  await replica.write([{ kind: 'create', collection: 'candidates', document: ana }])
  const [first] = await Promise.all([
    replica.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { headline: 'Engineer', title: 'Dr' } }]),
    replica.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { company: 'Acme' } }]),
    replica.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { title: 'Prof' } }]),
  ])
  expect(await replica.get('candidates', ana.id)).toMatchObject({ headline: 'Engineer', company: 'Acme', title: 'Prof' })
  const undone = await first!.undo()
  expect(await replica.get('candidates', ana.id)).toMatchObject({ headline: '', company: 'Acme', title: 'Prof' })
  await undone.undo()
  expect(await replica.get('candidates', ana.id)).toMatchObject({ headline: 'Engineer', company: 'Acme', title: 'Prof' })
})

test('a write of several changes is kept whole or not at all', async () => {
  const replica = await openOne(new FakeSyncServer())
  const ana = candidateNamed('Ana')
  const failed = replica.write([
    { kind: 'create', collection: 'candidates', document: ana },
    { kind: 'edit', collection: 'candidates', id: candidateNamed('nobody').id, fields: { headline: 'x' } },
  ])
  await expect(failed).rejects.toMatchObject({ code: 'replica.missing' })
  expect(await replica.get('candidates', ana.id)).toBeNull()
})

test('a lost acknowledgement sends the same operation again and the change is made once', async () => {
  const server = new FakeSyncServer()
  const replica = await openOne(server)
  await replica.sync.settled()
  server.loseAcknowledgements = 1
  const ana = candidateNamed('Ana')
  await replica.write([{ kind: 'create', collection: 'candidates', document: ana }])
  await replica.sync.settled()
  const pushes = server.received.filter(message => message.type === 'push')
  expect(pushes.length).toBe(2)
  expect(pushes[0]!.rows[0]!.operation).toBe(pushes[1]!.rows[0]!.operation)
  expect(server.sequence).toBe(1)
})

test('two laptops edit the same field offline: one value stands on both, the other was put aside', async () => {
  const server = new FakeSyncServer()
  const [mara, ben] = [await openOne(server), await openOne(server)]
  await Promise.all([mara.sync.settled(), ben.sync.settled()])
  const ana = candidateNamed('Ana')
  await mara.write([{ kind: 'create', collection: 'candidates', document: ana }])
  await firstValueFrom(ben.watchOne('candidates', ana.id).pipe(filter(Boolean)))
  server.isDown = true
  server.cut()
  await mara.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { headline: 'by Mara', tags: ['m'] } }])
  await ben.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { headline: 'by Ben', tags: ['b'] } }])
  server.isDown = false
  mara.sync.now()
  await mara.sync.settled()
  ben.sync.now()
  await ben.sync.settled()
  await until(mara, view => view.kind === 'live')
  const final = server.content('candidates', ana.id)!
  expect(final['headline']).toBe('by Mara')
  expect([...final['tags'] as string[]].sort()).toEqual(['b', 'm'])
  expect(server.asides).toEqual([{ collection: 'candidates', id: ana.id, unit: 'headline', value: 'by Ben' }])
  await firstValueFrom(mara.watchOne('candidates', ana.id).pipe(filter(one => one?.tags.length === 2)))
  expect(await mara.get('candidates', ana.id)).toEqual(final)
  expect(await ben.get('candidates', ana.id)).toEqual(final)
})

test('a refused change gives way to the server and its value is kept in the panel until let go', async () => {
  const server = new FakeSyncServer()
  const replica = await openOne(server)
  await replica.sync.settled()
  const ana = candidateNamed('Ana')
  await replica.write([{ kind: 'create', collection: 'candidates', document: ana }])
  await replica.sync.settled()
  server.refuseRow = () => 'access.not_yours_to_change'
  await replica.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { headline: 'mine' } }])
  await until(replica, view => view.refused === 1)
  await replica.sync.settled()
  expect((await replica.get('candidates', ana.id))!.headline).toBe('')
  const [item] = await replica.sync.panel()
  expect(item).toMatchObject({ problem: { code: 'access.not_yours_to_change' }, content: { headline: 'mine' } })
  await replica.sync.letGo(item!)
  expect(await replica.sync.panel()).toEqual([])
})

test('one row that the server cannot take does not hold up the others', async () => {
  const server = new FakeSyncServer()
  server.isDown = true
  const replica = await openOne(server)
  const made = Array.from({ length: 30 }, (_, index) => candidateNamed(`New ${index}`))
  await replica.write(made.map(document => ({ kind: 'create' as const, collection: 'candidates' as const, document })))
  server.refusePush.push({ code: 'request.malformed', retryAfterMs: null, isBad: row => row.id === made[17]!.id })
  server.isDown = false
  replica.sync.now()
  await replica.sync.settled()
  expect(server.documents.size).toBe(29)
  expect((await replica.sync.panel()).map(item => item.id)).toEqual([made[17]!.id])
})

test('an older workstation says so and keeps the work; a signed-out one too', async () => {
  const server = new FakeSyncServer()
  server.refuseHello.push('sync.too_old', 'session.required')
  const replica = await openOne(server)
  await until(replica, view => view.kind === 'version-mismatch')
  await replica.write([{ kind: 'create', collection: 'candidates', document: candidateNamed('Ana') }])
  expect(replica.sync.view.problem!.say).toContain('Update it')
  replica.sync.now()
  await until(replica, view => view.kind === 'signed-out')
  expect(replica.sync.view.waiting).toBe(1)
  replica.sync.now()
  await replica.sync.settled()
  expect(replica.sync.view.problem).toBeNull()
  expect(server.documents.size).toBe(1)
})

test('a server restored from an older backup gets back what it lost, deletions included', async () => {
  const server = new FakeSyncServer()
  const replica = await openOne(server)
  await replica.sync.settled()
  const [old, gone, lost] = [candidateNamed('Old'), candidateNamed('Gone'), candidateNamed('Lost')]
  for (const person of [old, gone]) server.put('candidates', person)
  const [backup, at] = [server.backup(), server.sequence]
  await replica.write([{ kind: 'create', collection: 'candidates', document: lost }])
  await until(replica, view => view.waiting === 0)
  await firstValueFrom(replica.watchOne('candidates', gone.id).pipe(filter(Boolean)))
  await replica.write([{ kind: 'edit', collection: 'candidates', id: old.id, fields: { headline: 'newer' } }, { kind: 'delete', collection: 'candidates', id: gone.id }])
  await replica.sync.settled()
  server.restoreTo(at, backup)
  expect(server.content('candidates', lost.id)).toBeNull()
  replica.sync.now()
  await until(replica, view => view.kind !== 'live')
  await replica.sync.settled()
  expect(server.content('candidates', lost.id)).toEqual(lost)
  expect(server.content('candidates', old.id)!['headline']).toBe('newer')
  expect(server.content('candidates', gone.id)).toBeNull()
})

test('a revoked device is wiped and the server gets its receipt', async () => {
  const server = new FakeSyncServer()
  server.put('candidates', candidateNamed('Ana'))
  const replica = await openOne(server, { storage: 'indexeddb', name: 'wiped' })
  await replica.sync.settled()
  server.wipeAll()
  await expect.poll(() => server.wiped).toBe(1)
  expect((await indexedDB.databases()).filter(({ name }) => /^(rxdb-dexie-)?wiped/.test(name!))).toEqual([])
})

test('the clock difference is measured and the moment of an edit corrected', async () => {
  const server = new FakeSyncServer()
  server.clockMs = () => 2_000_000
  const replica = await openOne(server, { clock: () => 1_000_000 })
  await replica.sync.settled()
  expect(replica.sync.view.clockSkewMs).toBe(1_000_000)
  await replica.write([{ kind: 'create', collection: 'candidates', document: candidateNamed('Ana') }])
  await replica.sync.settled()
  expect(server.received.filter(message => message.type === 'push').at(-1)!.rows[0]!.atMs).toBe(2_000_000)
})
