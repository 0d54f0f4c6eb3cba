import { z } from 'zod'
import { subjectKindSchema, type SubjectKind } from '#shared/contract/calendars'
import type { Database, Tx } from '../db/database.ts'

/** A calendar as stored; parsed again when read, because stored data outlives the code that wrote it. */
export const calendarRowSchema = z.object({
  id: z.string(), workspaceId: z.string(), subjectKind: subjectKindSchema, subjectId: z.string(), kind: z.enum(['feed', 'account', 'own', 'off']), connectionId: z.string().nullable(), address: z.string(), secrets: z.string().nullable(),
  memo: z.record(z.string(), z.string()), blocks: z.array(z.object({ fromMs: z.number(), toMs: z.number() })), nextReadAtMs: z.number(), readAtMs: z.number().nullable(), failures: z.number(), code: z.string().nullable(), createdAtMs: z.number(),
})
export type CalendarRow = z.infer<typeof calendarRowSchema>

const columns = `id, workspace_id as "workspaceId", subject_kind as "subjectKind", subject_id as "subjectId", kind, connection_id as "connectionId", address, secrets, memo, blocks,
  next_read_at_ms as "nextReadAtMs", read_at_ms as "readAtMs", failures, code, created_at_ms as "createdAtMs"`

/** A reader that died leaves its claim; after this it is another's. */
const claimMs = 3 * 60_000

export async function listCalendars(tx: Tx, workspaceId: string): Promise<CalendarRow[]> {
  return z.array(calendarRowSchema).parse(await tx.query(`select ${columns} from calendars where workspace_id = $1 order by id`, [workspaceId]))
}

export async function findCalendar(tx: Tx, workspaceId: string, kind: SubjectKind, subjectId: string): Promise<CalendarRow | null> {
  const [row] = await tx.query(`select ${columns} from calendars where workspace_id = $1 and subject_kind = $2 and subject_id = $3`, [workspaceId, kind, subjectId])
  return row === undefined ? null : calendarRowSchema.parse(row)
}

/** Another source for the same subject takes the old one's place and is read at once. */
export async function saveCalendar(tx: Tx, row: Omit<CalendarRow, 'memo' | 'blocks' | 'readAtMs' | 'failures' | 'code' | 'secrets'> & Partial<Pick<CalendarRow, 'secrets'>>): Promise<void> {
  await tx.query(
    `insert into calendars (id, workspace_id, subject_kind, subject_id, kind, connection_id, address, next_read_at_ms, created_at_ms, secrets) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (workspace_id, subject_kind, subject_id) do update set id = excluded.id, kind = excluded.kind, connection_id = excluded.connection_id, address = excluded.address, secrets = excluded.secrets, memo = '{}', blocks = '[]',
       next_read_at_ms = excluded.next_read_at_ms, claim = null, claimed_until_ms = null, read_at_ms = null, failures = 0, code = null`,
    [row.id, row.workspaceId, row.subjectKind, row.subjectId, row.kind, row.connectionId, row.address, row.nextReadAtMs, row.createdAtMs, row.secrets ?? null],
  )
}

/** Takes the calendar that waits longest; over all processes nobody else reads it meanwhile. */
export async function claimDue(db: Database, claim: string, nowMs: number): Promise<CalendarRow | null> {
  const [row] = await db.query(
    `update calendars set claim = $1, claimed_until_ms = $2::bigint where id = (
       select id from calendars where kind <> 'off' and next_read_at_ms <= $3 and (claimed_until_ms is null or claimed_until_ms <= $3) order by next_read_at_ms, id limit 1 for update skip locked
     ) returning ${columns}`, [claim, nowMs + claimMs, nowMs],
  )
  return row === undefined ? null : calendarRowSchema.parse(row)
}

/** Ends a claim; false when it was lost meanwhile: another process, or another source for the same subject. */
export async function settleClaim(tx: Tx, id: string, claim: string, to: Pick<CalendarRow, 'nextReadAtMs' | 'readAtMs' | 'failures' | 'code' | 'memo' | 'blocks'>): Promise<boolean> {
  const rows = await tx.query(
    `update calendars set claim = null, claimed_until_ms = null, next_read_at_ms = $3, read_at_ms = $4, failures = $5, code = $6, memo = $7::text::jsonb, blocks = $8::text::jsonb where id = $1 and claim = $2 returning id`,
    [id, claim, to.nextReadAtMs, to.readAtMs, to.failures, to.code, JSON.stringify(to.memo), JSON.stringify(to.blocks)],
  )
  return rows.length > 0
}
