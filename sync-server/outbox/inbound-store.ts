import { z } from 'zod'
import type { InboundMessageLine } from '#shared/contract/integrations'
import { clipped } from '#shared/domain/import/clean-text'
import { createId } from '#shared/lib/ids'
import type { Database, Tx } from '../db/database.ts'
import { claimMs } from './delivery-row.ts'
import { keepMs } from './retry-plan.ts'

/** A message as it is written down once it was verified. */
export type NewMessage = Readonly<{
  workspaceId: string; connectionId: string; messageId: string; sentAtMs: number | null; headers: Readonly<Record<string, string>>; query: Readonly<Record<string, string>>; body: Buffer; sandbox: boolean
}>

const textRecord = z.record(z.string(), z.string())
export const claimedMessageSchema = z.object({
  id: z.string(), workspaceId: z.string(), connectionId: z.string(), messageId: z.string(), sentAtMs: z.number().nullable(), receivedAtMs: z.number(),
  headers: z.object({ kept: textRecord, query: textRecord }), body: z.instanceof(Uint8Array), sandbox: z.boolean(), tries: z.number(),
})
export type ClaimedMessage = z.infer<typeof claimedMessageSchema>

/** True when the message is new; false for one we already have. Durable when it resolves. */
export async function keepMessage(db: Database, message: NewMessage, nowMs: number): Promise<boolean> {
  const rows = await db.query(
    `insert into inbound_messages (id, workspace_id, connection_id, message_id, sent_at_ms, received_at_ms, headers, body, sandbox, next_try_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8, $9, 0) on conflict (connection_id, message_id) do nothing returning id`,
    [createId(), message.workspaceId, message.connectionId, message.messageId, message.sentAtMs, nowMs, JSON.stringify({ kept: message.headers, query: message.query }), message.body, message.sandbox],
  )
  return rows.length > 0
}

/** The next message that is due, of a connection that is not paused; earlier ones of the same connection go first. */
export async function claimMessage(db: Database, nowMs: number): Promise<ClaimedMessage | null> {
  const [row] = await db.query(
    `update inbound_messages set state = 'working', tries = tries + 1, claimed_until_ms = $1::bigint + ${claimMs} where id = (
       select m.id from inbound_messages m join connections c on c.id = m.connection_id and c.deleted_at_ms is null and not c.paused
       where (m.state = 'waiting' and m.next_try_at_ms <= $1 or m.state = 'working' and m.claimed_until_ms < $1)
       order by m.received_at_ms, m.id limit 1 for update of m skip locked)
     returning id, workspace_id as "workspaceId", connection_id as "connectionId", message_id as "messageId", sent_at_ms as "sentAtMs", received_at_ms as "receivedAtMs", headers, body, sandbox, tries`, [nowMs],
  )
  return row === undefined ? null : claimedMessageSchema.parse(row)
}

export type SettledMessage = Readonly<{ state: 'done' | 'dead'; code: string | null; say: string } | { state: 'waiting'; code: string; say: string; nextTryAtMs: number }>

export async function settleMessage(tx: Tx, id: string, settled: SettledMessage, nowMs: number): Promise<void> {
  await tx.query(
    `update inbound_messages set state = $2, code = $3, say = $4, next_try_at_ms = $5, done_at_ms = $6, claimed_until_ms = null where id = $1`,
    [id, settled.state, settled.code, clipped(settled.say, 500), settled.state === 'waiting' ? settled.nextTryAtMs : null, settled.state === 'waiting' ? null : nowMs],
  )
}

/** Works a message again from the start; false when there is none, it is being worked, or what it said was erased. */
export async function workAgain(tx: Tx, connectionId: string, id: string): Promise<boolean> {
  const rows = await tx.query(`update inbound_messages set state = 'waiting', tries = 0, next_try_at_ms = 0, done_at_ms = null, code = null, say = 'To be worked again.' where connection_id = $1 and id = $2 and state <> 'working' and length(body) > 0 returning id`, [connectionId, id])
  return rows.length > 0
}

/** The newest messages of a connection; what they say stays here. */
export function listMessages(db: Tx, connectionId: string): Promise<InboundMessageLine[]> {
  return db.query(
    `select id, received_at_ms as "receivedAtMs", state, tries, next_try_at_ms as "nextTryAtMs", code, say, sandbox from inbound_messages where connection_id = $1 order by received_at_ms desc, id desc limit 100`, [connectionId],
  )
}

/** What is settled is kept as long as the log of what was sent. */
export async function pruneMessages(db: Database, nowMs: number): Promise<void> {
  await db.query(`delete from inbound_messages where state in ('done', 'dead') and done_at_ms < $1::bigint`, [nowMs - keepMs])
}
