import { z } from 'zod'
import { addDays, dayOf } from '#shared/lib/zoned-time'
import type { Connector } from '../connectors/kit/connector.ts'
import type { HookEvent } from '../connectors/kit/connector-context.ts'
import { healingOf } from '../connectors/kit/errors.ts'
import { readBack } from '../connectors/kit/mapping.ts'
import type { RecordValues } from '../connectors/kit/record-fields.ts'
import { askAndLog } from './ask-vendor.ts'
import { listConnections, type ConnectionRow } from './connection-row.ts'
import type { LaneOptions } from './lanes.ts'
import { followsOwner, takeOver } from './take-over.ts'
import { fieldOwners } from './try-delivery.ts'

const hiresSchema = z.array(z.object({ applicationId: z.string(), candidateId: z.string(), jobId: z.string(), hiredOnMs: z.number() }))
type Hire = z.infer<typeof hiresSchema>[number]

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
 * tell of another employment. A system that fails is asked again next time, and its log says so.
 */
export async function pollOwned(options: LaneOptions & Readonly<{ onFailure?: (cause: unknown) => void }>): Promise<void> {
  for (const connection of await listConnections(options.db, null)) {
    const read = readerOf(options.connectors.get(connection.connectorId), connection)
    if (connection.paused || connection.sandbox || !read) continue
    await pollOne(options, connection, read).catch(cause => options.onFailure?.(cause))
  }
}

type Line = ConnectionRow['mapping'][number]
type Told = Readonly<{ applicationId: string; told: Record<string, string> }>

async function pollOne(options: LaneOptions, connection: ConnectionRow, read: Reader): Promise<void> {
  const { db, now, record } = options
  const owners = await fieldOwners(db, connection.workspaceId)
  const lines = connection.mapping.filter(({ ours }) => followsOwner(ours) && owners.get(ours) === connection.id)
  if (lines.length === 0) return
  const hires = await hiresOf(options, connection, addDays(dayOf(now(), 'UTC'), -openDays))
  if (hires.length === 0) return
  await askAndLog<Told>(options, connection, {
    ask: async (ctx, found) => {
      let failure: unknown = null
      for (const hire of hires) {
        try {
          const told = await askAbout(hire, lines, (names, event) => read(names, event, ctx), now())
          if (Object.keys(told).length > 0) found.push({ applicationId: hire.applicationId, told })
        } catch (error) {
          // One person who cannot be read there holds up nobody else.
          if (healingOf(error) !== 'final') throw error
          failure ??= error
        }
      }
      if (failure !== null) throw failure
    },
    apply: async (tx, found) => {
      const tells: (() => void)[] = []
      for (const { applicationId, told } of found) {
        const tell = await takeOver(tx, { record, now }, connection, applicationId, told as RecordValues)
        if (tell) tells.push(tell)
      }
      return { tell: () => tells.forEach(each => each()), news: tells.length }
    },
  })
}

async function askAbout({ applicationId, candidateId, jobId, hiredOnMs }: Hire, lines: readonly Line[], read: (theirs: readonly string[], event: HookEvent) => ReturnType<Reader>, nowMs: number): Promise<Record<string, string>> {
  const event: HookEvent = { id: applicationId, kind: 'candidate.hired', atMs: nowMs, candidateId, applicationId, jobId, personId: null, data: {} }
  const held = await read([...new Set(lines.map(line => line.theirs))], event)
  const told: Record<string, string> = {}
  for (const { ours, theirs, transform } of lines) {
    const value = Object.hasOwn(held, theirs) ? readBack(transform, held[theirs]!) : ''
    if (value === '' || ours === 'startDate' && value < addDays(dayOf(hiredOnMs, 'UTC'), -earlierDays)) continue
    told[ours] ??= value
  }
  return told
}

async function hiresOf({ db }: LaneOptions, connection: ConnectionRow, sinceDay: string): Promise<readonly Hire[]> {
  return hiresSchema.parse(await db.query(
    `select a.id as "applicationId", a.candidate_id as "candidateId", a.job_id as "jobId", (a.content->>'stageEnteredAtMs')::bigint as "hiredOnMs" from documents a
       join external_ids x on x.connection_id = $2 and not x.sandbox and x.kind = 'application' and x.local_id = a.id::text
     where a.workspace_id = $1 and a.collection = 'applications' and not a.deleted and a.content->>'status' = 'hired'
       and (a.content->>'hiredStartDate' is null or a.content->>'hiredStartDate' >= $3)
       and not exists (select 1 from external_ids l where l.connection_id = $2 and not l.sandbox and l.kind = 'linked' and l.local_id = a.candidate_id::text)
     order by a.content->>'hiredStartDate' nulls last, a.id limit ${mostHires}`, [connection.workspaceId, connection.id, sinceDay],
  ))
}
