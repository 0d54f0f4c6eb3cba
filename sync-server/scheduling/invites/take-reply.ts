import type { Database } from '../../db/database.ts'
import type { CalendarReply } from '../ical/reply.ts'

/** What became of an answer: taken, or why it changes nothing. */
export type ReplyOutcome = 'taken' | 'unknown' | 'outdated'

/**
 * Marks an invitee as coming or not. An answer counts when it comes from the invitee (or names who sent it for them), is
 * about the interview as they were told it last, and is newer than their answer before (RFC 5546 §2.1.5).
 */
export async function takeReply(db: Database, reply: CalendarReply, from: string | null, nowMs: number): Promise<ReplyOutcome> {
  // A wrong clock must not make every later answer look old.
  const atMs = Math.min(Math.max(reply.atMs, 0), nowMs)
  if (from !== reply.attendee && (from === null || from !== reply.sentBy)) return 'unknown'
  return db.transaction(async tx => {
    const [row] = await tx.query<{ workspaceId: string; interviewId: string; sequence: number; repliedAtMs: number | null; state: string; method: string }>(
      `select i.workspace_id as "workspaceId", i.interview_id as "interviewId", (i.wanted->>'sequence')::int as sequence, i.wanted->>'method' as method, i.replied_at_ms as "repliedAtMs", i.state
       from invites i join meetings m on m.workspace_id = i.workspace_id and m.interview_id = i.interview_id where m.uid = $1 and i.email = $2 for update of i`, [reply.uid, reply.attendee],
    )
    if (!row || row.method !== 'request') return 'unknown'
    // A letter that is still on its way says something else than what was answered.
    if (reply.sequence < row.sequence || row.state === 'waiting' || atMs < Math.min(row.repliedAtMs ?? 0, nowMs)) return 'outdated'
    await tx.query('update invites set state = $4, replied_at_ms = $5, at_ms = $5, code = null, next_try_at_ms = null where workspace_id = $1 and interview_id = $2 and email = $3', [row.workspaceId, row.interviewId, reply.attendee, reply.answer, atMs])
    await tx.query('update meetings set unpublished = true where workspace_id = $1 and interview_id = $2', [row.workspaceId, row.interviewId])
    return 'taken'
  })
}
