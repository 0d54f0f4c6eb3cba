import { z } from 'zod'
import type { LoggedExchange } from '#shared/contract/integrations'
import { onboardingKindSchema } from '#shared/domain/model/onboarding'
import type { Connector, OpenAssessment } from '../connectors/kit/connector.ts'
import type { ConnectorContext } from '../connectors/kit/connector-context.ts'
import type { Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { askingContext } from './ask-vendor.ts'
import { listConnections, type ConnectionRow } from './connection-row.ts'
import { applyFindings } from './findings/apply-findings.ts'
import { applyHireNews } from './findings/hire-news.ts'
import type { LaneOptions } from './lanes.ts'
import { claimPoll, writePoll } from './poll-log.ts'
import { refreshState } from './settle-delivery.ts'

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
  const { db, now, record } = options
  const open = openSchema.parse(await db.query(`select application_id as "applicationId", kind, key from hook_steps where connection_id = $1 and state = 'sent' order by at_ms limit 200`, [connection.id]))
  if (open.length === 0) return
  await ask(options, connection, ctx => connector.poll!(open, ctx), async (tx, updates) => {
    const tells: (() => void)[] = []
    for (const { applicationId, steps, told } of updates) tells.push(await applyHireNews(tx, { record, now }, connection, { kind: 'hire', applicationId, steps, ...(told ? { told } : {}) }))
    return () => tells.forEach(each => each())
  })
}

async function followAssessments(options: LaneOptions, connection: ConnectionRow, connector: Connector): Promise<void> {
  const { db, now, record } = options
  const open = await db.query<OpenAssessment>(
    `select request_id as "requestId", external_id as "externalId" from assessment_requests where connection_id = $1 and state in ('sent', 'started') and external_id is not null and at_ms > $2 order by at_ms desc limit 200`, [connection.id, now() - followMs],
  )
  if (open.length === 0) return
  await ask(options, connection, ctx => connector.follow!(open, ctx), (tx, findings) => applyFindings(tx, { record, now }, connection, findings))
}

/** Asks as fast as the vendor allows, and writes what came of it and the line of the log in one transaction. */
async function ask<T>(options: LaneOptions, connection: ConnectionRow, ask: (ctx: ConnectorContext<never, never>) => Promise<readonly T[]>, apply: (tx: Tx, news: readonly T[]) => Promise<() => void>): Promise<void> {
  const { db, now, record, connectors } = options
  const startedMs = now()
  const exchanges: LoggedExchange[] = []
  let news: readonly T[] = []
  let error: unknown = null
  try {
    news = await ask(askingContext(options, connection, exchange => exchanges.push(exchange)))
  } catch (caught) {
    error = caught
  }
  const tell = await db.transaction(async tx => {
    await lockWorkspace(tx, connection.workspaceId)
    const tellNews = await apply(tx, news)
    await writePoll(tx, connection, { startedMs, nowMs: now(), error, news: news.length, exchanges })
    const tellState = await refreshState(tx, { record, now }, connectors, connection.id)
    return () => { tellNews(); tellState() }
  })
  tell()
}
