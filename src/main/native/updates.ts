/** What is used of electron-updater's `autoUpdater`. */
export type Updater = {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  logger: unknown
  checkForUpdates(): Promise<unknown>
  quitAndInstall(): void
  on(event: 'update-downloaded', listener: (info: { version: string }) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

const everyMs = 6 * 60 * 60 * 1000

/** Looks for updates quietly: at start, every six hours, and says so only when one is ready to be used. */
export class Updates {
  readonly #updater: Updater
  #ready: string | null = null

  constructor(updater: Updater, onReady: (version: string) => void) {
    this.#updater = updater
    updater.autoDownload = true
    updater.autoInstallOnAppQuit = true
    updater.logger = null
    updater.on('update-downloaded', info => {
      this.#ready = info.version
      onReady(info.version)
    })
    // No network or no update feed: the next look may do better, and nobody waits for it.
    updater.on('error', () => undefined)
  }

  /** Returns the function that stops looking. */
  start(setTimer: (work: () => void, ms: number) => () => void): () => void {
    const look = (): void => { void this.#updater.checkForUpdates().catch(() => undefined) }
    look()
    return setTimer(look, everyMs)
  }

  install(): { kind: 'done' } | { kind: 'none_ready' } {
    if (this.#ready === null) return { kind: 'none_ready' }
    this.#updater.quitAndInstall()
    return { kind: 'done' }
  }
}
