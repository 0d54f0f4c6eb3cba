import { createHash } from 'node:crypto'
import { startFakeVendor, type FakeVendor, type VendorReply, type VendorRequest } from './fake-vendor.ts'
import { officialSpec, startJudgedVendor } from './official-spec.ts'

type Guest = { email: string; responseStatus?: string }
export type GoogleStored = { id: string; status: string; etag: string; summary?: string; start: { dateTime: string }; end: { dateTime: string }; attendees: Guest[]; conferenceData?: { entryPoints?: { entryPointType: string; uri: string }[]; createRequest?: object } }

/** Google Calendar as it is: events with etags, sync tokens that it may forget, channels, busy times; and its tokens. */
export type FakeGoogle = FakeVendor & Readonly<{
  tokenUrl: string; tokenRequests: VendorRequest[]
  /** Where a person agrees: it sends them straight back. `as` says whose account they are signed in with. */
  consentUrl: string; revokeUrl: string; revoked: string[]
  events: Map<string, GoogleStored>
  /** What guests were written, in order. */
  mails: string[]
  busy: Map<string, { start: string; end: string }[]>
  channels: Map<string, { address: string; token: string }>
  /** Links are made at once, or only when asked again. */
  behave(next: { linkIsSlow?: boolean; forgetsTokens?: boolean; revoked?: boolean; pageSize?: number; /** The PKCE challenge a code belongs to. */ challenge?: string; as?: string }): void
  /** Somebody does something to an event in Google itself. */
  change(id: string, fields: Partial<GoogleStored>): void
}>

export async function startGoogle(): Promise<FakeGoogle> {
  const events: FakeGoogle['events'] = new Map()
  const order: string[] = []
  const mails: string[] = []
  const busy: FakeGoogle['busy'] = new Map()
  const channels: FakeGoogle['channels'] = new Map()
  let behaviour = { linkIsSlow: false, forgetsTokens: false, revoked: false, pageSize: 100 }
  let version = 0
  let verifierWanted: string | null = null
  let signedInAs = 'interviews@acme.test'
  const revoked: string[] = []
  const touch = (event: GoogleStored): GoogleStored => {
    version += 1
    const next = { ...event, etag: `"${version}"` }
    events.set(next.id, next)
    order.push(next.id)
    return next
  }
  const failure = (status: number, reason: string): VendorReply => ({ status, json: { error: { code: status, errors: [{ reason }] } } })
  const withLink = (event: GoogleStored): GoogleStored => {
    if (!event.conferenceData?.createRequest || event.conferenceData.entryPoints) return event
    const { linkIsSlow } = behaviour
    behaviour.linkIsSlow = false
    return { ...event, conferenceData: linkIsSlow ? { createRequest: { ...event.conferenceData.createRequest, status: { statusCode: 'pending' } } } : { ...event.conferenceData, entryPoints: [{ entryPointType: 'video', uri: `https://meet.google.test/${event.id.slice(-6)}` }] } }
  }
  const tell = (request: VendorRequest, before: GoogleStored | null, after: GoogleStored | null): void => {
    if (request.query.get('sendUpdates') !== 'all') return
    for (const { email } of (after ?? before)!.attendees) mails.push(`${after === null ? 'cancelled' : before?.attendees.some(guest => guest.email === email) ? 'changed' : 'invited'} ${email}`)
    if (after) for (const { email } of before?.attendees ?? []) if (!after.attendees.some(guest => guest.email === email)) mails.push(`cancelled ${email}`)
  }
  function list({ query }: VendorRequest): VendorReply {
    const token = query.get('syncToken')
    if (token !== null && behaviour.forgetsTokens) {
      behaviour = { ...behaviour, forgetsTokens: false }
      return failure(410, 'fullSyncRequired')
    }
    const ids = token === null ? [...events.values()].filter(event => event.status !== 'cancelled').map(event => event.id) : [...new Set(order.slice(Number(token)))]
    const from = Number(query.get('pageToken') ?? 0)
    const items = ids.slice(from, from + behaviour.pageSize).map(id => events.get(id)!)
    const isLast = from + behaviour.pageSize >= ids.length
    return { status: 200, json: { kind: 'calendar#events', items, ...(isLast ? { nextSyncToken: String(order.length) } : { nextPageToken: String(from + behaviour.pageSize) }) } }
  }
  function insert(request: VendorRequest): VendorReply {
    const asked = request.json() as GoogleStored
    if (events.has(asked.id)) return failure(409, 'duplicate')
    const made = touch(withLink({ ...asked, attendees: asked.attendees ?? [] }))
    tell(request, null, made)
    return { status: 200, json: made }
  }
  function one(request: VendorRequest, id: string): VendorReply {
    const known = events.get(id)
    if (!known) return failure(404, 'notFound')
    if (request.method === 'GET') return { status: 200, json: known.conferenceData && !known.conferenceData.entryPoints ? touch(withLink(known)) : known }
    if (request.method === 'DELETE') {
      if (known.status === 'cancelled') return failure(410, 'deleted')
      touch({ ...known, status: 'cancelled' })
      tell(request, known, null)
      return { status: 204, text: '' }
    }
    if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== known.etag) return failure(412, 'conditionNotMet')
    const changed = touch(withLink({ ...known, ...(request.json() as Partial<GoogleStored>) }))
    tell(request, known, changed)
    return { status: 200, json: changed }
  }
  function answer(request: VendorRequest): VendorReply {
    if (request.headers['authorization'] !== 'Bearer google-token') return failure(401, 'authError')
    const path = request.path.replace('/calendar/v3', '')
    if (path === '/freeBusy') {
      const [asked] = (request.json() as { items: { id: string }[] }).items
      const found = busy.get(asked!.id)
      return { status: 200, json: { kind: 'calendar#freeBusy', calendars: { [asked!.id]: found ? { busy: found } : { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] } } } }
    }
    if (path === '/channels/stop') {
      channels.delete((request.json() as { id: string }).id)
      return { status: 204, text: '' }
    }
    if (path.endsWith('/watch')) {
      const channel = request.json() as { id: string; address: string; token: string; expiration: string }
      channels.set(channel.id, channel)
      return { status: 200, json: { kind: 'api#channel', id: channel.id, resourceId: 'resource-1', expiration: channel.expiration } }
    }
    const [, , , , id] = path.split('/')
    if (id !== undefined) return one(request, id)
    return request.method === 'POST' ? insert(request) : list(request)
  }
  const tokens = await startFakeVendor(request => {
    const form = new URLSearchParams(request.body)
    if (request.path === '/auth') {
      verifierWanted = request.query.get('code_challenge')
      return { status: 302, headers: { location: `${request.query.get('redirect_uri')}?state=${request.query.get('state')}&code=c1` } }
    }
    if (request.path === '/revoke') {
      revoked.push(form.get('token') ?? '')
      return { status: 200, json: {} }
    }
    if (behaviour.revoked) return { status: 400, json: { error: 'invalid_grant' } }
    if (form.get('grant_type') === 'authorization_code' && createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url') !== verifierWanted) return { status: 400, json: { error: 'invalid_grant' } }
    return { status: 200, json: { access_token: 'google-token', expires_in: 3_600, ...(form.get('grant_type') === 'authorization_code' ? { refresh_token: 'refresh-1', id_token: `e30.${Buffer.from(JSON.stringify({ email: signedInAs, email_verified: true })).toString('base64url')}.c2ln` } : {}) } }
  })
  const vendor = await startJudgedVendor(officialSpec('google-calendar', '/calendar/v3'), answer)
  return {
    ...vendor,
    tokenUrl: `${tokens.url}/token`, consentUrl: `${tokens.url}/auth`, revokeUrl: `${tokens.url}/revoke`, revoked, tokenRequests: tokens.requests, events, mails, busy, channels,
    behave: (next: Partial<typeof behaviour> & { challenge?: string; as?: string }) => {
      behaviour = { ...behaviour, ...next }
      if (next.as !== undefined) signedInAs = next.as
      if (next.challenge !== undefined) verifierWanted = next.challenge
    },
    change: (id: string, fields: Partial<GoogleStored>) => void touch({ ...events.get(id)!, ...fields }),
    stop: async () => {
      await tokens.stop()
      await vendor.stop()
    },
  }
}
