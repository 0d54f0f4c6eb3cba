import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { consentSchema } from '#shared/contract/integrations'
import { errorEntry } from '#shared/contract/errors'
import { AppError, errorCode } from '#shared/lib/app-error'
import type { ConsentPort, OwnAccountPort } from '../connectors/kit/calendar.ts'
import { parseInput } from '../http/problems.ts'
import { authenticate } from '../identity/port.ts'
import { audit } from '../db/audit.ts'
import { findConnection, type ConnectionRow } from './connection-row.ts'
import { requireConnection, requireOwner, type IntegrationOptions } from './guard.ts'
import { connectorOf, contextFor, type Means } from './try-delivery.ts'

const idParams = z.strictObject({ id: z.uuid() })
const answerSchema = z.object({ state: z.string().max(200), code: z.string().max(4_000).optional(), error: z.string().max(200).optional() })
const verifierSchema = z.object({ verifier: z.string() })
/** A person takes a moment to sign in and to read what they agree to. */
const openForMs = 15 * 60_000

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
const consentRedirect = (means: Pick<Means, 'publicUrl'>): string => `${means.publicUrl()}/api/consent`

function bind<Kind extends 'consent' | 'ownAccount'>(means: Means, connection: ConnectionRow, kind: Kind): { port: Kind extends 'consent' ? ConsentPort<never> : OwnAccountPort<never>; ctx: never } {
  const port = connectorOf(means, connection)[kind]
  if (!port) throw new AppError('connector.unknown')
  const ctx = contextFor(means, connection, { record: {}, key: connection.id, mayHaveHappened: false, afresh: true, onExchange: () => undefined })
  // Safe: port and context belong to the same connector.
  return { port: port as never, ctx: ctx as never }
}

const asText = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)

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
  const begin = async (connectionId: string, personId: string, isOwn: boolean): Promise<{ state: string; challenge: string; redirectUri: string }> => {
    const [state, verifier] = [randomBytes(32).toString('base64url'), randomBytes(48).toString('base64url')]
    const stateHash = hashOf(state)
    await db.query('delete from consents where expires_at_ms < $1', [now()])
    await db.query('insert into consents (state_hash, connection_id, person_id, verifier, expires_at_ms, own) values ($1, $2, $3, $4, $5, $6)', [stateHash, connectionId, personId, box.seal(stateHash, { verifier }), now() + openForMs, isOwn])
    return { state, challenge: hashOf(verifier), redirectUri: consentRedirect(means) }
  }
  app.post('/api/integrations/connections/:id/consent', async request => {
    const context = await requireOwner(options, request)
    const connection = await requireConnection(options, context, parseInput(idParams, request.params).id)
    const { port, ctx } = bind(means, connection, 'consent')
    return consentSchema.parse({ url: port.address(ctx, await begin(connection.id, context.personId, false)) })
  })
  /** Anybody, for an account of their own. */
  app.post('/api/integrations/connections/:id/own-account', async request => {
    const context = await authenticate(options.identity, request)
    const connection = await requireConnection(options, context, parseInput(idParams, request.params).id)
    if (connection.paused || connection.sandbox) throw new AppError('connector.paused')
    const { port, ctx } = bind(means, connection, 'ownAccount')
    if (!port.isReady(ctx)) throw new AppError('connector.bad_config', { facts: { field: 'clientId' } })
    const [me] = await db.query<{ email: string }>('select email from accounts where id = $1', [context.personId])
    return consentSchema.parse({ url: port.address(ctx, { ...await begin(connection.id, context.personId, true), email: me?.email ?? '' }) })
  })
  app.get('/api/consent', async (request, reply) => {
    const { state, code, error } = parseInput(answerSchema, request.query)
    const [asked] = await db.query<{ stateHash: string; connectionId: string; personId: string; verifier: string; expiresAtMs: number; isOwn: boolean }>(
      'delete from consents where state_hash = $1 returning state_hash as "stateHash", connection_id as "connectionId", person_id as "personId", verifier, expires_at_ms as "expiresAtMs", own as "isOwn"', [hashOf(state)],
    )
    const connection = asked && asked.expiresAtMs >= now() ? await findConnection(db, asked.connectionId) : null
    if (!asked || !connection) return page(reply, 400, 'This link has run out', 'Go back to Shortlist and connect the account again.')
    if (code === undefined || error !== undefined) return page(reply, 400, 'Nothing was connected', 'You did not agree. Close this page; you can connect the account again in Shortlist.')
    try {
      const given = { code, verifier: verifierSchema.parse(box.open(asked.stateHash, asked.verifier)).verifier, redirectUri: consentRedirect(means) }
      if (asked.isOwn) {
        const { port, ctx } = bind(means, connection, 'ownAccount')
        const { address, keys } = await port.exchange(ctx, given)
        await options.ownAccount?.({ workspaceId: connection.workspaceId, personId: asked.personId, connectionId: connection.id, address, keys })
        // Whoever was sent somebody else's link sees by the name that it is not theirs.
        const [person] = await db.query<{ name: string }>(`select content->>'name' as name from documents where workspace_id = $1 and collection = 'people' and id = $2`, [connection.workspaceId, asked.personId])
        return page(reply, 200, 'Your calendar is connected', `Shortlist reads from it when ${asText(person?.name ?? 'its owner')} is taken, and nothing else. You can close this page. If that is not you, take the access back in the settings of your account.`)
      }
      const { port, ctx } = bind(means, connection, 'consent')
      await port.exchange(ctx, given)
    } catch (cause) {
      request.log.warn({ code: errorCode(cause) }, 'a consent could not be exchanged')
      return page(reply, 502, 'Nothing was connected', errorEntry(errorCode(cause)).say)
    }
    await db.transaction(tx => audit(tx, { workspaceId: connection.workspaceId, personId: asked.personId, action: 'connection.consented', facts: { connectionId: connection.id } }, now()))
    return page(reply, 200, 'The account is connected', 'You can close this page and go back to Shortlist.')
  })
}
