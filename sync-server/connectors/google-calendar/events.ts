import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js'
import { AppError } from '#shared/lib/app-error'
import type { CalendarEvent, CalendarNews, EventNews, GuestAnswer, PutEvent } from '../kit/calendar.ts'
import { callGoogle } from './client.ts'
import type { GoogleContext } from './settings.ts'
import { eventSchema, listSchema, parseGoogle, type GoogleEvent } from './wire.ts'

/** Digits of an UUID are digits Google takes for an id of one's own (base32hex): a create that is repeated meets itself. */
export const eventIdOf = (interviewId: string): string => interviewId.replaceAll('-', '')

const when = (atMs: number, zone: string): calendar_v3.Schema$EventDateTime => ({ dateTime: new Date(atMs).toISOString().replace('.000Z', 'Z'), timeZone: zone })

/** The event as it is to be. Whoever answered keeps their answer. */
function body(event: CalendarEvent, known: GoogleEvent | null): calendar_v3.Schema$Event {
  const answers = new Map(known?.attendees.map(guest => [guest.email.toLowerCase(), guest.responseStatus]))
  const isMoved = known !== null && (Date.parse(known.start?.dateTime ?? '') !== event.startMs || Date.parse(known.end?.dateTime ?? '') !== event.endMs)
  return {
    summary: event.title, description: event.text, location: event.place !== '' ? event.place : event.joinUrl ?? '', status: 'confirmed', start: when(event.startMs, event.zone), end: when(event.endMs, event.zone),
    attendees: event.guests.map(guest => {
      const answer = answers.get(guest.email)
      return { email: guest.email, displayName: guest.name, ...(guest.room ? { resource: true } : {}), ...(answer && !isMoved ? { responseStatus: answer } : {}) }
    }),
    extendedProperties: { private: { shortlist: event.interviewId } },
    ...(event.wantsLink && linkOf(known) === null ? { conferenceData: { createRequest: { requestId: eventIdOf(event.interviewId), conferenceSolutionKey: { type: 'hangoutsMeet' } } } } : {}),
  }
}

const linkOf = (event: GoogleEvent | null): string | null =>
  event?.conferenceData?.entryPoints.find(point => point.entryPointType === 'video')?.uri ?? event?.hangoutLink ?? null

function isAsWanted(known: GoogleEvent, event: CalendarEvent): boolean {
  const guests = new Set(known.attendees.map(guest => guest.email.toLowerCase()))
  return known.status !== 'cancelled' && Date.parse(known.start?.dateTime ?? '') === event.startMs && Date.parse(known.end?.dateTime ?? '') === event.endMs && known.summary === event.title &&
    (known.description ?? '') === event.text && (known.location ?? '') === (event.place !== '' ? event.place : event.joinUrl ?? '') && guests.size === event.guests.length && event.guests.every(guest => guests.has(guest.email)) &&
    (!event.wantsLink || known.conferenceData !== undefined)
}

const put = (event: GoogleEvent, wantsLink: boolean): PutEvent => {
  const joinUrl = linkOf(event)
  const refused = event.conferenceData?.createRequest?.status?.statusCode === 'failure'
  if (wantsLink && joinUrl === null && refused) throw new AppError('calendar.no_link')
  return { eventId: event.id, joinUrl, isLinkPending: wantsLink && joinUrl === null }
}

async function read(ctx: GoogleContext, eventId: string): Promise<GoogleEvent | null> {
  const reply = await callGoogle(ctx, [404, 410], client => client.events.get({ calendarId: ctx.config.organizer, eventId }))
  return reply.status < 300 ? parseGoogle(eventSchema, reply.data) : null
}

export async function putEvent(ctx: GoogleContext, event: CalendarEvent, { eventId, notify }: Readonly<{ eventId: string | null; notify: boolean }>, isAgain = false): Promise<PutEvent> {
  const own = eventIdOf(event.interviewId)
  const common = { calendarId: ctx.config.organizer, conferenceDataVersion: 1, sendUpdates: notify ? 'all' : 'none' } as const
  const known = eventId === null && !ctx.mayHaveHappened ? null : await read(ctx, own)
  if (known === null) {
    const made = await callGoogle(ctx, [409], client => client.events.insert({ ...common, requestBody: { id: own, ...body(event, null) } }))
    // It is there after all: an answer of an earlier try was lost, or it was deleted and its id stays taken.
    if (made.status === 409) {
      if (isAgain) throw new AppError('connector.conflict', { facts: { status: 409 } })
      return putEvent({ ...ctx, mayHaveHappened: true }, event, { eventId: own, notify }, true)
    }
    return put(parseGoogle(eventSchema, made.data), event.wantsLink)
  }
  if (isAsWanted(known, event)) return put(known, event.wantsLink)
  const condition = known.etag ? { headers: { 'If-Match': known.etag } } : {}
  const changed = await callGoogle(ctx, [412], client => client.events.patch({ ...common, eventId: own, requestBody: body(event, known) }, condition))
  // Somebody changed it while we looked: look again, once.
  if (changed.status === 412) {
    if (isAgain) throw new AppError('connector.unavailable', { facts: { status: 412 } })
    return putEvent(ctx, event, { eventId: own, notify }, true)
  }
  return put(parseGoogle(eventSchema, changed.data), event.wantsLink)
}

/** Google's deletion takes no word along: the reason stays with the interview. */
export async function cancelEvent(ctx: GoogleContext, { interviewId }: Readonly<{ interviewId: string }>): Promise<void> {
  await callGoogle(ctx, [404, 410], client => client.events.delete({ calendarId: ctx.config.organizer, eventId: eventIdOf(interviewId), sendUpdates: 'all' }))
}

const answers: Readonly<Record<string, GuestAnswer>> = { accepted: 'accepted', declined: 'declined', tentative: 'tentative' }

function newsOf(event: GoogleEvent): EventNews[] {
  if (event.status === 'cancelled') return [{ kind: 'gone', eventId: event.id }]
  const [startMs, endMs] = [Date.parse(event.start?.dateTime ?? ''), Date.parse(event.end?.dateTime ?? '')]
  if (Number.isNaN(startMs) || Number.isNaN(endMs)) return []
  return [{
    kind: 'stands', eventId: event.id, startMs, endMs,
    answers: event.attendees.flatMap(({ email, responseStatus }) => {
      const answer = answers[responseStatus ?? '']
      return answer ? [{ email: email.toLowerCase(), answer }] : []
    }),
  }]
}

/** Pages until Google gives the next token. A token it has forgotten (410) means: everything from the beginning. */
export async function changesSince(ctx: GoogleContext, token: string | null): Promise<CalendarNews> {
  const news: EventNews[] = []
  for (let pageToken: string | undefined; ;) {
    const reply = await callGoogle(ctx, token === null ? [] : [410], client => client.events.list({
      calendarId: ctx.config.organizer, maxResults: 2_500, ...(token === null ? {} : { syncToken: token }), ...(pageToken === undefined ? {} : { pageToken }),
    }))
    if (reply.status === 410) return changesSince(ctx, null)
    const page = parseGoogle(listSchema, reply.data)
    news.push(...page.items.flatMap(newsOf))
    if (page.nextSyncToken !== undefined) return { news, isWhole: token === null, token: page.nextSyncToken }
    if (page.nextPageToken === undefined) throw new AppError('connector.bad_response', { facts: { field: 'nextSyncToken' } })
    pageToken = page.nextPageToken
  }
}
