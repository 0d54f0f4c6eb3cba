import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ipcCallNames } from '#shared/contract/ipc-channels'
import { ipcContract } from '#shared/contract/ipc'
import { FakeNotification, FakeWindow, fakeSafeStorage } from '#tests/support/fake-electron'
import { buildAnswers } from '../../../src/main/ipc/answers.ts'
import { LinkQueue } from '../../../src/main/ipc/link-queue.ts'
import { Keychain } from '../../../src/main/native/keychain.ts'
import { ServerAddress } from '../../../src/main/native/server-address.ts'
import { SyncTray } from '../../../src/main/native/tray.ts'
import { Updates } from '../../../src/main/native/updates.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'answers-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function desk(chosen: { save?: string; open?: string[] } = {}) {
  const window = new FakeWindow()
  const seen = { badge: -1, opened: [] as string[], tray: [] as string[], front: 0, reloads: 0 }
  Object.assign(window.webContents, { printToPDF: async () => Buffer.from('%PDF'), reload: () => { seen.reloads += 1 } })
  const theme = { themeSource: 'system' as 'system' | 'light' | 'dark' }
  const server = new ServerAddress(join(folder, 'server.json'), 'http://127.0.0.1:4000')
  const tray = new SyncTray({
    create: () => ({ setImage: () => undefined, setToolTip: (text: string) => { seen.tray.push(text) }, setContextMenu: () => undefined, on: () => undefined }) as never,
    iconOf: look => look as never, menuOf: items => items as never, openWindow: () => undefined, quit: () => undefined,
  })
  const updater = { autoDownload: false, autoInstallOnAppQuit: false, logger: null, checkForUpdates: async () => null, quitAndInstall: () => undefined, on: () => undefined }
  const links = new LinkQueue(() => undefined)
  const answers = buildAnswers({
    app: { getVersion: () => '1.2.3', setBadgeCount: (count?: number) => { seen.badge = count ?? -1; return true } },
    dialog: {
      showSaveDialog: (async () => ({ canceled: chosen.save === undefined, filePath: chosen.save ?? '' })) as never,
      showOpenDialog: (async () => ({ canceled: chosen.open === undefined, filePaths: chosen.open ?? [] })) as never,
    },
    shell: { openExternal: async (url: string) => { seen.opened.push(url) } }, theme, Notification: FakeNotification as never,
    keychain: new Keychain(fakeSafeStorage({ available: true }), join(folder, 'secrets.json')), server, tray,
    updates: new Updates(updater, () => undefined), links, platform: 'linux', window: () => window.asWindow(), bringToFront: () => { seen.front += 1 },
  })
  return { answers, seen, theme, server, links }
}

test('every channel of the contract has an answer, and no answer lacks a channel', () => {
  expect(Object.keys(desk().answers).sort()).toEqual([...ipcCallNames].sort())
  expect(Object.keys(ipcContract).sort()).toEqual([...ipcCallNames].sort())
})

test('a saved file holds exactly the bytes, and nothing is left beside it', async () => {
  const path = join(folder, 'export.zip')
  const answer = await desk({ save: path }).answers['file:saveAs']({ suggestedName: 'export.zip', bytes: new Uint8Array([1, 2, 3]) })
  expect(answer).toEqual({ kind: 'saved', fileName: 'export.zip' })
  expect([...readFileSync(path)]).toEqual([1, 2, 3])
  expect(() => readFileSync(`${path}.part`)).toThrow('ENOENT')
})

test('a folder that is not there is a failure in words, not an exception', async () => {
  const answer = await desk({ save: join(folder, 'gone', 'a.csv') }).answers['file:saveAs']({ suggestedName: 'a.csv', bytes: new Uint8Array() })
  expect(answer).toEqual({ kind: 'failed', reason: 'unreadable' })
})

test('a file over the limit is named and not read', async () => {
  const path = join(folder, 'big.csv')
  writeFileSync(path, 'x'.repeat(11))
  const { answers } = desk({ open: [path] })
  const question = { title: 'Import', extensions: ['csv'], several: false }
  expect(await answers['file:open']({ ...question, maxBytes: 10 })).toEqual({ kind: 'too_large', name: 'big.csv', maxBytes: 10 })
  expect(await answers['file:open']({ ...question, maxBytes: 11 })).toMatchObject({ kind: 'opened', files: [{ name: 'big.csv' }] })
})

test('closing a dialog is cancelling', async () => {
  const { answers } = desk()
  expect(await answers['file:saveAs']({ suggestedName: 'a', bytes: new Uint8Array() })).toEqual({ kind: 'cancelled' })
  expect(await answers['print:toPdf']({ suggestedName: 'packet', landscape: false })).toEqual({ kind: 'cancelled' })
})

test('a packet is printed to a file that ends in .pdf', async () => {
  const path = join(folder, 'packet.pdf')
  await desk({ save: path }).answers['print:toPdf']({ suggestedName: 'packet', landscape: false })
  expect(readFileSync(path, 'utf8')).toBe('%PDF')
})

test('a secret is kept for the server in use and not given to another', async () => {
  const { answers } = desk()
  await answers['keychain:write']({ name: 'session-token', value: 's3cret' })
  expect(await answers['keychain:read']({ name: 'session-token' })).toEqual({ kind: 'found', value: 's3cret' })
  await answers['server:use']({ address: 'hiring.example.org' })
  expect(await answers['keychain:read']({ name: 'session-token' })).toEqual({ kind: 'absent' })
})

test('choosing another server loads the page anew; choosing the same one does not', async () => {
  const { answers, seen } = desk()
  await answers['server:use']({ address: 'http://127.0.0.1:4000' })
  await answers['server:use']({ address: 'http://hiring.example.org' })
  await new Promise(resolve => { setImmediate(resolve) })
  expect(seen.reloads).toBe(0)
  await answers['server:use']({ address: 'https://hiring.example.org' })
  await new Promise(resolve => { setImmediate(resolve) })
  expect(seen.reloads).toBe(1)
})

test('a clicked notification brings the window to the front and opens what it spoke of', async () => {
  const { answers, seen, links } = desk()
  const opens = { kind: 'interview', id: '0190b5e4-7c1a-7000-8000-000000000001' } as const
  expect(await answers['notification:show']({ title: 'Interview in 10 minutes', body: '', opens })).toEqual({ kind: 'shown' })
  FakeNotification.shown.at(-1)?.raised.get('click')?.()
  expect(seen.front).toBe(1)
  expect(links.take()).toEqual([opens])
})

test('badge, tray, theme and links reach the system', async () => {
  const { answers, seen, theme } = desk()
  await answers['badge:set']({ count: 4 })
  await answers['tray:setState']({ look: 'waiting', label: '3 changes waiting since 10:42' })
  await answers['theme:set']({ theme: 'dark' })
  expect(await answers['link:openExternal']({ url: 'https://example.org' })).toEqual({ kind: 'opened' })
  expect(await answers['link:openExternal']({ url: 'file:///etc/passwd' })).toEqual({ kind: 'refused' })
  expect(seen).toMatchObject({ badge: 4, opened: ['https://example.org'], tray: ['Shortlist: 3 changes waiting since 10:42'] })
  expect(theme.themeSource).toBe('dark')
  expect(await answers['update:install']({})).toEqual({ kind: 'none_ready' })
})
