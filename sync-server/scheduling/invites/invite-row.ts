import { z } from 'zod'
import type { KnownInvite } from '#shared/domain/invites/next-step'
import type { Database, Tx } from '../../db/database.ts'

const factsSchema = z.object({ startMs: z.number(), endMs: z.number(), zone: z.string(), title: z.string(), place: z.string(), joinUrl: z.string().nullable() })
const wantedSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('request'), facts: factsSchema, sequence: z.number() }),
  /** What is called off is named by the facts that were told last. */
  z.object({ method: z.literal('cancel'), facts: factsSchema, sequence: z.number() }),
])
const inviteStates = ['waiting', 'delivered', 'failed', 'accepted', 'declined', 'tentative'] as const
/** An invitation as stored; parsed again when read, because stored data outlives the code that wrote it. */
export const inviteRowSchema = z.object({
  workspaceId: z.string(), interviewId: z.string(), email: z.string(), name: z.string(), kind: z.enum(['interviewer', 'candidate']), personId: z.string().nullable(), told: factsSchema.nullable(), wanted: wantedSchema,
  state: z.enum(inviteStates), code: z.string().nullable(), tries: z.number(), unsure: z.boolean(), sinceMs: z.number(), nextTryAtMs: z.number().nullable(), atMs: z.number(), repliedAtMs: z.number().nullable(),
  /** By a letter, or by the event in the account's calendar. */
  way: z.enum(['mail', 'calendar']),
})
export type InviteRow = z.infer<typeof inviteRowSchema>

const columns = `workspace_id as "workspaceId", interview_id as "interviewId", email, name, kind, person_id as "personId", told, wanted, state, code, tries, unsure, since_ms as "sinceMs", next_try_at_ms as "nextTryAtMs",
  at_ms as "atMs", replied_at_ms as "repliedAtMs", way`

/** A sender that died leaves its claim; after this the invitation is sent again, with the same UID and SEQUENCE. */
const claimMs = 5 * 60_000

export const knownOf = (row: InviteRow): KnownInvite => ({ kind: row.kind, told: row.told, wanted: row.wanted, unsure: row.unsure })

/** `lock`: nobody begins to send one of them before this transaction ends. */
export async function listInvites(tx: Tx, workspaceId: string, interviewId: string, lock = false): Promise<InviteRow[]> {
  return z.array(inviteRowSchema).parse(await tx.query(`select ${columns} from invites where workspace_id = $1 and interview_id = $2 order by kind desc, email${lock ? ' for update' : ''}`, [workspaceId, interviewId]))
}

/** A new intention takes the old one's place; a letter that is on its way keeps its claim. */
export async function saveInvite(tx: Tx, row: InviteRow): Promise<void> {
  await tx.query(
    `insert into invites (workspace_id, interview_id, email, name, kind, person_id, told, wanted, state, code, tries, since_ms, next_try_at_ms, at_ms, replied_at_ms, way)
     values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8::text::jsonb, $9, $10, $11, $12, $13, $14, $15, $16)
     on conflict (workspace_id, interview_id, email) do update set name = excluded.name, kind = excluded.kind, person_id = excluded.person_id, told = excluded.told, wanted = excluded.wanted, state = excluded.state,
       code = excluded.code, tries = excluded.tries, since_ms = excluded.since_ms, next_try_at_ms = excluded.next_try_at_ms, at_ms = excluded.at_ms, replied_at_ms = excluded.replied_at_ms, way = excluded.way`,
    [row.workspaceId, row.interviewId, row.email, row.name, row.kind, row.personId, row.told === null ? null : JSON.stringify(row.told), JSON.stringify(row.wanted), row.state, row.code, row.tries, row.sinceMs, row.nextTryAtMs, row.atMs, row.repliedAtMs, row.way],
  )
}

export async function forgetInvite(tx: Tx, row: InviteRow): Promise<void> {
  await tx.query('delete from invites where workspace_id = $1 and interview_id = $2 and email = $3', [row.workspaceId, row.interviewId, row.email])
}

/** Takes one invitation that is due; says before the try that it may have reached them: a process that dies leaves that behind. */
export async function claimInvite(db: Database, claim: string, nowMs: number): Promise<InviteRow | null> {
  const [row] = await db.query(
    `update invites set claim = $1, claimed_until_ms = $2::bigint, tries = tries + 1, unsure = true where (workspace_id, interview_id, email) = (
       select workspace_id, interview_id, email from invites where way = 'mail' and next_try_at_ms <= $3 and (claimed_until_ms is null or claimed_until_ms <= $3)
       order by next_try_at_ms, interview_id, email limit 1 for update skip locked
     ) returning ${columns}`, [claim, nowMs + claimMs, nowMs],
  )
  return row === undefined ? null : inviteRowSchema.parse(row)
}

/** What became of a try. A newer intention that came meanwhile stays due; what was acknowledged is known all the same. */
export type TryOutcome = Readonly<{ kind: 'delivered' } | { kind: 'failed' | 'waiting'; code: string; nextTryAtMs: number | null }>

export async function settleInvite(tx: Tx, sent: InviteRow, claim: string, outcome: TryOutcome, nowMs: number): Promise<void> {
  const keys = [sent.workspaceId, sent.interviewId, sent.email]
  const [held] = await tx.query('select email from invites where workspace_id = $1 and interview_id = $2 and email = $3 and claim = $4 for update', [...keys, claim])
  if (!held) return
  const told = outcome.kind !== 'delivered' ? sent.told : sent.wanted.method === 'request' ? sent.wanted.facts : null
  await tx.query('update invites set claim = null, claimed_until_ms = null, told = $4::text::jsonb, unsure = $5 where workspace_id = $1 and interview_id = $2 and email = $3', [...keys, told === null ? null : JSON.stringify(told), outcome.kind === 'waiting'])
  await tx.query(
    `update invites set state = $4, code = $5, next_try_at_ms = $6, at_ms = $7 where workspace_id = $1 and interview_id = $2 and email = $3 and (wanted->>'sequence')::int = $8`,
    [...keys, outcome.kind, outcome.kind === 'delivered' ? null : outcome.code, outcome.kind === 'delivered' ? null : outcome.nextTryAtMs, nowMs, sent.wanted.sequence],
  )
  await tx.query('update meetings set unpublished = true where workspace_id = $1 and interview_id = $2', [sent.workspaceId, sent.interviewId])
}
