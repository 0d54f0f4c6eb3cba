import type { BrowserWindow, IpcMainInvokeEvent, NotificationConstructorOptions, SafeStorage, WebContents, WillNavigateEvent } from 'electron'

/** Hand-written stand-ins for the few Electron calls that the shell makes, each typed by Electron's own declarations. */

type InvokeListener = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown
const listeners = new Map<string, InvokeListener>()

/** Stands for `ipcMain`: `ask` is what a page's `ipcRenderer.invoke` would do. */
export const ipcMain = {
  handle(channel: string, listener: InvokeListener): void {
    if (listeners.has(channel)) throw new Error(`second handler for ${channel}`)
    listeners.set(channel, listener)
  },
  async ask(channel: string, input: unknown, from: { url: string; inner?: boolean } | null = { url: 'app://shortlist/app/' }): Promise<unknown> {
    const senderFrame = from === null ? null : { url: from.url, parent: from.inner === true ? {} : null }
    return listeners.get(channel)?.({ senderFrame } as IpcMainInvokeEvent, input)
  },
  forget(): void {
    listeners.clear()
  },
}

/** Stands for `safeStorage`; encrypts by reversing, so that a test can see that the plain text was not written. */
export function fakeSafeStorage(state: { available: boolean; backend?: ReturnType<SafeStorage['getSelectedStorageBackend']> }) {
  const mark = 'locked:'
  return {
    isEncryptionAvailable: () => state.available,
    getSelectedStorageBackend: () => state.backend ?? 'gnome_libsecret',
    encryptString: (text: string) => Buffer.from(mark + Array.from(text).reverse().join('')),
    decryptString(bytes: Buffer): string {
      const text = bytes.toString()
      if (!text.startsWith(mark)) throw new Error('cannot decrypt')
      return Array.from(text.slice(mark.length)).reverse().join('')
    },
  } satisfies Pick<SafeStorage, 'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'>
}

/** Stands for a window's `webContents`: events are raised by the test. */
export class FakeContents {
  readonly raised = new Map<string, (...args: never[]) => void>()
  readonly sent: { name: string; payload: unknown }[] = []
  openHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | null = null

  on(name: string, listener: (...args: never[]) => void): this {
    this.raised.set(name, listener)
    return this
  }
  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler
  }
  send(name: string, payload: unknown): void {
    this.sent.push({ name, payload })
  }
  /** True when the shell stopped the navigation. */
  navigate(url: string, event: 'will-navigate' | 'will-redirect' = 'will-navigate'): boolean {
    let stopped = false
    const details = { url, isMainFrame: true, preventDefault: () => { stopped = true } } as unknown as WillNavigateEvent
    const listener = this.raised.get(event) as ((details: WillNavigateEvent) => void) | undefined
    listener?.(details)
    return stopped
  }
}

/** Stands for `BrowserWindow` as far as the main window uses it. */
export class FakeWindow {
  readonly webContents = new FakeContents()
  readonly raised = new Map<string, () => void>()
  readonly loaded: string[] = []
  maximised = false
  visible = false
  bounds = { x: 40, y: 50, width: 1000, height: 700 }

  on(name: string, listener: () => void): this { this.raised.set(name, listener); return this }
  once(name: string, listener: () => void): this { return this.on(name, listener) }
  async loadURL(url: string): Promise<void> { this.loaded.push(url) }
  show(): void { this.visible = true }
  maximize(): void { this.maximised = true }
  isMaximized(): boolean { return this.maximised }
  isDestroyed(): boolean { return false }
  getNormalBounds(): { x: number; y: number; width: number; height: number } { return this.bounds }
  asWindow(): BrowserWindow { return this as unknown as BrowserWindow }
}

/** Stands for `Notification`; the shown ones are kept for the test to click. */
export class FakeNotification {
  static shown: FakeNotification[] = []
  static supported = true
  static isSupported(): boolean { return FakeNotification.supported }
  readonly options: NotificationConstructorOptions
  readonly raised = new Map<string, () => void>()

  constructor(options: NotificationConstructorOptions) { this.options = options }
  on(name: string, listener: () => void): this { this.raised.set(name, listener); return this }
  show(): void { FakeNotification.shown.push(this) }
}
