import type { App, BrowserWindow, Dialog, NativeTheme, Shell } from 'electron'
import { deepLinkAddress } from '#shared/contract/deep-link'
import type { IpcInput, IpcOutput } from '#shared/contract/ipc'
import type { IpcCallName } from '#shared/contract/ipc-channels'
import { openExternal } from '../native/external-links.ts'
import { openFiles, saveFile } from '../native/files.ts'
import type { Keychain } from '../native/keychain.ts'
import { showNotification } from '../native/notifications.ts'
import type { NotificationClass } from '../native/notifications.ts'
import { printToPdf } from '../native/print.ts'
import type { ServerAddress } from '../native/server-address.ts'
import type { SyncTray } from '../native/tray.ts'
import type { Updates } from '../native/updates.ts'
import type { LinkQueue } from './link-queue.ts'

export type AnswerParts = Readonly<{
  app: Pick<App, 'getVersion' | 'setBadgeCount'>
  dialog: Pick<Dialog, 'showSaveDialog' | 'showOpenDialog'>
  shell: Pick<Shell, 'openExternal'>
  theme: Pick<NativeTheme, 'themeSource'>
  Notification: NotificationClass
  keychain: Keychain
  server: ServerAddress
  tray: SyncTray
  updates: Updates
  links: LinkQueue
  platform: string
  window: () => BrowserWindow
  bringToFront: () => void
}>

/** One answer for each channel; the type leaves none out. */
export type Answers = { readonly [C in IpcCallName]: (input: IpcInput<C>) => Promise<IpcOutput<C>> | IpcOutput<C> }

export function buildAnswers(parts: AnswerParts): Answers {
  const { app, dialog, shell, theme, keychain, server, tray, updates, links } = parts
  return {
    'app:info': () => ({ version: app.getVersion(), platform: platformName(parts.platform), serverOrigin: server.origin }),
    'server:use': ({ address }) => useServer(parts, address),
    'keychain:read': ({ name }) => server.origin === null ? { kind: 'absent' } : keychain.read(server.origin, name),
    'keychain:write': ({ name, value }) => server.origin === null ? { kind: 'unavailable' } : keychain.write(server.origin, name, value),
    'keychain:delete': ({ name }) => server.origin === null ? { kind: 'done' } : keychain.delete(server.origin, name),
    'notification:show': ({ title, body, opens }) => showNotification(parts.Notification, { title, body }, () => {
      parts.bringToFront()
      if (opens !== undefined) links.arrive(deepLinkAddress(opens))
    }),
    'tray:setState': ({ look, label }) => { tray.setState(look, label); return { kind: 'done' } },
    'badge:set': ({ count }) => { app.setBadgeCount(count); return { kind: 'done' } },
    'file:saveAs': ({ suggestedName, bytes }) => saveFile(dialog, parts.window(), suggestedName, bytes),
    'file:open': question => openFiles(dialog, parts.window(), question),
    'print:toPdf': page => printToPdf(parts.window().webContents, dialog, parts.window(), page),
    'link:openExternal': ({ url }) => openExternal(shell, url),
    'deepLink:take': () => ({ links: links.take() }),
    'theme:set': ({ theme: source }) => { theme.themeSource = source; return { kind: 'done' } },
    'update:install': () => updates.install(),
  }
}

function useServer({ server, window }: AnswerParts, address: string): IpcOutput<'server:use'> {
  const before = server.origin
  const used = server.use(address)
  // The answer should arrive before its page is gone.
  if (used.kind === 'accepted' && used.origin !== before) setImmediate(() => window().webContents.reload())
  return used
}

function platformName(platform: string): IpcOutput<'app:info'>['platform'] {
  return platform === 'darwin' || platform === 'win32' || platform === 'linux' ? platform : 'other'
}
