import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activityChange, type Change } from '#shared/domain/commands/change'
import { createId } from '#shared/lib/ids'
import { candidateNamed } from '#tests/support/replica-documents'
import { fakeIdentity, FakeSyncServer } from '#tests/support/fake-sync-server'
import { runsOf } from '#tests/support/runs-of'
import { openReplica } from '../../../src/renderer/replica/open-replica.ts'
import { storeOf } from '../../../src/renderer/replica/read/reader.ts'
import { openStored } from '../../../src/renderer/replica/store/open-stored.ts'
import { planEntry, type WriteEntry } from '../../../src/renderer/replica/write/planned-entry.ts'

const collections = ['candidates', 'activities'] as const
const nowMs = 1_790_000_000_000
let copies = 0

const openNamed = (name: string) => openReplica({
  server: 'http://nowhere', storage: 'indexeddb', device: 'test', identity: fakeIdentity, name, collections: [...collections], socket: new FakeSyncServer().device(), sync: false, clock: () => nowMs,
})

/** Does what a window does until it is killed: the journal is written, and only some of the parts are. */
async function dieWhileWriting(name: string, entries: readonly WriteEntry[], reached: readonly boolean[]): Promise<void> {
  const stored = await openStored({ prefix: name, isShared: true, storage: 'indexeddb', collections, clock: () => nowMs, onUnreadable: () => undefined })
  await stored.tables.meta.set(`write/${entries[0]!.stamp.operation}`, entries)
  for (const [at, entry] of entries.entries()) {
    if (!reached[at]) continue
    const { collection, id, step } = planEntry(entry)
    await storeOf(stored.stores, collection).step(id, step)
  }
  await stored.database.close()
  stored.tables.close()
}

const asEntries = (changes: readonly Change[], operation: string): readonly WriteEntry[] =>
  changes.map((change, at) => ({ kind: 'change', change, stamp: { nowMs: nowMs + 10, operation: `${operation}-${at}` } }))

test('a write of several records that was cut anywhere is whole when the copy opens again', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), async reached => {
    const name = `cut-${copies += 1}`
    const [kept, gone, fresh] = [candidateNamed('Ana', { headline: 'Engineer' }), candidateNamed('Bo'), candidateNamed('Cleo')]
    const before = await openNamed(name)
    await before.write([kept, gone].map(document => ({ kind: 'create', collection: 'candidates', document })))
    await before.close()
    const line = activityChange({ kind: 'candidate.edited', candidateId: kept.id }, { actorId: fakeIdentity.personId, nowMs, createId })
    await dieWhileWriting(name, asEntries([
      { kind: 'edit', collection: 'candidates', id: kept.id, fields: { headline: 'Architect' } },
      { kind: 'delete', collection: 'candidates', id: gone.id },
      { kind: 'create', collection: 'candidates', document: fresh },
      line,
    ], 'four'), reached)
    for (const opening of ['first', 'second']) {
      const after = await openNamed(name)
      expect((await after.find('candidates', { sort: ['fullName'] })).map(each => [each.fullName, each.headline]), opening).toEqual([['Ana', 'Architect'], ['Cleo', fresh.headline]])
      expect(await after.find('activities', {}), opening).toHaveLength(1)
      await after.close()
    }
  }), runsOf(16))
})

test('what somebody changed since the cut is not set back', async () => {
  const name = `cut-${copies += 1}`
  const ana = candidateNamed('Ana')
  const before = await openNamed(name)
  await before.write([{ kind: 'create', collection: 'candidates', document: ana }])
  await before.close()
  const entries = asEntries([{ kind: 'edit', collection: 'candidates', id: ana.id, fields: { headline: 'Before the cut' } }], 'one')
  const later: WriteEntry = { kind: 'change', change: { kind: 'edit', collection: 'candidates', id: ana.id, fields: { headline: 'After it' } }, stamp: { nowMs: nowMs + 20_000_000_000, operation: 'later' } }
  await dieWhileWriting(name, entries, [true])
  const stored = await openStored({ prefix: name, isShared: true, storage: 'indexeddb', collections, clock: () => nowMs, onUnreadable: () => undefined })
  const { collection, id, step } = planEntry(later)
  await storeOf(stored.stores, collection).step(id, step)
  await stored.database.close()
  stored.tables.close()
  const after = await openNamed(name)
  expect((await after.get('candidates', ana.id))!.headline).toBe('After it')
  await after.close()
})
