const spellMs = 60_000
const mostInSpell = 3

/** What to do when the page's process is gone: load it again, or, at the third time in a minute, stop and say so. */
export class CrashRecovery {
  #crashes: number[] = []

  afterCrash(nowMs: number): 'reload' | 'stop' {
    this.#crashes = [...this.#crashes.filter(at => nowMs - at < spellMs), nowMs]
    if (this.#crashes.length < mostInSpell) return 'reload'
    this.#crashes = []
    return 'stop'
  }
}
