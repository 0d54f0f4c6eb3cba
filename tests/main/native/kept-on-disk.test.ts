import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeSafeStorage } from '#tests/support/fake-electron'
import { Keychain } from '../../../src/main/native/keychain.ts'
import { launchedServer, parseServerAddress, ServerAddress } from '../../../src/main/native/server-address.ts'
import { SyncTray } from '../../../src/main/native/tray.ts'
import { Updates } from '../../../src/main/native/updates.ts'

let folder: string
let path: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'kept-')); path = join(folder, 'file.json') })
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const here = 'https://hiring.example.org'

test('a secret comes back, is not readable in the file, and is for this person only', () => {
  const keychain = new Keychain(fakeSafeStorage({ available: true }), path)
  expect(keychain.write(here, 'session-token', 'abc123')).toEqual({ kind: 'done' })
  expect(keychain.read(here, 'session-token')).toEqual({ kind: 'found', value: 'abc123' })
  expect(readFileSync(path, 'utf8')).not.toContain('abc123')
  expect(process.platform === 'win32' ? 0 : statSync(path).mode & 0o077).toBe(0)
  expect(keychain.read('https://other.example', 'session-token')).toEqual({ kind: 'absent' })
  keychain.delete(here, 'session-token')
  expect(keychain.read(here, 'session-token')).toEqual({ kind: 'absent' })
})

test.each([['no encryption', { available: false }], ...(process.platform === 'linux' ? [['a known password', { available: true, backend: 'basic_text' as const }] as const] : [])] as const)(
  'with %s nothing is written', (_why, state) => {
    const keychain = new Keychain(fakeSafeStorage(state), path)
    expect(keychain.write(here, 'replica-key', 'abc')).toEqual({ kind: 'unavailable' })
    expect(keychain.read(here, 'replica-key')).toEqual({ kind: 'unavailable' })
    expect(existsSync(path)).toBe(false)
  })

test('a damaged file, or a changed system key, means signing in again and no crash', () => {
  const keychain = new Keychain(fakeSafeStorage({ available: true }), path)
  writeFileSync(path, '{"broken')
  expect(keychain.read(here, 'session-token')).toEqual({ kind: 'absent' })
  writeFileSync(path, JSON.stringify({ [`${here} session-token`]: Buffer.from('foreign').toString('base64') }))
  expect(keychain.read(here, 'session-token')).toEqual({ kind: 'absent' })
})

test('a server is an https address, or plain http on this computer', () => {
  expect(parseServerAddress(' hiring.example.org/app/ ')).toEqual({ kind: 'accepted', origin: here })
  expect(parseServerAddress('http://127.0.0.1:4000')).toEqual({ kind: 'accepted', origin: 'http://127.0.0.1:4000' })
  expect(parseServerAddress('http://[::1]:4000')).toEqual({ kind: 'accepted', origin: 'http://[::1]:4000' })
  expect(parseServerAddress('http://hiring.example.org')).toEqual({ kind: 'refused', reason: 'not_protected' })
  for (const bad of ['', 'ftp://x', 'javascript:alert(1)', 'https://u:p@x', 'https://', "x;connect-src *"]) expect(parseServerAddress(bad)).toEqual({ kind: 'refused', reason: 'not_an_address' })
})

test('a chosen server is remembered; one given at launch is not', () => {
  new ServerAddress(path, undefined).use(here)
  expect(new ServerAddress(path, undefined).origin).toBe(here)
  expect(new ServerAddress(path, launchedServer(['--server=http://127.0.0.1:9'])).origin).toBe('http://127.0.0.1:9')
  expect(new ServerAddress(path, undefined).origin).toBe(here)
  writeFileSync(path, '{"origin":"http://plain.example"}')
  expect(new ServerAddress(path, undefined).origin).toBeNull()
})

test('one tray icon is made at the first state and changed after', () => {
  const seen: string[] = []
  const tray = new SyncTray({
    create: icon => { seen.push(`made ${String(icon)}`); return { setImage: (to: unknown) => { seen.push(`now ${String(to)}`) }, setToolTip: () => undefined, setContextMenu: () => undefined, on: () => undefined } as never },
    iconOf: look => look as never, menuOf: items => items as never, openWindow: () => undefined, quit: () => undefined,
  })
  tray.setState('synced', '')
  tray.setState('offline', 'No network')
  expect(seen).toEqual(['made synced', 'now offline'])
})

test('updates are looked for quietly, announced when whole, and used on the person’s word', async () => {
  const raised = new Map<string, (fact: never) => void>()
  let looks = 0
  let installs = 0
  const updater = {
    autoDownload: false, autoInstallOnAppQuit: false, logger: console as unknown, checkForUpdates: async () => { looks += 1; throw new Error('no network') },
    quitAndInstall: () => { installs += 1 }, on: (name: string, listener: (fact: never) => void) => { raised.set(name, listener) },
  }
  const announced: string[] = []
  const updates = new Updates(updater, version => announced.push(version))
  let again: () => void = () => undefined
  updates.start(work => { again = work; return () => undefined })
  again()
  expect(looks).toBe(2)
  expect(updates.install()).toEqual({ kind: 'none_ready' })
  raised.get('error')?.(new Error('feed is gone') as never)
  raised.get('update-downloaded')?.({ version: '2.0.0' } as never)
  expect(announced).toEqual(['2.0.0'])
  expect(updates.install()).toEqual({ kind: 'done' })
  expect(installs).toBe(1)
})
