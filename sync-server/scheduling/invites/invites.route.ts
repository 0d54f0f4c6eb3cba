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
      const keys = [context.workspaceId, id, now()]
      // Also what waits for a link that does not come: it goes out without.
      const found = await tx.query(`update invites set state = 'waiting', code = null, next_try_at_ms = $3, since_ms = $3 where workspace_id = $1 and interview_id = $2 and state in ('waiting', 'failed') returning email`, keys)
      // The event is made so again as the record says, also when somebody moved or deleted it there.
      const events = await tx.query(`update calendar_events set state = 'waiting', next_try_at_ms = $3, tries = greatest(tries, 1), notify = true where workspace_id = $1 and interview_id = $2 and (state <> 'done' or elsewhere is not null) returning interview_id`, keys)
      if (found.length + events.length > 0) await tx.query('update meetings set unpublished = true where workspace_id = $1 and interview_id = $2', [context.workspaceId, id])
    })
    wake()
    return doneSchema.parse({ ok: true })
  })
}
