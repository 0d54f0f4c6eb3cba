import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database, Tx } from '../db/database.ts'
import type { CollectionName } from '#shared/domain/model/collections'
import type { RouteLimit } from '../http/security.ts'
import { requireSession, touchSession, type SessionContext } from './sessions.ts'

/** How identity writes people and settings into the record; the replication room does it. */
export type RecordPort = Readonly<{
  /**
   * Writes documents inside the given transaction; what it returns tells every laptop, once that is committed.
   * `through` names the program by which somebody acts; the history says so.
   */
  write(workspaceId: string, actorId: string | null, rows: readonly RecordRow[], tx: Tx, through?: string): Promise<() => void>
  /** A session was ended: its open line is told to wipe. */
  sessionEnded(sessionId: string): void
}>
export type RecordRow = Readonly<{ collection: CollectionName; id: string; content: Readonly<Record<string, unknown>>; deleted?: true }>

/** What the routes of this room are given. `limit` makes a route's own limit of requests a minute from one address. */
export type IdentityOptions = Readonly<{
  db: Database; now: () => number; record: RecordPort; isHttps: boolean; publicUrl: () => string; limit: RouteLimit; capabilities: { email: boolean }
}>

export const sessionCookie = 'shortlist_session'

/** The token a request carries: a program's own, or a browser's cookie. */
export function tokenOf(request: FastifyRequest): string | null {
  const { authorization } = request.headers
  if (authorization?.startsWith('Bearer ')) return authorization.slice('Bearer '.length)
  return request.cookies[sessionCookie] ?? null
}

/** @throws AppError `session.required` or `session.revoked`. */
export async function authenticate(options: Pick<IdentityOptions, 'db' | 'now'>, request: FastifyRequest): Promise<SessionContext> {
  const context = await requireSession(options.db, tokenOf(request))
  await touchSession(options.db, context.sessionId, options.now())
  return context
}

/** Desktops keep the token in the keychain themselves; browsers get a cookie that no script can read. */
export function giveToken(options: IdentityOptions, request: FastifyRequest, reply: FastifyReply, token: string): { token?: string } {
  if (request.headers['x-shortlist-client'] === 'desktop') return { token }
  void reply.setCookie(sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: options.isHttps, maxAge: 180 * 24 * 3_600 })
  return {}
}
