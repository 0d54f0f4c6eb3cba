import { afterEach, describe, expect, it } from 'vitest'
import type { Application } from '#shared/domain/model/application'
import { bookingLinkState } from '#shared/domain/model/booking-link'
import type { Candidate } from '#shared/domain/model/candidate'
import { aBooking, aColleague, aPlanSeat, aPlanSession, at, busyTimes } from '#tests/support/planning'
import { oneTalk, openBookingWorkspace, visitor, type BookingWorkspace } from '#tests/support/booking-workspace'

const open: BookingWorkspace[] = []
const opened = async (...args: Parameters<typeof openBookingWorkspace>): Promise<BookingWorkspace> => {
  const workspace = await openBookingWorkspace(...args)
  open.push(workspace)
  return workspace
}
afterEach(async () => { for (const { server } of open.splice(0)) await server.stop() })

const berlin = { zone: 'Europe/Berlin' }
async function linesOf(workspace: BookingWorkspace) {
  const [row] = await workspace.server.db.query<{ content: Application }>(`select content from documents where collection = 'applications' and id = $1`, [workspace.applicationIds[0]!])
  return row!.content.bookingLinks
}

describe.each(['PGlite', 'PostgreSQL'] as const)('a booking link on %s', store => {
  it('leads through choosing, reading over and booking; the interview stands confirmed in the record and the link says so', async () => {
    const workspace = await opened(store, { sessions: oneTalk })
    const candidate = visitor(workspace.server, await workspace.link())
    expect(bookingLinkState((await linesOf(workspace))[0]!, workspace.clock.nowMs)).toBe('sent')
    const options = await candidate.options()
    expect(options[0]!.label).toBe('Monday 2 March, 09:00–10:00')
    expect(bookingLinkState((await linesOf(workspace))[0]!, workspace.clock.nowMs)).toBe('opened')
    const held = await candidate.post('/hold', { ...berlin, option: options[2]!.value })
    expect(held.path).toMatch(/\/confirm$/)
    expect(held.text).toContain('Monday 2 March, 10:00 to 11:00')
    const booked = await candidate.post('/confirm', {})
    expect(booked.text).toContain('You are booked')
    const [interview] = await workspace.interviews()
    expect(interview).toMatchObject({ startMs: at('2026-03-02', '10:00'), confirmed: true, sessionId: workspace.sessions[0]!.id, name: 'Screen' })
    expect(interview!.seats).toHaveLength(1)
    expect(bookingLinkState((await linesOf(workspace))[0]!, workspace.clock.nowMs)).toBe('booked')
    expect((await workspace.server.db.query(`select 1 from booking_holds`))).toEqual([])
    await candidate.post('/hold', { ...berlin, option: options[4]!.value })
    await candidate.post('/confirm', {})
    expect(await workspace.interviews(), 'moving is no second booking').toHaveLength(1)
  })

  it('offers nothing that calendars, bookings, hours or somebody who is choosing stand against', async () => {
    const people = [aColleague('Ben Okafor')]
    const workspace = await opened(store, { sessions: oneTalk, people, candidates: 2 })
    const [first, second] = [visitor(workspace.server, await workspace.link(0)), visitor(workspace.server, await workspace.link(1))]
    const busy = busyTimes(people[0]!.id, [{ startMs: at('2026-03-02', '09:00'), endMs: at('2026-03-02', '11:00') }])
    const booked = aBooking(at('2026-03-02', '13:00'), [people[0]!.id])
    await workspace.write([{ collection: 'busy', id: busy.id, content: busy }, { collection: 'interviews', id: booked.id, content: booked }])
    const monday = async (who: ReturnType<typeof visitor>): Promise<readonly string[]> => (await who.options()).filter(option => option.label.startsWith('Monday')).map(option => option.label.slice(-11, -6))
    expect(await monday(first)).toEqual(['11:00', '11:30', '12:00', '14:00', '14:30', '15:00', '15:30', '16:00'])
    await first.post('/hold', { ...berlin, option: (await first.options())[0]!.value })
    expect(await monday(second), 'held by the first').toEqual(['12:00', '14:00', '14:30', '15:00', '15:30', '16:00'])
    workspace.clock.nowMs += 11 * 60_000
    expect(await monday(second), 'the hold has run out').toContain('11:00')
  })

  it('gives each of fifty who want the same time an honest answer: one has it, the others are told', async () => {
    const workspace = await opened(store, { sessions: oneTalk, people: [aColleague('Ben Okafor')], candidates: 50 })
    const all = await Promise.all(workspace.applicationIds.map(async (_, index) => visitor(workspace.server, await workspace.link(index))))
    const [{ value } = { value: '' }] = await all[0]!.options()
    const outcomes = await Promise.all(all.map(async candidate => {
      const held = await candidate.send('/hold', { ...berlin, option: value })
      if (!held.endsWith('/confirm')) return held.includes('said=taken') ? 'told' : held
      return (await candidate.post('/confirm', {})).text.includes('You are booked') ? 'booked' : 'told'
    }))
    expect(outcomes.filter(outcome => outcome === 'booked')).toHaveLength(1)
    expect(outcomes.filter(outcome => outcome === 'told')).toHaveLength(49)
    expect(await workspace.interviews()).toHaveLength(1)
  })

  it('does not book over what a coordinator booked meanwhile, and says so', async () => {
    const people = [aColleague('Ben Okafor')]
    const workspace = await opened(store, { sessions: oneTalk, people })
    const candidate = visitor(workspace.server, await workspace.link())
    const [option] = await candidate.options()
    await candidate.post('/hold', { ...berlin, option: option!.value })
    await workspace.server.db.query(`insert into bookings (workspace_id, interview_id, resource, during) values ($1, gen_random_uuid(), $2, int8range($3::bigint, $4::bigint))`,
      [workspace.server.owner.workspaceId, `person:${people[0]!.id}`, at('2026-03-02', '09:30'), at('2026-03-02', '10:30')])
    const answer = await candidate.post('/confirm', {})
    expect(answer.text).toContain('Somebody was quicker')
    expect(await workspace.interviews()).toEqual([])
    expect(await linesOf(workspace)).toMatchObject([{ bookedAtMs: null }])
  })

  it('books a loop of several meetings whole: in order, with breaks, in the candidate’s zone', async () => {
    const workspace = await opened(store, {
      plan: { breakMinutes: 15, stepMinutes: 15 }, candidateZone: 'America/New_York',
      sessions: (plan, [ben, chi]) => {
        const talk = aPlanSession(plan, 'Talk', [aPlanSeat([ben!.id])], { lengthMinutes: 30 })
        return [talk, aPlanSession(plan, 'Values', [aPlanSeat([chi!.id])], { afterIds: [talk.id], rank: 'a1' })]
      },
    })
    const candidate = visitor(workspace.server, await workspace.link())
    const options = await candidate.options()
    expect(options.length).toBeGreaterThan(2)
    expect(Number(options[0]!.label.match(/(\d\d):/)![1])).toBeGreaterThanOrEqual(7)
    await candidate.post('/hold', { zone: 'America/New_York', option: options[0]!.value })
    expect((await candidate.post('/confirm', {})).text).toContain('You are booked')
    const [talk, values] = (await workspace.interviews()).toSorted((a, b) => a.startMs - b.startMs)
    expect([talk!.name, values!.name]).toEqual(['Talk', 'Values'])
    expect(values!.startMs - talk!.endMs).toBeGreaterThanOrEqual(15 * 60_000)
    expect(talk!.loopId).toBe(values!.loopId)
  })

  it('lets the candidate move and call off as the job’s rules say, and not later or oftener', async () => {
    const workspace = await opened(store, { sessions: oneTalk, rules: { noticeHours: 24, changeUntilHours: 24, maxChanges: 1, showInterviewers: false } })
    const candidate = visitor(workspace.server, await workspace.link())
    const options = await candidate.options()
    await candidate.post('/hold', { ...berlin, option: options[0]!.value })
    await candidate.post('/confirm', {})
    const again = await candidate.options('?move=1')
    await candidate.post('/hold', { ...berlin, option: again.at(-1)!.value })
    expect((await candidate.post('/confirm', {})).text).toContain('You are booked')
    const [moved] = await workspace.interviews()
    expect(moved!.startMs).toBe(at('2026-03-06', '16:00'))
    expect(await candidate.options('?move=1'), 'moved as often as allowed').toEqual([])
    expect((await candidate.get()).text).toContain('You cannot move this any more, but you can call it off until Thursday 5 March, 16:00.')
    workspace.clock.nowMs = at('2026-03-05', '17:00')
    expect((await candidate.post('/cancel', { sure: 'yes' })).text).toContain('It is too late')
    workspace.clock.nowMs = at('2026-03-05', '15:00')
    expect((await candidate.post('/cancel', { sure: 'yes' })).text).toContain('You called this off')
    expect((await workspace.interviews())[0]).toMatchObject({ cancelled: true, confirmed: false })
    expect(bookingLinkState((await linesOf(workspace))[0]!, workspace.clock.nowMs)).toBe('cancelled')
  })

  it('takes times a candidate can come instead, joined and in their zone', async () => {
    const workspace = await opened(store, { sessions: oneTalk })
    const candidate = visitor(workspace.server, await workspace.link(0, { kind: 'times', planId: null }))
    expect((await candidate.get()).text).toContain('Monday 2 March')
    expect((await candidate.post('/times', { zone: 'Europe/Berlin' })).text).toContain('Tick at least one time')
    const forgotten = await candidate.post('/times', [['zone', 'Europe/Berlin'], ['note', 'Not on Fridays,\r\n& only <after> the school run']])
    expect(forgotten).toMatchObject({ status: 422, text: expect.stringContaining('>Not on Fridays,\n&amp; only &lt;after&gt; the school run</textarea>') })
    expect((await candidate.post('/times', [['zone', 'Europe/Berlin'], ['window', '2026-03-02 morning'], ['note', `${'x'.repeat(498)}\r\ny`]])).text, 'a line’s end counts once').toContain('Thank you')
    expect((await candidate.post('/times', { zone: 'Asia/Tokyo' })).text, 'the answer is in the zone one read it in').toContain('<option selected>Asia/Tokyo</option>')
    const answer = await candidate.post('/times', [['zone', 'Europe/Berlin'], ['window', '2026-03-02 morning'], ['window', '2026-03-02 afternoon'], ['note', 'Not on Fridays']])
    expect(answer.text).toContain('Thank you')
    const [row] = await workspace.server.db.query<{ content: Candidate }>(`select content from documents where collection = 'candidates'`)
    expect(row!.content.times).toMatchObject({ zone: 'Europe/Berlin', windows: [{ fromMs: at('2026-03-02', '08:00'), toMs: at('2026-03-02', '16:00') }], note: 'Not on Fridays' })
  })

  it('keeps what was ticked and written when the candidate chooses another time zone, and takes boxes by the zone they were read in', async () => {
    const workspace = await opened(store, { sessions: oneTalk })
    const candidate = visitor(workspace.server, await workspace.link(0, { kind: 'times', planId: null }))
    const written = [['read', 'Europe/Berlin'], ['window', '2026-03-02 morning'], ['note', 'By train']] as const
    const looked = await candidate.post('/times', [...written, ['zone', 'Asia/Dubai'], ['look', 'again']])
    expect(looked).toMatchObject({ status: 200, text: expect.stringContaining('>By train</textarea>') })
    expect(looked.text).toContain('<option selected>Asia/Dubai</option>')
    expect(looked.text, 'a reload must not look for the zone of the device again').not.toContain('zone.js')
    expect(looked.text, '8 to 12 in Berlin holds no whole part of a day in Dubai').not.toContain(' checked')
    expect(looked.text).toContain('These are the times of another zone now.')
    const back = (await candidate.post('/times', [...written, ['zone', 'Europe/Paris'], ['look', 'again']])).text
    expect(back, 'the same instants').toContain('value="2026-03-02 morning" checked')
    expect((await candidate.get('/times')).path, 'the address of an answer leads to the page').toContain('?zone=')
    expect((await candidate.post('/times', [...written, ['zone', 'Asia/Dubai']])).text).toContain('Thank you')
    const [row] = await workspace.server.db.query<{ content: Candidate }>(`select content from documents where collection = 'candidates'`)
    expect(row!.content.times).toMatchObject({ zone: 'Europe/Berlin', windows: [{ fromMs: at('2026-03-02', '08:00'), toMs: at('2026-03-02', '12:00') }], note: 'By train' })
  })

  it('asks for no part of a day that is over, or too short-term for the job', async () => {
    const workspace = await opened(store, { sessions: oneTalk, rules: { noticeHours: 2, changeUntilHours: 24, maxChanges: 2, showInterviewers: false } })
    const candidate = visitor(workspace.server, await workspace.link(0, { kind: 'times', planId: null }))
    workspace.clock.nowMs = at('2026-03-03', '10:30')
    const { text } = await candidate.get()
    expect([...text.matchAll(/value="(2026-03-0[1-3] \w+)"/g)].map(found => found[1])).toEqual(['2026-03-03 afternoon', '2026-03-03 evening'])
    const late = (await candidate.post('/times', [['zone', 'Europe/Berlin'], ['window', '2026-03-03 morning'], ['window', '2026-03-03 evening'], ['note', 'By train']])).text
    expect(late).toContain('One of these times is over by now')
    expect(late).toContain('value="2026-03-03 evening" checked')
    expect(late).toContain('>By train</textarea>')
  })
})

describe('a booking link', () => {
  it('tells nothing of other people, and names interviewers only where the job lets it', async () => {
    const workspace = await opened('PGlite', { sessions: oneTalk, candidates: 2 })
    const candidate = visitor(workspace.server, await workspace.link())
    const [option] = await candidate.options()
    const pages = [(await candidate.get()).text, (await candidate.post('/hold', { ...berlin, option: option!.value })).text, (await candidate.post('/confirm', {})).text]
    for (const text of pages) expect(text).not.toMatch(/Okafor|Tran|Ana 1|example\.test|Mara/)
    const job = await workspace.server.db.query<{ id: string; content: object }>(`select id, content from documents where collection = 'jobs'`)
    await workspace.write([{ collection: 'jobs', id: job[0]!.id, content: { bookingRules: { noticeHours: 24, changeUntilHours: 24, maxChanges: 2, showInterviewers: true } } }])
    expect((await candidate.get()).text).toMatch(/With (Ben Okafor|Chi Tran)/)
  })

  it('is kept as a hash, can be taken back, runs out, and then looks like any link that never was', async () => {
    const workspace = await opened('PGlite', { sessions: oneTalk })
    const path = await workspace.link()
    const rows = await workspace.server.db.query(`select * from booking_links`)
    expect(JSON.stringify(rows)).not.toContain(path.split('/').at(-1)!)
    const candidate = visitor(workspace.server, path)
    const [line] = await linesOf(workspace)
    workspace.clock.nowMs += 15 * 86_400_000
    expect(await candidate.get()).toMatchObject({ status: 410 })
    workspace.clock.nowMs -= 15 * 86_400_000
    expect((await workspace.server.request('DELETE', `/api/booking-links/${line!.id}`, workspace.server.owner.token)).status).toBe(200)
    const [taken, never] = [await candidate.get(), await visitor(workspace.server, `/book/${'x'.repeat(43)}`).get()]
    expect([taken.status, taken.text]).toEqual([404, never.text])
    expect((await candidate.post('/confirm', {})).status).toBe(404)
  })

  it('is made by those who arrange interviews and see the candidate, for a plan that can be booked', async () => {
    const workspace = await opened('PGlite', { sessions: oneTalk })
    const interviewer = await workspace.server.join('interviewer')
    const body = { applicationId: workspace.applicationIds[0]!, kind: 'loop', planId: workspace.plan.id, sessionIds: null, fromMs: at('2026-03-02', '00:00'), untilMs: at('2026-03-07', '00:00'), expiresAtMs: at('2026-03-07', '00:00'), letter: null }
    expect((await workspace.server.request('POST', '/api/booking-links', interviewer.token, body)).status).toBe(403)
    expect((await workspace.server.request('POST', '/api/booking-links', null, body)).status).toBe(401)
    expect((await workspace.server.request('POST', '/api/booking-links', workspace.server.owner.token, { ...body, planId: workspace.applicationIds[0]! })).body).toMatchObject({ code: 'booking.plan_unusable' })
    expect((await workspace.server.request('POST', '/api/booking-links', workspace.server.owner.token, { ...body, letter: { subject: 'Times', body: '{{link}}' } })).body).toMatchObject({ code: 'booking.mail_off' })
  })

  it('falls back to the workspace’s zone where the candidate’s is no zone', async () => {
    const workspace = await opened('PGlite', { sessions: oneTalk, candidateZone: 'Somewhere nice' })
    const [option] = await visitor(workspace.server, await workspace.link()).options()
    expect(option!.label).toBe('Monday 2 March, 09:00–10:00')
  })

  it('refuses forms of other sites and weighs little', async () => {
    const workspace = await opened('PGlite', { sessions: oneTalk })
    const path = await workspace.link()
    const foreign = await fetch(`${workspace.server.url}${path}/cancel`, { method: 'POST', headers: { origin: 'https://elsewhere.test', 'content-type': 'application/x-www-form-urlencoded' }, body: 'sure=yes' })
    expect(foreign.status).toBe(403)
    const sizes = await Promise.all([path, '/book/assets/book.css', '/book/assets/zone.js'].map(async each => (await (await fetch(workspace.server.url + each)).arrayBuffer()).byteLength))
    expect(Math.min(...sizes)).toBeGreaterThan(300)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000)
  })
})
