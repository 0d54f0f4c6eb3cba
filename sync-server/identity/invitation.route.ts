import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { acceptInputSchema, doneSchema, invitationPreviewSchema, invitationSchema, invitationsSchema, inviteInputSchema, sessionSchema, type Invitation, type Session } from '#shared/contract/http'
import type { Role } from '#shared/domain/model/person'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import type { Tx } from '../db/database.ts'
import { parseInput } from '../http/problems.ts'
import { newPerson } from './new-workspace.ts'
import { authenticate, giveToken, type IdentityOptions } from './port.ts'
import { createToken, hashPassword, hashToken } from './secrets.ts'
import { audit } from '../db/audit.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { expireSessions, openSession, type SessionContext } from './sessions.ts'
import { isWeakPassword } from './weak-password.ts'

const validForMs = 14 * 24 * 3_600_000

type Row = Omit<Invitation, 'url'> & Readonly<{ workspaceId: string; workspaceName: string; withdrawnAtMs: number | null }>

const columns = `i.id, i.name, i.email, i.role, i.created_at_ms as "createdAtMs", i.expires_at_ms as "expiresAtMs", i.accepted_at_ms as "acceptedAtMs",
  i.withdrawn_at_ms as "withdrawnAtMs", i.workspace_id as "workspaceId", w.name as "workspaceName"`

/** Owners invite anyone; recruiters invite the people of their interviews. */
function mayInvite(context: SessionContext, role: Role): boolean {
  if (context.role === 'owner') return true
  return context.role === 'recruiter' && (role === 'hiringManager' || role === 'interviewer')
}

async function openInvitation(tx: Tx, token: string, nowMs: number, lock: '' | 'for update of i'): Promise<Row> {
  const [row] = await tx.query<Row>(`select ${columns} from invitations i join workspaces w on w.id = i.workspace_id where i.token_hash = $1 ${lock}`, [hashToken(token)])
  if (!row || row.acceptedAtMs !== null || row.withdrawnAtMs !== null || row.expiresAtMs < nowMs) throw new AppError('invitation.invalid')
  return row
}

type Account = Readonly<{ id: string; workspaceId: string; role: Role; active: boolean; name: string; createdAtMs: number }>

async function findAccount(tx: Tx, email: string): Promise<Account | null> {
  const [account] = await tx.query<Account>(
    `select a.id, a.workspace_id as "workspaceId", a.role, a.active, coalesce(d.content->>'name', a.email) as name,
       a.created_at_ms as "createdAtMs" from accounts a
     left join documents d on d.workspace_id = a.workspace_id and d.collection = 'people' and d.id = a.id where lower(a.email) = lower($1)`, [email],
  )
  return account ?? null
}

/** A colleague returns with a new password: the same person, with the role they have. Their other devices sign in again. */
async function comeBack(tx: Tx, row: Row, known: Account, passwordHash: string, device: string, nowMs: number) {
  // An invitation from before the account existed was meant to make it, not to take it over.
  const isMeant = known.workspaceId === row.workspaceId && known.active && row.createdAtMs > known.createdAtMs
  if (!isMeant) throw new AppError('people.email_taken')
  await tx.query('update accounts set password_hash = $2, failed_attempts = 0, locked_until_ms = null where id = $1', [known.id, passwordHash])
  await tx.query('update invitations set accepted_at_ms = $2 where id = $1', [row.id, nowMs])
  const session = await openSession(tx, { workspaceId: row.workspaceId, personId: known.id, device }, nowMs)
  await expireSessions(tx, { workspaceId: row.workspaceId, personId: known.id, except: session.sessionId })
  await audit(tx, { workspaceId: row.workspaceId, personId: known.id, action: 'password.renewed', facts: { invitationId: row.id } }, nowMs)
  return { session, who: { id: known.id, name: known.name, role: known.role }, invitation: row, announce: () => undefined }
}

/** Invitation links for colleagues: shown once, used once. */
export function invitationRoutes(app: FastifyInstance, options: IdentityOptions): void {
  manageRoutes(app, options)
  joinRoutes(app, options)
}

function manageRoutes(app: FastifyInstance, options: IdentityOptions): void {
  const { db, now } = options
  app.post('/api/invitations', options.limit(60), async (request, reply) => {
    const context = await authenticate(options, request)
    const input = parseInput(inviteInputSchema, request.body)
    if (!mayInvite(context, input.role)) throw new AppError('access.forbidden')
    const known = await findAccount(db, input.email)
    // A colleague who forgot their password comes back by a new invitation; only the owner can give it.
    const comesBack = known?.workspaceId === context.workspaceId && known.active && context.role === 'owner'
    if (known && !comesBack) throw new AppError('people.email_taken')
    const [id, token, nowMs] = [createId(), createToken(), now()]
    await db.transaction(async tx => {
      await tx.query(
        `insert into invitations (id, workspace_id, email, name, role, token_hash, created_by, created_at_ms, expires_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, context.workspaceId, input.email, input.name, input.role, hashToken(token), context.personId, nowMs, nowMs + validForMs],
      )
      await audit(tx, { workspaceId: context.workspaceId, personId: context.personId, action: 'invitation.created', facts: { invitationId: id, role: input.role } }, nowMs)
    })
    void reply.code(201)
    return invitationSchema.parse({ id, ...input, createdAtMs: nowMs, expiresAtMs: nowMs + validForMs, acceptedAtMs: null, url: `${options.publicUrl()}/app/join/${token}` })
  })
  app.get('/api/invitations', async request => {
    const context = await authenticate(options, request)
    if (context.role !== 'owner' && context.role !== 'recruiter') throw new AppError('access.forbidden')
    const rows = await db.query<Row>(`select ${columns} from invitations i join workspaces w on w.id = i.workspace_id
      where i.workspace_id = $1 and i.withdrawn_at_ms is null and i.accepted_at_ms is null and i.expires_at_ms > $2 order by i.created_at_ms desc limit 500`, [context.workspaceId, now()])
    return invitationsSchema.parse({ invitations: rows.map(({ workspaceId: _w, workspaceName: _n, withdrawnAtMs: _x, ...invitation }) => invitation) })
  })
  app.delete('/api/invitations/:id', async request => {
    const context = await authenticate(options, request)
    const { id } = parseInput(z.strictObject({ id: z.uuid() }), request.params)
    const [row] = await db.query<{ role: Role }>('select role from invitations where id = $1 and workspace_id = $2', [id, context.workspaceId])
    if (!row) throw new AppError('request.not_found')
    if (!mayInvite(context, row.role)) throw new AppError('access.forbidden')
    await db.transaction(async tx => {
      await tx.query('update invitations set withdrawn_at_ms = $2 where id = $1 and accepted_at_ms is null', [id, now()])
      await audit(tx, { workspaceId: context.workspaceId, personId: context.personId, action: 'invitation.withdrawn', facts: { invitationId: id } }, now())
    })
    return doneSchema.parse({ ok: true })
  })
}

function joinRoutes(app: FastifyInstance, options: IdentityOptions): void {
  const { db, now, record } = options
  const params = z.strictObject({ token: z.string().min(20).max(100) })
  const limit = options.limit(30)
  app.get('/api/invitations/:token', limit, async request => {
    const { workspaceName, name, email, role } = await openInvitation(db, parseInput(params, request.params).token, now(), '')
    return invitationPreviewSchema.parse({ workspaceName, name, email, role })
  })
  app.post('/api/invitations/:token/accept', limit, async (request, reply): Promise<Session> => {
    const { token } = parseInput(params, request.params)
    const input = parseInput(acceptInputSchema, request.body)
    const preview = await openInvitation(db, token, now(), '')
    if (isWeakPassword(input.password, [input.name, preview.email, preview.workspaceName])) throw new AppError('password.too_weak')
    const passwordHash = await hashPassword(input.password)
    const [personId, nowMs] = [createId(), now()]
    const { session, who, invitation, announce } = await db.transaction(async tx => {
      const row = await openInvitation(tx, token, nowMs, 'for update of i')
      // Two invitations of one e-mail, taken up at once: the workspace's row puts them in order.
      await lockWorkspace(tx, row.workspaceId)
      const known = await findAccount(tx, row.email)
      if (known) return await comeBack(tx, row, known, passwordHash, input.device, nowMs)
      await tx.query(`insert into accounts (id, workspace_id, email, password_hash, role, created_at_ms) values ($1, $2, $3, $4, $5, $6)`,
        [personId, row.workspaceId, row.email, passwordHash, row.role, nowMs])
      await tx.query('update invitations set accepted_at_ms = $2 where id = $1', [row.id, nowMs])
      const announced = await record.write(row.workspaceId, personId, [
        { collection: 'people', id: personId, content: newPerson({ id: personId, name: input.name, email: row.email, role: row.role, zone: input.zone, nowMs }) },
      ], tx)
      await audit(tx, { workspaceId: row.workspaceId, personId, action: 'invitation.accepted', facts: { invitationId: row.id } }, nowMs)
      return { session: await openSession(tx, { workspaceId: row.workspaceId, personId, device: input.device }, nowMs), who: { id: personId, name: input.name, role: row.role }, invitation: row, announce: announced }
    })
    announce()
    void reply.code(201)
    return sessionSchema.parse({
      ...giveToken(options, request, reply, session.token), sessionId: session.sessionId, workspaceId: invitation.workspaceId, workspaceName: invitation.workspaceName,
      person: { ...who, email: invitation.email },
    })
  })
}
