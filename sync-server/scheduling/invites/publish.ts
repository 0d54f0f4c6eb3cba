import { errorEntry } from '#shared/contract/errors'
import type { Interview } from '#shared/domain/model/interview'
import type { Database } from '../../db/database.ts'
import { lockWorkspace } from '../../db/lock-workspace.ts'
import { findEvent } from '../events/event-row.ts'
import type { RecordPort } from '../ports.ts'
import { listInvites, type InviteRow } from './invite-row.ts'

/** Somebody who was told that they need not come is no invitee any more. */
const isShown = (row: InviteRow): boolean => row.wanted.method === 'request' || row.state !== 'delivered'

function shownInvites(rows: readonly InviteRow[]): Interview['invites'] {
  return rows.filter(isShown).slice(0, 60).map(row => ({
    invitee: row.email, method: row.wanted.method, state: row.state, problem: row.code === null ? null : errorEntry(row.code).say, nextTryAtMs: row.state === 'waiting' ? row.nextTryAtMs : null, atMs: row.atMs,
  }))
}

/** Writes what became of invitations into the interviews themselves, where whoever booked them looks. */
export async function publishMeetings(db: Database, record: RecordPort): Promise<void> {
  const waiting = await db.query<{ workspaceId: string; interviewId: string }>('select workspace_id as "workspaceId", interview_id as "interviewId" from meetings where unpublished limit 200')
  for (const { workspaceId, interviewId } of waiting) {
    const tell = await db.transaction(async tx => {
      await lockWorkspace(tx, workspaceId)
      const [meeting] = await tx.query<{ uid: string; sequence: number }>('update meetings set unpublished = false where workspace_id = $1 and interview_id = $2 and unpublished returning uid, sequence', [workspaceId, interviewId])
      const [document] = await tx.query<{ deleted: boolean }>(`select deleted from documents where workspace_id = $1 and collection = 'interviews' and id = $2`, [workspaceId, interviewId])
      if (!meeting || !document || document.deleted) return () => undefined
      const invites = shownInvites(await listInvites(tx, workspaceId, interviewId))
      const event = await findEvent(tx, workspaceId, interviewId, 'event')
      const link = await findEvent(tx, workspaceId, interviewId, 'meeting')
      const giver = link?.wanted ? link : event?.wanted?.wantsLink ? event : null
      const there = { ...(event ? { elsewhere: event.elsewhere } : {}), ...(giver ? { joinUrl: giver.joinUrl } : {}) }
      return record.write(workspaceId, null, [{ collection: 'interviews', id: interviewId, content: { icalUid: meeting.uid, icalSequence: meeting.sequence, invites, ...there } }], tx)
    })
    tell()
  }
}
