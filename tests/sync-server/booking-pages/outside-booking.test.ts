import { afterEach, describe, expect, it } from 'vitest'
import { bookingLinkState } from '#shared/domain/model/booking-link'
import type { Application } from '#shared/domain/model/application'
import { aBooking, aColleague, at } from '#tests/support/planning'
import { oneTalk, openBookingWorkspace, type BookingWorkspace } from '#tests/support/booking-workspace'
import { calendlyToken, startCalendly, type CalendlyMessage, type FakeCalendly } from '#tests/support/calendly'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => { for (const each of open.splice(0).toReversed()) await each.stop() })

const ben = aColleague('Ben Okafor')
const tenMs = at('2026-03-03', '10:00')

type Room = Readonly<{ workspace: BookingWorkspace; calendly: FakeCalendly; connectionId: string; link(): Promise<string>; tell(messages: readonly CalendlyMessage[]): Promise<number[]>; settled(): Promise<void>; line(): Promise<string>; ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> }>

async function openRoom(store: 'PGlite' | 'PostgreSQL'): Promise<Room> {
  const workspace = await openBookingWorkspace(store, { sessions: oneTalk, people: [ben], options: { config: { allowPrivateHosts: ['127.0.0.1'], publicUrl: 'https://hiring.example.test' } } })
  open.push(workspace.server)
  const calendly = await startCalendly(() => workspace.clock.nowMs)
  open.push(calendly)
  const { request, owner, db } = workspace.server
  const ask = (method: string, path: string, body?: unknown) => request(method, path, owner.token, body)
  const made = await ask('POST', '/api/integrations/connections', { connectorId: 'calendly', title: 'Calendly', config: { apiAddress: calendly.url }, secrets: { accessToken: calendlyToken } })
  const connectionId = (made.body as { id: string }).id
  return {
    workspace, calendly, connectionId, ask,
    link: async () => {
      const answer = await ask('POST', '/api/booking-links', {
        applicationId: workspace.applicationIds[0], kind: 'loop', planId: workspace.plan.id, sessionIds: [workspace.sessions[0]!.id], fromMs: workspace.clock.nowMs, untilMs: workspace.clock.nowMs + 86_400_000, expiresAtMs: workspace.clock.nowMs + 14 * 86_400_000, letter: null,
        outside: { connectionId, kindId: 'https://api.calendly.com/event_types/SCREEN' },
      })
      expect(answer.status).toBe(201)
      return (answer.body as { url: string }).url
    },
    tell: messages => Promise.all(messages.map(async ({ url, body, headers }) => (await fetch(`${workspace.server.url}${new URL(url).pathname}`, { method: 'POST', body, headers })).status)),
    settled: async () => { await expect.poll(async () => (await db.query(`select 1 from inbound_messages where state in ('waiting', 'working')`)).length + (await db.query(`select 1 from deliveries where state in ('waiting', 'sending')`)).length).toBe(0) },
    line: async () => {
      const [row] = await db.query<{ content: Application }>(`select content from documents where collection = 'applications' and id = $1`, [workspace.applicationIds[0]!])
      return row!.content.bookingLinks.map(link => `${link.name} through ${link.through}: ${bookingLinkState(link, workspace.clock.nowMs)}`).join()
    },
  }
}

describe.each(['PGlite', 'PostgreSQL'] as const)('a link to Calendly on %s', store => {
  it('leads there; what is booked, moved and called off there is one interview on the card, and nobody is written to twice', async () => {
    const { workspace, calendly, link, tell, settled, line, connectionId, ask } = await openRoom(store)
    expect(await ask('GET', '/api/booking-links/services')).toMatchObject({ body: { services: [{ connectionId, title: 'Calendly', problem: null, kinds: [{ name: 'Phone screen', minutes: 45, who: 'Ben Okafor' }] }] } })
    const url = await link()
    expect(await line()).toBe('Screen through Calendly: sent')
    const booked = calendly.book(url, tenMs, [ben.email])
    expect(await tell([...booked.messages, ...booked.messages])).toEqual([200, 200])
    await settled()
    const [interview] = await workspace.interviews()
    expect(interview).toMatchObject({
      name: 'Screen', sessionId: workspace.sessions[0]!.id, startMs: tenMs, endMs: tenMs + 45 * 60_000, zone: 'Europe/Lisbon', confirmed: true, joinUrl: 'https://zoom.example.test/j/77', seats: [{ personId: ben.id, role: 'interviewer' }],
      bookedThrough: { service: 'Calendly', connectionId, personIds: [ben.id], clashes: false }, invites: [],
    })
    expect(await line()).toBe('Screen through Calendly: booked')
    const moved = calendly.move(booked.invitee, tenMs + 86_400_000)
    await tell(moved.messages.toReversed())
    await settled()
    expect(await workspace.interviews()).toMatchObject([{ id: interview!.id, startMs: tenMs + 86_400_000, cancelled: false }])
    await tell(calendly.cancel(moved.invitee, 'invitee', 'I am ill'))
    await settled()
    expect(await workspace.interviews()).toMatchObject([{ id: interview!.id, cancelled: true, cancelReason: 'The candidate called it off in Calendly: I am ill' }])
    expect(await line()).toBe('Screen through Calendly: cancelled')
    expect(calendly.cancelled, 'what ended there is not ended again').toEqual([])
    expect(await workspace.server.db.query('select 1 from bookings')).toEqual([])
    expect(await workspace.server.db.query('select 1 from invites')).toEqual([])
  })

  it('called off here it is called off there; a forged message changes nothing, and nobody can take the link back', async () => {
    const { workspace, calendly, link, tell, settled, line, ask } = await openRoom(store)
    const booked = calendly.book(await link(), tenMs, [ben.email])
    expect(await tell([{ ...booked.messages[0]!, headers: { ...booked.messages[0]!.headers, 'calendly-webhook-signature': 't=1,v1=00' } }])).toEqual([401])
    await tell(booked.messages)
    await settled()
    const [interview] = await workspace.interviews()
    await workspace.write([{ collection: 'interviews', id: interview!.id, content: { cancelled: true } }])
    await settled()
    await expect.poll(() => calendly.cancelled).toHaveLength(1)
    expect((await workspace.interviews()).length).toBe(1)
    const [row] = (await workspace.server.db.query<{ id: string }>('select id from booking_links'))
    expect(await ask('DELETE', `/api/booking-links/${row!.id}`)).toMatchObject({ status: 409, body: { code: 'booking.kept_by_service' } })
    expect(await line()).toContain('booked')
  })

  it('of somebody who asks to be erased is called off there too', async () => {
    const { workspace, calendly, link, tell, settled } = await openRoom(store)
    await tell(calendly.book(await link(), tenMs, [ben.email]).messages)
    await settled()
    const [interview] = await workspace.interviews()
    await workspace.write([{ collection: 'candidates', id: interview!.candidateId, content: { erasedAtMs: workspace.clock.nowMs } }])
    await settled()
    await expect.poll(() => calendly.cancelled).toHaveLength(1)
  })

  it('stands although somebody is booked here at that time, and says so', async () => {
    const { workspace, calendly, link, tell, settled } = await openRoom(store)
    const earlier = aBooking(tenMs, [ben.id])
    await workspace.server.db.query(`insert into bookings (workspace_id, interview_id, resource, during) values ($1, $2, $3, int8range($4::bigint, $5::bigint))`, [workspace.server.owner.workspaceId, earlier.id, `person:${ben.id}`, tenMs, tenMs + 3_600_000])
    await tell(calendly.book(await link(), tenMs, [ben.email, 'somebody@else.test']).messages)
    await settled()
    expect(await workspace.interviews()).toMatchObject([{ confirmed: true, seats: [{ personId: ben.id }], bookedThrough: { clashes: true } }])
  })
})
