import { z } from 'zod'
import { isSameJson } from '#shared/lib/json'
import type { CalendarEvent } from '../../connectors/kit/calendar.ts'
import type { Database, Tx } from '../../db/database.ts'

const eventSchema = z.object({
  interviewId: z.string(), title: z.string(), text: z.string(), startMs: z.number(), endMs: z.number(), zone: z.string(), place: z.string(), joinUrl: z.string().nullable(), wantsLink: z.boolean(),
  guests: z.array(z.object({ email: z.string(), name: z.string(), room: z.boolean() })),
})
/** `event` stands in a calendar, `meeting` in a video account. */
export type EventKind = 'event' | 'meeting'

/** An interview's event or meeting as stored; parsed again when read. */
export const eventRowSchema = z.object({
  workspaceId: z.string(), interviewId: z.string(), kind: z.enum(['event', 'meeting']), connectionId: z.string(), eventId: z.string().nullable(), wanted: eventSchema.nullable(), sequence: z.number(), notify: z.boolean(), joinUrl: z.string().nullable(),
  elsewhere: z.object({ kind: z.enum(['moved', 'deleted']), startMs: z.number().nullable(), endMs: z.number().nullable(), calendar: z.string(), atMs: z.number() }).nullable(),
  state: z.enum(['waiting', 'done', 'failed']), code: z.string().nullable(), tries: z.number(), atMs: z.number(),
})
export type EventRow = z.infer<typeof eventRowSchema>

const columns = `workspace_id as "workspaceId", interview_id as "interviewId", kind, connection_id as "connectionId", event_id as "eventId", wanted, sequence, notify, join_url as "joinUrl", elsewhere, state, code, tries, at_ms as "atMs"`
const claimMs = 3 * 60_000

export async function findEvent(tx: Tx, workspaceId: string, interviewId: string, kind: EventKind, lock = false): Promise<EventRow | null> {
  const [row] = await tx.query(`select ${columns} from calendar_events where workspace_id = $1 and interview_id = $2 and kind = $3${lock ? ' for update' : ''}`, [workspaceId, interviewId, kind])
  return row === undefined ? null : eventRowSchema.parse(row)
}

/** Writes down what is to stand in the calendar; true when there is something to do. */
export async function wantEvent(tx: Tx, about: Readonly<{ workspaceId: string; interviewId: string; kind: EventKind; connectionId: string }>, known: EventRow | null, wanted: CalendarEvent | null, at: Readonly<{ sequence: number; notify: boolean; nowMs: number }>): Promise<boolean> {
  if (known === null && wanted === null) return false
  if (known && isSameJson(known.wanted, wanted)) return false
  if (known && wanted === null && known.eventId === null && known.tries === 0) {
    await tx.query('delete from calendar_events where workspace_id = $1 and interview_id = $2 and kind = $3', [about.workspaceId, about.interviewId, about.kind])
    return true
  }
  await tx.query(
    `insert into calendar_events (workspace_id, interview_id, connection_id, wanted, sequence, notify, state, next_try_at_ms, at_ms, kind) values ($1, $2, $3, $4::text::jsonb, $5, $6, 'waiting', $7, $7, $8)
     on conflict (workspace_id, interview_id, kind) do update set wanted = excluded.wanted, sequence = excluded.sequence, notify = excluded.notify or (calendar_events.notify and calendar_events.state <> 'done'),
       state = 'waiting', code = null, tries = case when calendar_events.event_id is null then calendar_events.tries else 0 end, next_try_at_ms = excluded.next_try_at_ms, at_ms = excluded.at_ms`,
    [about.workspaceId, about.interviewId, about.connectionId, wanted === null ? null : JSON.stringify(wanted), at.sequence, at.notify, at.nowMs, about.kind],
  )
  return true
}

/** Takes one event that is due. Counted before it is tried: a process that dies leaves "may have happened" behind. */
export async function claimEvent(db: Database, claim: string, nowMs: number): Promise<EventRow | null> {
  const [row] = await db.query(
    `update calendar_events set claim = $1, claimed_until_ms = $2::bigint, tries = tries + 1 where (workspace_id, interview_id, kind) = (
       select workspace_id, interview_id, kind from calendar_events where next_try_at_ms <= $3 and (claimed_until_ms is null or claimed_until_ms <= $3) order by next_try_at_ms, interview_id, kind desc limit 1 for update skip locked
     ) returning ${columns}`, [claim, nowMs + claimMs, nowMs],
  )
  return row === undefined ? null : eventRowSchema.parse(row)
}
