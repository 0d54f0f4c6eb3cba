import { expect, test } from 'vitest'
import { syncKinds } from '../../../src/renderer/replica/sync-state.ts'
import { canTry, copyState, problemOf } from '../../../src/renderer/replica/sync-view.ts'

test('a copy that was whole is whole in every state, unless a part of it cannot be read', () => {
  for (const kind of syncKinds) {
    expect(copyState({ kind, problem: null, whole: true })).toBe('whole')
    expect(copyState({ kind, problem: problemOf('replica.unreadable'), whole: true })).toBe('damaged')
  }
})

test('a copy that is not whole is interrupted where nothing is being fetched or tried, and coming elsewhere', () => {
  const interrupted = syncKinds.filter(kind => copyState({ kind, problem: null, whole: false }) === 'interrupted')
  expect(interrupted).toEqual(['offline', 'paused', 'version-mismatch', 'signed-out', 'wiping', 'closed'])
  expect(syncKinds.filter(kind => canTry({ kind })), 'what can be tried again from here is among them').toEqual(['offline', 'paused'])
})
