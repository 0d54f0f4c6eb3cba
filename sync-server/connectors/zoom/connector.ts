import { createHmac } from 'node:crypto'
import { readCaptions } from '#shared/lib/captions'
import { AppError } from '#shared/lib/app-error'
import { z } from 'zod'
import type { CalendarEvent, MeetingPort, PutEvent } from '../kit/calendar.ts'
import { defineConnector, type ConnectorContext } from '../kit/connector.ts'
import type { HttpReply, HttpRequest } from '../kit/http.ts'
import type { InboundOutcome } from '../kit/inbound.ts'
import { accessToken, askToken } from '../kit/oauth.ts'
import { isFresh, isHmacOf } from '../kit/verify-inbound.ts'
import { meetingSchema, meetingsSchema, messageSchema, type ZoomMessage } from './wire.ts'

const configSchema = z.strictObject({
  accountId: z.string().min(1).max(200).meta({ title: 'Account ID', description: 'Of your server-to-server OAuth app.' }),
  clientId: z.string().min(1).max(200).meta({ title: 'Client ID' }),
  host: z.email().max(320).meta({ title: 'Host', description: 'The Zoom user who hosts the interviews, such as interviews@your-company.example.' }),
  apiAddress: z.url().max(500).default('https://api.zoom.us').meta({ title: 'Address of the API' }),
  tokenAddress: z.url().max(500).default('https://zoom.us/oauth/token').meta({ title: 'Address for tokens' }),
})
const secretsSchema = z.strictObject({
  clientSecret: z.string().min(1).max(500).meta({ title: 'Client secret' }),
  webhookSecret: z.string().max(500).optional().meta({ title: 'Secret token', description: 'Of your app’s event subscription, so that transcripts are taken from Zoom alone.' }),
})
type Context = ConnectorContext<z.infer<typeof configSchema>, z.infer<typeof secretsSchema>>

async function zoomRequest(ctx: Context, request: Omit<HttpRequest, 'headers'>): Promise<HttpReply> {
  const { config, secrets, http, remember } = ctx
  const basic = Buffer.from(`${config.clientId}:${secrets.clientSecret}`).toString('base64')
  const token = await accessToken(remember, () => askToken(http, config.tokenAddress, { grant_type: 'account_credentials', account_id: config.accountId }, { authorization: `Basic ${basic}` }))
  return http.request({ ...request, headers: { authorization: `Bearer ${token}` } })
}

/** Zoom takes no key of ours: the interview's name in the agenda finds a meeting whose making we never heard of. */
const markOf = (interviewId: string): string => `Shortlist ${interviewId}`

const body = ({ title, startMs, endMs, zone, interviewId }: CalendarEvent) => ({
  topic: title.slice(0, 200), type: 2, start_time: new Date(startMs).toISOString().replace('.000Z', 'Z'), duration: Math.max(1, Math.round((endMs - startMs) / 60_000)), timezone: zone, agenda: markOf(interviewId),
  settings: { join_before_host: true, waiting_room: false },
})

async function find(ctx: Context, interviewId: string): Promise<z.infer<typeof meetingSchema> | null> {
  for (let next = ''; ;) {
    const page = (await zoomRequest(ctx, { method: 'GET', path: `v2/users/${encodeURIComponent(ctx.config.host)}/meetings`, query: { type: 'upcoming', page_size: '300', ...(next === '' ? {} : { next_page_token: next }) } })).parse(meetingsSchema)
    const ours = page.meetings.find(meeting => meeting.agenda?.includes(markOf(interviewId)))
    if (ours) return ours
    if (!page.next_page_token) return null
    next = page.next_page_token
  }
}

const put = (meeting: z.infer<typeof meetingSchema>): PutEvent => ({ eventId: String(meeting.id), joinUrl: meeting.join_url, isLinkPending: false })

async function putMeeting(ctx: Context, event: CalendarEvent, meetingId: string | null): Promise<PutEvent> {
  const found = meetingId === null && ctx.mayHaveHappened ? await find(ctx, event.interviewId) : null
  const known = meetingId ?? (found && String(found.id))
  if (known !== null) {
    const changed = await zoomRequest(ctx, { method: 'PATCH', path: `v2/meetings/${encodeURIComponent(known)}`, json: body(event), accept: [404] })
    if (changed.status !== 404) {
      await ctx.externalIds.set('meeting', event.interviewId, known)
      return put((await zoomRequest(ctx, { method: 'GET', path: `v2/meetings/${encodeURIComponent(known)}` })).parse(meetingSchema))
    }
  }
  const made = (await zoomRequest(ctx, { method: 'POST', path: `v2/users/${encodeURIComponent(ctx.config.host)}/meetings`, json: body(event) })).parse(meetingSchema)
  await ctx.externalIds.set('meeting', event.interviewId, String(made.id))
  return put(made)
}

async function cancelMeeting(ctx: Context, { eventId, interviewId }: Readonly<{ eventId: string | null; interviewId: string }>): Promise<void> {
  const found = eventId === null ? await find(ctx, interviewId) : null
  const id = eventId ?? (found && String(found.id))
  if (id !== null) await zoomRequest(ctx, { method: 'DELETE', path: `v2/meetings/${encodeURIComponent(id)}`, accept: [404] })
}

const port: MeetingPort<Context> = { video: 'zoom', putMeeting, cancelMeeting }

/** The file stands behind a link and a key that came with the message; Zoom sends on to where it is kept. */
async function download({ http }: Context, address: string, key: string): Promise<string> {
  let [path, headers]: [string, Record<string, string>] = [address, { authorization: `Bearer ${key}`, accept: 'text/vtt, text/plain' }]
  for (let hop = 0; hop < 4; hop += 1) {
    const reply = await http.request({ method: 'GET', path, headers, accept: [301, 302, 303, 307, 308] })
    if (reply.status < 300) return reply.text
    const next = reply.headers['location'] ?? ''
    if (!URL.canParse(next, path)) break
    // The key is for the first host only.
    const target = new URL(next, path)
    if (target.origin !== new URL(path).origin) headers = { accept: 'text/vtt, text/plain' }
    path = target.href
  }
  throw new AppError('connector.bad_response')
}

async function takeTranscript(ctx: Context, message: ZoomMessage): Promise<InboundOutcome> {
  const { object } = message.payload
  const file = object?.recording_files?.find(each => each.file_type === 'TRANSCRIPT' && each.download_url !== undefined)
  if (!object || !file?.download_url || !message.download_token) return { summary: 'There is no transcript in this message.', findings: [] }
  const interviewId = await ctx.externalIds.lookup('meeting', String(object.id))
  if (interviewId === null) return { summary: 'This meeting is no interview of Shortlist.', findings: [] }
  const { cues } = await readCaptions(await download(ctx, file.download_url, message.download_token))
  if (cues.length === 0) return { summary: 'Nothing was said in this transcript.', findings: [] }
  return { summary: 'A transcript came in.', findings: [{ kind: 'transcript', interviewId, source: `zoom/${object.uuid ?? object.id}`, title: 'Transcript from Zoom', cues }] }
}

/** Zoom meetings API v2 by server-to-server OAuth; see the page beside this file. */
export const zoom = defineConnector({
  id: 'zoom', title: 'Zoom', category: 'video', summary: 'Makes the Zoom meeting of an interview, moves and ends it with the interview, and brings transcripts where the candidate has agreed.',
  configSchema, secretsSchema,
  scopes: [{ name: 'meeting:write:admin', reason: 'Makes, moves and ends the meetings of interviews.' }, { name: 'recording:read:admin', reason: 'Fetches transcripts; only where they are wanted.' }],
  fields: [], events: [], steps: [], defaultMapping: [], requires: [], handles: {},
  connect: config => ({ baseUrl: config.apiAddress }),
  meetings: port,
  testConnection: async ctx => {
    await zoomRequest(ctx, { method: 'GET', path: `v2/users/${encodeURIComponent(ctx.config.host)}/meetings`, query: { type: 'upcoming', page_size: '1' } })
    return { kind: 'ok', detail: `Meetings of ${ctx.config.host} can be made.` }
  },
  inbound: {
    verify: ({ headers, body: bytes }, { secrets, nowMs }) => {
      const text = bytes.toString('utf8')
      const message = messageSchema.safeParse(safeJson(text)).data
      if (!secrets.webhookSecret || !message) return { kind: 'forged' }
      // Only a plain word is answered: what looks like a message to sign would be one.
      const word = message.event === 'endpoint.url_validation' ? message.payload.plainToken : undefined
      if (word !== undefined && /^[\w-]{1,100}$/.test(word)) {
        return { kind: 'challenge', contentType: 'application/json', body: JSON.stringify({ plainToken: word, encryptedToken: createHmac('sha256', secrets.webhookSecret).update(word).digest('hex') }) }
      }
      const sent = headers['x-zm-request-timestamp'] ?? ''
      if (!isFresh(Number(sent) * 1_000, nowMs) || !isHmacOf([secrets.webhookSecret], headers['x-zm-signature'], `v0:${sent}:${text}`, { algorithm: 'sha256', encoding: 'hex', prefix: 'v0=' })) return { kind: 'forged' }
      if (message.event !== 'recording.transcript_completed' && message.event !== 'recording.completed') return { kind: 'nothing' }
      return { kind: 'genuine', id: `${message.event}/${message.payload.object?.uuid ?? ''}/${message.event_ts ?? sent}`, sentAtMs: Number(sent) * 1_000 }
    },
    handle: (message, ctx) => {
      const parsed = messageSchema.safeParse(message.json())
      if (!parsed.success) throw new AppError('inbound.unreadable')
      return takeTranscript(ctx, parsed.data)
    },
  },
  sandbox: request => {
    if (request.url.includes('/oauth/')) return { status: 200, body: '{"access_token":"sandbox","expires_in":3600}' }
    if (request.method === 'GET') return { status: 200, body: '{"meetings":[]}' }
    return request.method === 'POST' ? { status: 201, body: '{"id":1,"join_url":"https://zoom.us/j/sandbox"}' } : { status: 204, body: '' }
  },
  rateLimit: { requests: 8, perMs: 1_000 },
})

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
