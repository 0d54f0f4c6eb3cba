import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import type { Json } from '#shared/lib/json'
import type { ConnectorContext, HookEvent } from '../kit/connector-context.ts'
import type { HttpReply, HttpRequest } from '../kit/http.ts'
import { atPointer, fillJson, fillPath, fillText, placeholdersOf, type Values } from '../kit/template.ts'
import type { Config, Secrets } from './config.ts'

export type Context = ConnectorContext<Config, Secrets>

const tokenSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number().optional() })
const minuteMs = 60_000

/** What a placeholder may stand for: fields of theirs by the mapping, and our ids. Nothing else of the record. */
export function valuesFor(event: HookEvent, ctx: Context, id?: string): Values {
  const ids = { applicationId: event.applicationId, candidateId: event.candidateId, eventId: event.id, id }
  return {
    ...Object.fromEntries(Object.entries(ctx.mapped).map(([name, { value }]) => [name, value])),
    ...Object.fromEntries(Object.entries(ids).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  }
}

/** RFC 6749 §4.4: client credentials in the form. */
async function fetchToken({ http, config, secrets }: Context): Promise<{ token: string; forMs: number }> {
  const reply = await http.request({
    method: 'POST', path: config.tokenAddress!, form: { grant_type: 'client_credentials', client_id: config.authName ?? '', client_secret: secrets.secret, ...(config.tokenScope ? { scope: config.tokenScope } : {}) },
  })
  const { access_token: token, expires_in: seconds = 300 } = reply.parse(tokenSchema)
  return { token, forMs: Math.max(0, Math.min(seconds * 1_000 - minuteMs, 60 * minuteMs)) }
}

/** A request signed in as the connection says. A token that was revoked early is fetched anew, once. */
async function send(ctx: Context, request: HttpRequest): Promise<HttpReply> {
  if (ctx.config.auth !== 'oauth') return ctx.http.request(request)
  const signed = (token: string): HttpRequest => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } })
  const { token } = await ctx.remember('token', found => found.forMs, () => fetchToken(ctx))
  const reply = await ctx.http.request({ ...signed(token), accept: [...request.accept ?? [], 401] })
  return reply.status === 401 ? ctx.http.request(signed((await fetchToken(ctx)).token)) : reply
}

const bodyOf = (template: string | undefined, values: Values): { json?: Json } => {
  const filled = template === undefined || template.trim() === '' ? undefined : fillJson(JSON.parse(template) as Json, values)
  return filled === undefined ? {} : { json: filled }
}

function parseBody(reply: HttpReply): unknown {
  return reply.parse(z.json().nullable())
}

const idText = (found: unknown): string | null => (typeof found === 'string' && found !== '' ? found : typeof found === 'number' ? String(found) : null)

/** Everybody the look-up answers who holds exactly what must stand there. Null when nobody does, or no look-up is set. */
export async function findPerson(ctx: Context, values: Values): Promise<string | null> {
  const { findMethod = 'GET', findPath, findBody, findListAt = '', findIdAt = '', findMatchAt = '', findMatch = '' } = ctx.config
  if (!findPath) return null
  const reply = await send(ctx, { method: findMethod, path: fillPath(findPath, values), ...(findMethod === 'POST' ? bodyOf(findBody, values) : {}), accept: [404] })
  if (reply.status === 404) return null
  const place = atPointer(parseBody(reply), findListAt)
  if (place === undefined) throw new AppError('connector.bad_response', { facts: { field: 'findListAt' } })
  const wanted = fillText(findMatch, values).toLowerCase()
  if (wanted === '') throw new AppError('connector.refused', { facts: { field: 'findMatch' } })
  const people = (Array.isArray(place) ? place : place === null ? [] : [place]).filter(person => String(atPointer(person, findMatchAt) ?? '').toLowerCase() === wanted)
  const [first, second] = people.map(person => idText(atPointer(person, findIdAt)))
  if (first === undefined) return null
  if (second !== undefined) throw new AppError('connector.conflict')
  if (first === null) throw new AppError('connector.bad_response', { facts: { field: 'findIdAt' } })
  return first
}

export async function createPerson(event: HookEvent, ctx: Context, values: Values): Promise<string> {
  const { createMethod, createPath, createBody, idAt, keyHeader } = ctx.config
  const reply = await send(ctx, { method: createMethod, path: fillPath(createPath, values), ...bodyOf(createBody, values), ...(keyHeader ? { headers: { [keyHeader]: event.id } } : {}) })
  const id = /^location$/i.test(idAt) ? /([^/?#=]+)\/?(?:[?#].*)?$/.exec(reply.headers['location'] ?? '')?.[1] ?? null : idText(atPointer(parseBody(reply), idAt))
  if (id === null) throw new AppError('connector.bad_response', { facts: { field: 'idAt' } })
  return id
}

/** A request about a person who is there; false when they are there no more. */
export async function tell(ctx: Context, request: { method: HttpRequest['method']; path: string; body: string | undefined }, values: Values): Promise<boolean> {
  const { status } = await send(ctx, { method: request.method, path: fillPath(request.path, values), ...bodyOf(request.body, values), accept: [404, 410] })
  return status !== 404 && status !== 410
}

/** Looks for nobody, so that sign-in and address are tried and nothing is changed. */
export async function knock(ctx: Context): Promise<void> {
  const { findMethod = 'GET', findPath, findBody = '' } = ctx.config
  const nobody = Object.fromEntries(placeholdersOf(`${findPath ?? ''}${findBody}`).map(name => [name, name.toLowerCase().includes('mail') ? 'nobody@example.invalid' : 'nobody']))
  const request: HttpRequest = findPath ? { method: findMethod, path: fillPath(findPath, nobody), ...(findMethod === 'POST' ? bodyOf(findBody, nobody) : {}) } : { method: 'GET', path: '' }
  await send(ctx, { ...request, accept: [404, 405] })
}

/** What somebody's record holds at places in the answer (JSON pointers, RFC 6901); nothing when they are there no more. */
export async function readPerson(ctx: Context, path: string, places: readonly string[], values: Values): Promise<Readonly<Record<string, string>>> {
  const reply = await send(ctx, { method: 'GET', path: fillPath(path, values), accept: [404, 410] })
  if (reply.status === 404 || reply.status === 410) return {}
  const body = parseBody(reply)
  return Object.fromEntries(places.flatMap(place => {
    const held = place.startsWith('/') ? idText(atPointer(body, place)) : null
    return held === null ? [] : [[place, held]]
  }))
}
