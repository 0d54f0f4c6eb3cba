import { integrationSummarySchema, type IntegrationSummary } from '#shared/domain/model/onboarding'
import type { Connector } from '../connectors/kit/connector.ts'
import type { Database, Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { readCatalogs } from './catalog-store.ts'
import { listConnections } from './connection-row.ts'
import { countDeliveries, healthOf } from './health.ts'
import { stepsOf, type StepsPort } from './steps.ts'
import { fieldOwners } from './try-delivery.ts'

/** As many as the settings hold. */
const mostTold = 100

/** A newer server knows more of its connectors than the one that wrote the summaries: laptops hear of it when it starts. */
export async function refreshSummaries(db: Database, connectors: ReadonlyMap<string, Connector>, port: StepsPort): Promise<void> {
  for (const workspaceId of new Set((await listConnections(db, null)).map(connection => connection.workspaceId))) {
    const tell = await db.transaction(tx => writeSummary(tx, workspaceId, connectors, port))
    tell()
  }
}

/**
 * Writes what laptops know of the connections into the settings: no config, no keys. The record itself sees that
 * nothing changed, so this may be asked for after every delivery.
 */
export async function writeSummary(tx: Tx, workspaceId: string, connectors: ReadonlyMap<string, Connector>, { record }: StepsPort): Promise<() => void> {
  await lockWorkspace(tx, workspaceId)
  const [settings] = await tx.query(`select id from documents where workspace_id = $1 and collection = 'settings' and id = $1 and not deleted`, [workspaceId])
  if (!settings) return () => undefined
  const counts = await countDeliveries(tx, workspaceId)
  const catalogs = await readCatalogs(tx, workspaceId)
  const owned = Map.groupBy(await fieldOwners(tx, workspaceId), ([, connectionId]) => connectionId)
  const integrations = (await listConnections(tx, workspaceId)).slice(0, mostTold).map((connection): IntegrationSummary => {
    const connector = connectors.get(connection.connectorId)
    return integrationSummarySchema.parse({
      id: connection.id, connectorId: connection.connectorId, title: connection.title, category: connector?.category ?? 'webhook', events: connection.events, steps: connector ? [...stepsOf(connector, connection)] : [],
      state: healthOf(connection, counts.get(connection.id)).state, failingSinceMs: connection.failingSinceMs, sandbox: connection.sandbox,
      ...(catalogs.has(connection.id) ? { tests: catalogs.get(connection.id) } : {}),
      ...(owned.has(connection.id) ? { owns: owned.get(connection.id)!.map(([field]) => field).toSorted() } : {}),
      requires: [...new Set([...connector?.requires ?? [], ...connection.mapping.filter(line => line.required && line.direction === 'out' && line.rule !== 'ignore').map(line => line.ours)])],
    })
  })
  return record.write(workspaceId, null, [{ collection: 'settings', id: workspaceId, content: { integrations } }], tx)
}
