import { expect, test } from 'vitest'
import { clockWords, syncWords } from '../../../src/renderer/features/sync/sync-words.ts'
import { syncKinds } from '../../../src/renderer/replica/sync-state.ts'
import { isAway, type SyncView } from '../../../src/renderer/replica/sync-view.ts'

const view = (parts: Partial<SyncView>): SyncView => ({
  kind: 'live', waiting: 0, waitingSinceMs: null, lastSyncedAtMs: null, clockSkewMs: null, progress: null, problem: null, damaged: false, inUseElsewhere: false, refused: 0, usable: true, whole: true, renewedBy: null, ...parts,
})
const say = (parts: Partial<SyncView>) => syncWords(view(parts), () => '10:42')
const three = { waiting: 3, waitingSinceMs: 1 }

/** State, nothing waiting, three changes waiting. */
const lines: Readonly<Record<string, readonly [string, string]>> = {
  offline: ['Working offline', '3 changes waiting since 10:42'],
  connecting: ['Connecting…', '3 changes waiting since 10:42'],
  'signing-in': ['Connecting…', '3 changes waiting since 10:42'],
  'first-sync': ['Fetching your jobs… 62 %', 'Fetching your jobs… 62 %'],
  'catching-up': ['Fetching what is new…', '3 changes waiting since 10:42'],
  live: ['Everything is saved and shared', '3 changes waiting since 10:42'],
  sending: ['Confirming…', 'Sending 3 changes…'],
  paused: ['Sharing has stopped', '3 changes waiting since 10:42'],
  'other-tab': ['Everything is saved and shared', '3 changes waiting since 10:42'],
  'version-mismatch': ['Update needed', 'Update needed, 3 changes waiting since 10:42'],
  'signed-out': ['Signed out', 'Signed out, 3 changes waiting since 10:42'],
  wiping: ['Removing the copy here', 'Removing the copy here'],
  closed: ['Closed', '3 changes waiting since 10:42'],
}

test('every state has its line, with and without changes that wait', () => {
  expect(Object.keys(lines).toSorted()).toEqual([...syncKinds].toSorted())
  const told = syncKinds.map(kind => {
    const parts = { kind, usable: false, progress: { sent: 62, total: 100 } }
    return [kind, [say(parts).line, say({ ...parts, ...three }).line]]
  })
  expect(Object.fromEntries(told)).toEqual(lines)
})

test('nothing is called shared while something waits, was not taken or cannot be read', () => {
  for (const kind of syncKinds) {
    expect(say({ kind, ...three }).line).not.toMatch(/saved and shared/)
    expect(say({ kind, ...three }).status).not.toBe('ok')
    expect(say({ kind, refused: 1 }).line).not.toMatch(/saved and shared/)
    expect(say({ kind, damaged: true }).line).not.toMatch(/saved and shared/)
    expect(say({ kind, damaged: true }).status).not.toBe('ok')
  }
})

test('one change is one change', () => {
  expect(say({ kind: 'sending', waiting: 1, waitingSinceMs: 1 }).line).toBe('Sending 1 change…')
  expect(say({ refused: 1 }).line).toBe('1 change not taken')
})

test('a known problem speaks for itself: a full disk, an old version, a session that ended', () => {
  const problem = { code: 'replica.disk_full', say: 'This computer has no room left.' }
  for (const kind of ['paused', 'offline', 'version-mismatch', 'signed-out'] as const) expect(say({ kind, problem }).say).toBe(problem.say)
})

test('only lasting changes are spoken', () => {
  const spoken = syncKinds.filter(kind => say({ kind }).announce !== null)
  expect(spoken).toEqual(['offline', 'live', 'paused', 'other-tab', 'version-mismatch', 'signed-out', 'wiping'])
  expect(say(three).announce).toBeNull()
})

test('once the own jobs are here the first fetching goes on in the background', () => {
  expect(say({ kind: 'first-sync', progress: { sent: 1, total: 8 } }).line).toBe('Fetching the rest… 12 %')
  expect(say({ kind: 'first-sync', usable: false }).line).toBe('Fetching your jobs…')
})

test('a clock that is off is measured and said to be harmless', () => {
  expect(clockWords(7 * 60_000)).toBe('This computer’s clock is 7 minutes slow; that does no harm. Times are corrected when changes are shared.')
  expect(clockWords(-5 * 3_600_000)).toContain('is 5 hours fast')
  expect(clockWords(3 * 86_400_000)).toContain('is 3 days slow')
  expect([clockWords(null), clockWords(20_000), clockWords(-59_000)]).toEqual([null, null, null])
})

test('what is done counts as kept here for now unless the server can be told this moment', () => {
  expect(syncKinds.filter(kind => !isAway({ kind })).toSorted()).toEqual(['catching-up', 'first-sync', 'live', 'other-tab', 'sending'])
})
