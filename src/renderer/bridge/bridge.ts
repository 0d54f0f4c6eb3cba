import type { PreloadBridge } from '../../shared/contract/ipc.ts'
import type { Desktop } from './desktop.ts'
import { openShell } from './shell.ts'
import { openWeb } from './web.ts'

declare global {
  interface Window {
    /** Put there by the preload script of the shell; absent in a browser. */
    readonly shortlist?: PreloadBridge
  }
}

/** The shell when the page runs in it, else the browser. */
export function openBridge(page: Window = window): Desktop {
  return page.shortlist === undefined ? openWeb(page) : openShell(page.shortlist, page.document)
}
