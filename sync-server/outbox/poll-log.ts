import { errorEntry } from '#shared/contract/errors'
import { pollsSchema, type LoggedExchange, type PollLine } from '#shared/contract/integrations'
import { errorCode } from '#shared/lib/app-error'
import { healingOf } from '../connectors/kit/errors.ts'
import type { Database, Tx } from '../db/database.ts'
import type { ConnectionRow } from './connection-row.ts'

const askAgainMs = 2 * 60_000
const kept = 100

/** Takes the turn to ask a connection; false when another server has just asked. */
export async function claimPoll(db: Database, connectionId: string, nowMs: number): Promise<boolean> {
  const rows = await db.query('update connections set polled_at_ms = $2 where id = $1 and coalesce(polled_at_ms, 0) <= $2::bigint - $3::bigint returning id', [connectionId, nowMs, askAgainMs])
  return rows.length > 0
}

export type Asked = Readonly<{ startedMs: number; nowMs: number; error: unknown; news: number; exchanges: readonly LoggedExchange[] }>

const sayNews = (news: number): string => (news === 0 ? 'Nothing new.' : news === 1 ? 'One thing came along.' : `${news} things came along.`)

/**
 * Writes down one ask. A key that no longer works is seen here first: the connection is failing then, and well again
 * with the next answer unless a delivery failed for the same reason.
 */
export async function writePoll(tx: Tx, connection: ConnectionRow, { startedMs, nowMs, error, news, exchanges }: Asked): Promise<void> {
  const code = error === null ? null : errorCode(error)
  await tx.query(
    `insert into hook_polls (connection_id, workspace_id, at_ms, took_ms, code, say, exchanges) values ($1, $2, $3, $4, $5, $6, $7::text::jsonb) on conflict do nothing`,
    [connection.id, connection.workspaceId, startedMs, nowMs - startedMs, code, code === null ? sayNews(news) : errorEntry(code).say, JSON.stringify(exchanges)],
  )
  await tx.query('delete from hook_polls where connection_id = $1 and at_ms < (select min(at_ms) from (select at_ms from hook_polls where connection_id = $1 order by at_ms desc limit $2) latest)', [connection.id, kept])
  if (code === null) {
    await tx.query(
      `update connections set failing_since_ms = null, last_code = null where id = $1 and failing_since_ms is not null
         and not exists (select 1 from deliveries d where d.connection_id = $1 and d.state in ('waiting', 'dead') and d.code = connections.last_code)`, [connection.id],
    )
  } else if (healingOf(error) === 'settings') {
    await tx.query('update connections set failing_since_ms = coalesce(failing_since_ms, $2), last_code = $3 where id = $1', [connection.id, nowMs, code])
  }
}

/** The latest asks of a connection, newest first. */
export async function readPolls(db: Tx, connectionId: string): Promise<readonly PollLine[]> {
  return pollsSchema.parse({ polls: await db.query('select at_ms as "atMs", took_ms as "tookMs", code, say, exchanges from hook_polls where connection_id = $1 order by at_ms desc limit 20', [connectionId]) }).polls
}
