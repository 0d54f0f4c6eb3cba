import { z } from 'zod'
import { addDays, dayOf } from '#shared/lib/zoned-time'
import type { Connector } from '../connectors/kit/connector.ts'
import type { HookEvent } from '../connectors/kit/connector-context.ts'
import { readBack } from '../connectors/kit/mapping.ts'
import type { RecordValues } from '../connectors/kit/record-fields.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { askingContext } from './ask-vendor.ts'
import { listConnections, type ConnectionRow } from './connection-row.ts'
import type { LaneOptions } from './lanes.ts'
import { followsOwner, takeOver } from './take-over.ts'
import { fieldOwners } from './try-delivery.ts'

const hiresSchema = z.array(z.object({ applicationId: z.string(), candidateId: z.string(), jobId: z.string(), hiredOnMs: z.number() }))

/** So long after the first day what the owner says is still read; later an employee is the other system's affair alone. */
const openDays = 30
/** A first day so long before the hire is that of an earlier employment. */
const earlierDays = 180
const mostHires = 100

type Reader = NonNullable<Connector['held']>

/** How a connection is asked what its system holds; null where it cannot be, so that it can own nothing that is followed. */
export function readerOf(connector: Connector | undefined, { config }: Pick<ConnectionRow, 'config'>): Reader | null {
  if (connector?.held) return connector.held
  const parsed = connector?.tells ? connector.configSchema.safeParse(config) : null
  return parsed?.success ? connector!.tells!(parsed.data) : null
}

/**
 * Reads in each system what it owns of the people who were hired and whom it knows through us. Records it had before us are not read: they
 * tell of another employment. A system that fails is asked again next time.
 */
export async function pollOwned(options: LaneOptions & Readonly<{ onFailure?: (cause: unknown) => void }>): Promise<void> {
  for (const connection of await listConnections(options.db, null)) {
    const read = readerOf(options.connectors.get(connection.connectorId), connection)
    if (connection.paused || connection.sandbox || !read) continue
    await pollOne(options, connection, read).catch(cause => options.onFailure?.(cause))
  }
}

async function pollOne(options: LaneOptions, connection: ConnectionRow, read: Reader): Promise<void> {
  const { db, now, record } = options
  const owners = await fieldOwners(db, connection.workspaceId)
  const lines = connection.mapping.filter(({ ours }) => followsOwner(ours) && owners.get(ours) === connection.id)
  if (lines.length === 0) return
  const theirs = [...new Set(lines.map(line => line.theirs))]
  const ctx = askingContext(options, connection)
  const today = dayOf(now(), 'UTC')
  for (const { applicationId, candidateId, jobId, hiredOnMs } of await hiresOf(options, connection, addDays(today, -openDays))) {
    const event: HookEvent = { id: applicationId, kind: 'candidate.hired', atMs: now(), candidateId, applicationId, jobId, personId: null, data: {} }
    const held = await read(theirs, event, ctx)
    const told: Record<string, string> = {}
    for (const { ours, theirs: name, transform } of lines) {
      const value = Object.hasOwn(held, name) ? readBack(transform, held[name]!) : ''
      if (value === '' || ours === 'startDate' && value < addDays(dayOf(hiredOnMs, 'UTC'), -earlierDays)) continue
      told[ours] ??= value
    }
    if (Object.keys(told).length === 0) continue
    const tell = await db.transaction(async tx => {
      await lockWorkspace(tx, connection.workspaceId)
      return takeOver(tx, { record, now }, connection, applicationId, told as RecordValues)
    })
    tell()
  }
}

async function hiresOf({ db }: LaneOptions, connection: ConnectionRow, sinceDay: string): Promise<z.infer<typeof hiresSchema>> {
  return hiresSchema.parse(await db.query(
    `select a.id as "applicationId", a.candidate_id as "candidateId", a.job_id as "jobId", (a.content->>'stageEnteredAtMs')::bigint as "hiredOnMs" from documents a
       join external_ids x on x.connection_id = $2 and not x.sandbox and x.kind = 'application' and x.local_id = a.id::text
     where a.workspace_id = $1 and a.collection = 'applications' and not a.deleted and a.content->>'status' = 'hired'
       and (a.content->>'hiredStartDate' is null or a.content->>'hiredStartDate' >= $3)
       and not exists (select 1 from external_ids l where l.connection_id = $2 and not l.sandbox and l.kind = 'linked' and l.local_id = a.candidate_id::text)
     order by a.content->>'hiredStartDate' nulls last, a.id limit ${mostHires}`, [connection.workspaceId, connection.id, sinceDay],
  ))
}
