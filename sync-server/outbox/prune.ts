import type { Database } from '../db/database.ts'
import { keepMs } from './retry-plan.ts'

/** What is settled, dead letters included, is kept for 90 days. */
export async function prune(db: Database, nowMs: number): Promise<void> {
  await db.transaction(async tx => {
    const old = `select id from deliveries where state in ('done', 'dead', 'skipped') and done_at_ms < $1::bigint`
    await tx.query(`delete from delivery_attempts where delivery_id in (${old})`, [nowMs - keepMs])
    await tx.query(`delete from deliveries where id in (${old})`, [nowMs - keepMs])
  })
}
