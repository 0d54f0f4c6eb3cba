import { z } from 'zod'
import type { BookingLink } from '#shared/domain/model/booking-link'
import type { Application } from '#shared/domain/model/application'
import type { PlannedSession } from '#shared/domain/planner/plan'
import type { Tx } from '../db/database.ts'
import { hashToken } from '../identity/secrets.ts'
import { readRecord } from '../replication/record.ts'
import type { ServerWrite } from '../replication/record.ts'

const plannedSchema = z.object({
  sessionId: z.string(), startMs: z.number(), endMs: z.number(), roomId: z.string().nullable(), seats: z.array(z.object({ seatId: z.string(), personIds: z.array(z.string()) })),
}) satisfies z.ZodType<PlannedSession>

/** What a candidate looks at before they confirm it, kept free until `untilMs`. */
export const heldSchema = z.object({ key: z.string(), day: z.string(), zone: z.string(), untilMs: z.number(), sessions: z.array(plannedSchema).min(1) })
export type Held = z.infer<typeof heldSchema>

/** A link as the server keeps it. */
export type LinkRow = Omit<BookingLink, 'createdById' | 'through'> & Readonly<{
  workspaceId: string; candidateId: string; applicationId: string; jobId: string; planId: string | null; sessionIds: readonly string[] | null
  fromMs: number; untilMs: number; createdBy: string; changesUsed: number; held: Held | null
  /** The connection it leads to; null for a page of our own. `through` is that connection's name. */
  connectionId: string | null; through: string | null; outsideKind: string | null; outsideRef: string | null
}>

const columns = `id, workspace_id as "workspaceId", kind, name, candidate_id as "candidateId", application_id as "applicationId", job_id as "jobId", plan_id as "planId",
  session_ids as "sessionIds", from_ms as "fromMs", until_ms as "untilMs", created_by as "createdBy", created_at_ms as "createdAtMs", expires_at_ms as "expiresAtMs",
  sent_at_ms as "sentAtMs", opened_at_ms as "openedAtMs", booked_at_ms as "bookedAtMs", cancelled_at_ms as "cancelledAtMs", revoked_at_ms as "revokedAtMs",
  changes_used as "changesUsed", held, connection_id as "connectionId", outside_kind as "outsideKind", outside_ref as "outsideRef",
  (select title from connections where connections.id = booking_links.connection_id) as through`

type Raw = Omit<LinkRow, 'held'> & Readonly<{ held: unknown }>
const read = (row: Raw | undefined): LinkRow | null => (row ? { ...row, held: heldSchema.nullable().catch(null).parse(row.held) } : null)

export async function findLinkByToken(tx: Tx, token: string): Promise<LinkRow | null> {
  return read((await tx.query<Raw>(`select ${columns} from booking_links where token_hash = $1 and connection_id is null`, [hashToken(token)]))[0])
}

export async function findLink(tx: Tx, workspaceId: string, id: string): Promise<LinkRow | null> {
  return read((await tx.query<Raw>(`select ${columns} from booking_links where workspace_id = $1 and id = $2`, [workspaceId, id]))[0])
}

/** The link a booking at another service belongs to: by its mark, else by the booking that is known to stand. */
export async function findOutsideLink(tx: Tx, connectionId: string, by: Readonly<{ mark: string | null; refs: readonly string[] }>): Promise<LinkRow | null> {
  const [row] = await tx.query<Raw>(`select ${columns} from booking_links where connection_id = $1 and (id::text = $2 or outside_ref = any($3::text[])) order by id limit 1`, [connectionId, by.mark ?? '', by.refs])
  return read(row)
}

export async function insertLink(tx: Tx, link: LinkRow, token: string): Promise<void> {
  await tx.query(
    `insert into booking_links (id, workspace_id, token_hash, kind, name, candidate_id, application_id, job_id, plan_id, session_ids, from_ms, until_ms, created_by, created_at_ms, expires_at_ms, connection_id, outside_kind)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::jsonb, $11, $12, $13, $14, $15, $16, $17)`,
    [link.id, link.workspaceId, hashToken(token), link.kind, link.name, link.candidateId, link.applicationId, link.jobId, link.planId, JSON.stringify(link.sessionIds), link.fromMs, link.untilMs, link.createdBy, link.createdAtMs, link.expiresAtMs, link.connectionId, link.outsideKind],
  )
}

/** Keeps what may change about a link. */
export async function saveLink(tx: Tx, link: LinkRow): Promise<void> {
  await tx.query(
    `update booking_links set sent_at_ms = $2, opened_at_ms = $3, booked_at_ms = $4, cancelled_at_ms = $5, revoked_at_ms = $6, changes_used = $7, held = $8::text::jsonb, outside_ref = $9 where id = $1`,
    [link.id, link.sentAtMs, link.openedAtMs, link.bookedAtMs, link.cancelledAtMs, link.revokedAtMs, link.changesUsed, JSON.stringify(link.held), link.outsideRef],
  )
}

const mostShown = 100

/** The link's line on its application, so that laptops show offline where it stands. Runs under the workspace's lock. */
export async function lineOnApplication(tx: Tx, link: LinkRow): Promise<ServerWrite> {
  const application = await readRecord(tx, link.workspaceId, 'applications', link.applicationId) as unknown as Application | null
  const { id, kind, name, createdBy, createdAtMs, expiresAtMs, sentAtMs, openedAtMs, bookedAtMs, cancelledAtMs, revokedAtMs, through } = link
  const line: BookingLink = { id, kind, name, createdById: createdBy, createdAtMs, expiresAtMs, sentAtMs, openedAtMs, bookedAtMs, cancelledAtMs, revokedAtMs, ...(through === null ? {} : { through: through.slice(0, 120) }) }
  const others = (application?.bookingLinks ?? []).filter(each => each.id !== id)
  return { collection: 'applications', id: link.applicationId, content: { bookingLinks: [...others, line].toSorted((a, b) => a.createdAtMs - b.createdAtMs).slice(-mostShown) } }
}
