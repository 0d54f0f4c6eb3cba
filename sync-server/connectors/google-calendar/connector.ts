import { randomBytes } from 'node:crypto'
import { createId } from '#shared/lib/ids'
import type { CalendarPort, CalendarWatch } from '../kit/calendar.ts'
import { defineConnector } from '../kit/connector.ts'
import { isSameText } from '../kit/verify-inbound.ts'
import { googleConsent } from './access.ts'
import { freeBusy } from './busy.ts'
import { callGoogle } from './client.ts'
import { cancelEvent, changesSince, putEvent } from './events.ts'
import { meetTranscript } from './meet.ts'
import { googleOwnAccount } from './own-account.ts'
import { configSchema, meetScope, scopes, secretsSchema, type GoogleContext } from './settings.ts'
import { channelSchema, parseGoogle } from './wire.ts'

const weekMs = 7 * 86_400_000

/** Channels are never prolonged: a new one is opened, then the old one is closed. */
async function watch(ctx: GoogleContext, before: CalendarWatch | null): Promise<CalendarWatch | null> {
  if (!ctx.inboundUrl.startsWith('https://')) return null
  const word = ctx.secrets.channelToken ?? randomBytes(24).toString('base64url')
  if (!ctx.secrets.channelToken) await ctx.setSecrets({ channelToken: word })
  const reply = await callGoogle(ctx, [], client => client.events.watch({ calendarId: ctx.config.organizer, requestBody: { id: createId(), type: 'web_hook', address: ctx.inboundUrl, token: word, expiration: String(ctx.nowMs + weekMs) } }))
  const channel = parseGoogle(channelSchema, reply.data)
  if (before) await callGoogle(ctx, [404], client => client.channels.stop({ requestBody: { id: before.id, resourceId: before.more['resourceId'] ?? null } }))
  return { id: channel.id, untilMs: channel.expiration, more: { resourceId: channel.resourceId } }
}

const port: CalendarPort<GoogleContext> = { video: 'meet', freeBusy, putEvent, cancelEvent, changesSince, watch }

/** Google Calendar API v3 by Google's own client; see the page beside this file. */
export const googleCalendar = defineConnector({
  id: 'google-calendar', title: 'Google Calendar', category: 'calendar', summary: 'Reads when colleagues and rooms are taken, and puts interviews into a calendar with a Meet link.',
  configSchema, secretsSchema,
  scopes: [{ name: scopes[0], reason: 'Puts interviews into the calendar and reads what becomes of them.' }, { name: scopes[1], reason: 'Reads when colleagues and rooms are taken: times only.' }, { name: meetScope, reason: 'Fetches transcripts of Meet; only where they are wanted.' }],
  fields: [], events: [], steps: [], defaultMapping: [], requires: [], handles: {},
  connect: config => ({ baseUrl: config.apiAddress }),
  calendar: port, consent: googleConsent, ownAccount: googleOwnAccount, transcript: meetTranscript,
  testConnection: async ctx => {
    await freeBusy(ctx, ctx.config.organizer, { fromMs: ctx.nowMs, toMs: ctx.nowMs + weekMs })
    return { kind: 'ok', detail: `The calendar of ${ctx.config.organizer} can be read.` }
  },
  inbound: {
    // Google signs nothing: the word we chose for the channel is the only proof (headers have no body beside them).
    verify: ({ headers }, { secrets }) => {
      const [word, channel, number, state] = ['token', 'id', 'message-number', 'resource-state'].map(name => headers[name === 'resource-state' ? 'x-goog-resource-state' : name === 'message-number' ? 'x-goog-message-number' : `x-goog-channel-${name}`])
      if (!secrets.channelToken || word === undefined || !isSameText(word, secrets.channelToken) || !channel || !number) return { kind: 'forged' }
      return state === 'sync' ? { kind: 'nothing' } : { kind: 'genuine', id: `${channel}/${number}`, sentAtMs: null }
    },
    handle: async () => ({ summary: 'Something changed in the calendar; it is read now.', findings: [{ kind: 'calendar' }] }),
  },
  sandbox: request => {
    if (request.url.includes('/token')) return { status: 200, body: '{"access_token":"sandbox","expires_in":3600}' }
    if (request.method === 'GET') return { status: 200, body: '{"items":[],"nextSyncToken":"sandbox"}' }
    return { status: 200, body: '{"id":"sandbox","calendars":{}}' }
  },
  rateLimit: { requests: 8, perMs: 1_000 },
})
