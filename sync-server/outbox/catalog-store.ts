import { offeredTestSchema, type OfferedTest } from '#shared/domain/model/assessment'
import type { Tx } from '../db/database.ts'

/** What each connection of a workspace can be asked for. Read again by its schema: it came from outside. */
export async function readCatalogs(tx: Tx, workspaceId: string): Promise<ReadonlyMap<string, readonly OfferedTest[]>> {
  const rows = await tx.query<{ id: string; items: unknown[] }>('select k.connection_id as id, k.items from connection_catalogs k join connections c on c.id = k.connection_id where c.workspace_id = $1', [workspaceId])
  return new Map(rows.map(({ id, items }) => [id, items.flatMap(item => { const parsed = offeredTestSchema.safeParse(item); return parsed.success ? [parsed.data] : [] })]))
}

/** The connection changed: what it offers is asked anew. */
export async function forgetCatalog(tx: Tx, connectionId: string): Promise<void> {
  await tx.query('update connection_catalogs set next_at_ms = 0 where connection_id = $1', [connectionId])
}
