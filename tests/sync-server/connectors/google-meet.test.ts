import type { meet_v2 } from 'googleapis/build/src/apis/meet/index.js'
import { exportPKCS8, generateKeyPair } from 'jose'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { googleCalendar } from '#server/connectors/google-calendar/connector'
import { createContext } from '#server/connectors/kit/context'
import { createWire } from '#server/connectors/kit/http'
import { memoryIds } from '#tests/support/connector-suite'
import { startFakeVendor, type FakeVendor, type VendorRequest } from '#tests/support/fake-vendor'

const interviewId = '0198c000-0000-7000-8000-00000000000a'
const startMs = Date.parse('2026-10-01T09:00:00Z')
const at = (seconds: number): string => new Date(startMs + seconds * 1_000).toISOString()
const meetScope = 'https://www.googleapis.com/auth/meetings.space.readonly'

/** Google Meet as its own types describe it: calls of a meeting, who was there, what was written down. */
type Call = { record: meet_v2.Schema$ConferenceRecord; participants: meet_v2.Schema$Participant[]; transcripts: { transcript: meet_v2.Schema$Transcript; entries: meet_v2.Schema$TranscriptEntry[] }[] }

function answer(request: VendorRequest, calls: readonly Call[]): object | null {
  const [, , record, id, part, transcriptId] = request.path.split('/')
  if (record !== 'conferenceRecords') return null
  if (id === undefined) return { conferenceRecords: calls.map(call => call.record) } satisfies meet_v2.Schema$ListConferenceRecordsResponse
  const call = calls.find(each => each.record.name === `conferenceRecords/${id}`)!
  if (part === 'participants') return { participants: call.participants } satisfies meet_v2.Schema$ListParticipantsResponse
  if (transcriptId === undefined) return { transcripts: call.transcripts.map(each => each.transcript) } satisfies meet_v2.Schema$ListTranscriptsResponse
  const { entries } = call.transcripts.find(each => each.transcript.name?.endsWith(`/${transcriptId}`))!
  // Pages of two.
  const from = Number(request.query.get('pageToken') ?? 0)
  return { transcriptEntries: entries.slice(from, from + 2), ...(from + 2 < entries.length ? { nextPageToken: String(from + 2) } : {}) } satisfies meet_v2.Schema$ListTranscriptEntriesResponse
}

const oneCall = (state = 'FILE_GENERATED', endTime: string | null = at(3_500)): Call => {
  const record = 'conferenceRecords/c1'
  const entry = (index: number, by: string, seconds: number, text: string): meet_v2.Schema$TranscriptEntry => ({ name: `${record}/transcripts/t1/entries/${index}`, participant: `${record}/participants/${by}`, startTime: at(seconds), endTime: at(seconds + 2), languageCode: 'en-US', text })
  return {
    record: { name: record, startTime: at(-60), endTime, space: 'spaces/s1' },
    participants: [{ name: `${record}/participants/p1`, signedinUser: { displayName: 'Ben Okafor', user: 'users/1' } }, { name: `${record}/participants/p2`, anonymousUser: { displayName: 'Ana Sousa' } }],
    transcripts: [{ transcript: { name: `${record}/transcripts/t1`, state, startTime: at(10) }, entries: [entry(1, 'p1', 10, 'Good  morning.'), entry(2, 'p2', 14, 'Good morning, Ben.'), entry(3, 'p9', 20, 'Hello?'), entry(4, 'p1', 30, ' ')] }],
  }
}

describe('Google Meet', () => {
  let vendor: FakeVendor
  let tokens: FakeVendor
  let calls: Call[]
  let key: string
  beforeAll(async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    key = JSON.stringify({ client_email: 'robot@acme.iam.gserviceaccount.com', private_key: await exportPKCS8(privateKey) })
  })
  beforeEach(async () => {
    calls = []
    tokens = await startFakeVendor(request => {
      const { scope } = JSON.parse(Buffer.from(new URLSearchParams(request.body).get('assertion')!.split('.')[1]!, 'base64url').toString('utf8')) as { scope: string }
      return { status: 200, json: { access_token: scope === meetScope ? 'meet-token' : 'calendar-token', expires_in: 3_600 } }
    })
    vendor = await startFakeVendor(request => {
      if (request.headers['authorization'] !== 'Bearer meet-token') return { status: 403, json: { error: { code: 403, errors: [{ reason: 'insufficientPermissions' }] } } }
      const json = answer(request, calls)
      return json ? { status: 200, json } : { status: 404 }
    })
  })
  afterEach(async () => {
    await vendor.stop()
    await tokens.stop()
  })
  const ask = (config = {}, joinUrl: string | null = 'https://meet.google.com/abc-mnop-xyz') => googleCalendar.transcript!({ interviewId, meetingId: 'e1', joinUrl, startMs, endMs: startMs + 3_600_000 }, createContext(googleCalendar, {
    workspaceId: interviewId, connectionId: interviewId, record: {}, mapping: [], externalIds: memoryIds(), idempotencyKey: interviewId, mayHaveHappened: false,
    config: { organizer: 'interviews@acme.test', transcripts: true, tokenAddress: `${tokens.url}/token`, meetAddress: vendor.url, ...config }, secrets: { serviceAccountKey: key }, wire: createWire({ allowPrivateHosts: ['127.0.0.1'] }, 5_000), now: () => startMs, setSecrets: async () => undefined, onExchange: () => undefined,
  }) as never)

  test('what was written down in the meeting we gave a link to comes with its times and voices, page by page', async () => {
    calls = [oneCall()]
    expect(await ask()).toEqual({
      kind: 'transcript', interviewId, source: 'meet/conferenceRecords/c1/transcripts/t1', title: 'Transcript from Google Meet',
      cues: [{ seconds: 0, speaker: 'Ben Okafor', text: 'Good morning.' }, { seconds: 4, speaker: 'Ana Sousa', text: 'Good morning, Ben.' }, { seconds: 10, speaker: null, text: 'Hello?' }],
    })
    const filter = vendor.requests[0]!.query.get('filter')
    expect(filter).toBe(`space.meeting_code = "abc-mnop-xyz" AND start_time>="${at(-3_600)}" AND start_time<="${at(7_200)}"`)
  })

  test('nothing is taken while somebody talks, while Google writes, or where nothing was written down', async () => {
    expect(await ask()).toBeNull()
    calls = [oneCall('FILE_GENERATED', null)]
    expect(await ask()).toBeNull()
    calls = [oneCall('ENDED')]
    expect(await ask()).toBeNull()
    calls = [{ ...oneCall(), transcripts: [] }]
    expect(await ask()).toBeNull()
  })

  test('it is asked with a permission of its own, and only where transcripts are wanted and the link is one of Meet', async () => {
    calls = [oneCall()]
    expect(await ask({ transcripts: false })).toBeNull()
    expect(await ask({}, null)).toBeNull()
    expect(await ask({}, 'https://meet.google.com/x" OR space.name = "y')).toBeNull()
    expect([vendor.requests, tokens.requests]).toEqual([[], []])
  })
})
