import { z } from 'zod'
import { onboardingKindSchema } from '#shared/domain/model/onboarding'
import { listConnections, type ConnectionRow } from './connection-row.ts'
import { applyHireNews } from './findings/hire-news.ts'
import type { LaneOptions } from './lanes.ts'
import { connectorOf, contextFor } from './try-delivery.ts'

const openSchema = z.array(z.object({ applicationId: z.string(), kind: onboardingKindSchema, key: z.string() }))

/** Asks vendors that must be asked how work that is under way came along. A vendor that fails is asked again next time. */
export async function pollConnections(options: LaneOptions & Readonly<{ onFailure?: (cause: unknown) => void }>): Promise<void> {
  for (const connection of await listConnections(options.db, null)) {
    if (connection.paused || !options.connectors.get(connection.connectorId)?.poll) continue
    await pollOne(options, connection).catch(cause => options.onFailure?.(cause))
  }
}

async function pollOne(options: LaneOptions, connection: ConnectionRow): Promise<void> {
  const { db, now, record } = options
  const open = openSchema.parse(await db.query(`select application_id as "applicationId", kind, key from hook_steps where connection_id = $1 and state = 'sent' order by at_ms limit 200`, [connection.id]))
  if (open.length === 0) return
  const ctx = contextFor(options, connection, { record: {}, key: crypto.randomUUID(), mayHaveHappened: false, onExchange: () => undefined })
  for (const { applicationId, steps, told } of await connectorOf(options, connection).poll!(open, ctx)) {
    const tell = await db.transaction(async tx => {
      await tx.query('select id from workspaces where id = $1 for update', [connection.workspaceId])
      return applyHireNews(tx, { record, now }, connection, { kind: 'hire', applicationId, steps, ...(told ? { told } : {}) })
    })
    tell()
  }
}
