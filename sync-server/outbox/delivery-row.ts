import { z } from 'zod'
import { missingFieldSchema, type LoggedExchange, type MissingField } from '#shared/contract/integrations'
import { clipped } from '#shared/domain/import/clean-text'
import { hookEventKindSchema } from '#shared/domain/model/onboarding'
import type { Database, Tx } from '../db/database.ts'

/** A claimed delivery. `attempts` counts this try too. */
export const claimedSchema = z.object({
  id: z.string(), eventId: z.string(), sequence: z.number(), kind: hookEventKindSchema, candidateId: z.string().nullable(), applicationId: z.string().nullable(), jobId: z.string().nullable(),
  personId: z.string().nullable(), eventAtMs: z.number(), data: z.record(z.string(), z.unknown()), attempts: z.number(), tries: z.number(), sandbox: z.boolean(), missing: z.array(missingFieldSchema),
})
export type Claimed = z.infer<typeof claimedSchema>

/** A try that is not over by then was that of a process that died. Longer than the slowest chain of requests. */
export const claimMs = 5 * 60_000

/**
 * Takes the next delivery of a connection that is due and that no earlier one of the same person holds back. The line
 * of the log is written first: what a crash leaves behind reads "interrupted", and the next try knows to look.
 * `offset 0` has the earlier ones looked up person by person: joined, a store that never counted its rows (PGlite never
 * does) walks the whole backlog at each claim.
 */
export function claimNext(db: Database, connectionId: string, nowMs: number, claim: string): Promise<Claimed | null> {
  return db.transaction(async tx => {
    const [row] = await tx.query(
      `update deliveries set state = 'sending', attempts = attempts + 1, claim = $3, claimed_until_ms = $2::bigint + ${claimMs} where id = (
         select d.id from deliveries d where d.connection_id = $1 and d.state in ('waiting', 'blocked') and d.next_try_at_ms <= $2 and not exists (
           select 1 from deliveries e where e.connection_id = d.connection_id and e.order_key = d.order_key and e.state in ('waiting', 'blocked', 'sending') and (e.sequence, e.position) < (d.sequence, d.position) offset 0)
         order by d.next_try_at_ms, d.sequence, d.position limit 1 for update of d skip locked)
       returning id, event_id as "eventId", sequence, kind, candidate_id as "candidateId", application_id as "applicationId", job_id as "jobId", person_id as "personId", event_at_ms as "eventAtMs",
         data, attempts, tries, sandbox, missing`, [connectionId, nowMs, claim],
    )
    if (row === undefined) return null
    const claimed = claimedSchema.parse(row)
    await tx.query(`insert into delivery_attempts (delivery_id, number, at_ms, outcome, say) values ($1, $2, $3, 'interrupted', 'The server stopped during this try.')`, [claimed.id, claimed.attempts, nowMs])
    return claimed
  })
}

/** What becomes of a delivery after a try. */
export type Settled = Readonly<
  | { state: 'done' | 'dead' | 'skipped'; code: string | null; say: string }
  | { state: 'waiting'; code: string; say: string; nextTryAtMs: number; counts: boolean }
  | { state: 'blocked'; missing: readonly MissingField[]; say: string; nextTryAtMs: number }
>
export type Tried = Readonly<{ claim: string; startedMs: number; nowMs: number; exchanges: readonly LoggedExchange[] }>

const outcomes = { done: 'done', skipped: 'done', dead: 'final', waiting: 'retry', blocked: 'blocked' } as const

/** Settles a try, if it is still ours: a process thought dead changes nothing any more. */
export async function settle(tx: Tx, delivery: Claimed, settled: Settled, tried: Tried): Promise<boolean> {
  const isWaiting = settled.state === 'waiting' || settled.state === 'blocked'
  // Looking again in vain is no try and no line of the log.
  const isQuiet = settled.state === 'blocked' && tried.exchanges.length === 0
  // Part of it may be the vendor's: an id of theirs can have any length.
  const say = clipped(settled.say, 1_000)
  const updated = await tx.query(
    `update deliveries set state = $3, code = $4, say = $5, missing = $6::text::jsonb, next_try_at_ms = $7, done_at_ms = $8, tries = tries + $9, attempts = attempts - $10, claim = null, claimed_until_ms = null
     where id = $1 and claim = $2 returning id`,
    [delivery.id, tried.claim, settled.state, 'code' in settled ? settled.code : null, say, JSON.stringify('missing' in settled ? settled.missing : []), isWaiting ? settled.nextTryAtMs : null,
      isWaiting ? null : tried.nowMs, settled.state === 'dead' || settled.state === 'waiting' && settled.counts ? 1 : 0, isQuiet ? 1 : 0],
  )
  if (updated.length === 0) return false
  if (isQuiet) await tx.query('delete from delivery_attempts where delivery_id = $1 and number = $2', [delivery.id, delivery.attempts])
  else {
    await tx.query(
      'update delivery_attempts set took_ms = $3, outcome = $4, code = $5, say = $6, exchanges = $7::text::jsonb where delivery_id = $1 and number = $2',
      [delivery.id, delivery.attempts, tried.nowMs - tried.startedMs, outcomes[settled.state], 'code' in settled ? settled.code : null, say, JSON.stringify(tried.exchanges)],
    )
  }
  return true
}

/** Gives deliveries of dead processes back to the queue. */
export async function reclaim(db: Database, nowMs: number): Promise<void> {
  await db.query(`update deliveries set state = 'waiting', claim = null, claimed_until_ms = null, next_try_at_ms = $1 where state = 'sending' and claimed_until_ms < $1`, [nowMs])
}

/**
 * Gives back everything that is at work. Only where nobody else can be at work: the embedded store belongs to one process
 * at a time, so whatever is at work there at its start was at work in one that died.
 */
export async function reclaimAll(db: Database, nowMs: number): Promise<void> {
  await db.query(`update deliveries set state = 'waiting', claim = null, claimed_until_ms = null, next_try_at_ms = $1 where state = 'sending'`, [nowMs])
  await db.query(`update inbound_messages set state = 'waiting', claimed_until_ms = null, next_try_at_ms = $1 where state = 'working'`, [nowMs])
}

/** Connections with something due that are neither paused nor resting, nor a program's whose key does not work. */
export async function dueConnections(db: Database, nowMs: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select c.id from connections c where c.deleted_at_ms is null and not c.paused and coalesce(c.hold_until_ms, 0) <= $1 and exists (
       select 1 from deliveries d where d.connection_id = c.id and d.state in ('waiting', 'blocked') and d.next_try_at_ms <= $1)
     and not exists (select 1 from hook_subscriptions h join api_keys k on k.id = h.key_id join accounts a on a.id = k.created_by
       where h.connection_id = c.id and (k.revoked_at_ms is not null or k.expires_at_ms <= $1 or not a.active or a.role <> 'owner'))`, [nowMs],
  )
  return rows.map(row => row.id)
}

/** What a person or a change of settings sends again, at once; the count of tries begins anew. */
export async function sendAgain(tx: Tx, where: Readonly<{ connectionId?: string; workspaceId: string; ids?: readonly string[]; states: readonly string[]; codes?: readonly string[] }>): Promise<string[]> {
  const rows = await tx.query<{ connectionId: string }>(
    `update deliveries set state = 'waiting', tries = 0, next_try_at_ms = 0, done_at_ms = null, code = null, say = 'To be sent again.'
     where workspace_id = $1 and state = any($2::text[]) and ($3::uuid is null or connection_id = $3) and ($4::uuid[] is null or id = any($4)) and ($5::text[] is null or code = any($5))
     returning connection_id as "connectionId"`, [where.workspaceId, where.states, where.connectionId ?? null, where.ids ?? null, where.codes ?? null],
  )
  const connectionIds = [...new Set(rows.map(row => row.connectionId))]
  // Whoever asks for another try does not want to wait until the other system has rested.
  await tx.query('update connections set hold_until_ms = null where id = any($1::uuid[])', [connectionIds])
  return rows.map(row => row.connectionId)
}
