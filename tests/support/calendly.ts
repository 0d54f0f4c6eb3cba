import { createHmac } from 'node:crypto'
import { startFakeVendor, type FakeVendor, type VendorReply, type VendorRequest } from './fake-vendor.ts'
import { officialSpec, startJudgedVendor } from './official-spec.ts'

const api = 'https://api.calendly.com'
export const calendlyToken = 'calendly-token-9f2'
/** A signed message as Calendly sends it, and where to. */
export type CalendlyMessage = Readonly<{ url: string; body: string; headers: Readonly<Record<string, string>> }>
type Subscription = { uri: string; callback_url: string; state: 'active' | 'disabled'; key: string; scope: string }
type Invitee = { uri: string; event: string; email: string; name: string; status: 'active' | 'canceled'; timezone: string; rescheduled: boolean; old_invitee?: string; new_invitee?: string; cancellation?: object; tracking: Record<string, string> }
type Event = { uri: string; name: string; status: 'active' | 'canceled'; start_time: string; end_time: string; event_type: string; location: object; event_memberships: object[] }

/** Calendly as it is: kinds of meeting, links that book once, bookings that move and end, subscriptions that sign. */
export type FakeCalendly = FakeVendor & Readonly<{
  events: Map<string, Event>; subscriptions: Subscription[]; links: string[]
  /** The candidate opens a link and books; each message is one for a subscription. @throws when the link was used. */
  book(link: string, startMs: number, hosts: readonly string[]): { invitee: string; messages: CalendlyMessage[] }
  move(invitee: string, startMs: number): { invitee: string; messages: CalendlyMessage[] }
  cancel(invitee: string, by: 'invitee' | 'host', reason?: string): CalendlyMessage[]
  /** Cancellations that reached an event that stood. */
  cancelled: string[]
}>

const minutes = 45
const kinds = [
  { uri: `${api}/event_types/SCREEN`, name: 'Phone screen', active: true, duration: minutes, kind: 'solo', booking_method: 'instant', profile: { type: 'User', name: 'Ben Okafor' } },
  { uri: `${api}/event_types/POLL`, name: 'Find a day', active: true, duration: 30, kind: 'solo', booking_method: 'poll' },
]

/** @param nowMs when messages are signed. @param judged false where another judge stands before it. */
export async function startCalendly(nowMs: () => number, judged = true): Promise<FakeCalendly> {
  const events = new Map<string, Event>()
  const invitees = new Map<string, Invitee>()
  const subscriptions: Subscription[] = []
  const links: string[] = []
  const cancelled: string[] = []
  const used = new Set<string>()
  let count = 0
  const uriOf = (path: string): string => `${api}${path}`
  const user = { uri: `${api}/users/BEN`, name: 'Ben Okafor', email: 'ben@acme.test', current_organization: `${api}/organizations/ACME` }
  function messages(event: string, payload: Invitee): CalendlyMessage[] {
    return subscriptions.filter(each => each.state === 'active').map(({ callback_url: url, key }) => {
      const body = JSON.stringify({ event, created_at: new Date(nowMs()).toISOString(), created_by: user.uri, payload })
      const t = Math.floor(nowMs() / 1_000)
      return { url, body, headers: { 'content-type': 'application/json', 'calendly-webhook-signature': `t=${t},v1=${createHmac('sha256', key).update(`${t}.${body}`).digest('hex')}` } }
    })
  }
  function put(startMs: number, hosts: readonly object[], about: Pick<Invitee, 'email' | 'name' | 'tracking'>, old?: string): Invitee {
    count += 1
    const event = uriOf(`/scheduled_events/EVENT${count}`)
    events.set(event, {
      uri: event, name: 'Phone screen', status: 'active', start_time: new Date(startMs).toISOString(), end_time: new Date(startMs + minutes * 60_000).toISOString(), event_type: kinds[0]!.uri,
      location: { type: 'zoom', join_url: 'https://zoom.example.test/j/77' }, event_memberships: hosts as object[],
    })
    const { email, name, tracking } = about
    const invitee: Invitee = { uri: `${event}/invitees/INVITEE${count}`, event, status: 'active', timezone: 'Europe/Lisbon', rescheduled: false, email, name, tracking, ...(old === undefined ? {} : { old_invitee: old }) }
    invitees.set(invitee.uri, invitee)
    return invitee
  }
  function end(uri: string, fields: Partial<Invitee>): Invitee {
    const ended = { ...invitees.get(uri)!, status: 'canceled' as const, ...fields }
    invitees.set(uri, ended)
    events.set(ended.event, { ...events.get(ended.event)!, status: 'canceled' })
    return ended
  }
  function subscribe(request: VendorRequest): VendorReply {
    const asked = request.json() as { url: string; signing_key: string; scope: string }
    if (subscriptions.some(each => each.callback_url === asked.url)) return { status: 409, json: { title: 'Already Exists', message: 'Hook with this url already exists' } }
    const made: Subscription = { uri: uriOf(`/webhook_subscriptions/HOOK${subscriptions.length + 1}`), callback_url: asked.url, state: 'active', key: asked.signing_key, scope: asked.scope }
    subscriptions.push(made)
    return { status: 201, json: { resource: { uri: made.uri, callback_url: made.callback_url, state: made.state, events: ['invitee.created', 'invitee.canceled'], scope: made.scope } } }
  }
  function answer(request: VendorRequest): VendorReply {
    const { method, path, query } = request
    if (request.headers['authorization'] !== `Bearer ${calendlyToken}`) return { status: 401, json: { title: 'Unauthenticated', message: 'The access token is invalid' } }
    if (path === '/users/me') return { status: 200, json: { resource: user } }
    if (path === '/event_types') return { status: 200, json: { collection: kinds, pagination: { count: kinds.length } } }
    if (path === '/scheduling_links') {
      const { owner } = request.json() as { owner: string }
      links.push(`https://calendly.example.test/d/${links.length + 1}`)
      return { status: 201, json: { resource: { booking_url: links.at(-1), owner, owner_type: 'EventType' } } }
    }
    if (path === '/webhook_subscriptions') return method === 'POST' ? subscribe(request) : { status: 200, json: { collection: subscriptions.map(({ uri, callback_url, state }) => ({ uri, callback_url, state })), pagination: { count: subscriptions.length } } }
    const hook = subscriptions.findIndex(each => each.uri === uriOf(path))
    if (path.startsWith('/webhook_subscriptions/')) {
      if (hook < 0) return { status: 404, json: { title: 'Resource Not Found' } }
      if (method === 'GET') return { status: 200, json: { resource: { uri: subscriptions[hook]!.uri, callback_url: subscriptions[hook]!.callback_url, state: subscriptions[hook]!.state } } }
      subscriptions.splice(hook, 1)
      return { status: 204, text: '' }
    }
    if (path === '/scheduled_events') {
      const found = [...invitees.values()].filter(each => each.email === query.get('invitee_email')).map(each => events.get(each.event)!)
      return { status: 200, json: { collection: found, pagination: { count: found.length } } }
    }
    const [, , id, what] = path.split('/')
    const event = events.get(uriOf(`/scheduled_events/${id}`))
    if (!event) return { status: 404, json: { title: 'Resource Not Found' } }
    if (what === 'invitees') return { status: 200, json: { collection: [...invitees.values()].filter(each => each.event === event.uri), pagination: { count: 1 } } }
    if (what !== 'cancellation') return { status: 200, json: { resource: event } }
    if (event.status === 'canceled') return { status: 403, json: { title: 'Permission Denied', message: 'Event is already canceled' } }
    cancelled.push(event.uri)
    const invitee = [...invitees.values()].find(each => each.event === event.uri)!
    end(invitee.uri, { cancellation: { canceled_by: user.name, canceler_type: 'host', reason: (request.json() as { reason?: string }).reason ?? '' } })
    return { status: 200, json: { resource: { canceled_by: user.name, canceler_type: 'host' } } }
  }
  const vendor = judged ? await startJudgedVendor(officialSpec('calendly'), answer) : await startFakeVendor(answer)
  return {
    ...vendor, events, subscriptions, links, cancelled,
    book: (link, startMs, hosts) => {
      const url = new URL(link)
      const plain = `${url.origin}${url.pathname}`
      if (!links.includes(plain) || used.has(plain)) throw new Error('this link was used, or never made')
      used.add(plain)
      const get = (name: string): string => url.searchParams.get(name) ?? ''
      const invitee = put(startMs, hosts.map(user_email => ({ user: user.uri, user_email, user_name: 'Host' })), { email: get('email'), name: get('name'), tracking: { utm_source: get('utm_source'), utm_content: get('utm_content') } })
      return { invitee: invitee.uri, messages: messages('invitee.created', invitee) }
    },
    move: (uri, startMs) => {
      const before = invitees.get(uri)!
      const after = put(startMs, events.get(before.event)!.event_memberships, before, uri)
      const ended = end(uri, { rescheduled: true, new_invitee: after.uri, cancellation: { canceler_type: 'invitee', reason: '' } })
      return { invitee: after.uri, messages: [...messages('invitee.canceled', ended), ...messages('invitee.created', after)] }
    },
    cancel: (uri, by, reason = '') => messages('invitee.canceled', end(uri, { cancellation: { canceled_by: 'somebody', canceler_type: by, reason } })),
  }
}
