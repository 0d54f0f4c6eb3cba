import type { Tx } from '../db/database.ts'
import { createId } from '#shared/lib/ids'

/** 2020-01-01 UTC. */
const clockStartMs = 1_577_836_800_000
/** More changes than anybody makes between a backup and its restore. */
const gap = 10_000_000

/**
 * Begins a new life of a workspace whose database went back in time. `hadSequence` is what it still has; laptops give
 * back what is newer. New revisions start above everything any life can have had: above the sequence of the life
 * that was lost where it is known, and above the milliseconds since 2020 where a fresh machine knows nothing of it
 * (no workspace makes a thousand changes a second for years).
 */
export async function beginEpoch(tx: Tx, workspaceId: string, at: { hadSequence: number; lostSequence: number; nowMs: number }): Promise<void> {
  const epoch = createId()
  const sequence = Math.max(at.hadSequence, at.lostSequence, at.nowMs - clockStartMs) + gap
  const [last] = await tx.query<{ began: number }>('select coalesce(max(began_at_ms), 0) as began from epochs where workspace_id = $1', [workspaceId])
  await tx.query('update workspaces set epoch = $2, sequence = $3 where id = $1', [workspaceId, epoch, sequence])
  await tx.query('insert into epochs (workspace_id, epoch, began_at_sequence, began_at_ms) values ($1, $2, $3, $4)',
    // Lives are ordered by when they began, whatever the clock of this machine says.
    [workspaceId, epoch, at.hadSequence, Math.max(at.nowMs, Number(last?.began ?? 0) + 1)])
  await tx.query('select pg_notify($1, $2)', ['shortlist_epochs', workspaceId])
}
