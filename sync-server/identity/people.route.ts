import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { doneSchema, personChangeSchema } from '#shared/contract/http'
import { AppError } from '#shared/lib/app-error'
import { parseInput } from '../http/problems.ts'
import { authenticate, type IdentityOptions } from './port.ts'
import { audit } from '../db/audit.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { revokeSessions } from './sessions.ts'

/** PATCH /api/people/:id: the owner gives a colleague another role, or ends or renews their access. */
export function peopleRoutes(app: FastifyInstance, options: IdentityOptions): void {
  const { db, now, record } = options
  app.patch('/api/people/:id', async request => {
    const context = await authenticate(options, request)
    if (context.role !== 'owner') throw new AppError('access.forbidden')
    const { id } = parseInput(z.strictObject({ id: z.uuid() }), request.params)
    const change = parseInput(personChangeSchema, request.body)
    const { announce, ended } = await db.transaction(async tx => {
      // The same lock orders this with every other change of roles: the last owner cannot leave twice.
      await lockWorkspace(tx, context.workspaceId)
      const [person] = await tx.query<{ role: string; active: boolean }>('select role, active from accounts where id = $1 and workspace_id = $2', [id, context.workspaceId])
      if (!person) throw new AppError('request.not_found')
      const next = { role: change.role ?? person.role, active: change.active ?? person.active }
      const others = await tx.query(`select id from accounts where workspace_id = $1 and role = 'owner' and active and id <> $2 limit 1`, [context.workspaceId, id])
      const losesOwner = person.role === 'owner' && person.active && (next.role !== 'owner' || !next.active)
      if (losesOwner && others.length === 0) throw new AppError('people.last_owner')
      await tx.query('update accounts set role = $2, active = $3 where id = $1', [id, next.role, next.active])
      const announced = await record.write(context.workspaceId, context.personId, [{ collection: 'people', id, content: next }], tx)
      await audit(tx, { workspaceId: context.workspaceId, personId: context.personId, action: 'person.changed', facts: { personId: id, role: next.role, active: String(next.active) } }, now())
      return { announce: announced, ended: next.active ? [] : await revokeSessions(tx, { workspaceId: context.workspaceId, personId: id }, now()) }
    })
    announce()
    for (const sessionId of ended) record.sessionEnded(sessionId)
    return doneSchema.parse({ ok: true })
  })
}
