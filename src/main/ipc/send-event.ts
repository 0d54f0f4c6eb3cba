import type { WebContents } from 'electron'
import { ipcEvents } from '#shared/contract/ipc'
import type { IpcEvent } from '#shared/contract/ipc'
import type { IpcEventName } from '#shared/contract/ipc-channels'

/** Tells the page; parsed on the way out, so that a mistake here fails here. */
export function sendEvent<E extends IpcEventName>(contents: Pick<WebContents, 'send'>, name: E, event: IpcEvent<E>): void {
  contents.send(name, ipcEvents[name].parse(event))
}
