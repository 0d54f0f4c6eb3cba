import { beforeEach, expect, test, vi } from 'vitest'
import { ipcMain } from '#tests/support/fake-electron'

vi.mock('electron', () => import('#tests/support/fake-electron'))
const { handle } = await import('../../../src/main/ipc/handle.ts')

beforeEach(() => ipcMain.forget())

test('a question from our page is parsed and answered', async () => {
  handle('badge:set', ({ count }) => { expect(count).toBe(3); return { kind: 'done' } })
  await expect(ipcMain.ask('badge:set', { count: 3 })).resolves.toEqual({ kind: 'done' })
})

test.each([
  ['another site', { url: 'https://evil.example/app/' }],
  ['a host that only begins like ours', { url: 'app://shortlist.evil/app/' }],
  ['a frame inside our page', { url: 'app://shortlist/app/', inner: true }],
  ['a frame that is gone', null],
])('%s is refused before its question is read', async (_who, from) => {
  let asked = false
  handle('badge:set', () => { asked = true; return { kind: 'done' } })
  await expect(ipcMain.ask('badge:set', { count: 1 }, from)).rejects.toMatchObject({ code: 'request.foreign_origin' })
  expect(asked).toBe(false)
})

test.each([
  ['badge:set', { count: -1 }], ['badge:set', { count: 1, more: true }], ['badge:set', undefined], ['badge:set', '{}'],
  ['keychain:read', { name: '../../secrets' }], ['keychain:write', { name: 'session-token', value: 'x'.repeat(5000) }],
  ['notification:show', { title: '', body: '' }], ['file:open', { title: '', extensions: ['*'], several: false, maxBytes: 1 }],
  ['file:saveAs', { suggestedName: 'a', bytes: [1, 2] }], ['link:openExternal', { url: 7 }], ['theme:set', { theme: 'red' }],
] as const)('%s refuses %j and does not repeat it', async (channel, question) => {
  handle(channel, () => { throw new Error('must not be asked') })
  const refused: unknown = await ipcMain.ask(channel, question).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'request.malformed', facts: { channel } })
  expect((refused as Error).cause).toBeUndefined()
})

test('an answer that breaks the contract never reaches the page', async () => {
  handle('badge:set', () => ({ kind: 'done', secret: 'x' }) as { kind: 'done' })
  await expect(ipcMain.ask('badge:set', { count: 1 })).rejects.toThrow('secret')
})
