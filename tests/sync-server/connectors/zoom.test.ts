import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CalendarEvent, MeetingPort } from '#server/connectors/kit/calendar'
import { createContext } from '#server/connectors/kit/context'
import { healingOf } from '#server/connectors/kit/errors'
import { createWire } from '#server/connectors/kit/http'
import type { InboundOutcome } from '#server/connectors/kit/inbound'
import { Memory } from '#server/connectors/kit/memory'
import { zoom } from '#server/connectors/zoom/connector'
import { memoryIds } from '#tests/support/connector-suite'
import { eventPortSuite } from '#tests/support/event-port-suite'
import { startFakeVendor, type FakeVendor } from '#tests/support/fake-vendor'
import { officialSpec, startJudgedVendor } from '#tests/support/official-spec'

const interviewId = '0198c000-0000-7000-8000-00000000000a'
const startMs = Date.parse('2026-10-01T09:00:00Z')
const nowMs = Date.parse('2026-09-21T12:00:00Z')
const event = (fields: Partial<CalendarEvent> = {}): CalendarEvent => ({ interviewId, title: 'System design', text: '', startMs, endMs: startMs + 3_600_000, zone: 'Europe/Berlin', place: '', joinUrl: null, wantsLink: true, guests: [], ...fields })
type Meeting = { id: number; join_url: string; agenda: string; start_time: string; duration: number }

describe('Zoom', () => {
  let vendor: FakeVendor
  let other: FakeVendor
  let meetings: Map<string, Meeting>
  let recorded: { uuid: string; recording_files: object[] } | null
  let ids: ReturnType<typeof memoryIds>
  let memory: Memory
  const port = zoom.meetings as unknown as MeetingPort<unknown>
  const secrets = { clientSecret: 'shh-secret', webhookSecret: 'hook-secret' }
  beforeEach(async () => {
    meetings = new Map()
    recorded = null
    ids = memoryIds()
    memory = new Memory(() => nowMs)
    vendor = await startJudgedVendor(officialSpec('zoom', '/v2'), request => {
      if (request.headers['authorization'] !== 'Bearer zoom-token') return { status: 401, json: { code: 124 } }
      const [, , kind, id, what] = request.path.split('/')
      if (what === 'recordings') return recorded === null ? { status: 404, json: { code: 3_301 } } : { status: 200, json: { id, ...recorded } }
      if (kind === 'users' && request.method === 'GET') return { status: 200, json: { meetings: [...meetings.values()] } }
      if (kind === 'users') {
        const made = { ...(request.json() as Meeting), id: 9_000 + meetings.size, join_url: `https://zoom.example.test/j/${meetings.size}` }
        meetings.set(String(made.id), made)
        return { status: 201, json: made }
      }
      const known = meetings.get(id!)
      if (!known) return { status: 404, json: { code: 3_001 } }
      if (request.method === 'GET') return { status: 200, json: known }
      if (request.method === 'PATCH') meetings.set(id!, { ...known, ...(request.json() as Meeting) })
      else meetings.delete(id!)
      return { status: 204, text: '' }
    })
    other = await startFakeVendor(request => {
      if (request.path === '/oauth/token') return { status: 200, json: { access_token: 'zoom-token', expires_in: 3_600 } }
      if (request.path === '/rec/1') return ['Bearer download-key', 'Bearer zoom-token'].includes(request.headers['authorization'] ?? '') ? { status: 302, headers: { location: `${other.url.replace('127.0.0.1', 'localhost')}/file` } } : { status: 401 }
      return request.headers['authorization'] === undefined ? { status: 200, text: 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\nAna Sousa: Hello there\n' } : { status: 400 }
    })
  })
  afterEach(async () => {
    await other.stop()
    await vendor.stop()
  })
  const context = (mayHaveHappened = false): never => createContext(zoom, {
    workspaceId: interviewId, connectionId: interviewId, record: {}, mapping: [], externalIds: ids, idempotencyKey: interviewId, mayHaveHappened, config: { accountId: 'a1', clientId: 'c1', host: 'interviews@acme.test', apiAddress: vendor.url, tokenAddress: `${other.url}/oauth/token` }, secrets,
    wire: createWire({ allowPrivateHosts: ['127.0.0.1', 'localhost'], resolve: async () => ['127.0.0.1'] }, 5_000), now: () => nowMs, setSecrets: async () => undefined, onExchange: () => undefined, remember: memory.of('test'),
  }) as never
  const put = (fields: Partial<CalendarEvent> = {}, meetingId: string | null = null, mayHaveHappened = false) => port.putMeeting(context(mayHaveHappened), event(fields), meetingId)

  eventPortSuite('Zoom', async () => ({ vendor, put: mayHaveHappened => put({}, null, mayHaveHappened), effects: () => meetings.size, isEffect: request => request.method === 'POST', stop: async () => undefined }))

  test('an interview is one meeting with a link, moved and ended with it', async () => {
    const made = await put()
    expect(made).toEqual({ eventId: '9000', joinUrl: 'https://zoom.example.test/j/0', isLinkPending: false })
    expect(await put({ startMs: startMs + 3_600_000, endMs: startMs + 5_400_000 }, made.eventId)).toEqual(made)
    expect(meetings.get('9000')).toMatchObject({ start_time: '2026-10-01T10:00:00Z', duration: 30 })
    await port.cancelMeeting(context(), { eventId: made.eventId, interviewId })
    await port.cancelMeeting(context(), { eventId: made.eventId, interviewId })
    expect(meetings.size).toBe(0)
    expect((await put({}, made.eventId)).joinUrl).toContain('zoom')
  })

  test.each(['answerLost', 'garbled', 'cutBefore'] as const)('%s: the next try finds out what happened, and there is one meeting', async kind => {
    vendor.mishap({ kind, when: request => request.method === 'POST' })
    await put().catch(error => expect(healingOf(error)).toBe('retry'))
    expect((await put({}, null, true)).joinUrl).toContain('zoom')
    expect(meetings.size).toBe(1)
  })

  const inbound = zoom.inbound as unknown as { verify(raw: object, settings: object): { kind: string; body?: string }; handle(message: object, ctx: unknown): Promise<InboundOutcome> }
  const told = (message: object, sign = true) => {
    const [text, stamp] = [JSON.stringify(message), String(nowMs / 1_000)]
    const signature = `v0=${createHmac('sha256', sign ? 'hook-secret' : 'guess').update(`v0:${stamp}:${text}`).digest('hex')}`
    return inbound.verify({ headers: { 'x-zm-request-timestamp': stamp, 'x-zm-signature': signature }, query: {}, body: Buffer.from(text) }, { secrets, nowMs })
  }

  test('messages are taken from Zoom alone, and the handshake signs nothing but plain words', () => {
    const done = { event: 'recording.transcript_completed', event_ts: 1, payload: { object: { id: 1, uuid: 'u1' } } }
    expect(told(done)).toMatchObject({ kind: 'genuine', id: 'recording.transcript_completed/u1/1' })
    expect(told(done, false)).toEqual({ kind: 'forged' })
    expect(told({ event: 'meeting.started', payload: {} })).toEqual({ kind: 'nothing' })
    const answer = told({ event: 'endpoint.url_validation', payload: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' } }, false)
    expect(JSON.parse(answer.body!)).toEqual({ plainToken: 'qgg8vlvZRS6UYooatFL8Aw', encryptedToken: createHmac('sha256', 'hook-secret').update('qgg8vlvZRS6UYooatFL8Aw').digest('hex') })
    expect(told({ event: 'endpoint.url_validation', payload: { plainToken: `v0:${nowMs / 1_000}:{}` } }, false)).toEqual({ kind: 'forged' })
  })

  test('a transcript is fetched by its own key, which goes to the first host only', async () => {
    const { eventId } = await put()
    const message = (id: string) => ({ json: () => ({ event: 'recording.transcript_completed', download_token: 'download-key', payload: { object: { id, uuid: 'u1', recording_files: [{ file_type: 'MP4', download_url: 'https://x.example.test' }, { file_type: 'TRANSCRIPT', download_url: `${other.url}/rec/1` }] } } }) })
    expect(await inbound.handle(message(eventId), context())).toMatchObject({ findings: [{ kind: 'transcript', interviewId, source: 'zoom/u1', cues: [{ seconds: 1, speaker: 'Ana Sousa', text: 'Hello there' }] }] })
    expect(await inbound.handle(message('77'), context())).toMatchObject({ findings: [] })
  })

  test('asked for it, Zoom gives the transcript a message would bring; nothing while it is being made, nothing from a stranger’s host', async () => {
    const { eventId } = await put()
    const ask = () => zoom.transcript!({ interviewId, meetingId: eventId, joinUrl: null, startMs, endMs: startMs + 3_600_000 }, context())
    expect(await ask()).toBeNull()
    recorded = { uuid: 'u1', recording_files: [{ file_type: 'MP4', status: 'completed', download_url: `${other.url}/video` }] }
    expect(await ask()).toBeNull()
    recorded = { uuid: 'u1', recording_files: [{ file_type: 'TRANSCRIPT', status: 'completed', download_url: `${other.url}/rec/1` }] }
    expect(await ask()).toMatchObject({ kind: 'transcript', interviewId, source: 'zoom/u1', cues: [{ seconds: 1, speaker: 'Ana Sousa', text: 'Hello there' }] })
    const before = other.requests.length
    recorded = { uuid: 'u1', recording_files: [{ file_type: 'TRANSCRIPT', status: 'completed', download_url: `${other.url.replace('127.0.0.1', 'localhost')}/rec/1` }] }
    expect(await ask()).toBeNull()
    expect(other.requests.length, 'the account’s key went nowhere').toBe(before)
  })
})
