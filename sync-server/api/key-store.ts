import { apiKeySchema, type ApiKey, type ApiScope } from '#shared/contract/api-keys'
import { createId } from '#shared/lib/ids'
import type { Tx } from '../db/database.ts'
import { createToken, hashToken } from '../identity/secrets.ts'

const dayMs = 24 * 3_600_000
/** A key that nobody used for so long is to be looked at. */
const unusedMs = 90 * dayMs
/** A key revoked by mistake can be given back for an hour. */
export const regretMs = 3_600_000

/** `slk_` says what it is, to people and to scanners of leaked secrets; then 256 bits. */
const newToken = (): string => `slk_${createToken()}`
const prefixOf = (token: string): string => token.slice(0, 12)

type SecretRow = { prefix: string; createdAtMs: number; endsAtMs: number | null; lastUsedAtMs: number | null }
type KeyRow = Readonly<{
  id: string; name: string; scopes: ApiScope[]; createdById: string; createdAtMs: number; expiresAtMs: number | null; revokedAtMs: number | null; reviewedAtMs: number; makerIsOwner: boolean; secrets: SecretRow[]
}>

const columns = `k.id, k.name, k.scopes, k.created_by as "createdById", k.created_at_ms as "createdAtMs", k.expires_at_ms as "expiresAtMs", k.revoked_at_ms as "revokedAtMs", k.reviewed_at_ms as "reviewedAtMs",
  (a.active and a.role = 'owner') as "makerIsOwner",
  coalesce((select jsonb_agg(jsonb_build_object('prefix', s.prefix, 'createdAtMs', s.created_at_ms, 'endsAtMs', s.ends_at_ms, 'lastUsedAtMs', s.last_used_at_ms) order by s.created_at_ms desc, s.prefix)
    from api_key_secrets s where s.key_id = k.id), '[]') as secrets`

function shown({ reviewedAtMs, makerIsOwner, secrets, ...row }: KeyRow, nowMs: number): ApiKey {
  const uses = secrets.flatMap(secret => (secret.lastUsedAtMs === null ? [] : [secret.lastUsedAtMs]))
  const lastUsedAtMs = uses.length === 0 ? null : Math.max(...uses)
  const state = row.revokedAtMs !== null ? 'revoked' : row.expiresAtMs !== null && row.expiresAtMs <= nowMs ? 'expired' : makerIsOwner ? 'works' : 'orphaned'
  return apiKeySchema.parse({
    ...row, state, lastUsedAtMs, secrets: secrets.filter(secret => secret.endsAtMs === null || secret.endsAtMs > nowMs),
    needsReview: state !== 'revoked' && nowMs - Math.max(lastUsedAtMs ?? row.createdAtMs, reviewedAtMs) > unusedMs,
  })
}

/** Keys of a workspace, newest first. Revoked ones stay readable for 90 days. */
export async function listKeys(db: Tx, workspaceId: string, nowMs: number): Promise<ApiKey[]> {
  const rows = await db.query<KeyRow>(
    `select ${columns} from api_keys k join accounts a on a.id = k.created_by where k.workspace_id = $1 and coalesce(k.revoked_at_ms, $2::bigint) >= $2::bigint - ${unusedMs} order by k.created_at_ms desc, k.id desc limit 500`, [workspaceId, nowMs],
  )
  return rows.map(row => shown(row, nowMs))
}

export async function findKey(db: Tx, workspaceId: string, id: string, nowMs: number): Promise<ApiKey | null> {
  const [row] = await db.query<KeyRow>(`select ${columns} from api_keys k join accounts a on a.id = k.created_by where k.workspace_id = $1 and k.id = $2`, [workspaceId, id])
  return row ? shown(row, nowMs) : null
}

/** Gives a key another secret and tells it, once. The newest of the old ones works until `oldEndsAtMs`, any older end now. */
async function addSecret(tx: Tx, keyId: string, nowMs: number, oldEndsAtMs: number): Promise<string> {
  const token = newToken()
  await tx.query('delete from api_key_secrets where key_id = $1 and token_hash not in (select token_hash from api_key_secrets where key_id = $1 order by created_at_ms desc, prefix limit 1)', [keyId])
  await tx.query('update api_key_secrets set ends_at_ms = least(coalesce(ends_at_ms, $2::bigint), $2::bigint) where key_id = $1', [keyId, oldEndsAtMs])
  await tx.query('insert into api_key_secrets (token_hash, key_id, prefix, created_at_ms) values ($1, $2, $3, $4)', [hashToken(token), keyId, prefixOf(token), nowMs])
  return token
}

export async function insertKey(tx: Tx, key: { workspaceId: string; name: string; scopes: readonly ApiScope[]; createdById: string; expiresInDays: number | null }, nowMs: number): Promise<{ id: string; token: string }> {
  const id = createId()
  await tx.query(
    'insert into api_keys (id, workspace_id, name, scopes, created_by, created_at_ms, expires_at_ms, reviewed_at_ms) values ($1, $2, $3, $4::text::jsonb, $5, $6, $7, $6)',
    [id, key.workspaceId, key.name, JSON.stringify([...new Set(key.scopes)]), key.createdById, nowMs, key.expiresInDays === null ? null : nowMs + key.expiresInDays * dayMs],
  )
  return { id, token: await addSecret(tx, id, nowMs, nowMs) }
}

/** A new secret also renews a key that ran out, for as long as it was meant to work, and makes whoever gave it its maker. */
export async function rotateKey(tx: Tx, key: ApiKey, by: string, overlapDays: number, nowMs: number): Promise<string> {
  const lifeMs = key.expiresAtMs === null ? null : key.expiresAtMs - key.createdAtMs
  await tx.query('update api_keys set created_by = $2, expires_at_ms = case when $3::bigint is null then null else greatest(expires_at_ms, $4::bigint + $3::bigint) end, reviewed_at_ms = $4 where id = $1', [key.id, by, lifeMs, nowMs])
  // A secret that did not work does not begin to work again beside the new one.
  return addSecret(tx, key.id, nowMs, key.state === 'works' ? nowMs + overlapDays * dayMs : nowMs)
}
