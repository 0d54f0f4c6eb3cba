import { AppError } from '#shared/lib/app-error'
import { derivedId } from '#shared/lib/derived-id'
import { z } from 'zod'
import type { CalendarEvent, CalendarNews, EventNews, GuestAnswer, PutEvent } from '../kit/calendar.ts'
import { graph, mailboxOf } from './access.ts'
import type { MicrosoftContext } from './settings.ts'
import { deltaSchema, eventSchema, eventsSchema, instantOf, timeAt, type GraphEvent } from './wire.ts'

/** A property of ours on each event: by it an event is found whose making we never heard of. */
const property = 'String {8f9d9a2e-7a51-4c1e-9a51-2f0d0a6f6b11} Name ShortlistInterview'
const dayMs = 86_400_000

function body(event: CalendarEvent, isNew: boolean): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.event', subject: event.title, body: { '@odata.type': '#microsoft.graph.itemBody', contentType: 'text', content: event.text }, start: timeAt(event.startMs), end: timeAt(event.endMs),
    location: { '@odata.type': '#microsoft.graph.location', displayName: event.place !== '' ? event.place : event.joinUrl ?? '' },
    attendees: event.guests.map(({ email, name, room }) => ({
      '@odata.type': '#microsoft.graph.attendee', type: room ? 'resource' : 'required', emailAddress: { '@odata.type': '#microsoft.graph.emailAddress', address: email, name },
    })),
    ...(event.wantsLink ? { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' } : {}),
    ...(isNew ? { singleValueExtendedProperties: [{ id: property, value: event.interviewId }] } : {}),
  }
}

const linkOf = (event: GraphEvent): string | null => event.onlineMeeting?.joinUrl ?? null
const put = (event: GraphEvent, wantsLink: boolean): PutEvent => ({ eventId: event.id, joinUrl: linkOf(event), isLinkPending: wantsLink && linkOf(event) === null })

function isAsWanted(known: GraphEvent, event: CalendarEvent): boolean {
  const guests = new Set(known.attendees.map(guest => guest.emailAddress.address.toLowerCase()))
  return known.start !== null && known.start !== undefined && known.end !== null && known.end !== undefined && instantOf(known.start) === event.startMs && instantOf(known.end) === event.endMs && known.subject === event.title &&
    (known.location?.displayName ?? '') === (event.place !== '' ? event.place : event.joinUrl ?? '') && guests.size === event.guests.length && event.guests.every(guest => guests.has(guest.email)) && (!event.wantsLink || known.isOnlineMeeting === true)
}

async function find(ctx: MicrosoftContext, interviewId: string): Promise<GraphEvent | null> {
  const reply = await graph(ctx, { method: 'GET', path: `${mailboxOf(ctx.config)}/events`, query: { $filter: `singleValueExtendedProperties/Any(ep: ep/id eq '${property}' and ep/value eq '${interviewId}')` } })
  return reply.parse(eventsSchema).value.find(event => event.isCancelled !== true) ?? null
}

async function read(ctx: MicrosoftContext, eventId: string): Promise<GraphEvent | null> {
  const reply = await graph(ctx, { method: 'GET', path: `${mailboxOf(ctx.config)}/events/${encodeURIComponent(eventId)}`, accept: [404] })
  if (reply.status === 404) return null
  const event = reply.parse(eventSchema)
  return event.isCancelled === true ? null : event
}

/** Graph writes to guests by itself whenever something of theirs changes; `notify` has no place there. */
export async function putEvent(ctx: MicrosoftContext, event: CalendarEvent, { eventId }: Readonly<{ eventId: string | null; notify: boolean }>): Promise<PutEvent> {
  const known = (eventId === null ? null : await read(ctx, eventId)) ?? (ctx.mayHaveHappened ? await find(ctx, event.interviewId) : null)
  if (known === null) {
    // Another event after one that was deleted needs another id: the same one would be taken for a repeat.
    const transactionId = eventId === null ? event.interviewId : derivedId(event.interviewId, eventId)
    const made = await graph(ctx, { method: 'POST', path: `${mailboxOf(ctx.config)}/events`, json: { ...body(event, true), transactionId }, accept: [409] })
    if (made.status !== 409) return put(made.parse(eventSchema), event.wantsLink)
    const ours = await find(ctx, event.interviewId)
    if (!ours) throw new AppError('connector.conflict', { facts: { status: 409 } })
    return put(ours, event.wantsLink)
  }
  if (isAsWanted(known, event)) return put(known, event.wantsLink)
  const changed = await graph(ctx, { method: 'PATCH', path: `${mailboxOf(ctx.config)}/events/${encodeURIComponent(known.id)}`, json: body(event, false) })
  return put(changed.parse(eventSchema), event.wantsLink)
}

/** `why` is the comment of the cancellation that Exchange sends to the guests: those who hold the interview, never the candidate. */
export async function cancelEvent(ctx: MicrosoftContext, { eventId, interviewId, why }: Readonly<{ eventId: string | null; interviewId: string; why: string }>): Promise<void> {
  const id = eventId ?? (await find(ctx, interviewId))?.id
  if (id !== undefined) await graph(ctx, { method: 'POST', path: `${mailboxOf(ctx.config)}/events/${encodeURIComponent(id)}/cancel`, json: { Comment: why }, accept: [404] })
}

const answers: Readonly<Record<string, GuestAnswer>> = { accepted: 'accepted', declined: 'declined', tentativelyAccepted: 'tentative' }

function newsOf(event: GraphEvent): EventNews[] {
  if (event['@removed'] !== undefined || event.isCancelled === true) return [{ kind: 'gone', eventId: event.id }]
  if (!event.start || !event.end) return []
  return [{
    kind: 'stands', eventId: event.id, startMs: instantOf(event.start), endMs: instantOf(event.end),
    answers: event.attendees.flatMap(({ emailAddress, status }) => {
      const answer = answers[status?.response ?? '']
      return answer ? [{ email: emailAddress.address.toLowerCase(), answer }] : []
    }),
  }]
}

const tokenSchema = z.object({ link: z.string(), untilMs: z.number() })
/** A delta speaks of the days it began with; long before they run out we begin anew. */
const windowDays = 400
const renewDays = 200

function readToken(token: string | null, nowMs: number): z.infer<typeof tokenSchema> | null {
  if (token === null) return null
  try {
    const known = tokenSchema.parse(JSON.parse(token))
    return known.untilMs - nowMs > renewDays * dayMs ? known : null
  } catch {
    return null
  }
}

/** Pages until Graph gives the next link. One it has forgotten (410) means: everything from the beginning. */
export async function changesSince(ctx: MicrosoftContext, token: string | null): Promise<CalendarNews> {
  const known = readToken(token, ctx.nowMs)
  const untilMs = known?.untilMs ?? ctx.nowMs + windowDays * dayMs
  const news: EventNews[] = []
  let link: string | null = known?.link ?? null
  for (;;) {
    const reply = link === null
      ? await graph(ctx, { method: 'GET', path: `${mailboxOf(ctx.config)}/calendarView/delta()`, query: { startDateTime: new Date(ctx.nowMs - dayMs).toISOString(), endDateTime: new Date(untilMs).toISOString() } })
      : await graph(ctx, { method: 'GET', path: link, accept: known ? [410] : [] })
    if (reply.status === 410) return changesSince(ctx, null)
    const page = reply.parse(deltaSchema)
    news.push(...page.value.flatMap(newsOf))
    const next = page['@odata.nextLink']
    if (next === undefined) {
      const delta = page['@odata.deltaLink']
      if (delta === undefined) throw new AppError('connector.bad_response', { facts: { field: '@odata.deltaLink' } })
      return { news, isWhole: known === null, token: JSON.stringify({ link: delta, untilMs }) }
    }
    link = next
  }
}
