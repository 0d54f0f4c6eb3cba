import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  changeConnectionSchema, connectionSchema, connectionsSchema, connectorsSchema, createConnectionSchema, inboundMessagesSchema, pollsSchema, previewInputSchema, previewSchema, testResultSchema, type Connection,
} from '#shared/contract/integrations'
import { doneSchema } from '#shared/contract/http'
import { AppError } from '#shared/lib/app-error'
import type { Application } from '#shared/domain/model/application'
import type { Tx } from '../db/database.ts'
import { parseInput } from '../http/problems.ts'
import { audit } from '../db/audit.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import type { SessionContext } from '../identity/sessions.ts'
import { forgetCatalog } from './catalog-store.ts'
import { changedConnection, newConnection, removeConnection } from './change-connection.ts'
import { findConnection, insertConnection, listConnections, saveSettings, type ConnectionRow } from './connection-row.ts'
import { sendAgain } from './delivery-row.ts'
import { describeConnector } from './form-of.ts'
import { requireConnection, requireOwner, requireStaff, type IntegrationOptions } from './guard.ts'
import { countDeliveries, healthOf, type Counts } from './health.ts'
import { readPolls } from './poll-log.ts'
import { previewDelivery, testConnection } from './preview.ts'
import { listMessages, workAgain } from './inbound-store.ts'
import { writeSummary } from './summary.ts'
import { connectorOf, inboundUrlOf } from './try-delivery.ts'

const idParams = z.strictObject({ id: z.uuid() })
/** Changes after which what is blocked, or was refused for the settings' sake, is tried again. */
const healingChanges = ['config', 'mapping', 'values', 'fields']
const settingsCodes = ['connector.unauthorized', 'connector.forbidden', 'connector.bad_config', 'connector.address_refused', 'connector.secrets_unreadable', 'connector.gone', 'connector.channel_unknown', 'connector.channel_closed', 'connector.channel_not_joined', 'connector.cannot_look_up']

function toConnection(options: Pick<IntegrationOptions, 'means'>, row: ConnectionRow, counts: Counts | undefined): Connection {
  const connector = options.means.connectors.get(row.connectorId)
  const { id, connectorId, title, config, events, fields, mapping, values, sandbox, paused, createdAtMs, reviewedAtMs } = row
  return connectionSchema.parse({
    id, connectorId, title, config, events, fields, mapping, values, sandbox, paused, createdAtMs, reviewedAtMs, category: connector?.category ?? 'webhook', lastUsedAtMs: row.lastSuccessAtMs,
    secrets: Object.fromEntries(Object.keys(connector?.secretsSchema.shape ?? {}).map(name => [name, { kept: name in row.secretsChanged, changedAtMs: row.secretsChanged[name] ?? null }])),
    health: healthOf(row, counts), inboundUrl: connector?.inbound ? inboundUrlOf(options.means, id) : null,
  })
}

/** Settings of connections: the owner's. Recruiters may preview what a hire would send. */
export function connectionRoutes(app: FastifyInstance, options: IntegrationOptions): void {
  const { means, record, outbox } = options
  const { db, now, connectors, box } = means
  const answer = async (context: SessionContext, id: string): Promise<Connection> => toConnection(options, await requireConnection(options, context, id), (await countDeliveries(db, context.workspaceId)).get(id))
  /** Changes connections in one transaction with the audit and the summary for laptops. */
  const change = async (context: SessionContext, action: string, work: (tx: Tx) => Promise<Record<string, string>>): Promise<void> => {
    const tell = await db.transaction(async tx => {
      await lockWorkspace(tx, context.workspaceId)
      const facts = await work(tx)
      await audit(tx, { workspaceId: context.workspaceId, personId: context.personId, sessionId: context.sessionId, action, facts }, now())
      return writeSummary(tx, context.workspaceId, connectors, { record, now })
    })
    tell()
    options.changed?.()
    void outbox.tick()
  }

  app.get('/api/integrations/connectors', async request => {
    await requireStaff(options, request)
    return connectorsSchema.parse({ connectors: [...connectors.values()].map(describeConnector) })
  })
  app.get('/api/integrations/connections', async request => {
    const context = await requireOwner(options, request)
    const counts = await countDeliveries(db, context.workspaceId)
    return connectionsSchema.parse({ connections: (await listConnections(db, context.workspaceId)).map(row => toConnection(options, row, counts.get(row.id))) })
  })
  app.post('/api/integrations/connections', async request => {
    const context = await requireOwner(options, request)
    const input = parseInput(createConnectionSchema, request.body)
    const connector = connectorOf(means, input)
    let id = ''
    await change(context, 'connection.created', async tx => {
      const [workspace] = await tx.query<{ sequence: number }>('select sequence from workspaces where id = $1', [context.workspaceId])
      const row = newConnection(connector, box, input, { workspaceId: context.workspaceId, sequence: workspace!.sequence, nowMs: now() })
      await insertConnection(tx, row)
      id = row.id
      return { connectionId: id, connectorId: connector.id }
    })
    return answer(context, id)
  })
  app.patch('/api/integrations/connections/:id', async request => {
    const context = await requireOwner(options, request)
    const { id } = parseInput(idParams, request.params)
    const input = parseInput(changeConnectionSchema, request.body)
    await requireConnection(options, context, id)
    await change(context, 'connection.changed', async tx => {
      // Keys that a vendor renews at this moment must not be written back to what they were.
      await tx.query('select id from connections where id = $1 for update', [id])
      const before = await findConnection(tx, id)
      if (!before) throw new AppError('connector.unknown_connection')
      const { row, changed } = changedConnection(connectorOf(means, before), box, before, input, now())
      await saveSettings(tx, row)
      await forgetCatalog(tx, id)
      const heals = changed.some(name => healingChanges.includes(name) || name.startsWith('secrets.'))
      // Whoever switches sending on again, after nobody listened there, wants what was refused then to be sent.
      if (input.paused === false) await sendAgain(tx, { workspaceId: context.workspaceId, connectionId: id, states: ['dead'], codes: ['connector.gone'] })
      if (heals) {
        // It may work now: nobody waits until the other system has rested.
        await tx.query('update connections set hold_until_ms = null, holds = 0 where id = $1', [id])
        await sendAgain(tx, { workspaceId: context.workspaceId, connectionId: id, states: ['blocked'] })
        await sendAgain(tx, { workspaceId: context.workspaceId, connectionId: id, states: ['dead'], codes: settingsCodes })
      }
      return { connectionId: id, changed: changed.join(', ') }
    })
    return answer(context, id)
  })
  app.delete('/api/integrations/connections/:id', async request => {
    const context = await requireOwner(options, request)
    const { id } = parseInput(idParams, request.params)
    await requireConnection(options, context, id)
    await change(context, 'connection.deleted', async tx => {
      await removeConnection(tx, id, now())
      return { connectionId: id }
    })
    return doneSchema.parse({ ok: true })
  })
  app.get('/api/integrations/connections/:id/inbound', async request => {
    const context = await requireOwner(options, request)
    const { id } = await requireConnection(options, context, parseInput(idParams, request.params).id)
    return inboundMessagesSchema.parse({ messages: await listMessages(db, id) })
  })
  app.post('/api/integrations/connections/:id/inbound/:messageId/again', async request => {
    const context = await requireOwner(options, request)
    const { id, messageId } = parseInput(z.strictObject({ id: z.uuid(), messageId: z.uuid() }), request.params)
    await requireConnection(options, context, id)
    if (!await workAgain(db, id, messageId)) throw new AppError('request.not_found')
    void outbox.tick()
    return doneSchema.parse({ ok: true })
  })
  app.get('/api/integrations/connections/:id/polls', async request => {
    const context = await requireOwner(options, request)
    const { id } = await requireConnection(options, context, parseInput(idParams, request.params).id)
    return pollsSchema.parse({ polls: await readPolls(db, id) })
  })
  app.post('/api/integrations/connections/:id/test', async request => {
    const context = await requireOwner(options, request)
    return testResultSchema.parse(await testConnection(means, await requireConnection(options, context, parseInput(idParams, request.params).id)))
  })
  app.post('/api/integrations/connections/:id/preview', async request => {
    const context = await requireStaff(options, request)
    const connection = await requireConnection(options, context, parseInput(idParams, request.params).id)
    const { kind, applicationId, mapping, startDate } = parseInput(previewInputSchema, request.body)
    if (mapping !== undefined) await requireOwner(options, request)
    const card = await visibleApplication(db, context, applicationId)
    return previewSchema.parse(await previewDelivery(means, mapping === undefined ? connection : { ...connection, mapping }, { kind, applicationId, candidateId: card.candidateId, jobId: card.jobId }, startDate))
  })
}

/** A private candidate's card is there only for those who may see it. */
async function visibleApplication(db: Tx, context: SessionContext, id: string): Promise<Application> {
  const [row] = await db.query<{ content: Application }>(
    `select a.content from documents a join documents c on c.workspace_id = a.workspace_id and c.collection = 'candidates' and c.id = a.candidate_id
     where a.workspace_id = $1 and a.collection = 'applications' and a.id = $2 and not a.deleted and ($3 or jsonb_typeof(c.content->'privateTo') <> 'array' or c.content->'privateTo' ? $4)`,
    [context.workspaceId, id, context.role === 'owner', context.personId],
  )
  if (!row) throw new AppError('document.unknown')
  return row.content
}
