import type { z } from 'zod'
import { problemSchema } from '#shared/contract/http'
import { AppError, type ErrorFacts } from '#shared/lib/app-error'

/** How this window reaches its server. `token` is null in the web companion, where the cookie speaks. */
export type ServerAccess = Readonly<{ origin: string; token: string | null; isShell: boolean; fetch?: typeof globalThis.fetch }>
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

let access: ServerAccess = { origin: '', token: null, isShell: false }

/** One window talks to one server: set when the app starts and after signing in or out. */
export function setServerAccess(next: ServerAccess): void {
  access = next
}

export function serverAccess(): ServerAccess {
  return access
}

function headers(hasBody: boolean): Record<string, string> {
  return {
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(access.isShell ? { 'x-shortlist-client': 'desktop' } : {}),
    ...(access.token === null ? {} : { authorization: `Bearer ${access.token}` }),
  }
}

/**
 * Asks the server and parses its answer.
 * @throws AppError the server's code, `server.unreachable` with no network, `server.bad_answer` for an answer that does not fit.
 */
export async function serverRequest<T>(method: Method, path: string, schema: z.ZodType<T>, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(method, path, body, signal)
  const raw: unknown = await response.json().catch(() => null)
  if (!response.ok) {
    const problem = problemSchema.safeParse(raw)
    throw new AppError(problem.success ? problem.data.code : response.status >= 500 ? 'server.busy' : 'unexpected', { facts: problem.success ? plainFacts(problem.data.facts) : {} })
  }
  const parsed = schema.safeParse(raw)
  if (!parsed.success) throw new AppError('server.bad_answer')
  return parsed.data
}

/** What a refusal says beside its code, such as which field is meant. */
function plainFacts(facts: Readonly<Record<string, unknown>> = {}): ErrorFacts {
  return Object.fromEntries(Object.entries(facts).filter((fact): fact is [string, string | number | boolean | null] => fact[1] === null || ['string', 'number', 'boolean'].includes(typeof fact[1])))
}

/** Asks for a text, such as a table to be saved. */
export async function serverText(path: string): Promise<string> {
  const response = await send('GET', path, undefined, undefined)
  if (response.ok) return response.text()
  const problem = problemSchema.safeParse(await response.json().catch(() => null))
  throw new AppError(problem.success ? problem.data.code : 'unexpected')
}

async function send(method: Method, path: string, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
  const fetch = access.fetch ?? globalThis.fetch
  try {
    return await fetch(`${access.origin}${path}`, {
      method, headers: headers(body !== undefined), credentials: access.isShell ? 'omit' : 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(signal ? { signal } : {}),
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new AppError('server.unreachable', { cause })
  }
}
