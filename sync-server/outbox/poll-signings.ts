import { z } from 'zod'
import { askForFindings } from './ask-vendor.ts'
import { listConnections, type ConnectionRow } from './connection-row.ts'
import type { LaneOptions } from './lanes.ts'
import { connectorOf } from './try-delivery.ts'

const openSchema = z.array(z.object({ offerId: z.string(), envelopeId: z.string() }))

/** So long a paper that was signed is asked for. */
const paperDays = 30

/** Asks how letters that are out came along, for messages that never came. A vendor that fails is asked again next time. */
export async function pollSignings(options: LaneOptions & Readonly<{ onFailure?: (cause: unknown) => void }>): Promise<void> {
  for (const connection of await listConnections(options.db, null)) {
    if (connection.paused || connection.sandbox || !options.connectors.get(connection.connectorId)?.pollSignings) continue
    await pollOne(options, connection).catch(cause => options.onFailure?.(cause))
  }
}

async function pollOne(options: LaneOptions, connection: ConnectionRow): Promise<void> {
  const { db, now } = options
  const open = openSchema.parse(await db.query(
    `select o.id as "offerId", o.content->'signature'->>'envelopeId' as "envelopeId" from documents o
     where o.workspace_id = $1 and o.collection = 'offers' and not o.deleted and (o.content->'signature'->>'state' in ('sent', 'delivered')
         or o.content->'signature'->>'state' = 'completed' and o.content->'signature'->>'paper' is null and (o.content->'signature'->>'atMs')::bigint > $3)
       and exists (select 1 from external_ids x where x.connection_id = $2 and not x.sandbox and x.kind = 'open' and x.local_id = o.id::text)
     order by o.id limit 100`, [connection.workspaceId, connection.id, now() - paperDays * 86_400_000],
  ))
  if (open.length === 0) return
  await askForFindings(options, connection, ctx => connectorOf(options, connection).pollSignings!(open, ctx))
}
