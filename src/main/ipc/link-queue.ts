import { parseDeepLink } from '#shared/contract/deep-link'
import type { DeepLink } from '#shared/contract/deep-link'

const mostWaiting = 20

/** Holds links until the page asks for them, so that one which starts the program is not lost while it loads. */
export class LinkQueue {
  readonly #deliver: (link: DeepLink) => void
  #waiting: DeepLink[] = []
  #listening = false

  constructor(deliver: (link: DeepLink) => void) {
    this.#deliver = deliver
  }

  /** Takes an address from outside; what is not one of our links is dropped. */
  arrive(address: string): void {
    const link = parseDeepLink(address)
    if (link === null) return
    if (this.#listening) this.#deliver(link)
    else this.#waiting = [...this.#waiting, link].slice(-mostWaiting)
  }

  take(): DeepLink[] {
    this.#listening = true
    return this.#waiting.splice(0)
  }

  /** The page is loading anew: links wait again. */
  pause(): void {
    this.#listening = false
  }
}
