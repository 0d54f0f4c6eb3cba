import { z } from 'zod'
import { askForFindings } from './ask-vendor.ts'
import { listConnections, type ConnectionRow } from './connection-row.ts'
import type { LaneOptions } from './lanes.ts'
import { connectorOf } from './try-delivery.ts'

const openSchema = z.array(z.object({ mark: z.string(), email: z.string(), ref: z.string().nullable(), sinceMs: z.number() }))
/** A link nobody used for as long as this is asked about no more. */
const patienceMs = 45 * 24 * 3_600_000

/** Asks services by which candidates book what became of links, for messages that never came. A service that fails is asked again next time. */
export async function pollBookings(options: LaneOptions & Readonly<{ onFailure?: (cause: unknown) => void }>): Promise<void> {
  for (const connection of await listConnections(options.db, null)) {
    if (connection.paused || connection.sandbox || !options.connectors.get(connection.connectorId)?.followBookings) continue
    await pollOne(options, connection).catch(cause => options.onFailure?.(cause))
  }
}

async function pollOne(options: LaneOptions, connection: ConnectionRow): Promise<void> {
  const { db, now } = options
  // Open links, and bookings that are still to come.
  const open = openSchema.parse(await db.query(
    `select l.id as mark, lower(c.content->'emails'->>0) as email, l.outside_ref as ref, l.created_at_ms as "sinceMs"
     from booking_links l join documents c on c.workspace_id = l.workspace_id and c.collection = 'candidates' and c.id = l.candidate_id and not c.deleted
     where l.connection_id = $1 and l.cancelled_at_ms is null and c.content->'emails'->>0 is not null and (
       l.outside_ref is null and l.expires_at_ms > $2 and l.created_at_ms > $2::bigint - ${patienceMs}
       or exists (select 1 from documents i where i.workspace_id = l.workspace_id and i.collection = 'interviews' and i.candidate_id = l.candidate_id and i.content->>'loopId' = l.id::text
            and not (i.content->>'cancelled')::boolean and (i.content->>'startMs')::bigint > $2))
     order by l.created_at_ms desc limit 50`, [connection.id, now()],
  ))
  if (open.length === 0) return
  await askForFindings(options, connection, ctx => connectorOf(options, connection).followBookings!(open, ctx))
}
