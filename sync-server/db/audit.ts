import type { Tx } from './database.ts'

/** Writes down who did what: ids only, since it outlives what it tells of. */
export async function audit(tx: Tx, entry: { workspaceId: string; personId: string | null; sessionId?: string; action: string; facts?: Record<string, string> }, nowMs: number): Promise<void> {
  await tx.query('insert into audit (workspace_id, at_ms, person_id, session_id, action, facts) values ($1, $2, $3, $4, $5, $6)',
    [entry.workspaceId, nowMs, entry.personId, entry.sessionId ?? null, entry.action, JSON.stringify(entry.facts ?? {})])
}
