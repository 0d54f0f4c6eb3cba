import { Agent, request as send } from 'undici'
import type { z } from 'zod'
import type { LoggedExchange } from '#shared/contract/integrations'
import { AppError } from '#shared/lib/app-error'
import { pinAddress, type AddressGuard } from './address-guard.ts'
import { codeOfStatus, parseRetryAfter } from './errors.ts'
import { secretsIn, type Mask } from './mask.ts'

/** A request to a vendor. `path` stands under the base; a whole address is allowed and gets none of the base's headers. */
export type HttpRequest = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  /** One of: a JSON body, a form, or text as it is (with a content-type header of one's own). */
  json?: unknown
  form?: Readonly<Record<string, string>>
  text?: string
  /** The answer is a file, up to 25 MB: `bytes` holds it, and the log says how long it is. */
  reads?: 'file'
  /** Statuses of 300 and more that are answers, not failures, e.g. `[404, 409]`. */
  accept?: readonly number[]
}>
export type RawReply = Readonly<{ status: number; headers?: Readonly<Record<string, string>>; body: string; bytes?: Uint8Array }>
export type HttpReply = Readonly<{
  status: number; headers: Readonly<Record<string, string>>; text: string
  /** The file that was asked for by `reads`; empty otherwise. */
  bytes: Uint8Array
  /** @throws AppError `connector.bad_response` when the body is not what the schema says. */
  parse<T extends z.ZodType>(schema: T): z.infer<T>
}>
/** @throws AppError with a code of `errors.ts` for every failure. */
export type Http = Readonly<{ request(request: HttpRequest): Promise<HttpReply> }>

/** Puts a prepared request on the wire; tests and the sandbox put another in its place. */
export type Wire = (request: HttpRequest & Readonly<{ url: string; headers: Readonly<Record<string, string>>; body: string | null }>) => Promise<RawReply>

export type HttpOptions = Readonly<{
  baseUrl: string
  headers: Readonly<Record<string, string>>
  wire: Wire
  mask: Mask
  now: () => number
  payloadLimitBytes: number
  /** Hears of every exchange, masked. */
  onExchange: (exchange: LoggedExchange) => void
  /** Waits for this connection's turn. */
  turn?: () => Promise<void>
}>

export const usualPayloadLimitBytes = 1024 * 1024
const replyLimitBytes = 5 * 1024 * 1024
const fileLimitBytes = 25 * 1024 * 1024
const loggedBytes = 16_000

/** The wire to the world: https, pinned public addresses, no redirects, limits of time and size. */
export function createWire(guard: AddressGuard, timeoutMs = 30_000): Wire {
  return async ({ method, url, headers, body, reads }) => {
    const target = new URL(url)
    const address = await pinAddress(target, guard)
    const family = address.includes(':') ? 6 : 4
    // The certificate is still checked against the name; only where the name leads is fixed.
    const agent = new Agent({
      maxResponseSize: reads === 'file' ? fileLimitBytes : replyLimitBytes, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connectTimeout: Math.min(timeoutMs, 10_000),
      connect: { lookup: (_host, options, found) => (options.all ? (found as unknown as (error: null, all: { address: string; family: number }[]) => void)(null, [{ address, family }]) : found(null, address, family)) },
    })
    try {
      const reply = await send(target, { method, headers, body, dispatcher: agent, signal: AbortSignal.timeout(timeoutMs) })
      const answered = { status: reply.statusCode, headers: plain(reply.headers) }
      // A refusal is read as words, whatever was asked for.
      if (reads === 'file' && reply.statusCode < 300) return { ...answered, body: '', bytes: await reply.body.bytes() }
      return { ...answered, body: await reply.body.text() }
    } catch (error) {
      throw wireProblem(error)
    } finally {
      await agent.destroy()
    }
  }
}

function plain(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value ?? '']))
}

function wireProblem(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const { code, name } = cause as { code?: string; name?: string }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return new AppError('connector.bad_response', { cause })
  const isTimeout = name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT' || code === 'UND_ERR_CONNECT_TIMEOUT'
  return new AppError(isTimeout ? 'connector.timeout' : 'connector.unreachable', { cause })
}

function prepare(request: HttpRequest, { baseUrl, headers }: HttpOptions): Parameters<Wire>[0] {
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)
  const isWhole = /^https?:\/\//i.test(request.path)
  const url = isWhole ? new URL(request.path) : new URL(request.path.replace(/^[\\/]+/, ''), base)
  // A path may not lead away, whatever it is made of.
  if (!isWhole && url.origin !== base.origin) throw new AppError('connector.address_refused')
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value)
  const body = request.json !== undefined ? JSON.stringify(request.json) : request.form ? new URLSearchParams(request.form).toString() : request.text ?? null
  const type = request.json !== undefined ? 'application/json' : request.form ? 'application/x-www-form-urlencoded' : null
  const all = { accept: request.reads === 'file' ? '*/*' : 'application/json', 'user-agent': 'Shortlist', ...(type ? { 'content-type': type } : {}), ...(url.origin === base.origin ? lower(headers) : {}), ...lower(request.headers ?? {}) }
  // A line break in a key would begin a header of its own; it comes of careless pasting.
  for (const [name, value] of Object.entries(all)) if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) throw new AppError('connector.bad_config', { facts: { field: name } })
  return { ...request, url: url.href, headers: all, body }
}

const lower = (headers: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** A client for one delivery: prepares, limits, logs and judges each request. */
export function createHttp(options: HttpOptions): Http {
  const { wire, now, onExchange } = options
  return {
    request: async request => {
      const prepared = prepare(request, options)
      // A vendor that gives back what it was sent must not bring a key into the log in the shape of its header.
      const mask = options.mask.also(secretsIn(prepared.headers))
      const shown = (text: string): string => keepable(text.length > loggedBytes ? `${mask.text(text.slice(0, loggedBytes))}…` : mask.text(text))
      const logged = { method: prepared.method, url: mask.text(prepared.url), headers: mask.headers(prepared.headers), body: shown(prepared.body ?? '') }
      if (prepared.body !== null && Buffer.byteLength(prepared.body) > options.payloadLimitBytes) throw new AppError('connector.too_large')
      await options.turn?.()
      const startedMs = now()
      let reply: RawReply
      try {
        reply = await wire(prepared)
      } catch (error) {
        const problem = wireProblem(error)
        onExchange({ request: logged, reply: null, tookMs: now() - startedMs, problem: problem.code })
        throw problem
      }
      const headers = lower(reply.headers ?? {})
      const failed = reply.status >= 300 && !request.accept?.includes(reply.status)
      const code = failed ? codeOfStatus(reply.status) : null
      onExchange({ request: logged, reply: { status: reply.status, headers: mask.headers(headers), body: reply.bytes ? `A file of ${reply.bytes.length} bytes.` : shown(reply.body) }, tookMs: now() - startedMs, problem: code })
      if (code !== null) throw new AppError(code, { facts: { status: reply.status, retryAfterMs: parseRetryAfter(headers['retry-after'], now()) } })
      return { status: reply.status, headers, text: reply.body, bytes: reply.bytes ?? new Uint8Array(), parse: schema => parseReply(schema, reply.body) }
    },
  }
}

/** The log is JSON in a database: a zero byte, or half of a character where the text was cut, would keep the whole try from being written. */
const keepable = (text: string): string => text.replaceAll('\u0000', '\ufffd').toWellFormed()

function parseReply<T extends z.ZodType>(schema: T, text: string): z.infer<T> {
  let raw: unknown
  try {
    raw = text === '' ? null : JSON.parse(text)
  } catch (cause) {
    throw new AppError('connector.bad_response', { cause })
  }
  const parsed = schema.safeParse(raw)
  if (!parsed.success) throw new AppError('connector.bad_response', { facts: { field: parsed.error.issues[0]?.path.join('.') ?? '' } })
  return parsed.data
}
