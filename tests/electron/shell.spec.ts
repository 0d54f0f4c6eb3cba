import { expect, test } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron } from 'playwright-core'
import { hasDisplay } from '../../resources/scripts/choose-opener.mjs'
import { findElectron } from '../../resources/scripts/electron-binary.mjs'

const root = resolve(import.meta.dirname, '../..')
const program = findElectron(root)
const server = 'http://127.0.0.1:9'
let userData = ''
let shell: ElectronApplication
let page: Page

test.skip(program === null || !hasDisplay(process.platform, process.env), 'Electron’s program is not installed here, or there is no display.')

async function start(): Promise<void> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  shell = await _electron.launch({ executablePath: program ?? '', args: [...sandbox, root, `--user-data-dir=${userData}`, `--server=${server}`] })
  page = await shell.firstWindow()
  await page.waitForLoadState('domcontentloaded')
}

test.beforeEach(async () => {
  userData = mkdtempSync(join(tmpdir(), 'shortlist-shell-'))
  await start()
})
test.afterEach(async () => {
  await shell.close()
  rmSync(userData, { recursive: true, force: true })
})

test('the workstation opens from its own protocol with the policy on', async () => {
  expect(page.url()).toBe('app://shortlist/app/')
  const policy = await page.evaluate(async () => (await fetch('/app/index.html')).headers.get('content-security-policy'))
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain(`connect-src 'self' blob: ${server}`)
})

test('the page has no Node and only the bridge', async () => {
  expect(await page.evaluate(() => ['process' in globalThis, 'require' in globalThis, Object.isFrozen(window.shortlist)])).toEqual([false, false, true])
})

test('the bridge answers, and refuses a malformed question', async () => {
  expect(await page.evaluate(() => window.shortlist?.calls['app:info']({}))).toMatchObject({ serverOrigin: server })
  const refused = await page.evaluate(() => window.shortlist?.calls['badge:set']({ count: -1 }).then(() => 'answered', () => 'refused'))
  expect(refused).toBe('refused')
})

test('an inline script and a foreign server are stopped by the policy', async () => {
  expect(await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.name = "taken"'
    document.head.append(script)
    return window.name
  })).toBe('')
  expect(await page.evaluate(() => fetch('https://example.org').then(() => 'reached', () => 'stopped'))).toBe('stopped')
})

test('the page cannot leave, open a window or ask for the camera', async () => {
  await page.evaluate(() => { window.location.href = 'https://example.org/' })
  expect(await page.evaluate(() => window.open('about:blank') === null)).toBe(true)
  expect(page.url()).toContain('app://shortlist/')
  expect(shell.windows()).toHaveLength(1)
  expect(await page.evaluate(() => navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', () => 'denied'))).toBe('denied')
})

test('IndexedDB and crypto work under the protocol and outlive a restart', async () => {
  await page.evaluate(() => { localStorage.setItem('kept', 'yes') })
  expect(await page.evaluate(() => typeof indexedDB === 'object' && typeof crypto.subtle === 'object')).toBe(true)
  await shell.close()
  await start()
  expect(await page.evaluate(() => localStorage.getItem('kept'))).toBe('yes')
})

test('a crashed page comes back by itself', async () => {
  await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  await expect.poll(() => shell.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return contents?.isCrashed() === false && contents.getURL()
  })).toBe('app://shortlist/app/')
})

test('the window opens again in the size it was left', async () => {
  await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 20, y: 20, width: 900, height: 640 }))
  await shell.close()
  await start()
  const bounds = await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  expect(bounds).toMatchObject({ width: 900, height: 640 })
})
