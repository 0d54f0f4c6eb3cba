import type { BrowserWindow, BrowserWindowConstructorOptions, Screen, Shell } from 'electron'
import { appStart, stoppedPage } from '../native/app-protocol.ts'
import { confineContents } from '../native/external-links.ts'
import { readSettingsFile, writeSettingsFile } from '../native/settings-file.ts'
import { CrashRecovery } from './crash-recovery.ts'
import { openingBounds, windowStateSchema } from './window-state.ts'

export type WindowParts = Readonly<{
  create: (options: BrowserWindowConstructorOptions) => BrowserWindow
  screen: Pick<Screen, 'getAllDisplays'>
  shell: Pick<Shell, 'openExternal'>
  preload: string
  icon: string
  statePath: string
  nowMs: () => number
}>

/** The one window: placed where it was left, confined to our page, brought back when its page crashes. */
export function openMainWindow(parts: WindowParts): BrowserWindow {
  const kept = readSettingsFile(parts.statePath, windowStateSchema)
  const window = parts.create({
    ...openingBounds(kept, parts.screen.getAllDisplays().map(display => display.workArea)),
    minWidth: 480, minHeight: 360, show: false, title: 'Shortlist', icon: parts.icon,
    webPreferences: {
      preload: parts.preload, contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false, webviewTag: false, webSecurity: true, allowRunningInsecureContent: false,
      navigateOnDragDrop: false, spellcheck: true,
    },
  })
  if (kept?.maximised === true) window.maximize()
  window.once('ready-to-show', () => window.show())
  confineContents(window.webContents, parts.shell)
  keepState(window, parts.statePath)
  recoverFromCrashes(window, parts.nowMs)
  void window.loadURL(appStart)
  return window
}

function keepState(window: BrowserWindow, path: string): void {
  window.on('close', () => {
    try {
      writeSettingsFile(path, { ...window.getNormalBounds(), maximised: window.isMaximized() })
    } catch {
      // A full disk must not keep the window from closing; it opens in the usual place next time.
    }
  })
}

function recoverFromCrashes(window: BrowserWindow, nowMs: () => number): void {
  const recovery = new CrashRecovery()
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    void window.loadURL(recovery.afterCrash(nowMs()) === 'reload' ? appStart : stoppedPage)
  })
}
