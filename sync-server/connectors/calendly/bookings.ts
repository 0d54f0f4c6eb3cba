import type { BookingKind, BookingNews, BookingServicePort } from '../kit/bookings.ts'
import type { OpenBooking } from '../kit/connector.ts'
import type { Finding } from '../kit/findings.ts'
import { ownerQuery, subscribe } from './account.ts'
import type { CalendlyContext } from './config.ts'
import { eventSchema, eventsSchema, eventTypesSchema, inviteesSchema, linkSchema, pathOf, type CalendlyEvent, type Invitee } from './wire.ts'

/** Stands in the link beside its mark, so that a booking that has nothing to do with us is told from one that has. */
export const source = 'shortlist'
const mostPages = 10

async function kinds(ctx: CalendlyContext): Promise<readonly BookingKind[]> {
  const found: BookingKind[] = []
  let token: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const reply = await ctx.http.request({ method: 'GET', path: 'event_types', query: { ...await ownerQuery(ctx), active: 'true', sort: 'name:asc', count: '100', ...(token === null ? {} : { page_token: token }) } })
    const { collection, pagination } = reply.parse(eventTypesSchema)
    found.push(...collection.filter(type => type.active && !type.deleted_at && type.booking_method !== 'poll').map(({ uri, name, duration, profile }) => ({ id: uri, name, minutes: duration, who: profile?.name ?? '' })))
    token = pagination?.next_page_token ?? null
    if (token === null) break
  }
  return found
}

async function makeLink(ctx: CalendlyContext, { kindId, mark, name, email }: Readonly<{ kindId: string; mark: string; name: string; email: string | null }>): Promise<string> {
  await subscribe(ctx)
  const reply = await ctx.http.request({ method: 'POST', path: 'scheduling_links', json: { max_event_count: 1, owner: kindId, owner_type: 'EventType' } })
  const url = new URL(reply.parse(linkSchema).resource.booking_url)
  for (const [key, value] of Object.entries({ name, ...(email === null ? {} : { email }), utm_source: source, utm_content: mark })) url.searchParams.set(key, value)
  return url.href
}

export const port: BookingServicePort<CalendlyContext> = { kinds, makeLink }

export const isOurs = ({ tracking }: Invitee): boolean => tracking?.utm_source === source

export async function readEvent({ http }: CalendlyContext, uri: string): Promise<CalendlyEvent> {
  return (await http.request({ method: 'GET', path: pathOf(uri, 'scheduled_events') })).parse(eventSchema).resource
}

export function bookedNews(invitee: Invitee, event: CalendlyEvent): BookingNews {
  const joinUrl = event.location?.join_url ?? ''
  return {
    state: 'booked', ref: invitee.uri, replaces: invitee.old_invitee ?? null, mark: invitee.tracking?.utm_content ?? null, name: event.name ?? '', startMs: Date.parse(event.start_time), endMs: Date.parse(event.end_time), zone: invitee.timezone ?? '',
    hosts: event.event_memberships.flatMap(({ user_email }) => (user_email ? [user_email.toLowerCase()] : [])), joinUrl: joinUrl.startsWith('https://') ? joinUrl : null,
  }
}

export const cancelledNews = ({ uri, cancellation }: Invitee): BookingNews => ({ state: 'cancelled', ref: uri, byCandidate: cancellation?.canceler_type === 'invitee', reason: cancellation?.reason ?? '' })

/** Asks what became of links, for messages that never came. A booking that was moved has several invitees; the one that stands counts. */
export async function followBookings(open: readonly OpenBooking[], ctx: CalendlyContext): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const link of open) {
    const query = { ...await ownerQuery(ctx), invitee_email: link.email, min_start_time: new Date(link.sinceMs).toISOString(), count: '20' }
    const events = (await ctx.http.request({ method: 'GET', path: 'scheduled_events', query })).parse(eventsSchema)
    const invitees: Invitee[] = []
    for (const { uri } of events.collection) {
      const reply = await ctx.http.request({ method: 'GET', path: `${pathOf(uri, 'scheduled_events')}/invitees`, query: { count: '100' } })
      invitees.push(...reply.parse(inviteesSchema).collection.filter(invitee => isOurs(invitee) && invitee.tracking?.utm_content === link.mark))
    }
    const standing = invitees.find(invitee => invitee.status === 'active')
    const ended = invitees.find(invitee => invitee.uri === link.ref && invitee.status === 'canceled' && invitee.rescheduled !== true)
    if (standing && standing.uri !== link.ref) findings.push({ kind: 'booking', news: bookedNews({ ...standing, old_invitee: standing.old_invitee ?? link.ref }, await readEvent(ctx, standing.event)) })
    else if (!standing && ended) findings.push({ kind: 'booking', news: cancelledNews(ended) })
  }
  return findings
}
