import type { Shell, WebContents } from 'electron'
import { appHost, appScheme } from './app-protocol.ts'

/** Links that may leave the workstation: web pages over https, mail and phone numbers. No file:, no smb:, no program's own scheme. */
export function isExternalLink(address: string): boolean {
  try {
    const url = new URL(address)
    if (url.username !== '' || url.password !== '') return false
    return url.protocol === 'https:' || url.protocol === 'mailto:' || url.protocol === 'tel:'
  } catch {
    return false
  }
}

/** Whether an address is the workstation's own page. (`URL.origin` is 'null' for schemes Node does not know.) */
export function isOwnPage(address: string): boolean {
  try {
    const url = new URL(address)
    return url.protocol === `${appScheme}:` && url.host === appHost
  } catch {
    return false
  }
}

export async function openExternal(shell: Pick<Shell, 'openExternal'>, address: string): Promise<{ kind: 'opened' } | { kind: 'refused' }> {
  if (!isExternalLink(address)) return { kind: 'refused' }
  await shell.openExternal(address)
  return { kind: 'opened' }
}

type Contents = Pick<WebContents, 'setWindowOpenHandler' | 'on'>

/** Keeps a page where it is: no second window, no other address, no <webview>. A mail or phone link goes to the program for it. */
export function confineContents(contents: Contents, shell: Pick<Shell, 'openExternal'>): void {
  contents.setWindowOpenHandler(({ url }) => {
    // A refused open is no error of ours, and there is nobody to tell.
    void openExternal(shell, url).catch(() => undefined)
    return { action: 'deny' }
  })
  contents.on('will-navigate', details => {
    if (isOwnPage(details.url)) return
    details.preventDefault()
    if (/^(mailto|tel):/i.test(details.url)) void openExternal(shell, details.url).catch(() => undefined)
  })
  contents.on('will-frame-navigate', details => { if (!details.isMainFrame || !isOwnPage(details.url)) details.preventDefault() })
  contents.on('will-redirect', details => { if (!isOwnPage(details.url)) details.preventDefault() })
  contents.on('will-attach-webview', event => event.preventDefault())
}
