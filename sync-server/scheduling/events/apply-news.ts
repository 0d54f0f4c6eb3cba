import type { CalendarNews, EventNews } from '../../connectors/kit/calendar.ts'
import type { Tx } from '../../db/database.ts'
import type { CalendarAccount } from '../ports.ts'
import { findEvent, type EventRow } from './event-row.ts'

type Elsewhere = EventRow['elsewhere']

/** What an event there says that the record does not; null when both agree. */
function elsewhereOf(wanted: NonNullable<EventRow['wanted']>, news: EventNews, about: Readonly<{ calendar: string; atMs: number }>): Elsewhere {
  if (news.kind === 'gone') return { kind: 'deleted', startMs: null, endMs: null, ...about }
  if (news.startMs === wanted.startMs && news.endMs === wanted.endMs) return null
  return { kind: 'moved', startMs: news.startMs, endMs: news.endMs, ...about }
}

const isSame = (one: Elsewhere, other: Elsewhere): boolean => one?.kind === other?.kind && one?.startMs === other?.startMs && one?.endMs === other?.endMs

/**
 * Marks interviews whose event was moved, deleted or answered there. The record itself is not moved: a person decides.
 * An event we are about to write, or have written since the reading began, says nothing: it is as we want it then.
 */
export async function applyNews(tx: Tx, account: CalendarAccount, { news, isWhole }: CalendarNews, at: Readonly<{ readAtMs: number; nowMs: number }>): Promise<boolean> {
  let isNews = false
  for (const { workspaceId, interviewId, eventId } of await tracked(tx, account, at.nowMs)) {
    const found = news.findLast(each => each.eventId === eventId) ?? (isWhole ? { kind: 'gone' as const, eventId } : null)
    if (found && await applyOne(tx, account, { workspaceId, interviewId }, found, at)) isNews = true
  }
  return isNews
}

/** Events of interviews that are not over. */
function tracked(tx: Tx, account: CalendarAccount, nowMs: number): Promise<{ workspaceId: string; interviewId: string; eventId: string }[]> {
  return tx.query(
    `select workspace_id as "workspaceId", interview_id as "interviewId", event_id as "eventId" from calendar_events
     where connection_id = $1 and kind = 'event' and event_id is not null and wanted is not null and (wanted->>'endMs')::bigint > $2 order by interview_id`, [account.connectionId, nowMs],
  )
}

async function applyOne(tx: Tx, account: CalendarAccount, { workspaceId, interviewId }: { workspaceId: string; interviewId: string }, news: EventNews, { readAtMs, nowMs }: { readAtMs: number; nowMs: number }): Promise<boolean> {
  const row = await findEvent(tx, workspaceId, interviewId, 'event', true)
  if (!row?.wanted || row.state !== 'done' || row.atMs > readAtMs) return false
  const elsewhere = elsewhereOf(row.wanted, news, { calendar: account.title.slice(0, 120), atMs: nowMs })
  const isMoved = !isSame(row.elsewhere, elsewhere)
  if (isMoved) await tx.query('update calendar_events set elsewhere = $3::text::jsonb where workspace_id = $1 and interview_id = $2 and kind = \'event\'', [workspaceId, interviewId, elsewhere && JSON.stringify(elsewhere)])
  let isAnswered = false
  for (const { email, answer } of news.kind === 'stands' ? news.answers : []) {
    const taken = await tx.query(
      `update invites set state = $4, at_ms = $5, replied_at_ms = $5 where workspace_id = $1 and interview_id = $2 and email = $3 and way = 'calendar' and wanted->>'method' = 'request'
         and state in ('delivered', 'accepted', 'declined', 'tentative') and state <> $4 returning email`, [workspaceId, interviewId, email, answer, nowMs],
    )
    if (taken.length > 0) isAnswered = true
  }
  if (!isMoved && !isAnswered) return false
  await tx.query('update meetings set unpublished = true where workspace_id = $1 and interview_id = $2', [workspaceId, interviewId])
  return true
}
