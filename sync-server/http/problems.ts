import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { errorCatalogue, errorEntry, type ErrorCode } from '#shared/contract/errors'
import { AppError, type ErrorFacts } from '#shared/lib/app-error'
import { ZodError, type z } from 'zod'

/** Answers with a stable code and what to do about it. */
export function sendProblem(reply: FastifyReply, code: ErrorCode, facts?: ErrorFacts): FastifyReply {
  const entry = errorCatalogue[code]
  return reply.code(entry.status).send({ code, message: entry.say, ...(facts && Object.keys(facts).length > 0 ? { facts } : {}) })
}

const fastifyCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large', FST_ERR_CTP_INVALID_JSON_BODY: 'request.malformed', FST_ERR_CTP_EMPTY_JSON_BODY: 'request.malformed',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.malformed', FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.malformed', FST_ERR_BAD_URL: 'request.malformed',
}

const connectionLost = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ENOSPC', 'EIO'])

/**
 * What a failing store means to a person; null when the error is not the store's.
 * Source: PostgreSQL, Appendix A: classes 08, 53, 57P, 58, and 40 for transactions that met.
 */
function storageProblem(error: unknown): ErrorCode | null {
  const { code, message } = error as { code?: unknown; message?: unknown }
  const state = typeof code === 'string' ? code : ''
  if (state === '53300' || state === '57014' || state.startsWith('40') && state.length === 5) return 'server.busy'
  if (/^(08|53|57P|58)...?$/.test(state) || connectionLost.has(state)) return 'server.storage_failed'
  const said = typeof message === 'string' ? message : ''
  if (said.startsWith('timeout exceeded when trying to connect')) return 'server.busy'
  return said.startsWith('Connection terminated') ? 'server.storage_failed' : null
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code in errorCatalogue ? error.code as ErrorCode : 'unexpected'
  if (error instanceof ZodError) return 'request.malformed'
  const storage = storageProblem(error)
  if (storage) return storage
  const { code, statusCode } = error as FastifyError
  if (statusCode === 429) return 'request.too_many'
  return fastifyCodes[code] ?? (statusCode !== undefined && statusCode < 500 ? 'request.malformed' : 'unexpected')
}

function factsOf(error: unknown): ErrorFacts | undefined {
  // The field is named, its value is not: values may be personal.
  if (error instanceof ZodError) return { field: error.issues[0]?.path.join('.') ?? '' }
  return error instanceof AppError ? error.facts : undefined
}

/** One way for every refusal to leave the server. What is not found at all is answered by `registerStaticApp`. */
export function registerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const code = codeOf(error)
    if (errorEntry(code).status >= 500) request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
    return sendProblem(reply, code, factsOf(error))
  })
}

/** Parses what came from outside. @throws ZodError, answered as `request.malformed` with the field's name. */
export function parseInput<T extends z.ZodType>(schema: T, raw: unknown): z.infer<T> {
  return schema.parse(raw ?? {})
}
