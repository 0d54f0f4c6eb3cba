import { expect, test } from 'vitest'
import { chooseOpener, hasDisplay } from '../../resources/scripts/choose-opener.mjs'
import { isNewEnough, judgeNode } from '../../resources/scripts/node-version.mjs'
import { listeningAddress } from '../../resources/scripts/server-child.mjs'
import { addTotals, noTotals, playwrightTotals, totalsLine, vitestTotals, withExitCode } from '../../resources/scripts/totals.mjs'

const where = { root: '/shortlist', address: 'http://127.0.0.1:4000', profile: '/data/browser' }
const laptop = { platform: 'linux', display: true, isRoot: false, isCi: false, noOpen: false, electron: null, electronFailed: false, chromium: null, opener: null }

test.each([
  ['a laptop with Electron', { electron: '/e' }, 'electron'],
  ['a laptop that may fetch Electron', {}, 'fetch-electron'],
  ['a laptop where fetching failed, with Chromium', { electronFailed: true, chromium: '/c', opener: '/o' }, 'app-window'],
  ['a laptop where fetching failed, with Firefox', { electronFailed: true, opener: '/o' }, 'browser'],
  ['a laptop without any browser', { electronFailed: true }, 'address'],
  ['a build machine, which fetches nothing', { isCi: true, chromium: '/c' }, 'app-window'],
  ['a server without a display, whatever is installed', { display: false, electron: '/e', chromium: '/c', opener: '/o' }, 'address'],
  ['a person who wants the address only', { noOpen: true, electron: '/e' }, 'address'],
])('%s', (_who, found, kind) => {
  expect(chooseOpener({ ...laptop, ...found }, where).kind).toBe(kind)
})

test('the server’s address reaches Electron and the browser', () => {
  expect(chooseOpener({ ...laptop, electron: '/e' }, where)).toEqual({ kind: 'electron', program: '/e', args: ['/shortlist', '--server=http://127.0.0.1:4000'] })
  expect(chooseOpener({ ...laptop, electronFailed: true, chromium: '/c' }, where)).toMatchObject({ args: expect.arrayContaining(['--app=http://127.0.0.1:4000/app/', '--user-data-dir=/data/browser']) })
})

test('as root on Linux the sandbox is left out, and why is said; never for another user', () => {
  for (const found of [{ electron: '/e' }, { electronFailed: true, chromium: '/c' }]) {
    expect(chooseOpener({ ...laptop, ...found, isRoot: true }, where)).toMatchObject({ args: expect.arrayContaining(['--no-sandbox']), note: expect.stringContaining('root') })
    expect(JSON.stringify(chooseOpener({ ...laptop, ...found }, where))).not.toContain('no-sandbox')
  }
})

test('Linux shows windows on X or Wayland; a Mac over ssh does not', () => {
  expect([hasDisplay('linux', {}), hasDisplay('linux', { DISPLAY: ':0' }), hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })]).toEqual([false, true, true])
  expect([hasDisplay('darwin', {}), hasDisplay('darwin', { SSH_CONNECTION: 'x' }), hasDisplay('win32', {})]).toEqual([true, false, true])
})

test('Node before 22.12 is replaced by the one npm ci brought, or named', () => {
  expect(['v18.20.0', 'v20.19.2', 'v22.11.0', 'v22.12.0', 'v24.1.0'].map(isNewEnough)).toEqual([false, false, false, true, true])
  expect(judgeNode('v20.19.2', '/n')).toEqual({ kind: 'again', with: '/n' })
  expect(judgeNode('v20.19.2', null)).toMatchObject({ kind: 'stop', say: expect.stringContaining('22.12') })
})

test('only the listening line gives an address', () => {
  expect(listeningAddress('{"event":"listening","url":"http://127.0.0.1:4000/"}')).toBe('http://127.0.0.1:4000')
  for (const line of ['', '{', '{"event":"listening"}', '{"event":"starting","url":"x"}', 'listening on 4000', '{"event":"listening","url":7}']) expect(listeningAddress(line)).toBeNull()
})

test('totals add up over both reporters, and name what did not run and what failed, with what it said', () => {
  const units = vitestTotals({ numPassedTests: 5, numFailedTests: 1, testResults: [
    { name: 'one.test.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'a', failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[39m', 'seed 7'] }, { status: 'skipped', fullName: 'b' }] },
    { name: 'two.test.ts', status: 'failed', assertionResults: [], message: 'cannot be loaded' },
  ] })
  expect(units).toEqual({ passed: 5, failed: 2, skipped: 1, skippedNames: ['b'], failures: [{ name: 'a', said: 'expected 1 to be 2\nseed 7' }, { name: 'two.test.ts', said: 'cannot be loaded' }] })
  const specs = [{ title: 'c', tests: [{ status: 'skipped' }] }, { title: 'd', tests: [{ status: 'unexpected', results: [{ errors: [{ message: 'no button' }] }] }] }]
  const pages = playwrightTotals({ stats: { expected: 3, flaky: 1, unexpected: 1, skipped: 1 }, errors: [{ message: 'the server ended' }], suites: [{ specs: [], suites: [{ specs }] }] })
  expect(pages).toEqual({ passed: 4, failed: 2, skipped: 1, skippedNames: ['c'], failures: [{ name: 'd', said: 'no button' }, { name: 'outside any test', said: 'the server ended' }] })
  const both = addTotals(units, pages)
  expect(both.failures.map(failure => failure.name)).toEqual(['a', 'two.test.ts', 'd', 'outside any test'])
  expect(totalsLine(both)).toBe('9 passed, 4 failed, 2 skipped')
  expect(totalsLine({ ...noTotals, passed: 3 })).toBe('3 passed, 0 failed')
})

test('what a failed test said is cut after forty lines', () => {
  const long = Array.from({ length: 100 }, (_, line) => `line ${line}`).join('\n')
  const [failure] = vitestTotals({ numPassedTests: 0, numFailedTests: 1, testResults: [{ status: 'failed', assertionResults: [{ status: 'failed', fullName: 'a', failureMessages: [long] }] }] }).failures
  expect(failure?.said.split('\n')).toHaveLength(40)
})

test('a step that ends badly is a failure even when no test failed', () => {
  expect(withExitCode({ ...noTotals, passed: 4 }, 1).failed).toBe(1)
  expect(withExitCode({ ...noTotals, passed: 4, failed: 2 }, 1).failed).toBe(2)
})
