import { calendar, type calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js'
import { meet, type meet_v2 } from 'googleapis/build/src/apis/meet/index.js'
import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import { codeOfStatus, parseRetryAfter } from '../kit/errors.ts'
import { googleToken } from './access.ts'
import { meetScope, type GoogleContext } from './settings.ts'

const errorSchema = z.object({ error: z.object({ errors: z.array(z.object({ reason: z.string().default('') })).default([]) }) })
/** Google says "too many" by 403 as well. */
const tooMany = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded'])
/** Statuses that calls judge themselves; the others are thrown by the kit's client. */
const judged = [400, 403, 404, 409, 410, 412]
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** The library's own transport is replaced: this much of its request is needed. */
type Prepared = Readonly<{ url: URL; method?: string; headers: Headers; body?: unknown }>

function readJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch (cause) {
    throw new AppError('connector.bad_response', { cause })
  }
}

/**
 * Google's client over the kit's: addresses are guarded, requests logged and masked, answers limited; the library's own
 * retries are off, because whoever calls decides when to try again.
 */
function transport(ctx: GoogleContext, token: string): { retry: false; validateStatus: () => true; adapter: never } {
  const adapter = async (prepared: Prepared): Promise<unknown> => {
    const { url, method = 'GET', headers, body } = prepared
    const type = headers.get('content-type')
    const condition = headers.get('if-match')
    const reply = await ctx.http.request({
      method: method as Method, path: String(url), accept: judged, headers: { authorization: `Bearer ${token}`, ...(type ? { 'content-type': type } : {}), ...(condition ? { 'if-match': condition } : {}) },
      ...(typeof body === 'string' ? { text: body } : {}),
    })
    return Object.assign(new Response(reply.status === 204 ? null : reply.text, { status: reply.status, headers: { ...reply.headers } }), { config: prepared, data: readJson(reply.text) })
  }
  // Safe: the library calls the adapter with a prepared request and reads `data`, `status` and `headers` of its answer.
  return { retry: false, validateStatus: () => true, adapter: adapter as never }
}

const googleClient = async (ctx: GoogleContext): Promise<calendar_v3.Calendar> => calendar({ version: 'v3', rootUrl: ctx.config.apiAddress, ...transport(ctx, await googleToken(ctx)) })
const meetClient = async (ctx: GoogleContext): Promise<meet_v2.Meet> => meet({ version: 'v2', rootUrl: ctx.config.meetAddress, ...transport(ctx, await googleToken(ctx, [meetScope])) })

export type GoogleReply<T> = Readonly<{ status: number; data: T; headers: Readonly<Record<string, string>> }>

/** Calls it and lets through only the statuses asked for. @throws AppError with a code of the kit. */
export const callGoogle = async <T>(ctx: GoogleContext, accept: readonly number[], call: (client: calendar_v3.Calendar) => Promise<unknown>): Promise<GoogleReply<T>> => judgeReply(ctx, accept, call(await googleClient(ctx)))
export const callMeet = async <T>(ctx: GoogleContext, call: (client: meet_v2.Meet) => Promise<unknown>): Promise<GoogleReply<T>> => judgeReply(ctx, [], call(await meetClient(ctx)))

async function judgeReply<T>(ctx: GoogleContext, accept: readonly number[], called: Promise<unknown>): Promise<GoogleReply<T>> {
  const reply = await called.catch((error: unknown) => {
    // The library wraps what its transport throws.
    const cause = error instanceof Error ? error.cause : undefined
    throw cause instanceof AppError ? cause : error
  }) as GoogleReply<T>
  if (reply.status < 300 || accept.includes(reply.status)) return reply
  const reasons = errorSchema.safeParse(reply.data).data?.error.errors.map(each => each.reason) ?? []
  const code = reply.status === 403 && reasons.some(reason => tooMany.has(reason)) ? 'connector.rate_limited' : codeOfStatus(reply.status)
  throw new AppError(code, { facts: { status: reply.status, retryAfterMs: parseRetryAfter(reply.headers['retry-after'], ctx.nowMs) } })
}
