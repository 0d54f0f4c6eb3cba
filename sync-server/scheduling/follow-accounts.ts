import { z } from 'zod'
import { subjectKindSchema } from '#shared/contract/calendars'
import { createId } from '#shared/lib/ids'
import type { Database } from '../db/database.ts'
import { busyId } from './busy-document.ts'
import type { CalendarAccount, RecordPort } from './ports.ts'

const goneSchema = z.array(z.object({ workspaceId: z.string(), kind: subjectKindSchema, id: z.string() }))
const unreadSchema = z.array(z.object({ kind: z.enum(['person', 'room']), id: z.string(), address: z.string() }))

/**
 * With an account connected, everybody's calendar is the one under their e-mail address, and a room's the one it names,
 * until somebody says otherwise. Calendars of connections that are gone go with them, and what they said leaves the laptops.
 */
export async function followAccounts({ db, record }: Readonly<{ db: Database; record: RecordPort }>, accounts: readonly CalendarAccount[], nowMs: number): Promise<void> {
  await forgetGone(db, record)
  const first = new Map(accounts.toReversed().map(account => [account.workspaceId, account]))
  for (const { workspaceId, connectionId } of first.values()) {
    const unread = unreadSchema.parse(await db.query(
      `select 'person' as kind, d.id, lower(d.content->>'email') as address from documents d where d.workspace_id = $1 and d.collection = 'people' and not d.deleted and (d.content->>'active')::boolean
         and not exists (select 1 from calendars c where c.workspace_id = $1 and c.subject_kind = 'person' and c.subject_id = d.id)
       union all
       select 'room' as kind, (room->>'id')::uuid as id, lower(room->>'calendarAddress') as address from documents s, jsonb_array_elements(coalesce(s.content->'rooms', '[]')) as room
         where s.workspace_id = $1 and s.collection = 'settings' and coalesce(room->>'calendarAddress', '') <> '' and not (room->>'archived')::boolean
         and not exists (select 1 from calendars c where c.workspace_id = $1 and c.subject_kind = 'room' and c.subject_id = (room->>'id')::uuid)`, [workspaceId],
    ))
    for (const { kind, id, address } of unread) {
      await db.query(
        `insert into calendars (id, workspace_id, subject_kind, subject_id, kind, connection_id, address, next_read_at_ms, created_at_ms) values ($1, $2, $3, $4, 'account', $5, $6, $7, $7)
         on conflict (workspace_id, subject_kind, subject_id) do nothing`, [createId(), workspaceId, kind, id, connectionId, address, nowMs],
      )
    }
  }
}

/** Also somebody's own account once they are no colleague any more. A reading under way has lost its claim with the row: it writes nothing any more. */
async function forgetGone(db: Database, record: RecordPort): Promise<void> {
  const tells = await db.transaction(async tx => {
    const gone = goneSchema.parse(await tx.query(
      `delete from calendars where connection_id in (select id from connections where deleted_at_ms is not null)
         or kind = 'own' and not exists (select 1 from documents d where d.workspace_id = calendars.workspace_id and d.collection = 'people' and d.id = calendars.subject_id and not d.deleted and (d.content->>'active')::boolean)
       returning workspace_id as "workspaceId", subject_kind as kind, subject_id as id`,
    ))
    const told: (() => void)[] = []
    // One order of workspaces in every process: two that forget at once never wait for each other.
    for (const [workspaceId, subjects] of [...Map.groupBy(gone, row => row.workspaceId)].sort(([one], [other]) => (one < other ? -1 : 1))) {
      told.push(await record.write(workspaceId, null, subjects.map(subject => ({ collection: 'busy' as const, id: busyId(workspaceId, subject), content: {}, deleted: true as const })), tx))
    }
    return told
  })
  for (const tell of tells) tell()
}
