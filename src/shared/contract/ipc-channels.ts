/** Channel names apart from their schemas, so that the sandboxed preload stays small and free of zod. */

/** Questions the renderer may ask the main process, `noun:verb`. */
export const ipcCallNames = [
  'app:info', 'server:use', 'keychain:read', 'keychain:write', 'keychain:delete', 'notification:show', 'tray:setState',
  'badge:set', 'file:saveAs', 'file:open', 'print:toPdf', 'link:openExternal', 'deepLink:take', 'theme:set', 'update:install',
] as const
export type IpcCallName = (typeof ipcCallNames)[number]

/** What the main process tells the renderer unasked. */
export const ipcEventNames = ['deepLink:opened', 'menu:command', 'update:ready'] as const
export type IpcEventName = (typeof ipcEventNames)[number]
