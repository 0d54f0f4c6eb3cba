import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nextSyncState, syncEvents, syncKinds, syncTable } from '../../../src/renderer/replica/sync-state.ts'

test('every event is answered in every state', () => {
  expect(syncKinds.length * syncEvents.length).toBe(13 * 14)
  for (const kind of syncKinds) {
    expect(Object.keys(syncTable[kind]).sort()).toEqual([...syncEvents].sort())
    for (const event of syncEvents) expect(syncKinds).toContain(nextSyncState(kind, event))
  }
})

test('closed is final, and wiping only ends closed', () => {
  for (const event of syncEvents) {
    expect(nextSyncState('closed', event)).toBe('closed')
    expect(['wiping', 'closed']).toContain(nextSyncState('wiping', event))
  }
})

test('live is reached only by having caught up or by the last acknowledgement', () => {
  const ways = syncKinds.filter(kind => kind !== 'live').flatMap(kind => syncEvents.filter(event => nextSyncState(kind, event) === 'live'))
  expect(new Set(ways)).toEqual(new Set(['caughtUp', 'acknowledged']))
})

test('from every state but closed and wiping there is a way back to live', () => {
  for (const start of syncKinds) {
    const reached = new Set([start])
    for (const kind of reached) for (const event of syncEvents) reached.add(nextSyncState(kind, event))
    expect(reached.has('live')).toBe(start !== 'closed' && start !== 'wiping')
  }
})

test('a device that is wiped or another tab never connects by a line that broke', () => {
  for (const kind of ['wiping', 'other-tab', 'signed-out', 'version-mismatch'] as const) expect(nextSyncState(kind, 'lost')).toBe(kind)
})

test('the table in the README is this table', () => {
  const readme = readFileSync(new URL('../../../src/renderer/replica/README.md', import.meta.url), 'utf8')
  for (const kind of syncKinds) {
    const row = `| ${kind} | ${syncEvents.map(event => (syncTable[kind][event] === kind ? '·' : syncTable[kind][event])).join(' | ')} |`
    expect(readme).toContain(row)
  }
})
