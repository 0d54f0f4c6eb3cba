import { z } from 'zod'
import { onboardingKindSchema } from '#shared/domain/model/onboarding'
import type { Connector, OpenAssessment } from '../connectors/kit/connector.ts'
import { askForFindings } from './ask-vendor.ts'
import { listConnections, type ConnectionRow } from './connection-row.ts'
import type { LaneOptions } from './lanes.ts'
import { claimPoll } from './poll-log.ts'

const openSchema = z.array(z.object({ applicationId: z.string(), kind: onboardingKindSchema, key: z.string() }))
/** Tests that are under way for longer than this were forgotten by everybody. */
const followMs = 90 * 24 * 3_600_000

/** Asks vendors that must be asked how work that is under way came along. A vendor that fails is asked again next time. */
export async function pollConnections(options: LaneOptions & Readonly<{ onFailure?: (cause: unknown) => void }>): Promise<void> {
  for (const connection of await listConnections(options.db, null)) {
    const connector = options.connectors.get(connection.connectorId)
    if (connection.paused || !connector || !connector.poll && !connector.follow) continue
    await askConnection(options, connection, connector).catch(cause => options.onFailure?.(cause))
  }
}

async function askConnection(options: LaneOptions, connection: ConnectionRow, connector: Connector): Promise<void> {
  if (!await claimPoll(options.db, connection.id, options.now())) return
  if (connector.poll) await pollSteps(options, connection, connector)
  if (connector.follow && !connection.sandbox) await followAssessments(options, connection, connector)
}

async function pollSteps(options: LaneOptions, connection: ConnectionRow, connector: Connector): Promise<void> {
  const open = openSchema.parse(await options.db.query(`select application_id as "applicationId", kind, key from hook_steps where connection_id = $1 and state = 'sent' order by at_ms limit 200`, [connection.id]))
  if (open.length === 0) return
  await askForFindings(options, connection, async ctx => (await connector.poll!(open, ctx)).map(({ applicationId, steps, told }) => ({ kind: 'hire', applicationId, steps, ...(told ? { told } : {}) })))
}

async function followAssessments(options: LaneOptions, connection: ConnectionRow, connector: Connector): Promise<void> {
  const { db, now } = options
  const open = await db.query<OpenAssessment>(
    `select request_id as "requestId", external_id as "externalId" from assessment_requests where connection_id = $1 and state in ('sent', 'started') and external_id is not null and at_ms > $2 order by at_ms desc limit 200`, [connection.id, now() - followMs],
  )
  if (open.length === 0) return
  await askForFindings(options, connection, ctx => connector.follow!(open, ctx))
}
