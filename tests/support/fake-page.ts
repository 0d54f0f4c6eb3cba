import type { PreloadBridge } from '#shared/contract/ipc'
import { ipcCallNames, ipcEventNames } from '#shared/contract/ipc-channels'

/** Stands for what the preload puts on the page: answers as told, and `tell` raises an event. */
export function fakePreload(answers: Record<string, unknown> = {}) {
  const listeners = new Map<string, (event: unknown) => void>()
  const bridge = {
    calls: Object.fromEntries(ipcCallNames.map(name => [name, async () => answers[name]])),
    events: Object.fromEntries(ipcEventNames.map(name => [name, (listener: (event: unknown) => void) => { listeners.set(name, listener); return () => listeners.delete(name) }])),
  } as unknown as PreloadBridge
  return { bridge, tell: (name: string, event: unknown) => listeners.get(name)?.(event) }
}

/** Stands for a browser's window, as far as the bridge uses it. */
export function fakePage(options: { shortlist?: PreloadBridge; hash?: string; pickerError?: string } = {}) {
  const state = {
    address: '', focusedOnText: false, edits: [] as string[], downloads: [] as string[], opened: [] as string[],
    document: { title: 'Board · Shortlist' },
  }
  const events = new EventTarget()
  const location = { origin: 'http://127.0.0.1:4000', pathname: '/app/jobs', search: '', hash: options.hash ?? '', reload: () => undefined }
  const document = Object.assign(state.document, {
    get activeElement() { return { matches: () => state.focusedOnText, isContentEditable: false } },
    execCommand: (command: string) => state.edits.push(command),
    createElement: () => ({ download: '', click() { state.downloads.push(this.download) } }),
  })
  Object.defineProperty(document, 'activeElement', { get: () => ({ matches: () => state.focusedOnText, isContentEditable: false }) })
  const page = {
    document, location, navigator: { userAgent: 'Linux' }, history: { state: null, replaceState: (_state: unknown, _title: string, to: string) => { state.address = to; location.hash = '' } },
    addEventListener: events.addEventListener.bind(events), removeEventListener: events.removeEventListener.bind(events),
    open: (url: string) => state.opened.push(url), print: () => undefined,
    ...(options.shortlist === undefined ? {} : { shortlist: options.shortlist }),
    ...(options.pickerError === undefined ? {} : { showSaveFilePicker: async () => { throw new DOMException('', options.pickerError) } }),
  } as unknown as Window
  const goTo = (hash: string): void => {
    location.hash = hash
    events.dispatchEvent(new Event('hashchange'))
  }
  return { page, state, goTo }
}
