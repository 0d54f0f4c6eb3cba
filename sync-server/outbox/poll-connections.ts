import { z } from 'zod'
import { onboardingKindSchema } from '#shared/domain/model/onboarding'
import { listConnections, type ConnectionRow } from './connection-row.ts'
import type { OpenAssessment } from '../connectors/kit/connector.ts'
import { applyFindings } from './findings/apply-findings.ts'
import { applyHireNews } from './findings/hire-news.ts'
import type { LaneOptions } from './lanes.ts'
import { connectorOf, contextFor } from './try-delivery.ts'

const openSchema = z.array(z.object({ applicationId: z.string(), kind: onboardingKindSchema, key: z.string() }))

/** Asks vendors that must be asked how work that is under way came along. A vendor that fails is asked again next time. */
export async function pollConnections(options: LaneOptions & Readonly<{ onFailure?: (cause: unknown) => void }>): Promise<void> {
  for (const connection of await listConnections(options.db, null)) {
    const connector = options.connectors.get(connection.connectorId)
    if (connection.paused) continue
    if (connector?.poll) await pollOne(options, connection).catch(cause => options.onFailure?.(cause))
    if (connector?.follow && !connection.sandbox) await followOne(options, connection).catch(cause => options.onFailure?.(cause))
  }
}

/** Tests that are under way for longer than this were forgotten by everybody. */
const followMs = 90 * 24 * 3_600_000

async function followOne(options: LaneOptions, connection: ConnectionRow): Promise<void> {
  const { db, now, record } = options
  const open = await db.query<OpenAssessment>(
    `select request_id as "requestId", external_id as "externalId" from assessment_requests where connection_id = $1 and state in ('sent', 'started') and external_id is not null and at_ms > $2 order by at_ms desc limit 200`, [connection.id, now() - followMs],
  )
  if (open.length === 0) return
  const ctx = contextFor(options, connection, { record: {}, key: crypto.randomUUID(), mayHaveHappened: false, onExchange: () => undefined })
  const findings = await connectorOf(options, connection).follow!(open, ctx)
  const tell = await db.transaction(async tx => {
    await tx.query('select id from workspaces where id = $1 for update', [connection.workspaceId])
    return applyFindings(tx, { record, now }, connection, findings)
  })
  tell()
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
