import type { Connection } from './connection.ts'

/** A line to which a commit says nothing learns within this time how far it has come. */
const toldWithinMs = 1_000

/**
 * Lines whose place moved although nothing was there for them: of a thousand, most hear nothing of most commits. Their
 * place goes along with the next row, or alone at most once a second. One that comes back from an older place is
 * looked through a few commits more and misses nothing.
 */
export class QuietPlaces {
  readonly #waiting = new Set<Connection>()
  #timer: NodeJS.Timeout | null = null

  owe(connection: Connection): void {
    this.#waiting.add(connection)
    this.#timer ??= setTimeout(() => this.#tell(), toldWithinMs).unref()
  }

  /** Its place has gone out with something else. */
  settle(connection: Connection): void { this.#waiting.delete(connection) }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#waiting.clear()
  }

  #tell(): void {
    this.#timer = null
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    // A line that lost its place meanwhile is being caught up and gets it there.
    for (const connection of waiting) if (connection.at !== null && !connection.isOver) connection.sendChanges('')
  }
}
