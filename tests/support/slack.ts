import type { FakeVendor, VendorReply, VendorRequest } from './fake-vendor.ts'
import { officialSpec, startJudgedVendor } from './official-spec.ts'

export type SlackMessage = { channel: string; ts: string; text: string; thread: string | null; metadata: { event_type: string; event_payload: Record<string, unknown> } }
export type SlackVendor = FakeVendor & { messages: SlackMessage[]; users: Record<string, string>; saysNo: { error: string; retryAfter?: string } | null; joined: Set<string>; pageSize: number }

const spec = officialSpec('slack', '/api')

/** Slack by its own description: messages with metadata, threads, pages, and no with status 200. */
export async function startSlack(): Promise<SlackVendor> {
  const messages: SlackMessage[] = []
  const no = (error: string, retryAfter?: string): VendorReply => ({ status: 200, json: { ok: false, error }, ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }) })

  function page(found: readonly SlackMessage[], { query }: VendorRequest): VendorReply {
    const from = Number(query.get('cursor') ?? 0)
    const size = Math.min(Number(query.get('limit') ?? 100), state.pageSize)
    const next = from + size < found.length ? String(from + size) : ''
    const withMetadata = query.get('include_all_metadata') === 'true'
    return { status: 200, json: { ok: true, has_more: next !== '', response_metadata: { next_cursor: next }, messages: found.slice(from, from + size).map(({ ts, text, metadata }) => ({ ts, text, ...(withMetadata ? { metadata } : {}) })) } }
  }

  function post({ body }: VendorRequest): VendorReply {
    const form = new URLSearchParams(body)
    const channel = form.get('channel')!
    if (!state.joined.has(channel)) return no('not_in_channel')
    const message = { channel, ts: `${1_790_000_010 + messages.length}.000100`, text: form.get('text') ?? '', thread: form.get('thread_ts'), metadata: JSON.parse(form.get('metadata')!) as SlackMessage['metadata'] }
    messages.push(message)
    return { status: 200, json: { ok: true, channel, ts: message.ts, message: { type: 'message', text: message.text, ts: message.ts } } }
  }

  const vendor = await startJudgedVendor(spec, request => {
    const { query } = request
    if (request.headers['authorization'] !== 'Bearer xoxb-sesame-open') return no('invalid_auth')
    if (state.saysNo !== null) return no(state.saysNo.error, state.saysNo.retryAfter)
    switch (request.path) {
      case '/api/chat.postMessage': return post(request)
      case '/api/users.lookupByEmail': {
        const id = state.users[query.get('email')!]
        return id === undefined ? no('users_not_found') : { status: 200, json: { ok: true, user: { id } } }
      }
      case '/api/conversations.history': return page(messages.filter(each => each.channel === query.get('channel') && each.thread === null && Number(each.ts) >= Number(query.get('oldest') ?? 0)).toReversed(), request)
      case '/api/conversations.replies': return page(messages.filter(each => each.ts === query.get('ts') || each.thread === query.get('ts')), request)
      case '/api/conversations.info': return no('channel_not_found')
      default: return { status: 200, json: { ok: true, team: 'Subarachnoid', team_id: 'T12345678', url: 'https://subarachnoid.slack.com/', user: 'shortlist', user_id: 'W12345678' } }
    }
  })
  const state: SlackVendor = Object.assign(vendor, { messages, users: {}, saysNo: null, joined: new Set(['C0DEFAULT01', 'C0NURSING01', 'C0WELCOME01']), pageSize: 200 })
  return state
}
