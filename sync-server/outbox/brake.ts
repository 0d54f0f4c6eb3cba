import { errorCode } from '#shared/lib/app-error'
import { stopsEverything, type TryResult } from './judge-try.ts'

const inARow = 5

/**
 * Slows a connection down whose tries fail one after the other. `rest`: the other system is away, or takes our key for
 * nobody's, so that nothing would get through: it is left alone for a while, ever longer. `pace`: it answers and refuses
 * them one by one, so each must be tried, only not as fast as it can be refused. One success takes both off.
 */
export class Brake {
  #stopped: number
  #refused = 0

  /** `isResting`: as it was left by this process or another; the first failure then goes on resting. */
  constructor(isResting = false) {
    this.#stopped = isResting ? inARow : 0
  }

  /** Hears what a try came to, and says how the connection goes on. */
  note(result: TryResult): 'rest' | 'pace' | null {
    if (result.kind === 'outcome' && result.outcome.kind === 'done') {
      this.#stopped = 0
      this.#refused = 0
    }
    // Blocked, or not wanted any more: nothing was asked of the other system.
    if (result.kind !== 'failed') return null
    const stops = stopsEverything(errorCode(result.error))
    this.#stopped = stops ? this.#stopped + 1 : 0
    this.#refused = stops ? this.#refused : this.#refused + 1
    if (this.#stopped >= inARow) return 'rest'
    return !stops && this.#refused >= inARow ? 'pace' : null
  }
}
