import { startFakeVendor, type FakeVendor, type VendorReply, type VendorRequest } from './fake-vendor.ts'
import { officialSpec, startJudgedVendor } from './official-spec.ts'

type Guest = { emailAddress: { address: string; name?: string }; status?: { response: string } }
export type GraphStored = { id: string; subject: string; isCancelled: boolean; transactionId?: string; interviewId?: string; start: { dateTime: string; timeZone: string }; end: { dateTime: string; timeZone: string }; attendees: Guest[]; location?: object; isOnlineMeeting?: boolean; onlineMeeting?: object | null }

/** Microsoft Graph as it is: events by id, deltas that it may forget, subscriptions, schedules; and its tokens. */
export type FakeGraph = FakeVendor & Readonly<{
  loginUrl: string; tokenRequests: VendorRequest[]; events: Map<string, GraphStored>; /** Of cancellations that were sent. */ comments: string[]; schedules: Map<string, object[]>; subscriptions: Map<string, { notificationUrl: string; clientState: string; expirationDateTime: string }>
  behave(next: { forgetsDeltas?: boolean; revoked?: boolean; linkIsSlow?: boolean }): void
  change(id: string, fields: Partial<GraphStored>): void
}>

export async function startGraph(): Promise<FakeGraph> {
  const events: FakeGraph['events'] = new Map()
  const schedules: FakeGraph['schedules'] = new Map()
  const subscriptions: FakeGraph['subscriptions'] = new Map()
  const order: string[] = []
  const comments: string[] = []
  let behaviour = { forgetsDeltas: false, revoked: false, linkIsSlow: false }
  const typed = <T extends object>(type: string, value: T): T & { '@odata.type': string } => ({ '@odata.type': `#microsoft.graph.${type}`, ...value })
  const shown = ({ interviewId: _own, ...event }: GraphStored): object => typed('event', {
    ...event, attendees: event.attendees.map(guest => typed('attendee', { ...guest, emailAddress: typed('emailAddress', guest.emailAddress), ...(guest.status ? { status: typed('responseStatus', guest.status) } : {}) })),
  })
  const failure = (status: number, code: string): VendorReply => ({ status, json: { error: { code, message: code } } })
  const touch = (event: GraphStored): GraphStored => {
    const link = event.isOnlineMeeting && !event.onlineMeeting && !behaviour.linkIsSlow ? { onlineMeeting: typed('onlineMeetingInfo', { joinUrl: `https://teams.example.test/${event.id}` }) } : {}
    behaviour = { ...behaviour, linkIsSlow: false }
    const next = { ...event, ...link }
    events.set(next.id, next)
    order.push(next.id)
    return next
  }
  function delta(vendorUrl: string, { path, query }: VendorRequest): VendorReply {
    const token = query.get('$deltatoken')
    if (token !== null && behaviour.forgetsDeltas) {
      behaviour = { ...behaviour, forgetsDeltas: false }
      return failure(410, 'syncStateNotFound')
    }
    const ids = token === null ? [...events.keys()] : [...new Set(order.slice(Number(token)))]
    const value = ids.flatMap(id => {
      const event = events.get(id)!
      if (!event.isCancelled) return [shown(event)]
      return token === null ? [] : [{ '@odata.type': '#microsoft.graph.event', id, '@removed': { reason: 'deleted' } }]
    })
    return { status: 200, json: { value, '@odata.deltaLink': `${vendorUrl}${path}?$deltatoken=${order.length}` } }
  }
  function create(request: VendorRequest): VendorReply {
    const asked = request.json() as GraphStored & { singleValueExtendedProperties?: { value: string }[] }
    const known = [...events.values()].find(event => event.transactionId === asked.transactionId)
    if (known) return { status: 201, json: shown(known) }
    const { singleValueExtendedProperties, ...rest } = asked
    return { status: 201, json: shown(touch({ ...rest, id: `AAMk${events.size + 1}`, isCancelled: false, interviewId: singleValueExtendedProperties?.[0]?.value ?? '' })) }
  }
  function one(request: VendorRequest, id: string, verb: string | undefined): VendorReply {
    const known = events.get(id)
    if (!known || known.isCancelled) return failure(404, 'ErrorItemNotFound')
    if (verb === 'cancel') {
      touch({ ...known, isCancelled: true })
      comments.push((request.json() as { Comment: string }).Comment)
      return { status: 202, text: '' }
    }
    return { status: 200, json: shown(request.method === 'PATCH' ? touch({ ...known, ...(request.json() as Partial<GraphStored>) }) : known.isOnlineMeeting && !known.onlineMeeting ? touch(known) : known) }
  }
  const tokens = await startFakeVendor(request => {
    if (behaviour.revoked) return { status: 400, json: { error: 'invalid_grant' } }
    const grant = new URLSearchParams(request.body).get('grant_type')
    return { status: 200, json: { access_token: 'graph-token', expires_in: 3_600, ...(grant === 'client_credentials' ? {} : { refresh_token: `refresh-of-${grant}` }), ...(grant === 'authorization_code' ? { id_token: `e30.${Buffer.from(JSON.stringify({ preferred_username: 'Ben@acme.test' })).toString('base64url')}.c2ln` } : {}) } }
  })
  let url = ''
  const vendor = await startJudgedVendor(officialSpec('microsoft-graph', '/v1.0'), request => {
    if (request.headers['authorization'] !== 'Bearer graph-token') return failure(401, 'InvalidAuthenticationToken')
    const [, , kind, second, what, id, verb] = request.path.split('/')
    if (kind === 'subscriptions') {
      const asked = request.json() as { notificationUrl: string; clientState: string; expirationDateTime: string }
      if (request.method === 'PATCH' && !subscriptions.has(second!)) return failure(404, 'ResourceNotFound')
      const key = second ?? `sub-${subscriptions.size + 1}`
      subscriptions.set(key, { ...subscriptions.get(key)!, ...asked })
      return { status: second ? 200 : 201, json: typed('subscription', { ...subscriptions.get(key)!, id: key }) }
    }
    if (what === 'calendar') {
      const [address] = (request.json() as { Schedules: string[] }).Schedules
      const items = schedules.get(address!)
      return { status: 200, json: { value: [typed('scheduleInformation', { scheduleId: address, ...(items ? { scheduleItems: items } : { error: typed('freeBusyError', { message: 'no access', responseCode: 'ErrorMailRecipientNotFound' }) }) })] } }
    }
    if (what === 'calendarView') return delta(url, request)
    if (id !== undefined) return one(request, decodeURIComponent(id), verb)
    if (request.method === 'POST') return create(request)
    const wanted = /ep\/value eq '([^']+)'/.exec(request.query.get('$filter') ?? '')?.[1]
    return { status: 200, json: { value: [...events.values()].filter(event => event.interviewId === wanted && !event.isCancelled).map(shown) } }
  })
  url = vendor.url
  return {
    ...vendor, loginUrl: tokens.url, tokenRequests: tokens.requests, events, comments, schedules, subscriptions,
    behave: next => { behaviour = { ...behaviour, ...next } },
    change: (id, fields) => void touch({ ...events.get(id)!, ...fields }),
    stop: async () => {
      await tokens.stop()
      await vendor.stop()
    },
  }
}
