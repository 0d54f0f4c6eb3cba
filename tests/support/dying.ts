import type { Wire } from '#server/connectors/kit/http'
import type { Database, Tx } from '#server/db/database'
import { AppError } from '#shared/lib/app-error'

/** The process is gone: what was committed stays, nothing more happens. */
export class Killed extends Error {}

/**
 * What goes wrong at the nth step. `before` and `after`: the process dies before the step, or once it has taken effect.
 * `cutBefore` and `cutAfter`: the process lives, the network is cut before the vendor heard of it, or after it acted and
 * before its answer; only requests are steps then.
 */
export type Death = Readonly<{ at: number; moment: 'before' | 'after' | 'cutBefore' | 'cutAfter' }>
export type Dying = Readonly<{ db: Database; wire: Wire; /** Whether that step was reached at all. */ happened(): boolean; isDead(): boolean }>

/**
 * A database and a network of one process. Steps are what leaves a mark: each commit, each write outside of a transaction
 * and each request to a vendor, in the order they come. A death between two of them is the same as one right after the
 * first; with `everyStatement` statements that only read, and those within a transaction, are steps too.
 */
export function dying(world: Readonly<{ db: Database; wire: Wire }>, { at, moment }: Death, everyStatement = false): Dying {
  let [count, happened, dead] = [0, false, false]
  const isCut = moment === 'cutBefore' || moment === 'cutAfter'
  const step = async <T>(run: () => Promise<T>): Promise<T> => {
    if (dead) throw new Killed()
    count += 1
    if (count !== at) return run()
    happened = true
    if (moment === 'cutBefore') throw new AppError('connector.unreachable')
    if (moment === 'before') {
      dead = true
      throw new Killed()
    }
    const result = await run()
    if (moment === 'cutAfter') throw new AppError('connector.timeout')
    dead = true
    return result
  }
  const unseen = async <T>(run: () => Promise<T>): Promise<T> => {
    if (dead) throw new Killed()
    return run()
  }
  const leavesMark = (text: string): boolean => everyStatement || !/^\s*select\b/i.test(text)
  const inTransaction = (tx: Tx): Tx => ({ query: (text, params) => (everyStatement && !isCut ? step : unseen)(() => tx.query(text, params)) })
  return {
    happened: () => happened, isDead: () => dead,
    wire: async request => {
      const reply = await step(() => world.wire(request))
      if (dead) throw new Killed()
      return reply
    },
    db: {
      ...world.db,
      query: async (text, params) => {
        const rows = await (isCut || !leavesMark(text) ? unseen : step)(() => world.db.query(text, params))
        if (dead) throw new Killed()
        return rows as never
      },
      transaction: async work => {
        const result = await world.db.transaction(async tx => {
          const value = await work(inTransaction(tx))
          // The commit may be the last thing that did not happen.
          await (isCut ? unseen : step)(async () => undefined)
          return value
        })
        if (dead) throw new Killed()
        return result
      },
    },
  }
}
