import type { BrowserWindowConstructorOptions } from 'electron'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeWindow } from '#tests/support/fake-electron'
import { openMainWindow } from '../../../src/main/windows/main-window.ts'
import { openingBounds } from '../../../src/main/windows/window-state.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'window-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const screenArea = { x: 0, y: 0, width: 1920, height: 1080 }

function open(nowMs = () => 0) {
  const window = new FakeWindow()
  let options: BrowserWindowConstructorOptions = {}
  openMainWindow({
    create: asked => { options = asked; return window.asWindow() }, screen: { getAllDisplays: () => [{ workArea: screenArea }] as never }, shell: { openExternal: async () => undefined },
    preload: '/preload.cjs', icon: '/icon.png', statePath: join(folder, 'window.json'), nowMs,
  })
  return { window, options }
}
const crash = (window: FakeWindow, reason = 'crashed'): void => (window.webContents.raised.get('render-process-gone') as ((event: unknown, facts: { reason: string }) => void))({}, { reason })

test('the page is isolated, sandboxed and without Node', () => {
  expect(open().options.webPreferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, webSecurity: true })
})

test('the window opens where it was left, maximised if it was', () => {
  const first = open().window
  first.maximised = true
  first.raised.get('close')?.()
  const { options, window } = open()
  expect(options).toMatchObject(first.bounds)
  expect(window.maximised).toBe(true)
})

test('a damaged state file opens the usual window', () => {
  writeFileSync(join(folder, 'window.json'), '{"x":"left"}')
  expect(open().options).toMatchObject({ width: 1360, height: 860 })
})

test('a window left on a display that is gone comes back on one that is there', () => {
  expect(openingBounds({ x: 4000, y: 100, width: 1000, height: 700, maximised: false }, [screenArea])).toEqual({ width: 1000, height: 700 })
})

test('wherever it was left, a window with a position can be reached by its title bar', () => {
  expect.hasAssertions()
  const number = fc.integer({ min: -9000, max: 9000 })
  fc.assert(fc.property(number, number, fc.integer({ min: 480, max: 4000 }), fc.integer({ min: 360, max: 4000 }), (x, y, width, height) => {
    const bounds = openingBounds({ x, y, width, height, maximised: false }, [screenArea, { x: 1920, y: -200, width: 1280, height: 1024 }])
    const at = { x: bounds.x ?? 0, y: bounds.y ?? 0 }
    expect([screenArea, { x: 1920, y: -200, width: 1280, height: 1024 }].some(area => at.y >= area.y && at.y < area.y + area.height && at.x < area.x + area.width && at.x + bounds.width > area.x)).toBe(true)
  }))
})

test('a crashed page is loaded again; the third time in a minute a plain page offers a new start', () => {
  let now = 0
  const { window } = open(() => now)
  for (now of [1_000, 2_000, 3_000]) crash(window)
  expect(window.loaded).toEqual(['app://shortlist/app/', 'app://shortlist/app/', 'app://shortlist/app/', 'app://shortlist/stopped'])
})

test('crashes that are minutes apart are each recovered, and a clean end is none', () => {
  let now = 0
  const { window } = open(() => now)
  crash(window, 'clean-exit')
  for (now of [0, 61_000, 122_000, 183_000]) crash(window)
  expect(window.loaded).toEqual(Array.from({ length: 5 }, () => 'app://shortlist/app/'))
})
