import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { calendly } from '#server/connectors/calendly/connector'
import type { BookingServicePort } from '#server/connectors/kit/bookings'
import type { HookEvent } from '#server/connectors/kit/connector-context'
import { createContext } from '#server/connectors/kit/context'
import { createWire } from '#server/connectors/kit/http'
import type { InboundOutcome } from '#server/connectors/kit/inbound'
import { calendlyToken, startCalendly, type CalendlyMessage, type FakeCalendly } from '#tests/support/calendly'
import { connectorSuite, memoryIds, testOnce, tryOnce, type SuiteCase } from '#tests/support/connector-suite'

const interviewId = '0198c000-0000-7000-8000-00000000000a'
const mark = '0198c000-0000-7000-8000-0000000000cc'
const nowMs = 1_790_000_000_000
const startMs = Date.parse('2026-10-01T09:00:00Z')
const event: HookEvent = { id: '0198c000-0000-7000-8000-0000000000ee', kind: 'interview.cancelled', atMs: nowMs, candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c', jobId: null, personId: null, data: { interviewId } }
const secrets = { accessToken: calendlyToken, signingKey: 'sign-with-me' }

/** An event somebody booked by a link of ours, so that there is something to call off. */
function booked(vendor: FakeCalendly): string {
  vendor.links.push('https://calendly.example.test/d/earlier')
  return vendor.book(`https://calendly.example.test/d/earlier?name=Ana&email=ana@example.test&utm_source=shortlist&utm_content=${mark}`, startMs, ['ben@acme.test']).invitee
}

const suite: SuiteCase<FakeCalendly> = {
  connector: calendly, startVendor: () => startCalendly(() => nowMs), config: vendor => ({ apiAddress: vendor.url }), secrets, badConfig: { whose: 'everybody' }, event, record: {},
  known: vendor => ({ [`invitee/${interviewId}`]: booked(vendor) }), effects: vendor => vendor.cancelled.length, isEffect: request => request.method === 'POST', isFirst: request => request.path.startsWith('/scheduled_events/'),
}
connectorSuite(suite)

describe('Calendly', () => {
  let vendor: FakeCalendly
  let kept: Record<string, unknown>
  beforeEach(async () => {
    vendor = await startCalendly(() => nowMs)
    kept = { accessToken: calendlyToken }
  })
  afterEach(() => vendor.stop())
  const port = calendly.bookings as unknown as BookingServicePort<unknown>
  const context = (inboundUrl = 'https://hiring.example.test/api/inbound/1', config = {}): never => createContext(calendly, {
    workspaceId: interviewId, connectionId: interviewId, record: {}, mapping: [], externalIds: memoryIds(), idempotencyKey: interviewId, mayHaveHappened: false, config: { apiAddress: vendor.url, ...config }, secrets: kept,
    wire: createWire({ allowPrivateHosts: ['127.0.0.1'] }, 5_000), now: () => nowMs, setSecrets: async changed => { kept = { ...kept, ...changed } }, onExchange: () => undefined, inboundUrl,
  }) as never
  const makeLink = (ctx = context()) => port.makeLink(ctx, { kindId: 'https://api.calendly.com/event_types/SCREEN', mark, name: 'Ana Sousa', email: 'ana@example.test' })
  const inbound = calendly.inbound as unknown as { verify(raw: object, settings: object): { kind: string; id?: string }; handle(message: object, ctx: unknown): Promise<InboundOutcome> }
  const verify = ({ headers, body }: CalendlyMessage, at = nowMs) => inbound.verify({ headers, query: {}, body: Buffer.from(body) }, { secrets: kept, nowMs: at })
  const handle = ({ body }: CalendlyMessage) => inbound.handle({ json: () => JSON.parse(body) as unknown }, context())

  test('offers what can be booked at once, and says so when the connection is tested', async () => {
    expect(await port.kinds(context())).toEqual([{ id: 'https://api.calendly.com/event_types/SCREEN', name: 'Phone screen', minutes: 45, who: 'Ben Okafor' }])
    expect(await testOnce(suite, vendor)).toEqual({ kind: 'ok', detail: 'Signed in as Ben Okafor. One kind of meeting can be booked.' })
  })

  test('a link books once, knows its candidate, and has its booking told here, signed with a key of ours', async () => {
    const first = new URL(await makeLink())
    expect(Object.fromEntries(first.searchParams)).toEqual({ name: 'Ana Sousa', email: 'ana@example.test', utm_source: 'shortlist', utm_content: mark })
    expect(await makeLink()).not.toBe(first.href)
    expect(vendor.subscriptions).toMatchObject([{ callback_url: 'https://hiring.example.test/api/inbound/1', scope: 'user', key: kept['signingKey'] }])
    expect(String(kept['signingKey']).length).toBeGreaterThan(40)
  })

  test('a subscription that was switched off, or whose key was lost, is made anew; without an address there is none', async () => {
    await makeLink()
    vendor.subscriptions[0]!.state = 'disabled'
    await makeLink()
    expect(vendor.subscriptions.map(each => each.state)).toEqual(['active'])
    kept = { accessToken: calendlyToken }
    await makeLink(context(undefined, { whose: 'organization' }))
    expect(vendor.subscriptions).toMatchObject([{ scope: 'organization', key: kept['signingKey'] }])
    vendor.subscriptions.splice(0)
    await makeLink(context('http://127.0.0.1/api/inbound/1'))
    expect(vendor.subscriptions).toEqual([])
  })

  test('messages are taken from Calendly alone and not late; those of other bookings are not kept', async () => {
    const link = await makeLink()
    const [message] = vendor.book(link, startMs, ['ben@acme.test']).messages
    expect(verify(message!)).toMatchObject({ kind: 'genuine', id: expect.stringMatching(/^invitee\.created\/https:/) })
    expect(verify({ ...message!, body: message!.body.replace('Europe/Lisbon', 'Asia/Tokyo') })).toEqual({ kind: 'forged' })
    expect(verify({ ...message!, headers: {} })).toEqual({ kind: 'forged' })
    expect(verify(message!, nowMs + 6 * 60_000)).toEqual({ kind: 'forged' })
    vendor.links.push('https://calendly.example.test/d/own')
    expect(verify(vendor.book('https://calendly.example.test/d/own?email=b@example.test', startMs, []).messages[0]!)).toEqual({ kind: 'nothing' })
  })

  test('a booking is read from Calendly: its time, hosts and link; moved it names the one before, called off it says by whom', async () => {
    const { invitee, messages } = vendor.book(await makeLink(), startMs, ['Ben@acme.test'])
    const news = { state: 'booked', ref: invitee, replaces: null, mark, name: 'Phone screen', startMs, endMs: startMs + 45 * 60_000, zone: 'Europe/Lisbon', hosts: ['ben@acme.test'], joinUrl: 'https://zoom.example.test/j/77' }
    expect(await handle(messages[0]!)).toMatchObject({ findings: [{ kind: 'booking', news }] })
    const moved = vendor.move(invitee, startMs + 86_400_000)
    expect(await handle(moved.messages[0]!)).toMatchObject({ findings: [] })
    expect(await handle(moved.messages[1]!)).toMatchObject({ findings: [{ news: { ...news, ref: moved.invitee, replaces: invitee, startMs: startMs + 86_400_000, endMs: startMs + 86_400_000 + 45 * 60_000 } }] })
    const [ended] = vendor.cancel(moved.invitee, 'invitee', 'I am ill')
    expect(await handle(ended!)).toMatchObject({ findings: [{ news: { state: 'cancelled', ref: moved.invitee, byCandidate: true, reason: 'I am ill' } }] })
  })

  test('asked instead, it tells the same: what was booked, moved and called off by our links', async () => {
    const ask = (ref: string | null) => calendly.followBookings!([{ mark, email: 'ana@example.test', ref, sinceMs: nowMs }], context('http://127.0.0.1/x'))
    const link = await makeLink(context('http://127.0.0.1/x'))
    expect(await ask(null)).toEqual([])
    const { invitee } = vendor.book(link, startMs, ['ben@acme.test'])
    expect(await ask(null)).toMatchObject([{ news: { state: 'booked', ref: invitee, mark, startMs } }])
    expect(await ask(invitee)).toEqual([])
    const moved = vendor.move(invitee, startMs + 3_600_000)
    expect(await ask(invitee)).toMatchObject([{ news: { state: 'booked', ref: moved.invitee, replaces: invitee } }])
    vendor.cancel(moved.invitee, 'host')
    expect(await ask(moved.invitee)).toMatchObject([{ news: { state: 'cancelled', byCandidate: false } }])
  })

  test('an interview that was not booked there, or is called off there already, sends nothing', async () => {
    const ids = memoryIds()
    expect(await tryOnce(suite, vendor, { externalIds: ids })).toMatchObject({ summary: expect.stringContaining('not booked through Calendly') })
    const invitee = booked(vendor)
    ids.all.set(`invitee/${interviewId}`, invitee)
    vendor.cancel(invitee, 'invitee')
    expect(await tryOnce(suite, vendor, { externalIds: ids })).toMatchObject({ summary: expect.stringContaining('already') })
    expect(vendor.cancelled).toEqual([])
  })
})
