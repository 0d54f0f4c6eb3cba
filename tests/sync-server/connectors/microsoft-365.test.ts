import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CalendarEvent, CalendarPort, OwnAccountPort, OwnKeys } from '#server/connectors/kit/calendar'
import { createContext } from '#server/connectors/kit/context'
import { healingOf, retryAfterOf } from '#server/connectors/kit/errors'
import { createWire } from '#server/connectors/kit/http'
import { Memory } from '#server/connectors/kit/memory'
import { microsoft365 } from '#server/connectors/microsoft-365/connector'
import { memoryIds } from '#tests/support/connector-suite'
import { eventPortSuite } from '#tests/support/event-port-suite'
import { startGraph, type FakeGraph } from '#tests/support/microsoft-365'

const interviewId = '0198c000-0000-7000-8000-00000000000a'
const [startMs, endMs] = [Date.parse('2026-10-01T09:00:00Z'), Date.parse('2026-10-01T10:00:00Z')]
const max = { email: 'max@acme.test', name: 'Max', room: false }
const event = (fields: Partial<CalendarEvent> = {}): CalendarEvent => ({ interviewId, title: 'System design: Ana', text: 'What to ask', startMs, endMs, zone: 'Europe/Berlin', place: '', joinUrl: null, wantsLink: true, guests: [max], ...fields })

describe('Microsoft 365', () => {
  let graph: FakeGraph
  let secrets: Record<string, string>
  let memory: Memory
  const port = microsoft365.calendar as unknown as CalendarPort<unknown>
  const nowMs = Date.parse('2026-09-21T12:00:00Z')
  const context = (config: Record<string, unknown> = {}, more: { mayHaveHappened?: boolean; inboundUrl?: string } = {}): never => createContext(microsoft365, {
    workspaceId: interviewId, connectionId: interviewId, record: {}, mapping: [], externalIds: memoryIds(), idempotencyKey: interviewId, mayHaveHappened: more.mayHaveHappened ?? false, inboundUrl: more.inboundUrl ?? 'http://127.0.0.1/api/inbound/1',
    config: { access: 'application', tenant: 'acme.test', clientId: 'app-1', organizer: 'interviews@acme.test', holdsInterviews: true, apiAddress: graph.url, loginAddress: graph.loginUrl, ...config }, secrets,
    wire: createWire({ allowPrivateHosts: ['127.0.0.1'] }, 5_000), now: () => nowMs, setSecrets: async changed => { secrets = { ...secrets, ...changed as Record<string, string> } }, onExchange: () => undefined, remember: memory.of('test'),
  }) as never
  beforeEach(async () => {
    graph = await startGraph()
    secrets = { clientSecret: 'shh-secret' }
    memory = new Memory(() => nowMs)
  })
  afterEach(() => graph.stop())
  const put = (fields: Partial<CalendarEvent> = {}, options: { eventId?: string | null; mayHaveHappened?: boolean } = {}) => port.putEvent(context({}, options), event(fields), { eventId: options.eventId ?? null, notify: true })

  eventPortSuite('Microsoft 365', async () => ({
    vendor: graph, put: mayHaveHappened => put({}, { mayHaveHappened }), effects: () => graph.events.size, isEffect: request => request.method === 'POST' && request.path.endsWith('/events'), stop: async () => undefined,
  }))

  test('the application gets in by its own secret, and an interview is one event with a Teams link', async () => {
    const made = await put()
    expect(made).toEqual({ eventId: 'AAMk1', joinUrl: 'https://teams.example.test/AAMk1', isLinkPending: false })
    expect(await put()).toEqual(made)
    expect(await put({}, { mayHaveHappened: true })).toEqual(made)
    expect([graph.events.size, graph.tokenRequests.length]).toEqual([1, 1])
    expect(Object.fromEntries(new URLSearchParams(graph.tokenRequests[0]!.body))).toMatchObject({ grant_type: 'client_credentials', client_id: 'app-1', scope: 'https://graph.microsoft.com/.default' })
    expect(graph.tokenRequests[0]!.path).toBe('/acme.test/oauth2/v2.0/token')
  })

  test.each(['answerLost', 'garbled', 'cutBefore'] as const)('%s: the next try finds out what happened, and there is one event', async kind => {
    graph.mishap({ kind, when: request => request.method === 'POST' && request.path.endsWith('/events') })
    await put().catch(error => expect(healingOf(error)).toBe('retry'))
    await put({}, { mayHaveHappened: true })
    expect(graph.events.size).toBe(1)
  })

  test('another time and other people are a change of the same event; a link that is slow is asked for again', async () => {
    graph.behave({ linkIsSlow: true })
    const { eventId, isLinkPending } = await put()
    expect(isLinkPending).toBe(true)
    expect(await put({ startMs: startMs + 3_600_000, endMs: endMs + 3_600_000, guests: [{ ...max, email: 'ida@acme.test' }] }, { eventId })).toMatchObject({ eventId, joinUrl: expect.stringContaining('teams') })
    expect(graph.events.get(eventId)).toMatchObject({ start: { dateTime: '2026-10-01T10:00:00', timeZone: 'UTC' }, attendees: [{ emailAddress: { address: 'ida@acme.test' } }] })
  })

  test('what was deleted there is made anew, and cancelling what is gone is fine', async () => {
    const { eventId } = await put()
    graph.change(eventId, { isCancelled: true })
    const again = await put({}, { eventId })
    expect(again.eventId).not.toBe(eventId)
    await port.cancelEvent(context(), { eventId: null, interviewId, why: 'Max is ill' })
    await port.cancelEvent(context(), { eventId: again.eventId, interviewId, why: 'Max is ill' })
    expect([...graph.events.values()].every(stored => stored.isCancelled)).toBe(true)
    expect(graph.comments, 'told once, to those who hold it').toEqual(['Max is ill'])
  })

  test('changes come from a link; one that was forgotten brings everything, one to another host is not followed', async () => {
    const { eventId } = await put()
    const first = await port.changesSince(context(), null)
    expect(first).toMatchObject({ isWhole: true, news: [{ kind: 'stands', eventId, startMs, endMs, answers: [] }] })
    graph.change(eventId, { start: { dateTime: '2026-10-01T11:00:00.0000000', timeZone: 'UTC' }, end: { dateTime: '2026-10-01T12:00:00.0000000', timeZone: 'UTC' }, attendees: [{ emailAddress: { address: 'Max@acme.test' }, status: { response: 'declined' } }] })
    const second = await port.changesSince(context(), first.token)
    expect(second).toMatchObject({ isWhole: false, news: [{ kind: 'stands', startMs: startMs + 7_200_000, answers: [{ email: 'max@acme.test', answer: 'declined' }] }] })
    graph.change(eventId, { isCancelled: true })
    expect((await port.changesSince(context(), second.token)).news).toEqual([{ kind: 'gone', eventId }])
    graph.behave({ forgetsDeltas: true })
    expect(await port.changesSince(context(), second.token)).toMatchObject({ isWhole: true, news: [] })
    await expect(port.changesSince(context(), JSON.stringify({ link: 'https://evil.example.test/delta', untilMs: nowMs + 400 * 86_400_000 }))).rejects.toMatchObject({ code: 'connector.bad_response' })
  })

  test('busy times: out of office counts, working elsewhere does not; a mailbox that is not shared is named as such', async () => {
    const time = (hour: number) => ({ '@odata.type': '#microsoft.graph.dateTimeTimeZone', dateTime: `2026-10-01T${String(hour).padStart(2, '0')}:00:00.0000000`, timeZone: 'UTC' })
    const item = (status: string, from: number, to: number) => ({ '@odata.type': '#microsoft.graph.scheduleItem', status, start: time(from), end: time(to) })
    graph.schedules.set('max@acme.test', [item('busy', 9, 10), item('oof', 10, 11), item('workingElsewhere', 12, 13)])
    const window = { fromMs: nowMs, toMs: nowMs + 42 * 86_400_000 }
    expect(await port.freeBusy(context(), 'max@acme.test', window)).toEqual([{ fromMs: startMs, toMs: endMs + 3_600_000 }])
    await expect(port.freeBusy(context(), 'eva@acme.test', window)).rejects.toMatchObject({ code: 'calendar.not_visible' })
  })

  test.each([[401, 'connector.unauthorized'], [403, 'connector.forbidden'], [503, 'connector.unavailable']] as const)('status %i is %s', async (status, code) => {
    graph.mishap({ kind: 'status', status, times: 9 })
    await expect(put()).rejects.toMatchObject({ code })
  })

  test('429 waits as long as Graph says', async () => {
    graph.mishap({ kind: 'status', status: 429, retryAfter: '17' })
    expect(retryAfterOf(await put().catch((error: unknown) => error))).toBe(17_000)
  })

  test('a person agrees with PKCE; their consent is refreshed, and its end is said plainly', async () => {
    await expect(port.changesSince(context({ access: 'consent' }), null)).rejects.toMatchObject({ code: 'connector.consent_missing' })
    const agree = microsoft365.consent as unknown as { address(ctx: unknown, asked: object): string; exchange(ctx: unknown, given: object): Promise<void> }
    const url = new URL(agree.address(context({ access: 'consent' }), { state: 's1', challenge: 'c1', redirectUri: 'https://hiring.example.test/api/consent' }))
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ code_challenge: 'c1', code_challenge_method: 'S256', scope: expect.stringContaining('offline_access') })
    await agree.exchange(context({ access: 'consent' }), { code: 'c', verifier: 'v', redirectUri: 'https://hiring.example.test/api/consent' })
    await port.changesSince(context({ access: 'consent' }), null)
    expect(secrets['refreshToken']).toBe('refresh-of-authorization_code')
    graph.behave({ revoked: true })
    memory = new Memory(() => nowMs)
    await expect(port.changesSince(context({ access: 'consent' }), null)).rejects.toMatchObject({ code: 'connector.consent_revoked' })
  })

  test('a colleague’s own account is asked for their times only, with keys that are theirs and renewed for them', async () => {
    const own = microsoft365.ownAccount as unknown as OwnAccountPort<unknown>
    graph.schedules.set('ben@acme.test', [])
    const url = new URL(own.address(context(), { state: 's1', challenge: 'c1', redirectUri: 'https://hiring.example.test/api/consent', email: 'ben@acme.test' }))
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ code_challenge_method: 'S256', login_hint: 'ben@acme.test', scope: 'openid email profile offline_access https://graph.microsoft.com/Calendars.ReadBasic' })
    const { address, keys } = await own.exchange(context(), { code: 'c', verifier: 'v', redirectUri: 'https://hiring.example.test/api/consent' })
    expect([address, keys]).toEqual(['ben@acme.test', { refreshToken: 'refresh-of-authorization_code', refreshTokenAtMs: String(nowMs) }])
    let kept: OwnKeys | null = null
    const old = { ...keys, refreshTokenAtMs: '0' }
    const read = (window = { fromMs: startMs, toMs: endMs }) => own.freeBusy(context(), { address, keys: old, keep: async next => { kept = next } }, window)
    expect(await read()).toEqual([])
    expect(graph.requests.at(-1)!.path).toBe('/v1.0/users/ben%40acme.test/calendar/getSchedule')
    expect(new URLSearchParams(graph.tokenRequests.at(-1)!.body).get('scope')).toContain('Calendars.ReadBasic')
    expect(kept).toEqual({ refreshToken: 'refresh-of-refresh_token', refreshTokenAtMs: String(nowMs) })
    expect(secrets, 'the connection keeps its own').toEqual({ clientSecret: 'shh-secret' })
    await put()
    expect(new URLSearchParams(graph.tokenRequests.at(-1)!.body).get('grant_type'), 'one token is not used for another').toBe('client_credentials')
    graph.behave({ revoked: true })
    memory = new Memory(() => nowMs)
    await expect(read()).rejects.toMatchObject({ code: 'connector.consent_revoked' })
  })

  test('a subscription is prolonged while it lives and made anew when it is gone; notifications carry our word', async () => {
    expect(await port.watch(context(), null)).toBeNull()
    const open = { inboundUrl: 'https://hiring.example.test/api/inbound/1' }
    const first = await port.watch(context({}, open), null)
    expect(await port.watch(context({}, open), first)).toMatchObject({ id: first!.id })
    graph.subscriptions.clear()
    expect((await port.watch(context({}, open), first))!.id).toBe('sub-1')
    const { verify } = microsoft365.inbound as unknown as { verify(raw: object, settings: object): { kind: string; body?: string } }
    const told = (value: object[], query = {}) => verify({ headers: {}, query, body: Buffer.from(JSON.stringify({ value })) }, { secrets })
    expect(told([], { validationtoken: 'abc' })).toEqual({ kind: 'challenge', contentType: 'text/plain; charset=utf-8', body: 'abc' })
    expect(told([{ clientState: secrets['clientState'] }]).kind).toBe('genuine')
    expect(told([{ clientState: secrets['clientState'] }, { clientState: 'guess' }]).kind).toBe('forged')
    expect(told([]).kind).toBe('forged')
  })
})
