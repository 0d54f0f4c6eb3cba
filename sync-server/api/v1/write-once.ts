import { createHash } from 'node:crypto'
import type { Change, Stamp } from '#shared/domain/commands/change'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import type { Tx } from '../../db/database.ts'
import { lockWorkspace } from '../../db/lock-workspace.ts'
import { recordRows } from '../../intake/record-rows.ts'
import type { Answer, Call, V1Tools } from './define-route.ts'

const keptMs = 24 * 3_600_000

/**
 * One write of a program: under the workspace's lock, through the record like everybody's, with its answer kept so that
 * the same request again (same Idempotency-Key) is answered and not done twice.
 * @throws AppError `api.idempotency_mismatch`.
 */
export async function writeOnce({ db, now, record }: V1Tools, { program, once }: Call, work: (tx: Tx, stamp: Stamp) => Promise<Answer & { changes: readonly Change[] }>): Promise<Answer> {
  const { workspaceId, personId, keyId, keyName } = program
  const nowMs = now()
  const hash = once === null ? '' : createHash('sha256').update(once.request).digest('hex')
  const { answer, announce } = await db.transaction(async tx => {
    await lockWorkspace(tx, workspaceId)
    const given = once === null ? null : await givenBefore(tx, keyId, once.key, hash, nowMs)
    if (given) return { answer: given, announce: () => undefined }
    const { changes, ...made } = await work(tx, { actorId: personId, nowMs, createId })
    const tell = changes.length === 0 ? () => undefined : await record.write(workspaceId, personId, recordRows(changes, keyName), tx, keyName)
    if (once !== null) {
      await tx.query('insert into api_requests (key_id, idempotency_key, request_hash, status, answer, at_ms) values ($1, $2, $3, $4, $5::text::jsonb, $6)', [keyId, once.key, hash, made.status, JSON.stringify(made.body ?? null), nowMs])
    }
    return { answer: made, announce: tell }
  })
  announce()
  return answer
}

async function givenBefore(tx: Tx, keyId: string, key: string, hash: string, nowMs: number): Promise<Answer | null> {
  await tx.query('delete from api_requests where at_ms < $1::bigint', [nowMs - keptMs])
  const [row] = await tx.query<{ hash: string; status: number; answer: unknown }>('select request_hash as hash, status, answer from api_requests where key_id = $1 and idempotency_key = $2', [keyId, key])
  if (!row) return null
  if (row.hash !== hash) throw new AppError('api.idempotency_mismatch')
  return { status: row.status, body: row.answer }
}
