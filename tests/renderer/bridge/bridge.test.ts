import { expect, test } from 'vitest'
import { openBridge } from '../../../src/renderer/bridge/bridge.ts'
import { keepPageOffline, onPageUpdate, usePageUpdate } from '../../../src/renderer/bridge/keep-page-offline.ts'
import { readChosen } from '../../../src/renderer/bridge/web-files.ts'
import { fakePage, fakePreload } from '#tests/support/fake-page'

const id = '0190b5e4-7c1a-7000-8000-000000000001'

test('the page in the shell uses the shell, the page in a browser the browser', () => {
  expect(openBridge(fakePage({ shortlist: fakePreload().bridge }).page).kind).toBe('shell')
  expect(openBridge(fakePage().page).kind).toBe('web')
})

test('in the shell a secret goes to the keychain and is durable', async () => {
  const preload = fakePreload({ 'keychain:write': { kind: 'done' }, 'keychain:read': { kind: 'found', value: 'kept' } })
  const { secrets } = openBridge(fakePage({ shortlist: preload.bridge }).page)
  expect(await secrets.read('session-token')).toBe('kept')
  expect(await secrets.write('session-token', 'new')).toEqual({ durable: true })
})

test('without a keychain a secret lives as long as the page and says so', async () => {
  const preload = fakePreload({ 'keychain:write': { kind: 'unavailable' }, 'keychain:read': { kind: 'unavailable' }, 'keychain:delete': { kind: 'done' } })
  for (const page of [fakePage({ shortlist: preload.bridge }).page, fakePage().page]) {
    const { secrets } = openBridge(page)
    expect(await secrets.read('replica-key')).toBeNull()
    expect(await secrets.write('replica-key', 'k')).toEqual({ durable: false })
    expect(await secrets.read('replica-key')).toBe('k')
    await secrets.delete('replica-key')
    expect(await secrets.read('replica-key')).toBeNull()
  }
})

test('links that came before the page listened are heard, and those after', async () => {
  const preload = fakePreload({ 'deepLink:take': { links: [{ kind: 'job', id }] } })
  const heard: unknown[] = []
  openBridge(fakePage({ shortlist: preload.bridge }).page).onDeepLink(link => heard.push(link))
  await Promise.resolve()
  await Promise.resolve()
  preload.tell('deepLink:opened', { kind: 'candidate', id })
  expect(heard).toEqual([{ kind: 'job', id }, { kind: 'candidate', id }])
})

test('on the web the address says what to open, once, and is cleaned', async () => {
  const { page, state, goTo } = fakePage({ hash: `#open/candidate/${id}` })
  const heard: unknown[] = []
  const stop = openBridge(page).onDeepLink(link => heard.push(link))
  await Promise.resolve()
  expect(heard).toEqual([{ kind: 'candidate', id }])
  expect(state.address).toBe('/app/jobs')
  goTo('#open/candidate/not-an-id')
  goTo(`#open/job/${id}`)
  stop()
  goTo(`#open/job/${id}`)
  expect(heard).toHaveLength(2)
})

test('undo from the native menu belongs to a text field that has the focus, else to the page', () => {
  const preload = fakePreload()
  const { page, state } = fakePage({ shortlist: preload.bridge })
  const heard: string[] = []
  openBridge(page).onMenuCommand(command => heard.push(command))
  preload.tell('menu:command', { command: 'undo' })
  state.focusedOnText = true
  preload.tell('menu:command', { command: 'undo' })
  preload.tell('menu:command', { command: 'help' })
  expect(heard).toEqual(['undo', 'help'])
  expect(state.edits).toEqual(['undo'])
})

test('the web title carries the number and the mark, and keeps the page’s own words', async () => {
  const { page, state } = fakePage()
  const desktop = openBridge(page)
  await desktop.showBadge(3)
  await desktop.showSyncState('attention', '')
  expect(state.document.title).toBe('(3) ! Board · Shortlist')
  state.document.title = '(3) ! Calendar · Shortlist'
  await desktop.showSyncState('synced', '')
  await desktop.showBadge(0)
  expect(state.document.title).toBe('Calendar · Shortlist')
})

test.each([['', 'download'], ['AbortError', 'cancelled'], ['SecurityError', 'download'], ['QuotaExceededError', 'no_space'], ['NotAllowedError', 'no_permission']])(
  'saving in a browser whose picker says "%s" ends in %s', async (error, end) => {
    const { page, state } = fakePage(error === '' ? {} : { pickerError: error })
    const answer = await openBridge(page).saveFile('all.zip', new Uint8Array([1]))
    expect(state.downloads).toEqual(end === 'download' ? ['all.zip'] : [])
    expect(answer).toEqual(end === 'download' ? { kind: 'saved', fileName: 'all.zip' } : end === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', reason: end })
  })

test('chosen files are read whole, and one over the limit is named', async () => {
  const file = new File(['abc'], 'a.csv')
  expect(await readChosen([file], 2)).toEqual({ kind: 'too_large', name: 'a.csv', maxBytes: 2 })
  expect(await readChosen([file], 3)).toEqual({ kind: 'opened', files: [{ name: 'a.csv', bytes: new TextEncoder().encode('abc') }] })
  expect(await readChosen([], 3)).toEqual({ kind: 'cancelled' })
})

test('only web and mail links leave the page', async () => {
  const { page, state } = fakePage()
  const desktop = openBridge(page)
  expect(await desktop.openExternal('https://example.org')).toEqual({ kind: 'opened' })
  expect(await desktop.openExternal('javascript:alert(1)')).toEqual({ kind: 'refused' })
  expect(state.opened).toEqual(['https://example.org'])
  expect(await desktop.notify({ title: 'a', body: '' })).toEqual({ kind: 'unsupported' })
  expect(await desktop.printPage({ suggestedName: 'a', landscape: false })).toEqual({ kind: 'printed' })
})

test('a newer page is announced when it is whole and used only on the person’s word', async () => {
  const worker = Object.assign(new EventTarget(), { state: 'installing', posted: [] as unknown[], postMessage(message: unknown) { this.posted.push(message) } })
  const registration = Object.assign(new EventTarget(), { waiting: null, installing: worker })
  const container = Object.assign(new EventTarget(), { controller: {}, register: async () => registration })
  let announced = 0
  let reloads = 0
  onPageUpdate(() => { announced += 1 })
  await keepPageOffline(container as never)
  registration.dispatchEvent(new Event('updatefound'))
  expect(announced).toBe(0)
  worker.state = 'installed'
  worker.dispatchEvent(new Event('statechange'))
  expect([announced, worker.posted]).toEqual([1, []])
  usePageUpdate(container as never, () => { reloads += 1 })
  expect([worker.posted, reloads]).toEqual([[{ type: 'SKIP_WAITING' }], 0])
  container.dispatchEvent(new Event('controllerchange'))
  expect(reloads).toBe(1)
})

test('a browser that refuses to keep the page is no failure', async () => {
  const refusing = { controller: null, addEventListener: () => undefined, register: async () => { throw new Error('private window') } }
  await expect(keepPageOffline(refusing as never)).resolves.toBeUndefined()
  await expect(keepPageOffline(undefined)).resolves.toBeUndefined()
})
