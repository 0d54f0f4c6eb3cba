import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ZodError } from 'zod'
import { AppError } from '#shared/lib/app-error'
import { canonicalJson } from '#shared/lib/json'
import { parseInput } from '../../http/problems.ts'
import { usualRequestsPerMinute } from '../../http/security.ts'
import { bodyWithin } from '../../http/slow-body.ts'
import { authenticateKey, type ProgramContext } from '../authenticate-key.ts'
import type { Call, V1Route, V1Tools } from './define-route.ts'
import { openApiDocument } from './openapi.ts'
import { v1Routes } from './routes.ts'

/** Requests a minute of one key, in one server process. */
const requestsPerKeyAndMinute = 300
const bodyLimit = 256 * 1024

declare module 'fastify' {
  interface FastifyRequest { programKey?: string }
}

/** A field that does not fit is named, its value is not. */
function invalid(error: unknown): never {
  throw error instanceof ZodError ? new AppError('api.invalid', { facts: { field: error.issues[0]?.path.join('.') || error.issues[0]?.code || '' } }) : error
}

function onceOf(request: FastifyRequest): Call['once'] {
  const key = request.headers['idempotency-key']
  if (key === undefined || request.method === 'GET') return null
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw new AppError('api.invalid', { facts: { field: 'Idempotency-Key' } })
  return { key, request: `${request.method} ${request.url} ${canonicalJson(request.body)}` }
}

/** The API for other programs: every route of the table, and the document that describes them. */
export function v1Api(app: FastifyInstance, tools: V1Tools & { publicUrl: () => string; requestsPerMinute: number }): void {
  const { db, now } = tools
  const scale = tools.requestsPerMinute / usualRequestsPerMinute
  const max = Math.max(1, Math.ceil(requestsPerKeyAndMinute * scale))
  // Refusals before a key is known are held back by the limit of the address.
  const perKey = app.createRateLimit({ max, timeWindow: 60_000, keyGenerator: request => `key:${request.programKey ?? request.ip}` })
  const admit = async (route: V1Route, request: FastifyRequest, reply: FastifyReply): Promise<ProgramContext> => {
    const program = await authenticateKey(db, request, now())
    request.programKey = program.keyId
    const turn = await perKey(request)
    if (!turn.isAllowed && turn.isExceeded) {
      void reply.header('retry-after', turn.ttlInSeconds)
      throw new AppError('request.too_many')
    }
    if (route.scope !== null && !program.scopes.has(route.scope)) throw new AppError('api.scope_missing', { facts: { scope: route.scope } })
    return program
  }
  const answer = (route: V1Route) => async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const program = await admit(route, request, reply)
    let call: Call<never, never, never>
    try {
      call = { program, once: onceOf(request), ...parsed(route, request) }
    } catch (error) {
      return invalid(error)
    }
    const { status, body } = await route.handle(call, tools)
    const schema = route.answers[status]?.schema
    void reply.code(status)
    // What leaves is parsed too: a field that the document does not know never slips out.
    return schema ? schema.parse(body) : reply.send()
  }
  for (const route of v1Routes) app.route({ method: route.method, url: route.path, bodyLimit, preParsing: bodyWithin(), handler: answer(route) })
  app.get('/api/v1/openapi.json', async (_request, reply) => reply.type('application/json').send(openApiDocument(tools.publicUrl())))
}

function parsed(route: V1Route, request: FastifyRequest): { params: never; query: never; body: never } {
  return {
    params: (route.params ? parseInput(route.params, request.params) : {}) as never, query: (route.query ? parseInput(route.query, request.query) : {}) as never,
    body: (route.body ? parseInput(route.body, request.body) : {}) as never,
  }
}
