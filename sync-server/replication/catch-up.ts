import type { Database } from '../db/database.ts'
import type { Connection } from './connection.ts'
import { sequenceOf, writeCursor } from './cursor.ts'
import type { Page } from './page.ts'
import { pullForLine } from './pull.ts'

/** So few pages are read at once that pushes and first syncs keep their share of the database. */
const readingAtOnce = 4

/**
 * Pages to lines that lost their place: their keys changed, or they do not read as fast as others write. Such a line gets
 * its next page once the last has left this process, so that it holds one page of memory and not a queue of them; and
 * what was changed ten times meanwhile arrives once.
 */
export class CatchUps {
  readonly #db: Database
  readonly #isStopping: () => boolean
  readonly #waiting: (() => void)[] = []
  #reading = 0

  constructor(db: Database, isStopping: () => boolean) {
    this.#db = db
    this.#isStopping = isStopping
  }

  /** Brings a line from `connection.at` up to what is committed, and gives it its place back. */
  async run(connection: Connection): Promise<void> {
    let cursor = writeCursor({ epoch: connection.epoch, at: connection.at ?? 0, walk: null })
    connection.at = null
    for (let page: Page | null = null; page?.done !== true && !connection.isOver && !this.#isStopping();) {
      await connection.drained()
      page = await this.#inTurn(() => pullForLine(this.#db, connection, cursor))
      connection.sendChanges(page.rows.join(','), page.cursor)
      cursor = page.cursor
    }
    connection.at = sequenceOf(cursor)
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#reading >= readingAtOnce) await new Promise<void>(resolve => this.#waiting.push(resolve))
    else this.#reading += 1
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#reading -= 1
    }
  }
}
