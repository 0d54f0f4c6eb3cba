import type { LoggedExchange } from '#shared/contract/integrations'
import type { ConnectorContext } from '../connectors/kit/connector-context.ts'
import type { Finding } from '../connectors/kit/findings.ts'
import type { ConnectionRow } from './connection-row.ts'
import { applyFindings } from './findings/apply-findings.ts'
import type { LaneOptions } from './lanes.ts'
import { RateLimiters } from './rate-limiter.ts'
import { connectorOf, contextFor } from './try-delivery.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'

/** What a connector needs to look how things are at its vendor, outside of any delivery but at the pace they share. */
export function askingContext(options: LaneOptions, connection: ConnectionRow, onExchange: (exchange: LoggedExchange) => void = () => undefined): ConnectorContext<never, never> {
  const { now, sleep, limiters = new RateLimiters(now, sleep) } = options
  const limiter = limiters.of(connection.id, connectorOf(options, connection).rateLimit)
  return contextFor(options, connection, { record: {}, key: crypto.randomUUID(), mayHaveHappened: false, onExchange, turn: () => limiter.turn() })
}

/** Puts down what a vendor told, under the workspace's lock, and tells the laptops. */
export async function takeFindings({ db, now, record }: LaneOptions, connection: ConnectionRow, findings: readonly Finding[]): Promise<void> {
  const tell = await db.transaction(async tx => {
    await lockWorkspace(tx, connection.workspaceId)
    return applyFindings(tx, { record, now }, connection, findings)
  })
  tell()
}
