import { expect, test } from 'vitest'
import { FakeContents } from '#tests/support/fake-electron'
import { linkInArguments, listenForLinks } from '../../../src/main/native/deep-links.ts'
import { confineContents, isExternalLink, isOwnPage } from '../../../src/main/native/external-links.ts'
import { safeFileName } from '../../../src/main/native/files.ts'
import { menuTemplate } from '../../../src/main/native/menu.ts'
import { denyPermissions } from '../../../src/main/native/permissions.ts'
import { menuCommandSchema } from '#shared/contract/ipc'

test.each(['https://example.org/a?b=c', 'mailto:ana@example.org', 'tel:+4930123456'])('%s opens outside', address => expect(isExternalLink(address)).toBe(true))
test.each(['http://example.org', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'smb://host/share', 'ms-word:ofe|u|x', 'https://user:pw@example.org', 'shortlist://candidate/1', '', 'not a link'])(
  '%s does not open', address => expect(isExternalLink(address)).toBe(false))
test.each(['app://shortlist.evil/app/', 'app://evil@shortlist/app/x'.replace('shortlist', 'other'), 'https://shortlist/app/', 'about:blank', ''])('%s is not our page', address => expect(isOwnPage(address)).toBe(false))

test('the page stays where it is: foreign addresses stop, a new window is denied and a web link goes to the browser', () => {
  const contents = new FakeContents()
  const opened: string[] = []
  confineContents(contents as never, { openExternal: async url => { opened.push(url) } })
  expect(contents.navigate('https://evil.example')).toBe(true)
  expect(contents.navigate('https://evil.example', 'will-redirect')).toBe(true)
  expect(contents.navigate('app://shortlist/app/jobs')).toBe(false)
  expect(contents.openHandler?.({ url: 'https://example.org' } as never)).toEqual({ action: 'deny' })
  expect(contents.openHandler?.({ url: 'file:///etc/passwd' } as never)).toEqual({ action: 'deny' })
  expect(contents.navigate('mailto:ana@example.org')).toBe(true)
  expect(opened).toEqual(['https://example.org', 'mailto:ana@example.org'])
})

test('permissions are denied but for copying and notifications of our own page', () => {
  type Ask = (contents: { getURL(): string }, permission: string, answer: (granted: boolean) => void) => void
  let ask: Ask = () => undefined
  let check: (contents: null, permission: string, origin: string) => boolean = () => true
  denyPermissions({ setPermissionRequestHandler: handler => { ask = handler as never }, setPermissionCheckHandler: handler => { check = handler as never }, setDevicePermissionHandler: () => undefined })
  const granted = (permission: string, url: string): boolean => {
    let result = false
    ask({ getURL: () => url }, permission, answer => { result = answer })
    return result
  }
  expect(granted('notifications', 'app://shortlist/app/')).toBe(true)
  expect(granted('clipboard-sanitized-write', 'app://shortlist/app/')).toBe(true)
  expect(granted('notifications', 'https://evil.example')).toBe(false)
  for (const permission of ['media', 'geolocation', 'clipboard-read', 'openExternal', 'usb', 'fileSystem', 'fullscreen']) {
    expect(granted(permission, 'app://shortlist/app/')).toBe(false)
    expect(check(null, permission, 'app://shortlist/')).toBe(false)
  }
})

test('a second start gives its link to the first and quits', () => {
  const heard: (string | null)[] = []
  const raised = new Map<string, (...args: never[]) => void>()
  const app = { requestSingleInstanceLock: () => true, setAsDefaultProtocolClient: () => true, on: (name: string, listener: (...args: never[]) => void) => { raised.set(name, listener) } }
  expect(listenForLinks(app as never, ['shortlist', '--flag', 'shortlist://job/1'], address => heard.push(address))).toBe(true)
  raised.get('second-instance')?.({} as never, ['shortlist', 'shortlist://job/2'] as never)
  raised.get('second-instance')?.({} as never, ['shortlist'] as never)
  raised.get('open-url')?.({ preventDefault: () => undefined } as never, 'shortlist://job/3' as never)
  expect(heard).toEqual(['shortlist://job/1', 'shortlist://job/2', null, 'shortlist://job/3'])
  expect(listenForLinks({ ...app, requestSingleInstanceLock: () => false } as never, [], () => undefined)).toBe(false)
  expect(linkInArguments(['a', '--x=shortlist://job/1'])).toBeNull()
})

test('a suggested file name can name no folder and no device character', () => {
  expect(safeFileName('../../etc/passwd')).toBe('etc passwd')
  expect(safeFileName('Ana <Müller>: offer?.pdf')).toBe('Ana Müller offer .pdf')
  expect(safeFileName('..')).toBe('shortlist')
})

test.each(['darwin', 'linux', 'win32'])('on %s every menu command is one the page knows, and no key is given twice', platform => {
  const sent: string[] = []
  const items = menuTemplate(platform, command => sent.push(command)).flatMap(menu => menu.submenu as { click?: () => void; accelerator?: string }[] | undefined ?? [])
  for (const item of items) item.click?.()
  expect(sent.length).toBeGreaterThan(15)
  for (const command of sent) expect(menuCommandSchema.safeParse(command).success).toBe(true)
  const keys = items.map(item => item.accelerator).filter(key => key !== undefined)
  expect(new Set(keys).size).toBe(keys.length)
})
