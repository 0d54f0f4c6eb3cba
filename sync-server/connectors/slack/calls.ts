import type { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import type { ConnectorContext } from '../kit/connector-context.ts'
import { parseRetryAfter } from '../kit/errors.ts'
import type { HttpRequest } from '../kit/http.ts'
import type { Config, Secrets } from './config.ts'
import { messagesSchema, postedSchema, userSchema } from './wire.ts'

export type Context = ConnectorContext<Config, Secrets>

const codes: Readonly<Record<string, string>> = {
  ratelimited: 'connector.rate_limited', rate_limited: 'connector.rate_limited', invalid_auth: 'connector.unauthorized', not_authed: 'connector.unauthorized', token_revoked: 'connector.unauthorized',
  token_expired: 'connector.unauthorized', account_inactive: 'connector.unauthorized', missing_scope: 'connector.forbidden', no_permission: 'connector.forbidden', restricted_action: 'connector.forbidden',
  access_denied: 'connector.forbidden', channel_not_found: 'connector.channel_unknown', is_archived: 'connector.channel_closed', not_in_channel: 'connector.channel_not_joined', msg_too_long: 'connector.too_large',
  fatal_error: 'connector.unavailable', internal_error: 'connector.unavailable', service_unavailable: 'connector.unavailable', request_timeout: 'connector.unavailable', team_added_to_org: 'connector.unavailable',
}

/** One method of the Web API. Slack says no with status 200 and `ok: false`: `expected` errors are answers. */
export async function call<T extends z.ZodType<{ ok: boolean }>>(ctx: Context, request: HttpRequest, schema: T, expected: readonly string[] = []): Promise<Extract<z.infer<T>, { ok: true }> | null> {
  const reply = await ctx.http.request(request)
  const parsed = reply.parse(schema) as { ok: boolean; error?: string }
  if (parsed.ok) return parsed as Extract<z.infer<T>, { ok: true }>
  const error = parsed.error ?? ''
  if (expected.includes(error)) return null
  throw new AppError(codes[error] ?? 'connector.refused', { facts: { error: error.slice(0, 60), retryAfterMs: parseRetryAfter(reply.headers['retry-after'], ctx.nowMs) } })
}

const eventType = 'shortlist_message'
const hourMs = 3_600_000
const pages = 20

/** Looks for a message of ours by the name in its metadata: in a thread, or in the channel since the event. */
async function findMessage(ctx: Context, channel: string, name: string, sinceMs: number, thread: string | null): Promise<string | null> {
  for (let cursor = '', page = 0; page < pages; page += 1) {
    const query = { channel, include_all_metadata: 'true', limit: '200', ...(thread === null ? { oldest: ((sinceMs - hourMs) / 1_000).toFixed(6) } : { ts: thread }), ...(cursor === '' ? {} : { cursor }) }
    const found = await call(ctx, { method: 'GET', path: thread === null ? 'conversations.history' : 'conversations.replies', query }, messagesSchema, ['thread_not_found'])
    const ours = found?.messages.find(message => message.metadata?.event_type === eventType && message.metadata.event_payload['name'] === name)
    if (ours) return ours.ts
    cursor = found?.response_metadata?.next_cursor ?? ''
    if (cursor === '') return null
  }
  return null
}

export type Post = Readonly<{ name: string; channel: string; text: string; thread: string | null; sinceMs: number }>

/** Posts a message once. Its name is in its metadata: Slack takes no key of ours, so that is what is looked for. */
export async function postOnce(ctx: Context, { name, channel, text, thread, sinceMs }: Post): Promise<string> {
  const known = await ctx.externalIds.get('message', name)
  if (known !== null) return known
  const earlier = ctx.mayHaveHappened ? await findMessage(ctx, channel, name, sinceMs, thread) : null
  const ts = earlier ?? await post(ctx, { channel, text, thread, name })
  await ctx.externalIds.set('message', name, ts)
  return ts
}

async function post(ctx: Context, { channel, text, thread, name }: Omit<Post, 'sinceMs'>): Promise<string> {
  const form = {
    channel, text, parse: 'none', link_names: 'false', unfurl_links: 'false', unfurl_media: 'false', metadata: JSON.stringify({ event_type: eventType, event_payload: { name } }), ...(thread === null ? {} : { thread_ts: thread }),
  }
  const posted = await call(ctx, { method: 'POST', path: 'chat.postMessage', form }, postedSchema)
  return posted!.ts
}

/** A colleague's Slack user by e-mail; null when Slack knows nobody of that address. */
export function userOf(ctx: Context, email: string): Promise<string | null> {
  return ctx.remember(`user ${email}`, hourMs, async () => {
    const found = await call(ctx, { method: 'GET', path: 'users.lookupByEmail', query: { email } }, userSchema, ['users_not_found'])
    return found === null || found.user.deleted === true ? null : found.user.id
  })
}
