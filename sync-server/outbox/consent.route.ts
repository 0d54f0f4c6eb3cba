import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { consentSchema } from '#shared/contract/integrations'
import { errorEntry } from '#shared/contract/errors'
import { AppError, errorCode } from '#shared/lib/app-error'
import type { ConsentPort } from '../connectors/kit/calendar.ts'
import { parseInput } from '../http/problems.ts'
import { audit } from '../identity/sessions.ts'
import { findConnection, type ConnectionRow } from './connection-row.ts'
import { requireConnection, requireOwner, type IntegrationOptions } from './guard.ts'
import { connectorOf, contextFor, type Means } from './try-delivery.ts'

const idParams = z.strictObject({ id: z.uuid() })
const answerSchema = z.object({ state: z.string().max(200), code: z.string().max(4_000).optional(), error: z.string().max(200).optional() })
const verifierSchema = z.object({ verifier: z.string() })
/** A person takes a moment to sign in and to read what they agree to. */
const openForMs = 15 * 60_000

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
export const consentRedirect = (means: Pick<Means, 'publicUrl'>): string => `${means.publicUrl()}/api/consent`

function bind(means: Means, connection: ConnectionRow): { port: ConsentPort<never>; ctx: never } {
  const port = connectorOf(means, connection).consent
  if (!port) throw new AppError('connector.unknown')
  const ctx = contextFor(means, connection, { record: {}, key: connection.id, mayHaveHappened: false, afresh: true, onExchange: () => undefined })
  // Safe: port and context belong to the same connector.
  return { port: port as unknown as ConsentPort<never>, ctx: ctx as never }
}

/** Text only: nothing of it comes from the request. */
function page(reply: FastifyReply, status: number, title: string, say: string): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><body><main><h1>${title}</h1><p>${say}</p></main></body></html>`)
}

/**
 * A person agrees that we act for them (RFC 8252): the owner is sent to the vendor in the browser of their system and
 * comes back to `/api/consent`. The state is good once, for a quarter of an hour; the verifier never leaves this server.
 */
export function consentRoutes(app: FastifyInstance, options: IntegrationOptions): void {
  const { means } = options
  const { db, now, box } = means
  app.post('/api/integrations/connections/:id/consent', async request => {
    const context = await requireOwner(options, request)
    const connection = await requireConnection(options, context, parseInput(idParams, request.params).id)
    const { port, ctx } = bind(means, connection)
    const [state, verifier] = [randomBytes(32).toString('base64url'), randomBytes(48).toString('base64url')]
    const stateHash = hashOf(state)
    await db.query('delete from consents where expires_at_ms < $1', [now()])
    await db.query('insert into consents (state_hash, connection_id, person_id, verifier, expires_at_ms) values ($1, $2, $3, $4, $5)', [stateHash, connection.id, context.personId, box.seal(stateHash, { verifier }), now() + openForMs])
    return consentSchema.parse({ url: port.address(ctx, { state, challenge: hashOf(verifier), redirectUri: consentRedirect(means) }) })
  })
  app.get('/api/consent', async (request, reply) => {
    const { state, code, error } = parseInput(answerSchema, request.query)
    const [asked] = await db.query<{ stateHash: string; connectionId: string; personId: string; verifier: string; expiresAtMs: number }>(
      'delete from consents where state_hash = $1 returning state_hash as "stateHash", connection_id as "connectionId", person_id as "personId", verifier, expires_at_ms as "expiresAtMs"', [hashOf(state)],
    )
    const connection = asked && asked.expiresAtMs >= now() ? await findConnection(db, asked.connectionId) : null
    if (!asked || !connection) return page(reply, 400, 'This link has run out', 'Go back to Shortlist and connect the account again.')
    if (code === undefined || error !== undefined) return page(reply, 400, 'Nothing was connected', 'You did not agree. Close this page; you can connect the account again in Shortlist.')
    try {
      const { port, ctx } = bind(means, connection)
      await port.exchange(ctx, { code, verifier: verifierSchema.parse(box.open(asked.stateHash, asked.verifier)).verifier, redirectUri: consentRedirect(means) })
    } catch (cause) {
      request.log.warn({ code: errorCode(cause) }, 'a consent could not be exchanged')
      return page(reply, 502, 'Nothing was connected', errorEntry(errorCode(cause)).say)
    }
    await db.transaction(tx => audit(tx, { workspaceId: connection.workspaceId, personId: asked.personId, action: 'connection.consented', facts: { connectionId: connection.id } }, now()))
    return page(reply, 200, 'The account is connected', 'You can close this page and go back to Shortlist.')
  })
}
