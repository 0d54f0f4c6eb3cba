import type { FastifyRequest } from 'fastify'
import type { ApiScope } from '#shared/contract/api-keys'
import { AppError } from '#shared/lib/app-error'
import type { Database } from '../db/database.ts'
import { hashToken } from '../identity/secrets.ts'

/** For whom a program's request speaks, and what it may do. */
export type ProgramContext = Readonly<{ keyId: string; keyName: string; workspaceId: string; workspaceName: string; personId: string; scopes: ReadonlySet<ApiScope> }>

type Row = Readonly<{
  keyId: string; keyName: string; workspaceId: string; workspaceName: string; personId: string; scopes: ApiScope[]; expiresAtMs: number | null; revokedAtMs: number | null; endsAtMs: number | null; makerIsOwner: boolean
}>

/**
 * Who a request's key stands for. Only the header counts: a browser's cookie never speaks for a program.
 * @throws AppError `api.key_unknown`, `api.key_revoked`, `api.key_expired`, `api.key_orphaned`.
 */
export async function authenticateKey(db: Database, request: FastifyRequest, nowMs: number): Promise<ProgramContext> {
  const [, token] = /^Bearer (slk_[\w-]{43})$/.exec(request.headers.authorization ?? '') ?? []
  if (token === undefined) throw new AppError('api.key_unknown')
  const [row] = await db.query<Row>(
    `select k.id as "keyId", k.name as "keyName", k.workspace_id as "workspaceId", w.name as "workspaceName", k.created_by as "personId", k.scopes, k.expires_at_ms as "expiresAtMs", k.revoked_at_ms as "revokedAtMs",
       s.ends_at_ms as "endsAtMs", (a.active and a.role = 'owner') as "makerIsOwner"
     from api_key_secrets s join api_keys k on k.id = s.key_id join accounts a on a.id = k.created_by join workspaces w on w.id = k.workspace_id where s.token_hash = $1`, [hashToken(token)],
  )
  if (!row) throw new AppError('api.key_unknown')
  if (row.revokedAtMs !== null) throw new AppError('api.key_revoked')
  if ((row.expiresAtMs ?? Infinity) <= nowMs || (row.endsAtMs ?? Infinity) <= nowMs) throw new AppError('api.key_expired')
  if (!row.makerIsOwner) throw new AppError('api.key_orphaned')
  await db.query('update api_key_secrets set last_used_at_ms = $2 where token_hash = $1 and coalesce(last_used_at_ms, 0) < $2::bigint - 60000', [hashToken(token), nowMs])
  const { keyId, keyName, workspaceId, workspaceName, personId } = row
  return { keyId, keyName, workspaceId, workspaceName, personId, scopes: new Set(row.scopes) }
}
