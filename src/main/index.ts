import { app, BrowserWindow, dialog, Menu, nativeImage, nativeTheme, Notification, protocol, safeStorage, screen, session, shell, Tray } from 'electron'
import electronUpdater from 'electron-updater'
import { join } from 'node:path'
import { menuCommandSchema } from '#shared/contract/ipc'
import { ipcCallNames } from '#shared/contract/ipc-channels'
import type { IpcCallName } from '#shared/contract/ipc-channels'
import { buildAnswers } from './ipc/answers.ts'
import type { Answers } from './ipc/answers.ts'
import { handle } from './ipc/handle.ts'
import { LinkQueue } from './ipc/link-queue.ts'
import { sendEvent } from './ipc/send-event.ts'
import { appSchemes, serveApp } from './native/app-protocol.ts'
import { listenForLinks } from './native/deep-links.ts'
import { Keychain } from './native/keychain.ts'
import { menuTemplate } from './native/menu.ts'
import { denyPermissions } from './native/permissions.ts'
import { launchedServer, ServerAddress } from './native/server-address.ts'
import { SyncTray } from './native/tray.ts'
import { Updates } from './native/updates.ts'
import { openMainWindow } from './windows/main-window.ts'

/** Composition root: makes every part and joins them. Decisions live in the rooms. */
const out = join(import.meta.dirname, '..')
const icons = join(out, '..', 'resources', 'icons')
const kept = (name: string): string => join(app.getPath('userData'), name)

// Electron's inspection switches are for developers; a packaged workstation does not open a door into its memory.
if (app.isPackaged && process.argv.some(argument => argument.startsWith('--inspect') || argument.startsWith('--remote-debugging'))) app.exit(1)
protocol.registerSchemesAsPrivileged(appSchemes)

let window: BrowserWindow | null = null
const links = new LinkQueue(link => sendEvent(openWindow().webContents, 'deepLink:opened', link))

function openWindow(): BrowserWindow {
  if (window !== null) return window
  window = openMainWindow({
    create: options => new BrowserWindow(options), screen, shell, preload: join(out, 'preload', 'index.cjs'), icon: join(icons, 'icon.png'),
    statePath: kept('window.json'), nowMs: Date.now,
  })
  window.webContents.on('did-start-navigation', details => { if (details.isMainFrame && !details.isSameDocument) links.pause() })
  window.on('closed', () => {
    window = null
    links.pause()
  })
  return window
}

function bringToFront(): void {
  const opened = openWindow()
  if (opened.isMinimized()) opened.restore()
  opened.show()
  opened.focus()
}

function onLink(address: string | null): void {
  if (address !== null) links.arrive(address)
  if (app.isReady()) bringToFront()
}

function start(): void {
  const server = new ServerAddress(kept('server.json'), launchedServer(process.argv))
  const updates = new Updates(electronUpdater.autoUpdater, version => { if (window !== null) sendEvent(window.webContents, 'update:ready', { version }) })
  const tray = new SyncTray({
    create: icon => new Tray(icon), iconOf: look => nativeImage.createFromPath(join(icons, `tray-${look}.png`)),
    menuOf: items => Menu.buildFromTemplate(items), openWindow: bringToFront, quit: () => app.quit(),
  })
  serveApp(protocol, join(out, 'renderer'), () => server.origin)
  denyPermissions(session.defaultSession)
  answerAll(buildAnswers({
    app, dialog, shell, theme: nativeTheme, Notification, keychain: new Keychain(safeStorage, kept('secrets.json')), server, tray, updates, links,
    platform: process.platform, window: openWindow, bringToFront,
  }))
  const send = (command: string): void => sendEvent(openWindow().webContents, 'menu:command', { command: menuCommandSchema.parse(command) })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, send)))
  openWindow()
  // Only an installed workstation has a feed to ask.
  if (app.isPackaged) updates.start((work, ms) => { const timer = setInterval(work, ms); return () => clearInterval(timer) })
}

function answerAll(answers: Answers): void {
  const answer = <C extends IpcCallName>(name: C): void => handle(name, answers[name])
  ipcCallNames.forEach(name => answer(name))
}

if (listenForLinks(app, process.argv, onLink)) {
  app.on('activate', bringToFront)
  app.on('window-all-closed', () => { if (process.platform !== 'darwin') app.quit() })
  // Failing here leaves no window to say it in: the operating system's own box does.
  app.whenReady().then(start).catch((error: unknown) => {
    dialog.showErrorBox('Shortlist could not start', error instanceof Error ? error.message : 'Restart the computer and try again.')
    app.exit(1)
  })
} else {
  app.quit()
}
