import 'fake-indexeddb/auto'
import { filter, firstValueFrom } from 'rxjs'
import { afterEach, expect, test, vi } from 'vitest'
import { damageRecord } from '#tests/support/damaged-record'
import { candidateNamed } from '#tests/support/replica-documents'
import { fakeIdentity, FakeSyncServer } from '#tests/support/fake-sync-server'
import { openReplica } from '../../../src/renderer/replica/open-replica.ts'
import { deletePlain, openPlain, resultOf } from '../../../src/renderer/replica/store/plain-indexeddb.ts'
import { readRegistry, writeRegistry } from '../../../src/renderer/replica/store/registry.ts'
import type { OpenOptions, Replica } from '../../../src/renderer/replica/replica.ts'
import { copyState } from '../../../src/renderer/replica/sync-view.ts'

const open: Replica[] = []

async function openNamed(name: string, server: FakeSyncServer, more: Partial<OpenOptions> = {}): Promise<Replica> {
  const replica = await openReplica({
    server: 'http://nowhere', storage: 'indexeddb', device: 'test', identity: fakeIdentity, name, collections: ['candidates', 'activities'],
    socket: server.device(), random: () => 0, ...more,
  })
  open.push(replica)
  return replica
}

afterEach(async () => {
  await Promise.all(open.splice(0).map(replica => replica.close()))
})

/** Goes offline, writes what waits from then on, and closes. */
async function leaveUnsent(replica: Replica, server: FakeSyncServer, id: string): Promise<void> {
  server.isDown = true
  server.cut()
  await replica.write([{ kind: 'edit', collection: 'candidates', id, fields: { headline: 'unsent' } }])
  await replica.close()
}

async function everythingIn(name: string): Promise<string> {
  const db = await openPlain(name)
  const texts: string[] = []
  for (const store of db.objectStoreNames) {
    const rows: unknown[] = await resultOf(db.transaction(store).objectStore(store).getAll())
    texts.push(JSON.stringify(rows, (_, value: unknown) => (value instanceof Uint8Array ? String.fromCharCode(...value) : value)))
  }
  db.close()
  return texts.join('')
}

test('after a restart everything is still there with no network, and what waited still waits', async () => {
  const server = new FakeSyncServer()
  const ana = candidateNamed('Ana', { headline: 'Engineer' })
  server.put('candidates', ana)
  const first = await openNamed('restart', server)
  await first.sync.settled()
  server.isDown = true
  server.cut()
  await first.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { headline: 'Changed' } }])
  await first.close()
  const second = await openNamed('restart', server)
  expect(second.sync.view).toMatchObject({ waiting: 1, usable: true })
  expect((await second.get('candidates', ana.id))!.headline).toBe('Changed')
  server.isDown = false
  second.sync.now()
  await second.sync.settled()
  expect(server.content('candidates', ana.id)!['headline']).toBe('Changed')
})

test('with a key nothing but indexed fields can be read on disk, and another key is refused without harm', async () => {
  const server = new FakeSyncServer()
  const ana = candidateNamed('Ana', { headline: 'secret-headline', emails: ['secret@example.org'] })
  server.put('candidates', ana)
  const key = new Uint8Array(32).fill(3)
  const first = await openNamed('sealed', server, { key, fetch: async () => new Response(null, { status: 204 }) })
  await first.sync.settled()
  await first.device.set('draft', { note: 'secret-draft' })
  const file = await first.files.put(new Blob(['secret-file']), 'cv.txt')
  await first.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { summary: 'secret-summary' } }])
  await first.sync.settled()
  await first.close()
  const disk = await everythingIn('rxdb-dexie-sealed--0--candidates') + await everythingIn('sealed~local')
  expect(disk).toContain('Ana')
  expect(disk).not.toContain('secret')
  await expect(openNamed('sealed', server, { key: new Uint8Array(32).fill(4) })).rejects.toMatchObject({ code: 'replica.wrong_key' })
  await expect(openNamed('sealed', server)).rejects.toMatchObject({ code: 'replica.wrong_key' })
  const again = await openNamed('sealed', server, { key })
  expect(await again.get('candidates', ana.id)).toMatchObject({ headline: 'secret-headline', summary: 'secret-summary' })
  expect(await again.device.get('draft')).toEqual({ note: 'secret-draft' })
  expect(await (await again.files.open(file.sha256))!.text()).toBe('secret-file')
})

test('a damaged copy on a computer that is also signed out says both, and signing in fetches it anew with nothing unsent lost', async () => {
  const server = new FakeSyncServer()
  const [ana, ben] = [candidateNamed('Ana'), candidateNamed('Ben')]
  for (const person of [ana, ben]) server.put('candidates', person)
  const first = await openNamed('both', server)
  await first.sync.settled()
  server.cut()
  await first.write([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { headline: 'unsent' } }])
  await first.close()
  await damageRecord('both', ben.id)
  server.refuseHello.push('session.required')
  const second = await openNamed('both', server)
  await firstValueFrom(second.sync.state$.pipe(filter(view => view.kind === 'signed-out')))
  expect(copyState(second.sync.view)).toBe('whole')
  expect(await second.get('candidates', ben.id)).toBeNull()
  expect(second.sync.view).toMatchObject({ kind: 'signed-out', problem: { code: 'session.required' }, damaged: true, waiting: 1 })
  expect(copyState(second.sync.view)).toBe('damaged')
  // Signing in opens the copy again.
  await second.close()
  const third = await openNamed('both', server)
  await third.sync.settled()
  expect(third.sync.view).toMatchObject({ kind: 'live', damaged: false, whole: true })
  expect((await third.get('candidates', ben.id))!.fullName).toBe('Ben')
  expect(server.content('candidates', ana.id)!['headline']).toBe('unsent')
})

test('a damaged copy is set aside, its unsent changes carried over, and the rest fetched again', async () => {
  const server = new FakeSyncServer()
  const [ana, ben] = [candidateNamed('Ana'), candidateNamed('Ben')]
  server.put('candidates', ana)
  server.put('candidates', ben)
  const first = await openNamed('damaged', server)
  await first.sync.settled()
  await leaveUnsent(first, server, ana.id)
  await damageRecord('damaged', ben.id)
  const second = await openNamed('damaged', server)
  expect(await second.get('candidates', ben.id)).toBeNull()
  await firstValueFrom(second.sync.state$.pipe(filter(view => view.damaged)))
  await second.close()
  const third = await openNamed('damaged', server)
  expect(third.recovered).toContain('set aside')
  expect(third.sync.view).toMatchObject({ usable: false, whole: false, renewedBy: 'damage', waiting: 1 })
  server.isDown = false
  third.sync.now()
  await third.sync.settled()
  expect(third.sync.view).toMatchObject({ whole: true, renewedBy: null })
  expect((await third.get('candidates', ben.id))!.fullName).toBe('Ben')
  expect(server.content('candidates', ana.id)!['headline']).toBe('unsent')
  const names = (await indexedDB.databases()).map(({ name }) => name)
  expect(names).toContain('rxdb-dexie-damaged--0--candidates')
})

test('after an update with another layout a copy that cannot be fetched yet says so at every start, keeps what waits, and is whole again later', async () => {
  const server = new FakeSyncServer()
  const ana = candidateNamed('Ana')
  server.put('candidates', ana)
  const first = await openNamed('updated', server)
  await first.sync.settled()
  expect(first.sync.view).toMatchObject({ whole: true, renewedBy: null })
  await first.device.set('draft', 'half an import')
  await leaveUnsent(first, server, ana.id)
  await writeRegistry({ ...(await readRegistry('updated'))!, layout: 0 })
  for (const start of ['first', 'second']) {
    const offline = await openNamed('updated', server)
    expect(offline.sync.view, start).toMatchObject({ usable: false, whole: false, renewedBy: 'update', waiting: 1 })
    expect(await offline.device.get('draft'), start).toBe('half an import')
    await offline.close()
  }
  server.isDown = false
  const again = await openNamed('updated', server)
  await again.sync.settled()
  expect(again.sync.view).toMatchObject({ usable: true, whole: true, renewedBy: null })
  expect(server.content('candidates', ana.id)!['headline']).toBe('unsent')
})

test('what waits in a copy of the layout before is read in the form it was written then', async () => {
  const server = new FakeSyncServer()
  const ana = candidateNamed('Ana')
  server.put('candidates', ana)
  const first = await openNamed('older', server)
  await first.sync.settled()
  await leaveUnsent(first, server, ana.id)
  const name = 'rxdb-dexie-older--0--candidates'
  const now = await openPlain(name)
  const record: { body: string } = await resultOf(now.transaction('docs').objectStore('docs').get(ana.id))
  now.close()
  await deletePlain(name)
  const opening = indexedDB.open(name, 10)
  opening.onupgradeneeded = () => {
    const docs = opening.result.createObjectStore('docs', { keyPath: 'id' })
    docs.createIndex('[_deleted+sync.dirty+id]', ['_deleted', 'sync.dirty', 'id'])
    docs.put({ ...record, _deleted: '0', _meta: { lwt: 1 }, _attachments: {}, body: JSON.stringify({ id: ana.id, ...JSON.parse(record.body) as object }) })
  }
  const older = await resultOf(opening)
  older.close()
  await writeRegistry({ ...(await readRegistry('older'))!, layout: 2 })
  const second = await openNamed('older', server)
  expect(second.sync.view).toMatchObject({ whole: false, renewedBy: 'update', waiting: 1 })
  server.isDown = false
  second.sync.now()
  await second.sync.settled()
  expect(server.content('candidates', ana.id)!['headline']).toBe('unsent')
  expect(await second.get('candidates', ana.id)).toEqual({ ...ana, headline: 'unsent' })
})

test('a full disk refuses the write in plain words, keeps nothing of it, and works again when there is room', async () => {
  const server = new FakeSyncServer()
  const replica = await openNamed('full', server)
  await replica.sync.settled()
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function full(this: IDBObjectStore): never {
    this.transaction.abort()
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  })
  const ana = candidateNamed('Ana')
  await expect(replica.write([{ kind: 'create', collection: 'candidates', document: ana }])).rejects.toMatchObject({ code: expect.stringMatching(/^replica\.(disk_full|write_failed)$/) })
  // Several records pass through the journal, which is full first.
  const both = [ana, candidateNamed('Ben')].map(document => ({ kind: 'create' as const, collection: 'candidates' as const, document }))
  await expect(replica.write(both)).rejects.toMatchObject({ code: 'replica.disk_full' })
  put.mockRestore()
  expect(await replica.get('candidates', ana.id)).toBeNull()
  expect(replica.sync.view.waiting).toBe(0)
  expect(server.received.some(message => message.type === 'push')).toBe(false)
  await replica.write([{ kind: 'create', collection: 'candidates', document: ana }])
  await replica.sync.settled()
  expect(server.content('candidates', ana.id)).toEqual(ana)
})

test('a colleague\'s change is seen before the disk has it; one the disk refuses goes again, and comes back when there is room', async () => {
  const server = new FakeSyncServer()
  const ana = candidateNamed('Ana', { headline: 'Engineer' })
  server.put('candidates', ana)
  const replica = await openNamed('early', server)
  await replica.sync.settled()
  const seen: (string | undefined)[] = []
  replica.watchOne('candidates', ana.id).subscribe(now => seen.push(now?.headline))
  await expect.poll(() => seen).toEqual(['Engineer'])
  let seenAtPut = -1
  const real = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!.value as IDBObjectStore['put']
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function full(this: IDBObjectStore, ...args) {
    if (this.name !== 'docs') return real.apply(this, args)
    seenAtPut = seen.length
    this.transaction.abort()
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  })
  server.put('candidates', { ...ana, headline: 'Architect' })
  await firstValueFrom(replica.sync.state$.pipe(filter(view => view.kind === 'paused')))
  expect(seen).toEqual(['Engineer', 'Architect', 'Engineer'])
  expect(seenAtPut).toBe(2)
  expect((await replica.get('candidates', ana.id))!.headline).toBe('Engineer')
  put.mockRestore()
  replica.sync.now()
  await expect.poll(() => seen.at(-1)).toBe('Architect')
  await replica.sync.settled()
  await replica.close()
  const again = await openNamed('early', server, { sync: false })
  expect((await again.get('candidates', ana.id))!.headline).toBe('Architect')
})

test('a first sync that the disk cuts short goes on from what the disk has', async () => {
  const server = new FakeSyncServer()
  server.pageSize = 2
  const people = Array.from({ length: 9 }, (_, index) => candidateNamed(`Person ${index}`))
  for (const person of people) server.put('candidates', person)
  const inOrder = people.map(person => person.id).toSorted()
  const real = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!.value as IDBObjectStore['put']
  let room = 4
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function filling(this: IDBObjectStore, ...args) {
    if (!this.transaction.db.name.endsWith('--candidates') || room-- > 0) return real.apply(this, args)
    this.transaction.abort()
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  })
  const replica = await openNamed('cut short', server)
  await firstValueFrom(replica.sync.state$.pipe(filter(view => view.kind === 'paused')))
  put.mockRestore()
  await replica.close()
  const from = server.received.length
  const again = await openNamed('cut short', server)
  await again.sync.settled()
  const hello = server.received.slice(from).find(message => message.type === 'hello')
  expect(hello?.cursor).toMatch(new RegExp(`^p:${inOrder[3]}:`))
  expect((await again.find('candidates', { sort: ['id'] })).map(person => person.id)).toEqual(inOrder)
})

test('a place is asked from, and with it given as a receipt, only when all before it is on disk', async () => {
  const server = new FakeSyncServer()
  server.pageSize = 2
  const steps: string[] = []
  const people = Array.from({ length: 9 }, (_, index) => candidateNamed(`Person ${index}`))
  for (const person of people) server.put('candidates', person)
  const connect = server.device()
  const begin = Object.getOwnPropertyDescriptor(IDBDatabase.prototype, 'transaction')!.value as IDBDatabase['transaction']
  const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function watched(this: IDBDatabase, ...args) {
    const transaction = begin.apply(this, args)
    if (args[0] === 'docs' && args[1] === 'readwrite') transaction.addEventListener('complete', () => steps.push('written'))
    return transaction
  })
  const noting = (url: string): ReturnType<typeof connect> => {
    const socket = connect(url)
    const send = socket.send.bind(socket)
    return Object.assign(socket, { send: (text: string) => {
      const message = JSON.parse(text) as { type: string; cursor?: string | null }
      if (message.type === 'pull') steps.push(message.cursor?.startsWith('s:') === true ? 'receipt' : 'asked')
      send(text)
    } })
  }
  const replica = await openNamed('receipts', server, { socket: noting })
  await replica.sync.settled()
  expect(steps.slice(0, 2)).toEqual(['asked', 'asked'])
  expect(steps.filter(step => step === 'written').length).toBe(5)
  expect(steps.indexOf('receipt')).toBeGreaterThan(steps.lastIndexOf('written'))
  // Away while two pages of changes were made: each place is a receipt now.
  server.cut()
  steps.length = 0
  for (const person of people.slice(0, 3)) server.put('candidates', { ...person, headline: 'Changed' })
  replica.sync.now()
  await expect.poll(async () => (await replica.find('candidates', { where: { headline: 'Changed' } })).length).toBe(3)
  await replica.sync.settled()
  spy.mockRestore()
  expect(steps).toEqual(['receipt', 'written', 'receipt', 'written'])
})

test('a cursor the server no longer knows fetches everything again and removes what is gone', async () => {
  const server = new FakeSyncServer()
  const [ana, ben] = [candidateNamed('Ana'), candidateNamed('Ben')]
  server.put('candidates', ana)
  server.put('candidates', ben)
  const first = await openNamed('refetch', server)
  await first.sync.settled()
  await first.close()
  server.documents.delete(`candidates/${ben.id}`)
  server.forgetCursors = 1
  const second = await openNamed('refetch', server)
  await second.sync.settled()
  await expect.poll(() => second.get('candidates', ben.id)).toBeNull()
  expect(await second.get('candidates', ana.id)).toEqual(ana)
})

test('an index serves equality, order and limit; empty indexed fields neither vanish nor match', async () => {
  const replica = await openNamed('query', new FakeSyncServer(), { sync: false })
  const people = ['Cy', 'Al', 'Bo', 'Di'].map(name => candidateNamed(name))
  await replica.write(people.map(document => ({ kind: 'create' as const, collection: 'candidates' as const, document })))
  expect((await replica.find('candidates', { sort: ['fullName'], limit: 2 })).map(one => one.fullName)).toEqual(['Al', 'Bo'])
  expect((await replica.find('candidates', { where: { fullName: { $gt: 'Bo' } }, sort: ['fullName'] })).map(one => one.fullName)).toEqual(['Cy', 'Di'])
  await replica.write([{ kind: 'delete', collection: 'candidates', id: people[1]!.id }])
  expect((await replica.find('candidates', { sort: ['fullName'], limit: 2 })).map(one => one.fullName)).toEqual(['Bo', 'Cy'])
  const at = (newestFirst: number, candidateId: string | null) => ({
    id: candidateNamed('').id, kind: 'job.created' as const, candidateId, applicationId: null, jobId: null, actorId: fakeIdentity.personId, atMs: 1, newestFirst, facts: {}, importId: null, createdAtMs: 1,
  })
  await replica.write([at(3, people[0]!.id), at(1, people[0]!.id), at(2, null)].map(document => ({ kind: 'create' as const, collection: 'activities' as const, document })))
  expect((await replica.find('activities', { where: { candidateId: people[0]!.id }, sort: ['newestFirst'] })).map(one => one.newestFirst)).toEqual([1, 3])
  expect((await replica.find('activities', {})).length).toBe(3)
  expect((await replica.find('activities', { where: { candidateId: null } })).map(one => one.newestFirst)).toEqual([2])
  const live = firstValueFrom(replica.watch('activities', { where: { candidateId: people[0]!.id }, sort: ['newestFirst'], limit: 2 }).pipe(filter(found => found[0]?.newestFirst === 0)))
  await replica.write([{ kind: 'create', collection: 'activities', document: at(0, people[0]!.id) }])
  expect((await live).map(one => one.newestFirst)).toEqual([0, 1])
})
