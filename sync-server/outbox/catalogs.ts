import { AppError } from '#shared/lib/app-error'
import { listConnections } from './connection-row.ts'
import type { LaneOptions } from './lanes.ts'
import { writeSummary } from './summary.ts'
import { connectorOf, contextFor } from './try-delivery.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'

const [hourMs, soonMs] = [3_600_000, 5 * 60_000]
/** As many as laptops are told. */
const most = 200

/** Asks vendors that offer tests which ones, every hour and after a change of the connection; laptops can then choose offline. */
export async function refreshCatalogs(options: LaneOptions & Readonly<{ onFailure?: (cause: unknown) => void }>): Promise<void> {
  const { db, connectors, now, record } = options
  const fresh = new Set((await db.query<{ id: string }>('select connection_id as id from connection_catalogs where next_at_ms > $1', [now()])).map(row => row.id))
  for (const connection of await listConnections(db, null)) {
    if (connection.paused || fresh.has(connection.id) || !connectors.get(connection.connectorId)?.catalog) continue
    const items = await Promise.resolve().then(() => connectorOf(options, connection).catalog!(contextFor(options, connection, { record: {}, key: crypto.randomUUID(), mayHaveHappened: false, onExchange: () => undefined })))
      .catch((cause: unknown) => {
        // A vendor that refuses or rests is no defect of ours; a test of the connection says what it is.
        if (!(cause instanceof AppError)) options.onFailure?.(cause)
        return null
      })
    const tell = await db.transaction(async tx => {
      await lockWorkspace(tx, connection.workspaceId)
      await tx.query(
        `insert into connection_catalogs (connection_id, items, next_at_ms) values ($1, coalesce($2::text::jsonb, '[]'), $3)
         on conflict (connection_id) do update set items = coalesce($2::text::jsonb, connection_catalogs.items), next_at_ms = excluded.next_at_ms`,
        [connection.id, items === null ? null : JSON.stringify(items.slice(0, most)), now() + (items === null ? soonMs : hourMs)],
      )
      return writeSummary(tx, connection.workspaceId, connectors, { record, now })
    })
    tell()
  }
}
