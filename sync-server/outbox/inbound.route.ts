import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError, errorCode } from '#shared/lib/app-error'
import { parseSetting } from '../connectors/kit/context.ts'
import type { InboundSpec, RawInbound, Verdict } from '../connectors/kit/inbound.ts'
import { parseInput } from '../http/problems.ts'
import { bodyWithin } from '../http/slow-body.ts'
import { findConnection, type ConnectionRow } from './connection-row.ts'
import type { IntegrationOptions } from './guard.ts'
import { keepMessage } from './inbound-store.ts'
import { inboundUrlOf } from './try-delivery.ts'

const bodyLimit = 1024 * 1024
const params = z.strictObject({ connectionId: z.uuid() })
/** A sender without a session: a thousand different ones share an address behind a big vendor's proxy. */
const limit = { config: { rateLimit: { max: 3_000, timeWindow: 60_000 } } }

type Judged = Readonly<{ connection: ConnectionRow; raw: RawInbound; verdict: Exclude<Verdict, { kind: 'forged' }>; keeps: NonNullable<InboundSpec<never, never>['keeps']> }>

/** Parameters and headers given once; one that is given twice is nobody's. */
const single = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value]] : [])))

const only = (values: Readonly<Record<string, string>>, names: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(names.flatMap(name => (values[name] === undefined ? [] : [[name, values[name]]])))

/**
 * POST /api/inbound/:connectionId: messages of other systems. Verified over the very bytes, written down, answered, and
 * worked afterwards. Whoever is not who they say learns nothing, not even whether the connection exists. So an empty message
 * is answered alike at every address: some vendors set a webhook up with one, unsigned, that must be answered.
 */
export function inboundRoutes(app: FastifyInstance, options: IntegrationOptions): void {
  const { means, outbox } = options
  const { db, now } = means
  const judge = async (request: FastifyRequest): Promise<Judged> => {
    const { connectionId } = parseInput(params, request.params)
    const connection = await findConnection(db, connectionId)
    const connector = connection ? means.connectors.get(connection.connectorId) : undefined
    if (!connection || !connector?.inbound) throw new AppError('inbound.not_genuine')
    const asked = request.url.indexOf('?')
    const raw: RawInbound = {
      headers: single(request.headers), query: single(request.query as Record<string, unknown>), body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      address: `${inboundUrlOf(means, connectionId)}${asked < 0 ? '' : request.url.slice(asked)}`,
    }
    const config = parseSetting(connector.configSchema, connection.config) as Record<string, unknown>
    const secrets = parseSetting(connector.secretsSchema, means.box.open(connection.id, connection.secrets)) as Record<string, unknown>
    const verdict = connector.inbound.verify(raw, { config, secrets, nowMs: now() })
    if (verdict.kind === 'forged') throw new AppError('inbound.not_genuine')
    return { connection, raw, verdict, keeps: connector.inbound.keeps ?? {} }
  }
  const isEmpty = ({ body }: FastifyRequest): boolean => !Buffer.isBuffer(body) || body.length === 0
  const receive = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const judged = await judge(request).catch((error: unknown) => {
      if (isEmpty(request) && errorCode(error) === 'inbound.not_genuine') return null
      throw error
    })
    if (judged === null) return reply.code(200).send({ ok: true })
    const { connection, raw, verdict, keeps } = judged
    if (verdict.kind === 'challenge') return reply.code(200).type(verdict.contentType).send(verdict.body)
    if (verdict.kind === 'genuine') {
      const isNew = await keepMessage(db, {
        workspaceId: connection.workspaceId, connectionId: connection.id, messageId: verdict.id.slice(0, 300), sentAtMs: verdict.sentAtMs, sandbox: connection.sandbox, body: raw.body,
        headers: only(raw.headers, keeps.headers), query: only(raw.query, keeps.query),
      }, now())
      if (isNew) void outbox.tick()
    }
    return reply.code(200).send({ ok: true })
  }
  void app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))
    scope.post('/api/inbound/:connectionId', { bodyLimit, preParsing: bodyWithin(), ...limit }, receive)
    // Some vendors ask by GET whether somebody is here; only a challenge is ever answered there.
    scope.get('/api/inbound/:connectionId', limit, async (request, reply) => {
      const { verdict } = await judge(request)
      if (verdict.kind !== 'challenge') throw new AppError('inbound.not_genuine')
      return reply.code(200).type(verdict.contentType).send(verdict.body)
    })
  })
}
