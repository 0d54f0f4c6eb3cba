import { z } from 'zod'
import { errorCode } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import { Rounds } from '../../clock/rounds.ts'
import { retryAfterOf } from '../../connectors/kit/errors.ts'
import type { Database } from '../../db/database.ts'
import type { CalendarAccount, CalendarAccounts } from '../ports.ts'
import { applyNews } from './apply-news.ts'

export type CalendarSyncOptions = Readonly<{ db: Database; accounts: CalendarAccounts; now: () => number; /** Interviews have something new to show. */ onNews: () => void; onFailure: (cause: unknown) => void; everyMs?: number }>

const minuteMs = 60_000
/** Without a subscription the calendar is asked; with one it is asked seldom, in case a notification was lost. */
const askEveryMs = 5 * minuteMs
const lookAnywayMs = 60 * minuteMs
const longestPauseMs = 60 * minuteMs
const renewBeforeMs = 24 * 60 * minuteMs
const claimMs = 5 * minuteMs

const rowSchema = z.object({
  token: z.string().nullable(), failures: z.number(), watch: z.object({ id: z.string(), untilMs: z.number(), more: z.record(z.string(), z.string()) }).nullable(),
})
type SyncRow = z.infer<typeof rowSchema>

/** Follows what happens to interviews in the accounts' calendars. One process of several reads an account at a time. */
export class CalendarSync {
  readonly #options: CalendarSyncOptions
  readonly #rounds: Rounds

  constructor(options: CalendarSyncOptions) {
    this.#options = options
    this.#rounds = new Rounds(() => this.#readAll(), { everyMs: options.everyMs ?? 10_000, onFailure: options.onFailure })
  }

  start(): void {
    this.#rounds.start()
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  readDue(): Promise<void> {
    return this.#rounds.run()
  }

  async #readAll(): Promise<void> {
    for (const account of await this.#options.accounts.list()) if (account.holdsInterviews) await this.#read(account)
  }

  async #read(account: CalendarAccount): Promise<void> {
    const { db, accounts, now, onNews } = this.#options
    const claim = createId()
    const row = await this.#claim(account.connectionId, claim)
    if (!row) return
    const readAtMs = now()
    try {
      const watch = row.watch && row.watch.untilMs - now() > renewBeforeMs ? row.watch : await accounts.watch(account.connectionId, row.watch).catch(this.#noWatch)
      const found = await accounts.changesSince(account.connectionId, row.token)
      const isNews = await db.transaction(async tx => {
        const kept = await tx.query(
          `update calendar_sync set claim = null, claimed_until_ms = null, token = $3, watch = $4::text::jsonb, failures = 0, next_read_at_ms = $5 where connection_id = $1 and claim = $2 returning connection_id`,
          [account.connectionId, claim, found.token, watch && JSON.stringify(watch), now() + (watch ? lookAnywayMs : askEveryMs)],
        )
        return kept.length > 0 && await applyNews(tx, account, found, { readAtMs, nowMs: now() })
      })
      if (isNews) onNews()
    } catch (error) {
      await this.#fail(account.connectionId, claim, row, error)
    }
  }

  /** A calendar that cannot be subscribed to is asked instead. */
  readonly #noWatch = (error: unknown): null => {
    if (errorCode(error) === 'unexpected') this.#options.onFailure(error)
    return null
  }

  async #claim(connectionId: string, claim: string): Promise<SyncRow | null> {
    const { db, now } = this.#options
    await db.query('insert into calendar_sync (connection_id, next_read_at_ms) values ($1, $2) on conflict do nothing', [connectionId, now()])
    const [row] = await db.query(
      `update calendar_sync set claim = $2, claimed_until_ms = $3::bigint where connection_id = $1 and next_read_at_ms <= $4 and (claimed_until_ms is null or claimed_until_ms <= $4) returning token, watch, failures`,
      [connectionId, claim, now() + claimMs, now()],
    )
    return row === undefined ? null : rowSchema.parse(row)
  }

  async #fail(connectionId: string, claim: string, row: SyncRow, error: unknown): Promise<void> {
    const { db, now, onFailure } = this.#options
    if (errorCode(error) === 'unexpected') onFailure(error)
    const pauseMs = Math.max(retryAfterOf(error) ?? 0, Math.min(longestPauseMs, minuteMs * 2 ** Math.min(row.failures, 10)))
    await db.query('update calendar_sync set claim = null, claimed_until_ms = null, failures = failures + 1, next_read_at_ms = $3 where connection_id = $1 and claim = $2', [connectionId, claim, now() + pauseMs])
  }
}
