import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { doneSchema } from '#shared/contract/http'
import { AppError } from '#shared/lib/app-error'
import { parseInput } from '../../http/problems.ts'
import { authenticate, type IdentityOptions } from '../../identity/port.ts'

const params = z.strictObject({ id: z.uuid() })

/** POST /api/interviews/:id/invitations/retry (who arranges interviews): what could not be sent is tried again now. */
export function inviteRoutes(app: FastifyInstance, options: Pick<IdentityOptions, 'db' | 'now'> & Readonly<{ wake: () => void }>): void {
  const { db, now, wake } = options
  app.post('/api/interviews/:id/invitations/retry', async request => {
    const context = await authenticate(options, request)
    if (!['owner', 'recruiter', 'coordinator'].includes(context.role)) throw new AppError('access.forbidden')
    const { id } = parseInput(params, request.params)
    await db.transaction(async tx => {
      const found = await tx.query(`update invites set state = 'waiting', next_try_at_ms = $3, since_ms = $3 where workspace_id = $1 and interview_id = $2 and state in ('waiting', 'failed') returning email`, [context.workspaceId, id, now()])
      if (found.length > 0) await tx.query('update meetings set unpublished = true where workspace_id = $1 and interview_id = $2', [context.workspaceId, id])
    })
    wake()
    return doneSchema.parse({ ok: true })
  })
}
