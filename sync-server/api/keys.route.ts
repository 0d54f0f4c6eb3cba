import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { apiKeySchema, apiKeysSchema, changeApiKeySchema, createApiKeySchema, madeApiKeySchema, rotateApiKeySchema, type ApiKey } from '#shared/contract/api-keys'
import { AppError } from '#shared/lib/app-error'
import type { Tx } from '../db/database.ts'
import { parseInput } from '../http/problems.ts'
import { authenticate, type IdentityOptions } from '../identity/port.ts'
import { audit } from '../db/audit.ts'
import type { SessionContext } from '../identity/sessions.ts'
import { refitHooks } from './hook-store.ts'
import { findKey, insertKey, listKeys, regretMs, rotateKey } from './key-store.ts'

type Work<Answer> = (tx: Tx, key: ApiKey, context: SessionContext) => Promise<Answer>

/** /api/integrations/keys: the owner gives programs access and takes it away. */
export function keyRoutes(app: FastifyInstance, options: Pick<IdentityOptions, 'db' | 'now'>): void {
  const { db, now } = options
  const requireOwner = async (request: FastifyRequest): Promise<SessionContext> => {
    const context = await authenticate(options, request)
    if (context.role !== 'owner') throw new AppError('access.forbidden')
    return context
  }
  const note = (tx: Tx, { workspaceId, personId, sessionId }: SessionContext, action: string, facts: Record<string, string>): Promise<void> => audit(tx, { workspaceId, personId, sessionId, action, facts }, now())
  /** Changes one key of the owner's workspace, in one transaction with the audit. */
  const change = async <Answer>(request: FastifyRequest, action: string, work: Work<Answer>): Promise<{ key: ApiKey; answer: Answer }> => {
    const context = await requireOwner(request)
    const { id } = parseInput(z.strictObject({ id: z.uuid() }), request.params)
    return db.transaction(async tx => {
      await tx.query('select id from api_keys where id = $1 for update', [id])
      const key = await findKey(tx, context.workspaceId, id, now())
      if (!key) throw new AppError('request.not_found')
      const answer = await work(tx, key, context)
      await note(tx, context, action, { keyId: id })
      return { key: (await findKey(tx, context.workspaceId, id, now()))!, answer }
    })
  }

  app.get('/api/integrations/keys', async request => {
    const { workspaceId } = await requireOwner(request)
    return apiKeysSchema.parse({ keys: await listKeys(db, workspaceId, now()) })
  })
  app.post('/api/integrations/keys', async (request, reply) => {
    const context = await requireOwner(request)
    const input = parseInput(createApiKeySchema, request.body)
    const made = await db.transaction(async tx => {
      const { id, token } = await insertKey(tx, { ...input, workspaceId: context.workspaceId, createdById: context.personId }, now())
      await note(tx, context, 'key.created', { keyId: id, scopes: input.scopes.join(' ') })
      return { key: (await findKey(tx, context.workspaceId, id, now()))!, token }
    })
    void reply.code(201)
    return madeApiKeySchema.parse(made)
  })
  app.patch('/api/integrations/keys/:id', async request => {
    const { name, scopes } = parseInput(changeApiKeySchema, request.body)
    const { key } = await change(request, 'key.changed', async (tx, { id }) => {
      await tx.query('update api_keys set name = coalesce($2, name), scopes = coalesce($3::text::jsonb, scopes) where id = $1', [id, name ?? null, scopes ? JSON.stringify([...new Set(scopes)]) : null])
      if (scopes) await refitHooks(tx, id, scopes)
    })
    return apiKeySchema.parse(key)
  })
  app.post('/api/integrations/keys/:id/rotate', async request => {
    const { overlapDays } = parseInput(rotateApiKeySchema, request.body)
    const { key, answer } = await change(request, 'key.rotated', (tx, before, context) => {
      if (before.state === 'revoked') throw new AppError('api.key_revoked')
      return rotateKey(tx, before, context.personId, overlapDays, now())
    })
    return madeApiKeySchema.parse({ key, token: answer })
  })
  app.post('/api/integrations/keys/:id/revoke', async request => {
    const { key } = await change(request, 'key.revoked', (tx, { id }) => tx.query('update api_keys set revoked_at_ms = coalesce(revoked_at_ms, $2) where id = $1', [id, now()]))
    return apiKeySchema.parse(key)
  })
  app.post('/api/integrations/keys/:id/restore', async request => {
    const { key } = await change(request, 'key.restored', async (tx, before) => {
      if (before.revokedAtMs !== null && now() - before.revokedAtMs > regretMs) throw new AppError('api.key_revoked')
      await tx.query('update api_keys set revoked_at_ms = null where id = $1', [before.id])
    })
    return apiKeySchema.parse(key)
  })
  app.post('/api/integrations/keys/:id/review', async request => {
    const { key } = await change(request, 'key.reviewed', (tx, { id }) => tx.query('update api_keys set reviewed_at_ms = $2 where id = $1', [id, now()]))
    return apiKeySchema.parse(key)
  })
}
