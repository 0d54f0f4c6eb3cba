import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inviteMail } from '#server/messages/invite-mail'
import { createSmtpTransport } from '#server/messages/smtp-transport'
import { writeRecord } from '#server/replication/record'
import { calendarTexts } from '#server/scheduling/invites/mail-in.route'
import { Invitations, nextInviteTry } from '#server/scheduling/invites/invitations'
import { takeReply } from '#server/scheduling/invites/take-reply'
import { bookInterview, cancelInterview, changeBooking } from '#shared/domain/commands/interview'
import type { Change } from '#shared/domain/commands/change'
import type { Interview } from '#shared/domain/model/interview'
import { createId } from '#shared/lib/ids'
import { noAccounts } from '#tests/support/calendar-accounts'
import { stores } from '#tests/support/databases'
import { startMailServer, type MailServer } from '#tests/support/mail-server'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, openWorkspace, personNamed, testNowMs, type TestWorkspace } from '#tests/support/workspace'

const hour = 3_600_000

describe.each(stores)('invitations on $name', ({ open }) => {
  let workspace: TestWorkspace
  let close: () => Promise<void>
  let mail: MailServer
  let invitations: Invitations
  let closeTransport: () => void
  let nowMs = testNowMs
  let secondInterviewer: string

  const make = (hasMail = true): Invitations => {
    const transport = createSmtpTransport(mail.url, 'hiring@acme.test')
    closeTransport = () => transport.close()
    return new Invitations({
      db: workspace.db, now: () => nowMs, onFailure: cause => { throw cause }, interviewUrl: id => `https://hiring.example.test/app/interviews/${id}`,
      record: { write: async (workspaceId, actorId, rows, tx) => { await writeRecord(tx, workspaceId, actorId, rows, nowMs); return () => undefined } },
      accounts: noAccounts, mail: hasMail ? inviteMail(transport, 'hiring@acme.test') : null,
    })
  }
  beforeEach(async () => {
    const opened = await open()
    close = opened.close
    workspace = await openWorkspace(opened.db)
    nowMs = testNowMs
    mail = await startMailServer()
    invitations = make()
    secondInterviewer = createId()
    await workspace.db.transaction(tx => writeRecord(tx, workspace.workspaceId, null, [{ collection: 'people', id: secondInterviewer, content: { ...personNamed(secondInterviewer, 'interviewer'), email: 'second@example.test', name: 'Second' } }], testNowMs))
  })
  afterEach(async () => {
    await invitations.stop()
    closeTransport()
    await mail.stop()
    await close()
  })

  const stamp = () => ({ actorId: workspace.members.coordinator.personId, nowMs, createId })
  async function push(changes: readonly Change[]): Promise<void> {
    const rows = changes.map(change => {
      if (change.kind === 'create') return newRow(change.collection, change.document)
      if (change.kind !== 'edit') throw new Error('not here')
      return editRow(change.collection, change.id, 1e9, change.collection === 'interviews' ? { booking: bookingOf(change.fields) } : change.fields)
    })
    for (const result of await workspace.push(workspace.members.coordinator, rows)) if (result.kind !== 'accepted') throw new Error(JSON.stringify(result))
  }
  let current: Interview
  const bookingOf = (fields: object) => {
    const unit = ['startMs', 'endMs', 'seats', 'roomId', 'cancelled', 'cancelReason', 'limitReason', 'zone', 'bookedById']
    current = { ...current, ...fields }
    return Object.fromEntries(Object.entries(current).filter(([name]) => unit.includes(name)))
  }
  async function book(fields: { importId?: string } = {}): Promise<Interview> {
    const job = makeJob(fields)
    const candidate = makeCandidate({ emails: ['ana@example.test'], zone: 'America/New_York' })
    const application = makeApplication(job, candidate)
    await workspace.push(workspace.members.recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application)])
    const booked = bookInterview({ application, name: 'System design', startMs: testNowMs + 24 * hour, endMs: testNowMs + 25 * hour, interviewerIds: [workspace.members.interviewer.personId], zone: 'Europe/Berlin', kit: null }, stamp())
    current = booked.interview
    await push(booked.changes)
    return booked.interview
  }
  async function shown(id: string): Promise<Interview> {
    const { rows } = await workspace.pullAll(workspace.members.coordinator)
    return rows.findLast(row => row.id === id)!.content as unknown as Interview
  }
  const states = async (id: string) => (await shown(id)).invites.map(({ invitee, method, state }) => `${invitee} ${method} ${state}`)
  const sent = async () => Promise.all(mail.mailbox.splice(0).map(async ({ to, raw }) => {
    const text = (await calendarTexts(Buffer.from(raw))).texts[0]!.replaceAll('\r\n ', '')
    return `${to} ${/METHOD:(\w+)/.exec(text)![1]} ${/SEQUENCE:(\d+)/.exec(text)![1]}`
  }))

  test('a booked interview reaches everybody in their own zone, and is called delivered once the mail server has it', async () => {
    const interview = await book()
    await invitations.tick()
    const toCandidate = mail.mailbox.find(each => each.to === 'ana@example.test')!
    const { texts } = await calendarTexts(Buffer.from(toCandidate.raw))
    expect(texts[0]).toContain('DTSTART;TZID=America/New_York:')
    expect(texts[0]).toContain(`UID:${interview.id}@shortlist`)
    expect(toCandidate.raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i)
    expect(texts.join('')).not.toContain('interviewer@example.test')
    expect(await sent()).toEqual(expect.arrayContaining(['ana@example.test REQUEST 0', 'interviewer@example.test REQUEST 0']))
    expect(await states(interview.id)).toEqual(['interviewer@example.test request delivered', 'ana@example.test request delivered'])
    expect(await shown(interview.id)).toMatchObject({ icalUid: `${interview.id}@shortlist`, icalSequence: 0 })
    await invitations.tick()
    expect(mail.mailbox).toEqual([])
  })

  test('somebody else takes over: the one who leaves and the one who comes are told, nobody else', async () => {
    const interview = await book()
    await invitations.tick()
    await sent()
    await push(changeBooking(interview, { ...interview, interviewerIds: [secondInterviewer] }, stamp()))
    await invitations.tick()
    expect((await sent()).sort()).toEqual(['interviewer@example.test CANCEL 1', 'second@example.test REQUEST 1'])
    expect(await states(interview.id)).toEqual(['second@example.test request delivered', 'ana@example.test request delivered'])
    expect(await shown(interview.id)).toMatchObject({ icalSequence: 1 })
  })

  test('another time is told to everybody, calling off too, and once each', async () => {
    const interview = await book()
    await invitations.tick()
    await sent()
    await push(changeBooking(interview, { ...interview, startMs: interview.startMs + hour, endMs: interview.endMs + hour, interviewerIds: [workspace.members.interviewer.personId] }, stamp()))
    await invitations.tick()
    expect((await sent()).sort()).toEqual(['ana@example.test REQUEST 1', 'interviewer@example.test REQUEST 1'])
    await push(cancelInterview(current, 'The job is on hold', stamp()))
    await invitations.tick()
    const saysWhy = (to: string) => mail.mailbox.find(each => each.to === to)!.raw.includes('on hold')
    expect([saysWhy('ana@example.test'), saysWhy('interviewer@example.test')], 'the candidate is not told why, the interviewer is').toEqual([false, true])
    expect((await sent()).sort()).toEqual(['ana@example.test CANCEL 2', 'interviewer@example.test CANCEL 2'])
    expect(await states(interview.id)).toEqual([])
  })

  test('booked and called off before anything left: nobody hears of it', async () => {
    await book()
    await push(cancelInterview(current, '', stamp()))
    await invitations.tick()
    expect(mail.mailbox).toEqual([])
  })

  test('an address that is refused says so; a busy mail server is tried again, under the same name', async () => {
    mail.refuse(to => (to === 'ana@example.test' ? 550 : null))
    const interview = await book()
    await invitations.tick()
    expect((await shown(interview.id)).invites).toMatchObject([{ state: 'delivered' }, { state: 'failed', problem: expect.stringContaining('does not take mail'), nextTryAtMs: null }])
    mail.refuse(to => (to === 'interviewer@example.test' ? 451 : null))
    await push(changeBooking(interview, { ...interview, startMs: interview.startMs + hour, endMs: interview.endMs + hour, interviewerIds: [workspace.members.interviewer.personId] }, stamp()))
    await invitations.tick()
    expect((await shown(interview.id)).invites).toMatchObject([{ state: 'waiting', problem: 'E-mail cannot be sent just now.', nextTryAtMs: testNowMs + 60_000 }, { state: 'delivered' }])
    mail.refuse(null)
    nowMs += 61_000
    await invitations.tick()
    expect(await states(interview.id)).toEqual(['interviewer@example.test request delivered', 'ana@example.test request delivered'])
  })

  test('with no mail server the interview says that nobody was told; once there is one they are', async () => {
    closeTransport()
    invitations = make(false)
    const interview = await book()
    await invitations.tick()
    expect((await shown(interview.id)).invites).toMatchObject([{ state: 'failed', problem: expect.stringContaining('Shortlist cannot send e-mail yet') }, { state: 'failed' }])
    await invitations.stop()
    closeTransport()
    invitations = make()
    await invitations.start()
    await invitations.tick()
    await expect.poll(() => states(interview.id)).toEqual(['interviewer@example.test request delivered', 'ana@example.test request delivered'])
  })

  test('an answer marks who comes; one to an older time, or from somebody else, does not', async () => {
    const interview = await book()
    await invitations.tick()
    const reply = { uid: `${interview.id}@shortlist`, sequence: 0, attendee: 'interviewer@example.test', sentBy: null, answer: 'declined' as const, atMs: testNowMs + 5 }
    expect(await takeReply(workspace.db, reply, 'somebody@example.test', testNowMs + 60_000)).toBe('unknown')
    expect(await takeReply(workspace.db, reply, 'interviewer@example.test', testNowMs + 60_000)).toBe('taken')
    expect(await takeReply(workspace.db, { ...reply, answer: 'accepted', atMs: testNowMs + 1 }, 'interviewer@example.test', testNowMs + 60_000)).toBe('outdated')
    await invitations.tick()
    expect(await states(interview.id)).toEqual(['interviewer@example.test request declined', 'ana@example.test request delivered'])
    await push(changeBooking(interview, { ...interview, startMs: interview.startMs + hour, endMs: interview.endMs + hour, interviewerIds: [workspace.members.interviewer.personId] }, stamp()))
    await invitations.tick()
    expect(await takeReply(workspace.db, { ...reply, answer: 'accepted', atMs: testNowMs + 9 }, 'interviewer@example.test', testNowMs + 60_000)).toBe('outdated')
    expect(await states(interview.id)).toEqual(['interviewer@example.test request delivered', 'ana@example.test request delivered'])
  })

  test('what is over is over: nobody is told of it any more', async () => {
    await book()
    nowMs += 48 * hour
    await invitations.tick()
    expect(mail.mailbox).toEqual([])
  })

  test('nobody of the sample workspace is ever written to', async () => {
    const importId = createId()
    await workspace.db.transaction(tx => writeRecord(tx, workspace.workspaceId, null, [{ collection: 'settings', id: workspace.workspaceId, content: { name: 'Acme', sampleImportId: importId } }], testNowMs))
    await book({ importId })
    await invitations.tick()
    expect(mail.mailbox).toEqual([])
  })

  test('two servers look and send at once: one letter each', async () => {
    await book()
    const other = make()
    await Promise.all([invitations.tick(), other.tick()])
    await other.stop()
    expect(mail.mailbox).toHaveLength(2)
  })
})

test('tries come less often, and end when the interview begins', () => {
  const row = (tries: number) => ({ tries, wanted: { method: 'request' as const, sequence: 0, facts: { startMs: 10 * hour, endMs: 11 * hour, zone: 'UTC', title: '', place: '', joinUrl: null } } })
  expect(nextInviteTry(row(1), 0)).toBe(60_000)
  expect(nextInviteTry(row(20), 0)).toBe(hour)
  expect(nextInviteTry(row(20), 9.5 * hour)).toBeNull()
})
