import { z } from 'zod'
import { createId } from '#shared/lib/ids'
import type { Database } from '../db/database.ts'
import type { CalendarAccount } from './ports.ts'

const unreadSchema = z.array(z.object({ kind: z.enum(['person', 'room']), id: z.string(), address: z.string() }))

/**
 * With an account connected, everybody's calendar is the one under their e-mail address, and a room's the one it names,
 * until somebody says otherwise. Calendars of connections that are gone go with them.
 */
export async function followAccounts(db: Database, accounts: readonly CalendarAccount[], nowMs: number): Promise<void> {
  await db.query(`delete from calendars where connection_id in (select id from connections where deleted_at_ms is not null)`)
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
