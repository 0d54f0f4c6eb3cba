import { createHmac } from 'node:crypto'
import { AppError } from '#shared/lib/app-error'
import type { z } from 'zod'
import type { CalendarEvent, MeetingPort, PutEvent } from '../kit/calendar.ts'
import { defineConnector } from '../kit/connector.ts'
import { isFresh, isHmacOf, jsonOrNull } from '../kit/verify-inbound.ts'
import { configSchema, secretsSchema, zoomRequest, type ZoomContext } from './client.ts'
import { askForTranscript, takeTranscript } from './transcripts.ts'
import { meetingSchema, meetingsSchema, messageSchema } from './wire.ts'

/** Zoom takes no key of ours: the interview's name in the agenda finds a meeting whose making we never heard of. */
const markOf = (interviewId: string): string => `Shortlist ${interviewId}`

const body = ({ title, startMs, endMs, zone, interviewId }: CalendarEvent) => ({
  topic: title.slice(0, 200), type: 2, start_time: new Date(startMs).toISOString().replace('.000Z', 'Z'), duration: Math.max(1, Math.round((endMs - startMs) / 60_000)), timezone: zone, agenda: markOf(interviewId),
  settings: { join_before_host: true, waiting_room: false },
})

async function find(ctx: ZoomContext, interviewId: string): Promise<z.infer<typeof meetingSchema> | null> {
  for (let next = ''; ;) {
    const page = (await zoomRequest(ctx, { method: 'GET', path: `v2/users/${encodeURIComponent(ctx.config.host)}/meetings`, query: { type: 'upcoming', page_size: '300', ...(next === '' ? {} : { next_page_token: next }) } })).parse(meetingsSchema)
    const ours = page.meetings.find(meeting => meeting.agenda?.includes(markOf(interviewId)))
    if (ours) return ours
    if (!page.next_page_token) return null
    next = page.next_page_token
  }
}

const put = (meeting: z.infer<typeof meetingSchema>): PutEvent => ({ eventId: String(meeting.id), joinUrl: meeting.join_url, isLinkPending: false })

async function putMeeting(ctx: ZoomContext, event: CalendarEvent, meetingId: string | null): Promise<PutEvent> {
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

async function cancelMeeting(ctx: ZoomContext, { eventId, interviewId }: Readonly<{ eventId: string | null; interviewId: string }>): Promise<void> {
  const found = eventId === null ? await find(ctx, interviewId) : null
  const id = eventId ?? (found && String(found.id))
  if (id !== null) await zoomRequest(ctx, { method: 'DELETE', path: `v2/meetings/${encodeURIComponent(id)}`, accept: [404] })
}

const port: MeetingPort<ZoomContext> = { video: 'zoom', putMeeting, cancelMeeting }

/** Zoom meetings API v2 by server-to-server OAuth; see the page beside this file. */
export const zoom = defineConnector({
  id: 'zoom', title: 'Zoom', category: 'video', summary: 'Makes the Zoom meeting of an interview, moves and ends it with the interview, and brings transcripts where the candidate has agreed.',
  configSchema, secretsSchema,
  scopes: [{ name: 'meeting:write:admin', reason: 'Makes, moves and ends the meetings of interviews.' }, { name: 'recording:read:admin', reason: 'Fetches transcripts; only where they are wanted.' }],
  fields: [], events: [], steps: [], defaultMapping: [], requires: [], handles: {},
  connect: config => ({ baseUrl: config.apiAddress }),
  meetings: port, transcript: askForTranscript,
  testConnection: async ctx => {
    await zoomRequest(ctx, { method: 'GET', path: `v2/users/${encodeURIComponent(ctx.config.host)}/meetings`, query: { type: 'upcoming', page_size: '1' } })
    return { kind: 'ok', detail: `Meetings of ${ctx.config.host} can be made.` }
  },
  inbound: {
    verify: ({ headers, body: bytes }, { secrets, nowMs }) => {
      const text = bytes.toString('utf8')
      const message = messageSchema.safeParse(jsonOrNull(text)).data
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
