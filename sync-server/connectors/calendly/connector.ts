import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import { defineConnector, type Outcome } from '../kit/connector.ts'
import type { HookEvent } from '../kit/connector-context.ts'
import type { InboundOutcome } from '../kit/inbound.ts'
import { isFresh, isHmacOf, jsonOrNull } from '../kit/verify-inbound.ts'
import { whoAmI } from './account.ts'
import { bookedNews, cancelledNews, followBookings, isOurs, port, readEvent } from './bookings.ts'
import { configSchema, secretsSchema, type CalendlyContext } from './config.ts'
import { sandbox } from './sandbox.ts'
import { eventSchema, messageSchema, pathOf } from './wire.ts'

const calledOffSchema = z.object({ interviewId: z.string() })

/** An interview that was booked here is called off there too. What is called off already stays so. */
async function callOff({ data }: HookEvent, { http, externalIds }: CalendlyContext): Promise<Outcome> {
  const about = calledOffSchema.safeParse(data)
  const ref = about.success ? await externalIds.get('invitee', about.data.interviewId) : null
  if (ref === null) return { kind: 'done', summary: 'This interview was not booked through Calendly.' }
  const path = pathOf(ref, 'scheduled_events')
  const known = await http.request({ method: 'GET', path, accept: [404] })
  if (known.status === 404 || known.parse(eventSchema).resource.status === 'canceled') return { kind: 'done', summary: 'It was called off in Calendly already.' }
  await http.request({ method: 'POST', path: `${path}/cancellation`, json: { reason: 'The interview was called off.' } })
  return { kind: 'done', summary: 'Called off in Calendly, which tells the candidate.' }
}

function readSignature(header: string | undefined): { sent: string; signature: string } {
  const parts = new Map((header ?? '').split(',').map(part => part.trim().split('=', 2) as [string, string | undefined]))
  return { sent: parts.get('t') ?? '', signature: parts.get('v1') ?? '' }
}

async function take(raw: unknown, ctx: CalendlyContext): Promise<InboundOutcome> {
  const message = messageSchema.safeParse(raw)
  if (!message.success) throw new AppError('inbound.unreadable')
  const { event: kind, payload } = message.data
  if (kind === 'invitee.created') return { summary: 'A booking came in.', findings: [{ kind: 'booking', news: bookedNews(payload, await readEvent(ctx, payload.event)) }] }
  if (payload.rescheduled === true) return { summary: 'A booking was moved; its new time comes in a message of its own.', findings: [] }
  return { summary: 'A booking was called off.', findings: [{ kind: 'booking', news: cancelledNews(payload) }] }
}

/** Calendly API v2; see the page beside this file. */
export const calendly = defineConnector({
  id: 'calendly', title: 'Calendly', category: 'booking', summary: 'Gives a candidate a Calendly link to book an interview by, and brings what they book, move or call off back onto their card.',
  configSchema, secretsSchema,
  scopes: [
    { name: 'users:read', reason: 'Knows whose meetings they are.' }, { name: 'event_types:read', reason: 'Lists the kinds of meeting that can be booked.' }, { name: 'scheduling_links:write', reason: 'Makes a link that books once.' },
    { name: 'scheduled_events:write', reason: 'Reads what was booked, and calls it off when the interview is called off.' }, { name: 'webhooks:write', reason: 'Has bookings told to this server.' },
  ],
  fields: [], events: ['interview.cancelled'], steps: [], defaultMapping: [], requires: [],
  connect: (config, secrets) => ({ baseUrl: config.apiAddress, headers: { authorization: `Bearer ${secrets.accessToken}` } }),
  handles: { 'interview.cancelled': callOff }, takesBack: event => event.kind === 'interview.cancelled',
  bookings: port, followBookings,
  testConnection: async ctx => {
    const me = await whoAmI(ctx)
    const found = await port.kinds(ctx)
    return { kind: 'ok', detail: `Signed in as ${me.name}. ${found.length === 1 ? 'One kind of meeting' : `${found.length} kinds of meeting`} can be booked.` }
  },
  inbound: {
    verify: ({ headers, body }, { secrets, nowMs }) => {
      const { sent, signature } = readSignature(headers['calendly-webhook-signature'])
      const text = body.toString('utf8')
      if (!secrets.signingKey || !isFresh(Number(sent) * 1_000, nowMs) || !isHmacOf([secrets.signingKey], signature, `${sent}.${text}`, { algorithm: 'sha256', encoding: 'hex' })) return { kind: 'forged' }
      const message = messageSchema.safeParse(jsonOrNull(text)).data
      // Whoever books by another way than our links is no business of ours: nothing of it is kept.
      if (!message || !isOurs(message.payload) || message.event !== 'invitee.created' && message.event !== 'invitee.canceled') return { kind: 'nothing' }
      return { kind: 'genuine', id: `${message.event}/${message.payload.uri}`, sentAtMs: Number(sent) * 1_000 }
    },
    handle: (message, ctx) => take(message.json(), ctx),
  },
  sandbox,
  // What a free account may ask in a minute.
  rateLimit: { requests: 8, perMs: 10_000 },
})
