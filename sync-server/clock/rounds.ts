/** How often a round begins by itself, and who hears of one that failed. */
export type RoundOptions = Readonly<{ everyMs: number; onFailure: (cause: unknown) => void }>

/**
 * Work that is done again and again. Rounds never overlap; however many are asked for while one runs, one more follows,
 * so that whoever asked is served by a round that began after they did.
 */
export class Rounds {
  readonly #work: () => Promise<unknown>
  readonly #options: RoundOptions
  #timer: NodeJS.Timeout | null = null
  #current: Promise<void> = Promise.resolve()
  #isNextWaiting = false

  constructor(work: () => Promise<unknown>, options: RoundOptions) {
    this.#work = work
    this.#options = options
  }

  /** The first round comes after one pause; whoever wants it at once calls `run`. Never holds up the end of the process. */
  start(): void {
    this.#timer = setInterval(() => void this.run(), this.#options.everyMs)
    this.#timer.unref()
  }

  /** Begins no more rounds by itself, and waits for those asked for. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#current
  }

  /** Resolves when a round that began after this call has ended, well or not. */
  run(): Promise<void> {
    if (this.#isNextWaiting) return this.#current
    this.#isNextWaiting = true
    this.#current = this.#current.then(async () => {
      this.#isNextWaiting = false
      await this.#work()
    }).catch(cause => this.#options.onFailure(cause))
    return this.#current
  }
}
