import { createHash, randomBytes } from 'node:crypto'
import type { CalendarPort, CalendarWatch } from '../kit/calendar.ts'
import { defineConnector } from '../kit/connector.ts'
import { isSameText, jsonOrNull } from '../kit/verify-inbound.ts'
import { graph, microsoftConsent } from './access.ts'
import { freeBusy } from './busy.ts'
import { cancelEvent, changesSince, putEvent } from './events.ts'
import { microsoftOwnAccount } from './own-account.ts'
import { configSchema, secretsSchema, type MicrosoftContext } from './settings.ts'
import { notificationsSchema, subscriptionSchema } from './wire.ts'

const dayMs = 86_400_000
/** Graph lets a subscription to events live for seven days. */
const watchMs = 6 * dayMs
async function watch(ctx: MicrosoftContext, before: CalendarWatch | null): Promise<CalendarWatch | null> {
  if (!ctx.inboundUrl.startsWith('https://')) return null
  const expirationDateTime = new Date(ctx.nowMs + watchMs).toISOString()
  const prolonged = before && await graph(ctx, { method: 'PATCH', path: `v1.0/subscriptions/${encodeURIComponent(before.id)}`, json: { '@odata.type': '#microsoft.graph.subscription', expirationDateTime }, accept: [404] })
  if (before && prolonged && prolonged.status !== 404) return { ...before, untilMs: Date.parse(prolonged.parse(subscriptionSchema).expirationDateTime) }
  const clientState = ctx.secrets.clientState ?? randomBytes(24).toString('base64url')
  if (!ctx.secrets.clientState) await ctx.setSecrets({ clientState })
  const made = await graph(ctx, {
    method: 'POST', path: 'v1.0/subscriptions',
    json: { '@odata.type': '#microsoft.graph.subscription', changeType: 'created,updated,deleted', notificationUrl: ctx.inboundUrl, lifecycleNotificationUrl: ctx.inboundUrl, resource: `/users/${ctx.config.organizer}/events`, expirationDateTime, clientState },
  })
  const { id, expirationDateTime: until } = made.parse(subscriptionSchema)
  return { id, untilMs: Date.parse(until), more: {} }
}

const port: CalendarPort<MicrosoftContext> = { video: 'teams', freeBusy, putEvent, cancelEvent, changesSince, watch }

/** Microsoft Graph v1.0; see the page beside this file. */
export const microsoft365 = defineConnector({
  id: 'microsoft-365', title: 'Microsoft 365 calendar', category: 'calendar', summary: 'Reads when colleagues and rooms are taken, and puts interviews into a calendar with a Teams link.',
  configSchema, secretsSchema, scopes: [{ name: 'Calendars.ReadWrite', reason: 'Puts interviews into the calendar, reads what becomes of them, and when colleagues and rooms are taken.' }],
  fields: [], events: [], steps: [], defaultMapping: [], requires: [], handles: {},
  connect: config => ({ baseUrl: config.apiAddress }),
  calendar: port, consent: microsoftConsent, ownAccount: microsoftOwnAccount,
  testConnection: async ctx => {
    await freeBusy(ctx, ctx.config.organizer, { fromMs: ctx.nowMs, toMs: ctx.nowMs + 7 * dayMs })
    return { kind: 'ok', detail: `The calendar of ${ctx.config.organizer} can be read.` }
  },
  inbound: {
    // Graph signs nothing: the word we gave it is the only proof, and each notification must carry it.
    verify: ({ query, body }, { secrets }) => {
      const asked = query['validationtoken'] ?? query['validationToken']
      if (asked !== undefined) return { kind: 'challenge', contentType: 'text/plain; charset=utf-8', body: asked }
      const text = body.toString('utf8')
      const told = notificationsSchema.safeParse(jsonOrNull(text))
      const word = secrets.clientState
      if (!word || !told.success || !told.data.value.every(each => isSameText(each.clientState ?? '', word))) return { kind: 'forged' }
      return { kind: 'genuine', id: createHash('sha256').update(text).digest('base64url'), sentAtMs: null }
    },
    handle: async () => ({ summary: 'Something changed in the calendar; it is read now.', findings: [{ kind: 'calendar' }] }),
  },
  sandbox: request => {
    if (request.url.includes('/oauth2/')) return { status: 200, body: '{"access_token":"sandbox","expires_in":3600}' }
    return request.method === 'GET' ? { status: 200, body: '{"value":[],"@odata.deltaLink":"https://graph.microsoft.com/sandbox"}' } : { status: 200, body: '{"id":"sandbox","value":[]}' }
  },
  rateLimit: { requests: 4, perMs: 1_000 },
})
