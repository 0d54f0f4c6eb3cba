import type { App, Event } from 'electron'

type Port = Pick<App, 'requestSingleInstanceLock' | 'setAsDefaultProtocolClient' | 'on'>

/** The link among a program's arguments: Windows and Linux hand it over so. */
export function linkInArguments(argv: readonly string[]): string | null {
  return argv.find(argument => argument.startsWith('shortlist://')) ?? null
}

/**
 * Makes this the only running workstation and listens for `shortlist://` links.
 * False: another one runs; it has been told, and this process should quit.
 */
export function listenForLinks(app: Port, argv: readonly string[], onLink: (address: string | null) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.setAsDefaultProtocolClient('shortlist')
  // A second start without a link still brings the window to the front: null.
  app.on('second-instance', (_event: Event, secondArgv: string[]) => onLink(linkInArguments(secondArgv)))
  app.on('open-url', (event: Event, url: string) => {
    event.preventDefault()
    onLink(url)
  })
  const first = linkInArguments(argv)
  if (first !== null) onLink(first)
  return true
}
