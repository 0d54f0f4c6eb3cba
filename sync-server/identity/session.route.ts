import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  deviceSessionsSchema, doneSchema, passwordInputSchema, sessionSchema, signInInputSchema, type Session,
} from '#shared/contract/http'
import { AppError } from '#shared/lib/app-error'
import type { Role } from '#shared/domain/model/person'
import { parseInput } from '../http/problems.ts'
import { authenticate, giveToken, sessionCookie, type IdentityOptions } from './port.ts'
import { Attempts } from './attempts.ts'
import { hashPassword, isPassword } from './secrets.ts'
import { audit } from '../db/audit.ts'
import { expireSessions, openSession, revokeSessions, type SessionContext } from './sessions.ts'
import { isWeakPassword } from './weak-password.ts'

type Account = Readonly<{
  id: string; workspaceId: string; workspaceName: string; name: string; email: string; role: Role; active: boolean
  passwordHash: string
}>

const accountSql = `select a.id, a.workspace_id as "workspaceId", w.name as "workspaceName", coalesce(d.content->>'name', a.email) as name, a.email, a.role,
    a.active, a.password_hash as "passwordHash"
  from accounts a join workspaces w on w.id = a.workspace_id
  left join documents d on d.workspace_id = a.workspace_id and d.collection = 'people' and d.id = a.id`

const sessionOf = (account: Account, sessionId: string, token: { token?: string }): Session => sessionSchema.parse({
  ...token, sessionId, workspaceId: account.workspaceId, workspaceName: account.workspaceName,
  person: { id: account.id, name: account.name, email: account.email, role: account.role },
})

/** Sign in and out, see and end one's devices, change one's password. */
export function sessionRoutes(app: FastifyInstance, options: IdentityOptions): void {
  const attempts = new Attempts(options.db)
  signInRoute(app, options, attempts)
  deviceRoutes(app, options)
  passwordRoute(app, options, attempts)
}

function signInRoute(app: FastifyInstance, options: IdentityOptions, attempts: Attempts): void {
  const { db, now, limit } = options
  app.post('/api/sessions', limit(30), async (request, reply) => {
    const input = parseInput(signInInputSchema, request.body)
    const [account] = await db.query<Account>(`${accountSql} where lower(a.email) = lower($1)`, [input.email])
    const nowMs = now()
    await attempts.begin(account?.id ?? null, input.email, nowMs)
    const fits = await isPassword(account?.passwordHash ?? null, input.password)
    if (!account || !fits || !account.active) throw new AppError('session.wrong_credentials')
    await attempts.succeeded(account.id)
    const session = await db.transaction(async tx => {
      await audit(tx, { workspaceId: account.workspaceId, personId: account.id, action: 'session.opened' }, nowMs)
      return openSession(tx, { workspaceId: account.workspaceId, personId: account.id, device: input.device }, nowMs)
    })
    void reply.code(201)
    return sessionOf(account, session.sessionId, giveToken(options, request, reply, session.token))
  })
  app.get('/api/me', async request => {
    const context = await authenticate(options, request)
    const [account] = await db.query<Account>(`${accountSql} where a.id = $1`, [context.personId])
    if (!account) throw new AppError('session.required')
    return sessionOf(account, context.sessionId, {})
  })
}

/** Whose devices: one's own, or a colleague's for an owner. */
async function subjectOf(options: IdentityOptions, context: SessionContext, asked: string | undefined): Promise<string> {
  if (asked === undefined || asked === context.personId) return context.personId
  const [person] = await options.db.query('select id from accounts where id = $1 and workspace_id = $2', [asked, context.workspaceId])
  if (context.role !== 'owner' || !person) throw new AppError('access.forbidden')
  return asked
}

function deviceRoutes(app: FastifyInstance, options: IdentityOptions): void {
  const { db, now, record } = options
  const query = z.strictObject({ personId: z.uuid().optional() })
  app.get('/api/sessions', async request => {
    const context = await authenticate(options, request)
    const personId = await subjectOf(options, context, parseInput(query, request.query).personId)
    const sessions = await db.query(
      `select id, device, id = $3 as current, created_at_ms as "createdAtMs", last_seen_at_ms as "lastSeenAtMs", revoked_at_ms as "revokedAtMs", wiped_at_ms as "wipedAtMs"
       from sessions where workspace_id = $1 and person_id = $2 order by last_seen_at_ms desc limit 100`,
      [context.workspaceId, personId, context.sessionId],
    )
    return deviceSessionsSchema.parse({ sessions })
  })
  app.delete('/api/sessions/:id', async (request, reply) => {
    const context = await authenticate(options, request)
    const { id } = parseInput(z.strictObject({ id: z.union([z.uuid(), z.literal('current')]) }), request.params)
    const sessionId = id === 'current' ? context.sessionId : id
    const [owned] = await db.query<{ personId: string }>('select person_id as "personId" from sessions where id = $1 and workspace_id = $2', [sessionId, context.workspaceId])
    if (!owned) throw new AppError('request.not_found')
    const personId = await subjectOf(options, context, owned.personId)
    const ended = await db.transaction(async tx => {
      await audit(tx, { workspaceId: context.workspaceId, personId: context.personId, action: 'session.revoked', facts: { sessionId } }, now())
      return revokeSessions(tx, { workspaceId: context.workspaceId, personId, only: sessionId }, now())
    })
    for (const each of ended) record.sessionEnded(each)
    if (sessionId === context.sessionId) void reply.clearCookie(sessionCookie, { path: '/' })
    return doneSchema.parse({ ok: true })
  })
}

function passwordRoute(app: FastifyInstance, options: IdentityOptions, attempts: Attempts): void {
  const { db, now, limit } = options
  app.post('/api/password', limit(10), async request => {
    const context = await authenticate(options, request)
    const input = parseInput(passwordInputSchema, request.body)
    const [account] = await db.query<Account>(`${accountSql} where a.id = $1`, [context.personId])
    if (!account) throw new AppError('session.required')
    // Whoever found an open laptop must not guess here either.
    await attempts.begin(account.id, account.email, now())
    if (!(await isPassword(account.passwordHash, input.current))) throw new AppError('session.wrong_credentials')
    await attempts.succeeded(account.id)
    if (isWeakPassword(input.next, [account.name, account.email, account.workspaceName])) throw new AppError('password.too_weak')
    const passwordHash = await hashPassword(input.next)
    await db.transaction(async tx => {
      await tx.query('update accounts set password_hash = $2 where id = $1', [account.id, passwordHash])
      await audit(tx, { workspaceId: context.workspaceId, personId: context.personId, action: 'password.changed' }, now())
      await expireSessions(tx, { workspaceId: context.workspaceId, personId: context.personId, except: context.sessionId })
    })
    return doneSchema.parse({ ok: true })
  })
}
