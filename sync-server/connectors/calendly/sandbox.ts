import type { HttpRequest, RawReply } from '../kit/http.ts'

const api = 'https://api.calendly.com'
const reply = (status: number, json: object): RawReply => ({ status, body: JSON.stringify(json) })

/** Calendly as a rehearsal sees it: one kind of meeting, and links that lead nowhere. */
export function sandbox({ method, url }: HttpRequest & Readonly<{ url: string }>): RawReply {
  const path = new URL(url).pathname
  if (path.endsWith('/users/me')) return reply(200, { resource: { uri: `${api}/users/rehearsal`, name: 'Rehearsal', current_organization: `${api}/organizations/rehearsal` } })
  if (path.endsWith('/event_types')) return reply(200, { collection: [{ uri: `${api}/event_types/rehearsal`, name: 'Rehearsal meeting', active: true, duration: 30 }] })
  if (path.endsWith('/scheduling_links')) return reply(201, { resource: { booking_url: 'https://calendly.com/d/rehearsal' } })
  if (path.endsWith('/webhook_subscriptions') && method === 'POST') return reply(201, { resource: { uri: `${api}/webhook_subscriptions/rehearsal`, callback_url: '', state: 'active' } })
  if (/\/scheduled_events\/[^/]+$/.test(path)) return reply(200, { resource: { name: 'Rehearsal meeting', status: 'active', start_time: '2030-01-01T09:00:00Z', end_time: '2030-01-01T09:30:00Z' } })
  return method === 'POST' ? reply(201, { resource: {} }) : reply(200, { collection: [] })
}
