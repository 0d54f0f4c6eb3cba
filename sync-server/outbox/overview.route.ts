import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { auditListSchema, healthSummarySchema, ownershipInputSchema, ownershipListSchema, reviewSchema } from '#shared/contract/integrations'
import { doneSchema } from '#shared/contract/http'
import { AppError } from '#shared/lib/app-error'
import { labelOf, recordFieldNames } from '../connectors/kit/record-fields.ts'
import { parseInput } from '../http/problems.ts'
import { audit } from '../db/audit.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { listConnections, type ConnectionRow } from './connection-row.ts'
import { requireConnection, requireOwner, requireStaff, type IntegrationOptions } from './guard.ts'
import { countDeliveries, healthOf } from './health.ts'
import { readerOf } from './poll-owned.ts'
import { writeSummary } from './summary.ts'
import { followsOwner } from './take-over.ts'
import { fieldOwners } from './try-delivery.ts'

const monthMs = 30 * 24 * 3_600_000

/** Health, ownership of fields, the monthly review and the audit. */
export function overviewRoutes(app: FastifyInstance, options: IntegrationOptions): void {
  const { means: { db, now, connectors } } = options

  app.get('/api/integrations/health', async request => {
    const { workspaceId } = await requireStaff(options, request)
    const counts = await countDeliveries(db, workspaceId)
    const connections = (await listConnections(db, workspaceId)).map(row => ({ id: row.id, title: row.title, connectorId: row.connectorId, health: healthOf(row, counts.get(row.id)) }))
    const since = connections.flatMap(({ health }) => (health.state === 'failing' && health.failingSinceMs !== null ? [health.failingSinceMs] : []))
    const sum = (pick: (health: (typeof connections)[number]['health']) => number): number => connections.reduce((total, { health }) => total + pick(health), 0)
    return healthSummarySchema.parse({
      connections, failing: sum(health => Number(health.state === 'failing')), blocked: sum(health => health.blocked), backlog: sum(health => health.backlog), dead: sum(health => health.dead),
      failingSinceMs: since.length === 0 ? null : Math.min(...since),
    })
  })

  app.get('/api/integrations/ownership', async request => {
    const { workspaceId } = await requireStaff(options, request)
    const owners = await fieldOwners(db, workspaceId)
    const readable = (await listConnections(db, workspaceId)).filter(row => readerOf(connectors.get(row.connectorId), row)).map(({ id }) => id)
    return ownershipListSchema.parse({ readable, fields: recordFieldNames.map(field => ({ field, label: labelOf(field), owner: owners.get(field) ?? 'shortlist', follows: followsOwner(field) })) })
  })
  app.put('/api/integrations/ownership/:field', async request => {
    const context = await requireOwner(options, request)
    const { field } = parseInput(z.strictObject({ field: z.string() }), request.params)
    if (!(recordFieldNames as readonly string[]).includes(field)) throw new AppError('request.not_found')
    const { owner } = parseInput(ownershipInputSchema, request.body)
    const connection = owner === 'shortlist' ? null : await requireConnection(options, context, owner)
    if (connection && followsOwner(field) && !readerOf(connectors.get(connection.connectorId), connection)) throw new AppError('connector.cannot_be_read')
    const tell = await db.transaction(async tx => {
      await lockWorkspace(tx, context.workspaceId)
      await tx.query('delete from field_owners where workspace_id = $1 and field = $2', [context.workspaceId, field])
      if (owner !== 'shortlist') await tx.query('insert into field_owners (workspace_id, field, connection_id) values ($1, $2, $3)', [context.workspaceId, field, owner])
      await audit(tx, { workspaceId: context.workspaceId, personId: context.personId, sessionId: context.sessionId, action: 'connection.ownership', facts: { field, owner } }, now())
      return writeSummary(tx, context.workspaceId, connectors, { record: options.record, now })
    })
    tell()
    options.changed?.()
    return doneSchema.parse({ ok: true })
  })

  app.get('/api/integrations/review', async request => {
    const { workspaceId } = await requireOwner(options, request)
    const rows = await listConnections(db, workspaceId)
    const reviewed = rows.map(row => row.reviewedAtMs ?? row.createdAtMs)
    return reviewSchema.parse({ dueAtMs: rows.length === 0 ? now() + monthMs : Math.min(...reviewed) + monthMs, connections: rows.map(row => reviewOf(row, connectors, now())) })
  })
  app.post('/api/integrations/review', async request => {
    const context = await requireOwner(options, request)
    await db.transaction(async tx => {
      await tx.query('update connections set reviewed_at_ms = $2 where workspace_id = $1 and deleted_at_ms is null', [context.workspaceId, now()])
      await audit(tx, { workspaceId: context.workspaceId, personId: context.personId, sessionId: context.sessionId, action: 'connection.reviewed' }, now())
    })
    return doneSchema.parse({ ok: true })
  })

  app.get('/api/integrations/audit', async request => {
    const { workspaceId } = await requireOwner(options, request)
    const lines = await db.query(
      `select at_ms as "atMs", person_id as "personId", action, facts from audit where workspace_id = $1 and (action like 'connection.%' or action like 'delivery.%' or action like 'key.%' or action = 'record.write_refused') order by id desc limit 500`, [workspaceId],
    )
    return auditListSchema.parse({ lines })
  })
}

/** A connection that has had nothing to do for a month, and fields that are shared although neither the mapping nor the connector itself uses them. */
function reviewOf(row: ConnectionRow, connectors: IntegrationOptions['means']['connectors'], nowMs: number): unknown {
  const connector = connectors.get(row.connectorId)
  const used = new Set([...row.mapping.map(line => line.ours), ...connector?.requires ?? [], ...connector?.reads ?? []])
  return {
    id: row.id, title: row.title, scopes: connector?.scopes ?? [], unusedFields: row.mapping.length === 0 ? [] : row.fields.filter(field => !used.has(field as never)),
    unused: nowMs - (row.lastSuccessAtMs ?? row.createdAtMs) > monthMs, lastUsedAtMs: row.lastSuccessAtMs, reviewedAtMs: row.reviewedAtMs,
  }
}
