import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CalendarEvent, CalendarPort } from '#server/connectors/kit/calendar'
import { createContext } from '#server/connectors/kit/context'
import { healingOf, retryAfterOf } from '#server/connectors/kit/errors'
import { createWire } from '#server/connectors/kit/http'
import { Memory } from '#server/connectors/kit/memory'
import { googleCalendar } from '#server/connectors/google-calendar/connector'
import { eventIdOf } from '#server/connectors/google-calendar/events'
import { memoryIds } from '#tests/support/connector-suite'
import { eventPortSuite } from '#tests/support/event-port-suite'
import { startGoogle, type FakeGoogle } from '#tests/support/google-calendar'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })
const key = JSON.stringify({ client_email: 'robot@project.iam.example.test', private_key: privateKey, private_key_id: 'k1' })
const interviewId = '0198c000-0000-7000-8000-00000000000a'
const [startMs, endMs] = [Date.parse('2026-10-01T09:00:00Z'), Date.parse('2026-10-01T10:00:00Z')]
const event = (fields: Partial<CalendarEvent> = {}): CalendarEvent => ({
  interviewId, title: 'System design: Ana', text: 'What to ask', startMs, endMs, zone: 'Europe/Berlin', place: '', joinUrl: null, wantsLink: true, guests: [{ email: 'max@acme.test', name: 'Max', room: false }], ...fields,
})

describe('Google Calendar', () => {
  let google: FakeGoogle
  let secrets: Record<string, string>
  const port = googleCalendar.calendar as unknown as CalendarPort<unknown>
  const nowMs = Date.parse('2026-09-21T12:00:00Z')
  let memory: Memory
  const context = (config: Record<string, unknown> = {}, more: { mayHaveHappened?: boolean; inboundUrl?: string } = {}): never => createContext(googleCalendar, {
    workspaceId: interviewId, connectionId: interviewId, record: {}, mapping: [], externalIds: memoryIds(), idempotencyKey: interviewId, mayHaveHappened: more.mayHaveHappened ?? false, inboundUrl: more.inboundUrl ?? 'http://127.0.0.1/api/inbound/1',
    config: { access: 'serviceAccount', organizer: 'interviews@acme.test', holdsInterviews: true, apiAddress: google.url, tokenAddress: google.tokenUrl, consentAddress: 'https://accounts.example.test/auth', ...config }, secrets,
    wire: createWire({ allowPrivateHosts: ['127.0.0.1'] }, 5_000), now: () => nowMs, setSecrets: async changed => { secrets = { ...secrets, ...changed as Record<string, string> } }, onExchange: () => undefined, remember: memory.of('test'),
  }) as never
  beforeEach(async () => {
    google = await startGoogle()
    secrets = { serviceAccountKey: key }
    memory = new Memory(() => nowMs)
  })
  afterEach(() => google.stop())
  const put = (fields: Partial<CalendarEvent> = {}, options: { eventId?: string | null; notify?: boolean; mayHaveHappened?: boolean } = {}) =>
    port.putEvent(context({}, options), event(fields), { eventId: options.eventId ?? null, notify: options.notify ?? true })

  eventPortSuite('Google Calendar', async () => ({
    vendor: google, put: mayHaveHappened => put({}, { mayHaveHappened }), effects: () => google.events.size, isEffect: request => request.method === 'POST' && request.path.endsWith('/events'), stop: async () => undefined,
  }))

  test('the service account speaks for the owner of the calendar, and asks for a token once', async () => {
    await put()
    await put({}, { eventId: eventIdOf(interviewId) })
    expect(google.tokenRequests).toHaveLength(1)
    const asked = new URLSearchParams(google.tokenRequests[0]!.body)
    expect(decodeJwt(asked.get('assertion')!)).toMatchObject({ iss: 'robot@project.iam.example.test', sub: 'interviews@acme.test', aud: google.tokenUrl, scope: expect.stringContaining('calendar.events') })
  })

  test('an interview is one event with a Meet link, however often it is made', async () => {
    const made = await put()
    expect(made).toEqual({ eventId: eventIdOf(interviewId), joinUrl: expect.stringContaining('https://meet.google.test/'), isLinkPending: false })
    expect(await put({}, { mayHaveHappened: true })).toEqual(made)
    expect(await put()).toEqual(made)
    expect(google.events.size).toBe(1)
    expect(google.mails).toEqual(['invited max@acme.test'])
  })

  test.each(['answerLost', 'garbled', 'cutBefore'] as const)('%s: the next try finds out what happened, and there is one event', async kind => {
    google.mishap({ kind, when: request => request.method === 'POST' && request.path.endsWith('/events') })
    await put().catch(error => expect(healingOf(error)).toBe('retry'))
    await put({}, { mayHaveHappened: true })
    expect(google.events.size).toBe(1)
    expect(google.mails.filter(mail => mail.startsWith('invited'))).toHaveLength(1)
  })

  test('a link that is not there yet is asked for again', async () => {
    google.behave({ linkIsSlow: true })
    expect(await put()).toMatchObject({ joinUrl: null, isLinkPending: true })
    expect(await put({}, { eventId: 'known' })).toMatchObject({ joinUrl: expect.stringContaining('meet'), isLinkPending: false })
  })

  test('somebody takes over: their answers stay, and the link too; another time asks everybody anew', async () => {
    const { eventId, joinUrl } = await put({ guests: [{ email: 'max@acme.test', name: 'Max', room: false }, { email: 'eva@acme.test', name: 'Eva', room: false }] })
    google.change(eventId, { attendees: [{ email: 'max@acme.test', responseStatus: 'accepted' }, { email: 'eva@acme.test', responseStatus: 'declined' }] })
    expect(await put({ guests: [{ email: 'max@acme.test', name: 'Max', room: false }, { email: 'ida@acme.test', name: 'Ida', room: false }] }, { eventId })).toMatchObject({ joinUrl })
    expect(google.events.get(eventId)!.attendees).toEqual([{ email: 'max@acme.test', displayName: 'Max', responseStatus: 'accepted' }, { email: 'ida@acme.test', displayName: 'Ida' }])
    await put({ startMs: startMs + 3_600_000, endMs: endMs + 3_600_000, guests: [{ email: 'max@acme.test', name: 'Max', room: false }] }, { eventId })
    expect(google.events.get(eventId)!.attendees).toEqual([{ email: 'max@acme.test', displayName: 'Max' }])
  })

  test('what was deleted there stands again when it is put, and cancelling what is gone is fine', async () => {
    const { eventId } = await put()
    google.change(eventId, { status: 'cancelled' })
    await put({}, { eventId })
    expect(google.events.get(eventId)!.status).toBe('confirmed')
    await port.cancelEvent(context(), { eventId, interviewId, why: 'The job is on hold' })
    await port.cancelEvent(context(), { eventId: null, interviewId, why: '' })
    expect(google.events.get(eventId)!.status).toBe('cancelled')
  })

  test('changes come page by page from a token; one that was forgotten brings everything', async () => {
    const { eventId } = await put()
    const first = await port.changesSince(context(), null)
    expect(first).toMatchObject({ isWhole: true, news: [{ kind: 'stands', eventId, startMs, endMs, answers: [] }] })
    google.behave({ pageSize: 1 })
    google.change(eventId, { start: { dateTime: '2026-10-01T12:00:00+02:00' }, end: { dateTime: '2026-10-01T13:00:00+02:00' }, attendees: [{ email: 'Max@acme.test', responseStatus: 'declined' }] })
    await port.putEvent(context(), event({ interviewId: interviewId.replace(/a$/, 'b') }), { eventId: null, notify: false })
    const second = await port.changesSince(context(), first.token)
    expect(second.news).toMatchObject([{ kind: 'stands', startMs: startMs + 3_600_000, answers: [{ email: 'max@acme.test', answer: 'declined' }] }, { kind: 'stands' }])
    google.change(eventId, { status: 'cancelled' })
    expect((await port.changesSince(context(), second.token)).news).toEqual([{ kind: 'gone', eventId }])
    google.behave({ forgetsTokens: true })
    expect(await port.changesSince(context(), second.token)).toMatchObject({ isWhole: true, news: [{ kind: 'stands' }] })
  })

  test('busy times are times only; a calendar that is not shared is named as such', async () => {
    google.busy.set('max@acme.test', [{ start: '2026-10-01T09:00:00Z', end: '2026-10-01T10:00:00Z' }, { start: '2026-10-01T09:30:00Z', end: '2026-10-01T11:00:00Z' }])
    const window = { fromMs: nowMs, toMs: nowMs + 42 * 86_400_000 }
    expect(await port.freeBusy(context(), 'max@acme.test', window)).toEqual([{ fromMs: startMs, toMs: endMs + 3_600_000 }])
    await expect(port.freeBusy(context(), 'eva@acme.test', window)).rejects.toMatchObject({ code: 'calendar.not_visible' })
  })

  test.each([[401, 'connector.unauthorized'], [500, 'connector.unavailable'], [503, 'connector.unavailable']] as const)('status %i is %s', async (status, code) => {
    google.mishap({ kind: 'status', status, times: 9 })
    await expect(put()).rejects.toMatchObject({ code })
  })

  test('429 waits as long as Google says', async () => {
    google.mishap({ kind: 'status', status: 429, retryAfter: '42' })
    expect(retryAfterOf(await put().catch((error: unknown) => error))).toBe(42_000)
  })

  test('a consent is asked for with PKCE, kept, refreshed, and its end is said plainly', async () => {
    const consent = { access: 'consent', clientId: 'client-1' }
    secrets = { clientSecret: 'shh-secret' }
    await expect(port.changesSince(context(consent), null)).rejects.toMatchObject({ code: 'connector.consent_missing' })
    const agree = googleCalendar.consent as unknown as { address(ctx: unknown, asked: object): string; exchange(ctx: unknown, given: object): Promise<void> }
    const verifier = 'v'.repeat(64)
    const challenge = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))).toString('base64url')
    const url = new URL(agree.address(context(consent), { state: 's1', challenge, redirectUri: 'https://hiring.example.test/api/consent' }))
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ response_type: 'code', client_id: 'client-1', state: 's1', code_challenge: challenge, code_challenge_method: 'S256', access_type: 'offline' })
    google.behave({ challenge })
    await expect(agree.exchange(context(consent), { code: 'c', verifier: 'another', redirectUri: 'https://hiring.example.test/api/consent' })).rejects.toMatchObject({ code: 'connector.consent_revoked' })
    await agree.exchange(context(consent), { code: 'c', verifier, redirectUri: 'https://hiring.example.test/api/consent' })
    expect(secrets['refreshToken']).toBe('refresh-1')
    await port.changesSince(context(consent), null)
    google.behave({ revoked: true })
    memory = new Memory(() => nowMs)
    await expect(port.changesSince(context(consent), null)).rejects.toMatchObject({ code: 'connector.consent_revoked' })
  })

  test('a service account that is not let in is called that: there was nobody to agree', async () => {
    google.behave({ revoked: true })
    await expect(port.changesSince(context(), null)).rejects.toMatchObject({ code: 'connector.service_account_refused' })
  })

  test('changes are told to an https address only, under a word of ours, and the old channel is closed', async () => {
    expect(await port.watch(context(), null)).toBeNull()
    const first = await port.watch(context({}, { inboundUrl: 'https://hiring.example.test/api/inbound/1' }), null)
    const second = await port.watch(context({}, { inboundUrl: 'https://hiring.example.test/api/inbound/1' }), first)
    expect([...google.channels.keys()]).toEqual([second!.id])
    const { verify } = googleCalendar.inbound as unknown as { verify(raw: object, settings: object): { kind: string } }
    const told = (fields: Record<string, string> = {}) => verify({ headers: { 'x-goog-channel-id': 'c', 'x-goog-message-number': '2', 'x-goog-channel-token': secrets['channelToken'], 'x-goog-resource-state': 'exists', ...fields } }, { secrets }).kind
    expect(told()).toBe('genuine')
    expect(told({ 'x-goog-resource-state': 'sync' })).toBe('nothing')
    expect(told({ 'x-goog-channel-token': 'guess' })).toBe('forged')
  })
})
