import type { Database } from '../db/database.ts'
import { AppError } from '#shared/lib/app-error'
import { hashToken } from './secrets.ts'

const lockAfter = 10
const lockForMs = 15 * 60_000
/** E-mails that have no account are remembered for the same answers; this many at most, the oldest forgotten first. */
const maxStrangers = 10_000

/**
 * Counts the tries at a password. A try is counted before the password is looked at, so that a hundred at the same
 * moment are still only ten; a right one clears the count.
 */
export class Attempts {
  readonly #db: Database
  readonly #strangers = new Map<string, { failed: number; lockedUntilMs: number }>()

  constructor(db: Database) {
    this.#db = db
  }

  /** @throws AppError `session.locked`, for e-mails without an account too: the answer must not tell them apart. */
  async begin(accountId: string | null, email: string, nowMs: number): Promise<void> {
    const mayTry = accountId === null ? this.#beginStranger(email, nowMs) : await this.#beginKnown(accountId, nowMs)
    if (!mayTry) throw new AppError('session.locked')
  }

  async succeeded(accountId: string): Promise<void> {
    await this.#db.query('update accounts set failed_attempts = 0, locked_until_ms = null where id = $1', [accountId])
  }

  async #beginKnown(accountId: string, nowMs: number): Promise<boolean> {
    const counted = await this.#db.query(
      `update accounts set failed_attempts = case when failed_attempts + 1 >= $2 then 0 else failed_attempts + 1 end,
         locked_until_ms = case when failed_attempts + 1 >= $2 then $3::bigint else null end
       where id = $1 and coalesce(locked_until_ms, 0) <= $4::bigint returning id`,
      [accountId, lockAfter, nowMs + lockForMs, nowMs],
    )
    return counted.length > 0
  }

  #beginStranger(email: string, nowMs: number): boolean {
    const key = hashToken(email.toLowerCase()).toString('base64')
    const known = this.#strangers.get(key) ?? { failed: 0, lockedUntilMs: 0 }
    if (known.lockedUntilMs > nowMs) return false
    const failed = known.failed + 1
    this.#strangers.delete(key)
    this.#strangers.set(key, failed >= lockAfter ? { failed: 0, lockedUntilMs: nowMs + lockForMs } : { failed, lockedUntilMs: 0 })
    const oldest = this.#strangers.keys().next()
    if (this.#strangers.size > maxStrangers && !oldest.done) this.#strangers.delete(oldest.value)
    return true
  }
}
