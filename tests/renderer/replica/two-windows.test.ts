import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { filter, firstValueFrom } from 'rxjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { activityChange, type Change } from '#shared/domain/commands/change'
import type { Candidate } from '#shared/domain/model/candidate'
import { createId } from '#shared/lib/ids'
import { damageRecord } from '#tests/support/damaged-record'
import { heldBackDisk, type HeldBackDisk } from '#tests/support/held-back-disk'
import { candidateNamed } from '#tests/support/replica-documents'
import { fakeIdentity, FakeSyncServer } from '#tests/support/fake-sync-server'
import { runsOf } from '#tests/support/runs-of'
import { openReplica } from '../../../src/renderer/replica/open-replica.ts'
import type * as PackedStorage from '../../../src/renderer/replica/storage/packed-storage.ts'
import { storeOf } from '../../../src/renderer/replica/read/reader.ts'
import type { OpenOptions, Replica } from '../../../src/renderer/replica/replica.ts'
import { readRegistry } from '../../../src/renderer/replica/store/registry.ts'
import { openStored } from '../../../src/renderer/replica/store/open-stored.ts'
import { damageOf } from '../../../src/renderer/replica/sync-view.ts'
import { planEntry, type WriteEntry } from '../../../src/renderer/replica/write/planned-entry.ts'

// Channels between windows want to be in a window; without one they would go round by the disk.
vi.hoisted(() => Object.assign(globalThis, { self: globalThis }))

// RxDB opens a database once in a process and knows it by name and storage: two windows are two storages.
vi.mock('../../../src/renderer/replica/storage/packed-storage.ts', async original => {
  const real = await original<typeof PackedStorage>()
  let windows = 0
  return { ...real, createPackedStorage: (...packing: Parameters<typeof real.createPackedStorage>) => ({ ...real.createPackedStorage(...packing), name: `window ${windows += 1}` }) }
})

const collections = ['candidates', 'activities'] as const
const nowMs = 1_790_000_000_000
const open: Replica[] = []
const disks: HeldBackDisk[] = []
let copies = 0
let name: string
let server: FakeSyncServer
let leading: Replica
let other: Replica
let ana: Candidate
let ben: Candidate

async function openWindow(more: Partial<OpenOptions> = {}): Promise<Replica> {
  const replica = await openReplica({
    server: 'http://nowhere', storage: 'indexeddb', device: 'test', identity: fakeIdentity, name, collections: [...collections], socket: server.device(), random: () => 0, ...more,
  })
  open.push(replica)
  return replica
}

/** A workspace with Ana and Ben, open in two windows of one browser of which the first sends. */
async function openTwo(): Promise<void> {
  name = `windows-${copies += 1}`
  server = new FakeSyncServer()
  ana = candidateNamed('Ana', { headline: 'Engineer' })
  ben = candidateNamed('Ben', { headline: 'Nurse' })
  for (const person of [ana, ben]) server.put('candidates', person)
  leading = await openWindow()
  await leading.sync.settled()
  other = await openWindow({ sync: false })
}

async function closeAll(): Promise<void> {
  for (const disk of disks.splice(0)) disk.letGo()
  await Promise.all(open.splice(0).map(replica => replica.close()))
}

beforeEach(openTwo)
afterEach(closeAll)

async function slow(): Promise<HeldBackDisk> {
  const disk = await heldBackDisk(`rxdb-dexie-${name}--0--activities`)
  disks.push(disk)
  return disk
}

const edit = (person: Candidate, fields: Partial<Candidate>): Change => ({ kind: 'edit', collection: 'candidates', id: person.id, fields })
const line = (person: Candidate): Change => activityChange({ kind: 'candidate.edited', candidateId: person.id }, { actorId: fakeIdentity.personId, nowMs, createId })
const sent = (person: Candidate): Candidate => server.content('candidates', person.id) as unknown as Candidate
const sentLines = (): number => [...server.documents.values()].filter(({ collection }) => collection === 'activities').length
const shows = (replica: Replica, person: Candidate, isSo: (now: Candidate) => boolean): Promise<unknown> =>
  firstValueFrom(replica.watchOne('candidates', person.id).pipe(filter(now => now !== null && isSo(now))))
const isNotSaved = { code: expect.stringMatching(/^replica\.(disk_full|write_failed)$/) }

/** The window that sends has heard of a record, and what it writes itself after that has come through. */
async function heardAndSentOn(person: Candidate, headline: string, sending = leading): Promise<void> {
  await shows(sending, person, now => now.headline === headline)
  const company = `sent on ${createId()}`
  await sending.write([edit(ben, { company })])
  await expect.poll(() => sent(ben).company).toBe(company)
}

test('what another window has written half of is sent when the other half is on disk', async () => {
  const disk = await slow()
  const writing = other.write([edit(ana, { headline: 'Architect' }), line(ana)])
  await heardAndSentOn(ana, 'Architect')
  expect(sent(ana).headline).toBe('Engineer')
  disk.letGo()
  await writing
  await leading.sync.settled()
  expect([sent(ana).headline, sentLines()]).toEqual(['Architect', 1])
})

test('what another window could not write whole is taken back, and the server never hears of it', async () => {
  const disk = await slow()
  const writing = other.write([edit(ana, { headline: 'Architect' }), line(ana)])
  const refused = expect(writing).rejects.toMatchObject(isNotSaved)
  await heardAndSentOn(ana, 'Architect')
  disk.fill()
  await refused
  await leading.sync.settled()
  expect([sent(ana).headline, sentLines()]).toEqual(['Engineer', 0])
  expect((await leading.get('candidates', ana.id))!.headline).toBe('Engineer')
  expect(JSON.stringify(server.received)).not.toContain('Architect')
})

/** Another window writes the first of two records, and goes when `meanwhile` is over. What it leaves is on record. */
async function goesHalfWay(meanwhile: () => Promise<void>): Promise<void> {
  const entries: readonly WriteEntry[] = [edit(ana, { headline: 'Architect' }), line(ana)].map((change, at) => ({ kind: 'change', change, stamp: { nowMs, operation: `gone-${at}` } }))
  const gone = await openStored({ prefix: name, isShared: true, storage: 'indexeddb', collections, clock: () => nowMs, onUnreadable: () => undefined })
  // The lock is what the others know a living window by.
  await navigator.locks.request(`${name}~write/gone-0`, async () => {
    await gone.tables.meta.set('write/gone-0', entries)
    const { collection, id, step } = planEntry(entries[0]!)
    await storeOf(gone.stores, collection).step(id, step, 'part')
    await meanwhile()
  })
  await gone.database.close()
  gone.tables.close()
}

test('a window that goes in the middle of a write has it completed by the one that sends, and only then is it sent', async () => {
  await goesHalfWay(async () => {
    await heardAndSentOn(ana, 'Architect')
    expect(sent(ana).headline).toBe('Engineer')
  })
  await leading.sync.settled()
  expect([sent(ana).headline, sentLines()]).toEqual(['Architect', 1])
})

test('a window that is opened while another is in the middle of a write, and sends, finds the half on the disk and waits for its end too', async () => {
  let next: Replica | null = null
  await goesHalfWay(async () => {
    server.isDown = true
    server.cut()
    await leading.close()
    server.isDown = false
    next = await openWindow()
    await heardAndSentOn(ana, 'Architect', next)
    expect(sent(ana).headline).toBe('Engineer')
  })
  await next!.sync.settled()
  expect([sent(ana).headline, sentLines()]).toEqual(['Architect', 1])
})

test('a window that begins to send while another is in the middle of a write waits for its end too', async () => {
  const next = await openWindow()
  const disk = await slow()
  const writing = other.write([edit(ana, { headline: 'Architect' }), line(ana)])
  await shows(next, ana, now => now.headline === 'Architect')
  await leading.close()
  await heardAndSentOn(ana, 'Architect', next)
  expect(sent(ana).headline).toBe('Engineer')
  disk.letGo()
  await writing
  await next.sync.settled()
  expect([sent(ana).headline, sentLines()]).toEqual(['Architect', 1])
})

test('what waited before another window wrote it as one of several goes with the whole', async () => {
  server.isDown = true
  server.cut()
  await other.write([edit(ana, { company: 'Lakeside' })])
  const disk = await slow()
  const writing = other.write([edit(ana, { headline: 'Architect' }), line(ana)])
  await shows(leading, ana, now => now.headline === 'Architect')
  server.isDown = false
  leading.sync.now()
  await heardAndSentOn(ana, 'Architect')
  expect(sent(ana)).toMatchObject({ company: '', headline: 'Engineer' })
  disk.letGo()
  await writing
  await leading.sync.settled()
  expect(sent(ana)).toMatchObject({ company: 'Lakeside', headline: 'Architect' })
})

/** One write of the other window: whether the disk takes all of it, and what happens while only a part of it is there. */
const write = fc.oneof(
  fc.record({ fate: fc.constant('whole' as const), isNew: fc.boolean(), meanwhile: fc.constantFrom('nothing', 'colleague', 'sending window', 'same window') }),
  fc.record({ fate: fc.constant('refused' as const), isNew: fc.boolean(), meanwhile: fc.constantFrom('nothing', 'colleague') }),
)

test('the server never hears of a part of a write, whatever becomes of the rest and whoever works on the record meanwhile', async () => {
  await fc.assert(fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 4 }), async writes => {
    await closeAll()
    await openTwo()
    const notWhole = new Set<string>()
    const early: string[] = []
    server.refuseRow = row => {
      for (const mark of notWhole) if (JSON.stringify(row).includes(mark)) early.push(mark)
      return null
    }
    let headline = 'Engineer'
    const added: Candidate[] = []
    for (const [at, { fate, isNew, meanwhile }] of writes.entries()) {
      const mark = `write ${at},`
      const company = `${meanwhile} ${at}`
      notWhole.add(mark)
      const disk = await slow()
      const fresh = candidateNamed(`New by ${mark}`)
      const writing = other.write([edit(ana, { headline: mark }), ...isNew ? [{ kind: 'create', collection: 'candidates', document: fresh } as const] : [], line(ana)])
      const ending = fate === 'whole' ? writing : expect(writing).rejects.toMatchObject(isNotSaved)
      await shows(leading, ana, now => now.headline === mark)
      if (meanwhile === 'colleague') server.put('candidates', { ...sent(ana), company })
      if (meanwhile === 'sending window') await leading.write([edit(ana, { company })])
      if (meanwhile === 'same window') await other.write([edit(ana, { company })])
      if (meanwhile !== 'nothing') await shows(leading, ana, now => now.company === company)
      if (fate === 'whole') notWhole.delete(mark)
      if (fate === 'whole') disk.letGo()
      else disk.fill()
      await ending
      if (fate === 'whole') headline = mark
      if (fate === 'whole' && isNew) added.push(fresh)
      await leading.sync.settled()
    }
    expect(early).toEqual([])
    expect(sent(ana).headline).toBe(headline)
    expect(sentLines()).toBe(writes.filter(({ fate }) => fate === 'whole').length)
    for (const replica of [leading, other]) {
      await expect.poll(() => replica.get('candidates', ana.id)).toEqual(sent(ana))
      expect((await replica.find('candidates', { sort: ['fullName'] })).map(person => person.fullName)).toEqual(['Ana', 'Ben', ...added.map(person => person.fullName)])
    }
    for (const person of added) expect(sent(person)).toEqual(person)
  }), runsOf(15))
})

test('a damaged copy is not set aside under another window that works on it: what that window writes is sent, and its restart is asked for', async () => {
  await closeAll()
  await damageRecord(name, ben.id)
  leading = await openWindow()
  expect(await leading.get('candidates', ben.id)).toBeNull()
  await leading.sync.settled()
  await expect.poll(async () => (await readRegistry(name))?.damaged).toBe(true)
  server.isDown = true
  server.cut()
  const next = await openWindow()
  expect(next.recovered).toBeNull()
  expect(damageOf(next.sync.view)?.code).toBe('replica.unreadable_elsewhere')
  await leading.write([edit(ana, { headline: 'Architect' })])
  await leading.close()
  server.isDown = false
  next.sync.now()
  await expect.poll(() => sent(ana).headline).toBe('Architect')
  await next.close()
  const alone = await openWindow()
  expect(alone.recovered).toContain('set aside')
  await alone.sync.settled()
  expect((await alone.find('candidates', { sort: ['fullName'] })).map(person => person.fullName)).toEqual(['Ana', 'Ben'])
})
