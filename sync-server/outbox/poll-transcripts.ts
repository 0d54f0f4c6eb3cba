import { z } from 'zod'
import { askForFindings } from './ask-vendor.ts'
import { listConnections, type ConnectionRow } from './connection-row.ts'
import type { LaneOptions } from './lanes.ts'
import { connectorOf } from './try-delivery.ts'

const minuteMs = 60_000
/** A notice usually comes before that. */
const firstAskMs = 30 * minuteMs
/** Nobody makes a transcript later than this. */
const patienceMs = 7 * 24 * 60 * minuteMs
const longestPauseMs = 12 * 60 * minuteMs

const openSchema = z.array(z.object({ interviewId: z.string(), meetingId: z.string().nullable(), joinUrl: z.string().nullable(), startMs: z.number(), endMs: z.number(), tries: z.number() }))
type Open = z.infer<typeof openSchema>[number]

/** The pauses between asks: a quarter of an hour, then twice as long each time, up to half a day. */
export const pauseAfter = (tries: number): number => Math.min(longestPauseMs, 15 * minuteMs * 2 ** Math.min(tries, 10))

/** Asks video accounts for transcripts of interviews that are over, where the candidate agreed to being recorded. */
export async function pollTranscripts(options: LaneOptions & Readonly<{ onFailure?: (cause: unknown) => void }>): Promise<void> {
  for (const connection of await listConnections(options.db, null)) {
    if (connection.paused || connection.sandbox || !options.connectors.get(connection.connectorId)?.transcript) continue
    for (const open of await due(options, connection)) await askOne(options, connection, open).catch(cause => options.onFailure?.(cause))
  }
}

async function due({ db, now }: LaneOptions, connection: ConnectionRow): Promise<readonly Open[]> {
  return openSchema.parse(await db.query(
    `select e.interview_id as "interviewId", e.event_id as "meetingId", e.join_url as "joinUrl", (i.content->>'startMs')::bigint as "startMs", (i.content->>'endMs')::bigint as "endMs", coalesce(a.tries, 0) as tries
     from calendar_events e
     join documents i on i.workspace_id = e.workspace_id and i.collection = 'interviews' and i.id = e.interview_id and not i.deleted and not (i.content->>'cancelled')::boolean
     join documents p on p.workspace_id = e.workspace_id and p.collection = 'applications' and p.id = (i.content->>'applicationId')::uuid and not p.deleted and (p.content->'recordingConsent'->>'given')::boolean
     left join transcript_asks a on a.connection_id = e.connection_id and a.interview_id = e.interview_id
     where e.connection_id = $1 and e.join_url is not null and (i.content->>'endMs')::bigint between $2::bigint - ${patienceMs} and $2::bigint - ${firstAskMs}
       and coalesce(a.state, 'waiting') = 'waiting' and coalesce(a.next_at_ms, 0) <= $2::bigint
     order by i.content->>'endMs', e.interview_id limit 20`, [connection.id, now()],
  ))
}

async function askOne(options: LaneOptions, connection: ConnectionRow, { tries, ...about }: Open): Promise<void> {
  const { db, now } = options
  // The turn is taken before the ask: of two servers one asks, and a vendor that fails is not asked at once again.
  const taken = await db.query(
    `insert into transcript_asks (connection_id, interview_id, state, tries, next_at_ms) values ($1, $2, 'waiting', 1, $3)
     on conflict (connection_id, interview_id) do update set tries = transcript_asks.tries + 1, next_at_ms = excluded.next_at_ms where transcript_asks.state = 'waiting' and transcript_asks.next_at_ms <= $4 returning interview_id`,
    [connection.id, about.interviewId, now() + pauseAfter(tries), now()],
  )
  if (taken.length === 0) return
  // What was said belongs to the interview and to nobody's log.
  await askForFindings(options, connection, async ctx => {
    const finding = await connectorOf(options, connection).transcript!(about, ctx)
    return finding === null ? [] : [finding]
  }, { keepsExchanges: false })
}
