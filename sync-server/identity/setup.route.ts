import type { FastifyInstance } from 'fastify'
import { setupInputSchema, sessionSchema, type Session } from '#shared/contract/http'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import { parseInput } from '../http/problems.ts'
import { newPerson, newSettings } from './new-workspace.ts'
import { giveToken, type IdentityOptions } from './port.ts'
import { hashPassword } from './secrets.ts'
import { audit } from '../db/audit.ts'
import { openSession } from './sessions.ts'
import { isWeakPassword } from './weak-password.ts'

/** POST /api/setup: makes the workspace and its owner, once. */
export function setupRoute(app: FastifyInstance, options: IdentityOptions): void {
  const { db, now, record, limit } = options
  app.post('/api/setup', limit(20), async (request, reply): Promise<Session> => {
    const input = parseInput(setupInputSchema, request.body)
    if (isWeakPassword(input.password, [input.ownerName, input.email, input.workspaceName])) throw new AppError('password.too_weak')
    const passwordHash = await hashPassword(input.password)
    const [workspaceId, personId, nowMs] = [createId(), createId(), now()]
    const { session, announce } = await db.transaction(async tx => {
      // Two first runs at once: one of them makes the workspace, the other is told so.
      await tx.query('select pg_advisory_xact_lock(7270)')
      if ((await tx.query('select id from workspaces limit 1')).length > 0) throw new AppError('setup.already_done')
      const epoch = createId()
      await tx.query('insert into workspaces (id, name, epoch, created_at_ms) values ($1, $2, $3, $4)', [workspaceId, input.workspaceName, epoch, nowMs])
      await tx.query('insert into epochs (workspace_id, epoch, began_at_sequence, began_at_ms) values ($1, $2, 0, $3)', [workspaceId, epoch, nowMs])
      await tx.query(`insert into accounts (id, workspace_id, email, password_hash, role, created_at_ms) values ($1, $2, $3, $4, 'owner', $5)`,
        [personId, workspaceId, input.email, passwordHash, nowMs])
      const announced = await record.write(workspaceId, personId, [
        { collection: 'settings', id: workspaceId, content: newSettings({ id: workspaceId, name: input.workspaceName, zone: input.zone, nowMs, email: options.capabilities.email }) },
        { collection: 'people', id: personId, content: newPerson({ id: personId, name: input.ownerName, email: input.email, role: 'owner', zone: input.zone, nowMs }) },
      ], tx)
      await audit(tx, { workspaceId, personId, action: 'workspace.created' }, nowMs)
      return { session: await openSession(tx, { workspaceId, personId, device: input.device }, nowMs), announce: announced }
    })
    announce()
    void reply.code(201)
    return sessionSchema.parse({
      ...giveToken(options, request, reply, session.token), sessionId: session.sessionId, workspaceId, workspaceName: input.workspaceName,
      person: { id: personId, name: input.ownerName, email: input.email, role: 'owner' },
    })
  })
}
