import { expect, test } from 'vitest'
import { syncKinds } from '../../../src/renderer/replica/sync-state.ts'
import { canTry, copyState, damageOf, isAway } from '../../../src/renderer/replica/sync-view.ts'

test('a copy that was whole is whole in every state, unless a part of it cannot be read', () => {
  for (const kind of syncKinds) {
    expect(copyState({ kind, damaged: false, whole: true })).toBe('whole')
    expect(copyState({ kind, damaged: true, whole: true })).toBe('damaged')
  }
})

test('a copy that is not whole is interrupted where nothing is being fetched or tried, and coming elsewhere', () => {
  const interrupted = syncKinds.filter(kind => copyState({ kind, damaged: false, whole: false }) === 'interrupted')
  expect(interrupted).toEqual(['offline', 'paused', 'version-mismatch', 'signed-out', 'wiping', 'closed'])
  expect(syncKinds.filter(kind => canTry({ kind })), 'what can be tried again from here is among them').toEqual(['offline', 'paused'])
})

test('a part that cannot be read is said in every state, beside what stops sync and never behind it', () => {
  const said = new Map(syncKinds.map(kind => [kind, damageOf({ kind, damaged: true, inUseElsewhere: false })!.say]))
  for (const [kind, say] of said) {
    expect(say, kind).toContain('could not be read')
    expect(say, kind).toContain('unsent changes are kept')
    expect(damageOf({ kind, damaged: false, inUseElsewhere: false }), kind).toBeNull()
  }
  expect(said.get('signed-out')).toMatch(/^You are signed out, and .* may not be everything\. Sign in:/)
})

test('a restart, which sets the whole copy aside, is asked for at once only where it can be fetched again', () => {
  const asked = syncKinds.filter(kind => damageOf({ kind, damaged: true, inUseElsewhere: false })!.say.includes('. Restart Shortlist:'))
  expect(asked).toEqual(syncKinds.filter(kind => !isAway({ kind })))
  for (const kind of asked) expect(damageOf({ kind, damaged: true, inUseElsewhere: true })!.say).toContain('Close the other windows, then restart this one')
})
