import type { Database, Tx } from '../db/database.ts'
import { createId } from '#shared/lib/ids'
import { AppError } from '#shared/lib/app-error'
import type { Role } from '#shared/domain/model/person'
import { createToken, hashToken } from './secrets.ts'

/** Who a request speaks for. */
export type SessionContext = Readonly<{ sessionId: string; workspaceId: string; personId: string; role: Role; device: string }>

type SessionRow = SessionContext & Readonly<{ active: boolean; revokedAtMs: number | null }>

/** A device's session by its token, also when it was revoked; null for a token we never gave. */
export async function findSession(db: Tx, token: string): Promise<SessionRow | null> {
  const [row] = await db.query<SessionRow>(
    `select s.id as "sessionId", s.workspace_id as "workspaceId", s.person_id as "personId", a.role, a.active, s.device, s.revoked_at_ms as "revokedAtMs"
     from sessions s join accounts a on a.id = s.person_id where s.token_hash = $1`,
    [hashToken(token)],
  )
  return row ?? null
}

/** @throws AppError `session.required`, or `session.revoked` for a device that was signed out elsewhere. */
export async function requireSession(db: Tx, token: string | null): Promise<SessionContext> {
  const found = token === null ? null : await findSession(db, token)
  if (!found) throw new AppError('session.required')
  if (found.revokedAtMs !== null || !found.active) throw new AppError('session.revoked')
  const { active: _active, revokedAtMs: _revoked, ...context } = found
  return context
}

/** Opens a session for a device. The token is told once. */
export async function openSession(tx: Tx, who: { workspaceId: string; personId: string; device: string }, nowMs: number): Promise<{ sessionId: string; token: string }> {
  const [sessionId, token] = [createId(), createToken()]
  await tx.query(
    'insert into sessions (id, workspace_id, person_id, token_hash, device, created_at_ms, last_seen_at_ms) values ($1, $2, $3, $4, $5, $6, $6)',
    [sessionId, who.workspaceId, who.personId, hashToken(token), who.device, nowMs],
  )
  return { sessionId, token }
}

/**
 * Makes a person's other devices sign in again. Unlike revoking, their laptops keep what they hold: unsent work of the
 * same person must survive a change of password.
 */
export async function expireSessions(tx: Tx, where: { workspaceId: string; personId: string; except: string }): Promise<void> {
  await tx.query(
    `update sessions set token_hash = sha256(gen_random_uuid()::text::bytea) where workspace_id = $1 and person_id = $2 and id <> $3 and revoked_at_ms is null`,
    [where.workspaceId, where.personId, where.except],
  )
}

/** Ends sessions; their laptops wipe what they hold at the next contact. Returns those that were open. */
export async function revokeSessions(tx: Tx, where: { workspaceId: string; personId: string; only?: string }, nowMs: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update sessions set revoked_at_ms = $3 where workspace_id = $1 and person_id = $2 and revoked_at_ms is null
       and ($4::uuid is null or id = $4) returning id`,
    [where.workspaceId, where.personId, nowMs, where.only ?? null],
  )
  for (const { id } of rows) await tx.query('select pg_notify($1, $2)', ['shortlist_sessions', id])
  return rows.map(row => row.id)
}

/** Notes that a device is in use, at most once a minute. */
export async function touchSession(db: Database, sessionId: string, nowMs: number): Promise<void> {
  await db.query('update sessions set last_seen_at_ms = $2 where id = $1 and last_seen_at_ms < $2::bigint - 60000', [sessionId, nowMs])
}

/** The receipt that a revoked device has wiped its replica. */
export async function markWiped(db: Database, sessionId: string, nowMs: number): Promise<void> {
  await db.query('update sessions set wiped_at_ms = $2::bigint, revoked_at_ms = coalesce(revoked_at_ms, $2::bigint) where id = $1', [sessionId, nowMs])
}
