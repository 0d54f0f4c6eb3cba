import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeRecord } from '#server/replication/record'
import { CalendarSync } from '#server/scheduling/events/calendar-sync'
import { Invitations } from '#server/scheduling/invites/invitations'
import type { InviteLetter } from '#server/scheduling/invites/letter'
import { bookInterview } from '#shared/domain/commands/interview'
import type { Interview } from '#shared/domain/model/interview'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import { oneAccount, type OneAccount } from '#tests/support/calendar-accounts'
import { stores } from '#tests/support/databases'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, openWorkspace, testNowMs, type TestWorkspace } from '#tests/support/workspace'

const hour = 3_600_000

describe.each(stores)('interviews in an account’s calendar on $name', ({ open }) => {
  let workspace: TestWorkspace
  let close: () => Promise<void>
  let account: OneAccount
  let letters: InviteLetter[]
  let invitations: Invitations
  let sync: CalendarSync
  let nowMs = testNowMs
  beforeEach(async () => {
    const opened = await open()
    close = opened.close
    workspace = await openWorkspace(opened.db)
    nowMs = testNowMs
    letters = []
    const connectionId = createId()
    await opened.db.query(
      `insert into connections (id, workspace_id, connector_id, title, config, secrets, events, fields, mapping, since_sequence, created_at_ms) values ($1, $2, 'google-calendar', 'Acme’s calendar', '{}', '', '[]', '[]', '[]', 0, 0)`, [connectionId, workspace.workspaceId],
    )
    account = oneAccount(workspace.workspaceId, connectionId)
    const common = { db: workspace.db, accounts: account, now: () => nowMs, onFailure: (cause: unknown) => { throw cause } }
    invitations = new Invitations({
      ...common, mail: { organizerEmail: 'hiring@acme.test', send: async letter => void letters.push(letter) }, interviewUrl: id => `https://hiring.example.test/${id}`,
      record: { write: async (workspaceId, actorId, rows, tx) => { await writeRecord(tx, workspaceId, actorId, rows, nowMs); return () => undefined } },
    })
    sync = new CalendarSync({ ...common, onNews: () => void invitations.tick() })
  })
  afterEach(async () => {
    await sync.stop()
    await invitations.stop()
    await close()
  })

  async function book(video: Interview['video'] = 'meet'): Promise<Interview> {
    const job = makeJob()
    const candidate = makeCandidate({ emails: ['ana@example.test'] })
    const application = makeApplication(job, candidate)
    await workspace.push(workspace.members.recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application)])
    const { interview } = bookInterview({ application, name: 'System design', startMs: testNowMs + 24 * hour, endMs: testNowMs + 25 * hour, interviewerIds: [workspace.members.interviewer.personId], zone: 'Europe/Berlin', kit: null }, { actorId: workspace.members.coordinator.personId, nowMs, createId })
    await workspace.push(workspace.members.coordinator, [newRow('interviews', { ...interview, video })])
    return interview
  }
  async function shown(id: string): Promise<Interview> {
    const { rows } = await workspace.pullAll(workspace.members.coordinator)
    return rows.findLast(row => row.id === id)!.content as unknown as Interview
  }
  const states = async (id: string) => (await shown(id)).invites.map(({ invitee, method, state }) => `${invitee} ${method} ${state}`)
  async function change(interview: Interview, fields: Partial<Interview>): Promise<void> {
    const { startMs, endMs, seats, roomId, cancelled, cancelReason, limitReason, zone, bookedById } = { ...interview, ...fields }
    const [result] = await workspace.push(workspace.members.coordinator, [editRow('interviews', interview.id, 1e9, { booking: { startMs, endMs, seats, roomId, cancelled, cancelReason, limitReason, zone, bookedById } })])
    if (result?.kind !== 'accepted') throw new Error(JSON.stringify(result))
  }

  test('who holds it is told by the calendar, the candidate by one letter that has the link', async () => {
    account.makeLinksSlow()
    const interview = await book()
    await invitations.tick()
    expect(account.events.get(interview.id)).toMatchObject({ wantsLink: true, guests: [{ email: 'interviewer@example.test' }] })
    expect(letters).toEqual([])
    expect((await shown(interview.id)).invites).toMatchObject([{ state: 'delivered' }, { state: 'waiting', problem: expect.stringContaining('video link') }])
    nowMs += 11_000
    await invitations.tick()
    expect(letters).toMatchObject([{ to: 'ana@example.test', text: expect.stringContaining('https://meet.example.test/1') }])
    expect(await shown(interview.id)).toMatchObject({ joinUrl: 'https://meet.example.test/1', elsewhere: null })
    expect(await states(interview.id)).toEqual(['interviewer@example.test request delivered', 'ana@example.test request delivered'])
    await invitations.tick()
    expect([account.puts.filter(put => put.startsWith('tell')), letters.length]).toEqual([['tell interviewer@example.test'], 1])
  })

  test('somebody takes over: the calendar is changed, the candidate hears nothing', async () => {
    const interview = await book('none')
    await invitations.tick()
    await change(interview, { seats: [{ personId: workspace.members.hiringManager.personId, role: 'interviewer' }] })
    await invitations.tick()
    expect(account.puts).toEqual(['tell interviewer@example.test', 'tell hiringManager@example.test'.toLowerCase()])
    expect(letters).toHaveLength(1)
    expect(await states(interview.id)).toEqual(['hiringmanager@example.test request delivered', 'ana@example.test request delivered'])
    await change(interview, { cancelled: true, cancelReason: 'The ward is closed' })
    await invitations.tick()
    expect([account.events.size, account.puts.at(-1)]).toEqual([0, 'cancel: The ward is closed'])
    expect(letters.at(-1)).toMatchObject({ to: 'ana@example.test', calendar: { method: 'CANCEL' } })
    expect(JSON.stringify(letters), 'the candidate is not told why').not.toContain('The ward is closed')
  })

  test('a calendar that refuses is shown on the interview with the next try, and heals', async () => {
    account.fail(new AppError('connector.consent_revoked'))
    const interview = await book('none')
    await invitations.tick()
    expect((await shown(interview.id)).invites).toMatchObject([{ state: 'waiting', problem: expect.stringContaining('consent'), nextTryAtMs: nowMs + 60_000 }, { state: 'delivered' }])
    account.fail(null)
    nowMs += 61_000
    await invitations.tick()
    expect(await states(interview.id)).toEqual(['interviewer@example.test request delivered', 'ana@example.test request delivered'])
  })

  test('moved, declined or deleted there: the interview is marked and stays where it is', async () => {
    const interview = await book('none')
    await invitations.tick()
    const eventId = `e-${interview.id}`
    nowMs += 1_000
    account.news.push({ kind: 'stands', eventId, startMs: interview.startMs + hour, endMs: interview.endMs + hour, answers: [{ email: 'interviewer@example.test', answer: 'declined' }] })
    await sync.readDue()
    await invitations.tick()
    expect(await shown(interview.id)).toMatchObject({ startMs: interview.startMs, elsewhere: { kind: 'moved', startMs: interview.startMs + hour, calendar: 'Acme’s calendar' } })
    expect(await states(interview.id)).toEqual(['interviewer@example.test request declined', 'ana@example.test request delivered'])
    nowMs += 6 * 60_000
    account.news.push({ kind: 'gone', eventId })
    await sync.readDue()
    await invitations.tick()
    expect((await shown(interview.id)).elsewhere).toMatchObject({ kind: 'deleted' })
    await change(interview, { startMs: interview.startMs + hour, endMs: interview.endMs + hour })
    await invitations.tick()
    expect(await shown(interview.id)).toMatchObject({ elsewhere: null })
    nowMs += 6 * 60_000
    account.news.push({ kind: 'stands', eventId, startMs: interview.startMs + hour, endMs: interview.endMs + hour, answers: [] })
    await sync.readDue()
    await invitations.tick()
    expect((await shown(interview.id)).elsewhere).toBeNull()
  })

  test('a Zoom meeting is made beside the event: both say its link, one letter to the candidate', async () => {
    const made: string[] = []
    const withZoom = { ...account, listMeetingAccounts: async () => [{ connectionId: (await account.list())[0]!.connectionId, workspaceId: workspace.workspaceId, video: 'zoom' as const }], putMeeting: async (_connection: string, event: { title: string }) => { made.push(event.title); return { eventId: 'z1', joinUrl: 'https://zoom.example.test/1', isLinkPending: false } }, cancelMeeting: async () => void made.push('cancelled') }
    await invitations.stop()
    invitations = new Invitations({
      db: workspace.db, accounts: withZoom, now: () => nowMs, onFailure: cause => { throw cause }, mail: { organizerEmail: 'hiring@acme.test', send: async letter => void letters.push(letter) }, interviewUrl: id => id,
      record: { write: async (workspaceId, actorId, rows, tx) => { await writeRecord(tx, workspaceId, actorId, rows, nowMs); return () => undefined } },
    })
    const interview = await book('zoom')
    await invitations.tick()
    await invitations.tick()
    expect(made).toEqual(['System design'])
    expect(letters).toMatchObject([{ to: 'ana@example.test', text: expect.stringContaining('https://zoom.example.test/1') }])
    expect(account.events.get(interview.id)).toMatchObject({ joinUrl: 'https://zoom.example.test/1', wantsLink: false })
    await change(interview, { cancelled: true })
    await invitations.tick()
    expect(made).toEqual(['System design', 'cancelled'])
  })

  test('two servers at once put one event and read the calendar once', async () => {
    const interview = await book('none')
    const other = new CalendarSync({ db: workspace.db, accounts: account, now: () => nowMs, onNews: () => undefined, onFailure: cause => { throw cause } })
    await Promise.all([invitations.tick(), sync.readDue(), other.readDue()])
    expect(account.puts).toHaveLength(1)
    const [row] = await workspace.db.query<{ token: string }>('select token from calendar_sync')
    expect([row!.token, account.events.has(interview.id)]).toEqual(['+', true])
  })
})
