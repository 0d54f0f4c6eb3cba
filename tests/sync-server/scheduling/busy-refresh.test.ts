import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BusyReading } from '#server/connectors/kit/calendar'
import { googleCalendar } from '#server/connectors/google-calendar/connector'
import { removeConnection } from '#server/outbox/change-connection'
import { busyId } from '#server/scheduling/busy-document'
import { BusyRefresh, nextReadAt } from '#server/scheduling/busy-refresh'
import { saveCalendar } from '#server/scheduling/calendar-row'
import type { CalendarAccounts } from '#server/scheduling/ports'
import { writeRecord } from '#server/replication/record'
import type { Busy } from '#shared/domain/model/busy'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { noAccounts } from '#tests/support/calendar-accounts'
import { connect as connectSystem, testBox } from '#tests/support/outbox'
import { openWorkspace, testNowMs, type Member, type TestWorkspace } from '#tests/support/workspace'

const hour = 3_600_000
const block = (fromHour: number, toHour: number) => ({ fromMs: testNowMs + fromHour * hour, toMs: testNowMs + toHour * hour })

describe.each(stores)('busy times on $name', ({ open }) => {
  let workspace: TestWorkspace
  let close: () => Promise<void>
  let nowMs = testNowMs
  let answer: () => Promise<BusyReading>
  let readings: number
  const refresh = (accounts: CalendarAccounts = noAccounts) => new BusyRefresh({
    db: workspace.db, seal: testBox, now: () => nowMs, onFailure: cause => { throw cause },
    record: { write: async (workspaceId, actorId, rows, tx) => { await writeRecord(tx, workspaceId, actorId, rows, nowMs); return () => undefined } },
    feeds: { readFeed: async () => { readings += 1; return answer() } }, accounts,
  })
  beforeEach(async () => {
    const opened = await open()
    close = opened.close
    workspace = await openWorkspace(opened.db)
    nowMs = testNowMs
    readings = 0
    answer = async () => ({ kind: 'read', blocks: [block(1, 3)], memo: {} })
  })
  afterEach(() => close())

  async function connect(personId = workspace.members.interviewer.personId): Promise<void> {
    const id = createId()
    await saveCalendar(workspace.db, { id, workspaceId: workspace.workspaceId, subjectKind: 'person', subjectId: personId, kind: 'feed', connectionId: null, address: testBox.seal(id, { url: 'https://calendar.example.test/basic.ics' }), nextReadAtMs: nowMs, createdAtMs: nowMs })
  }
  async function busy(as: Member = workspace.members.coordinator): Promise<Busy | null> {
    const { rows } = await workspace.pullAll(as)
    return (rows.findLast(row => row.collection === 'busy')?.content ?? null) as unknown as Busy | null
  }

  test('six weeks are written, and only those who arrange interviews and the person themselves may read them', async () => {
    await connect()
    await refresh().readDue()
    const found = await busy()
    expect(found).toMatchObject({ subjectKind: 'person', subjectName: 'interviewer', readAtMs: testNowMs, problem: null, blocks: [{ startMs: testNowMs + hour, endMs: testNowMs + 3 * hour }] })
    expect(found!.toMs - found!.fromMs).toBe(42 * 24 * hour)
    expect(await busy(workspace.members.interviewer)).toEqual(found)
    expect(await busy(workspace.members.hiringManager)).toBeNull()
  })

  test('a calendar that cannot be read keeps what was known, says why and since when, and is asked less often', async () => {
    await connect()
    await refresh().readDue()
    answer = () => Promise.reject(new AppError('calendar.feed_gone'))
    nowMs += 11 * 60_000
    await refresh().readDue()
    expect(await busy()).toMatchObject({ readAtMs: testNowMs, blocks: [{ startMs: testNowMs + hour }], problem: expect.stringContaining('Nothing is published at this address any more') })
    nowMs += 9 * 60_000
    await refresh().readDue()
    expect(readings).toBe(2)
    answer = async () => ({ kind: 'read', blocks: [], memo: {} })
    nowMs += hour
    await refresh().readDue()
    expect(await busy()).toMatchObject({ readAtMs: nowMs, blocks: [], problem: null })
  })

  test('a calendar that was never read is not taken for a free one', async () => {
    await connect()
    answer = () => Promise.reject(new AppError('connector.unreachable'))
    await refresh().readDue()
    const found = await busy()
    expect(found!.toMs).toBe(found!.fromMs)
    expect(found!.problem).toContain('could not be reached')
  })

  test('our own interviews are cut out of what the calendar says, and come back when they are called off', async () => {
    await connect()
    const { personId } = workspace.members.interviewer
    await workspace.db.query(`insert into bookings (workspace_id, interview_id, resource, during) values ($1, $2, $3, int8range($4::bigint, $5::bigint))`, [workspace.workspaceId, createId(), `person:${personId}`, block(1, 2).fromMs, block(1, 2).toMs])
    await refresh().readDue()
    expect((await busy())!.blocks).toEqual([{ startMs: testNowMs + 2 * hour, endMs: testNowMs + 3 * hour }])
    await workspace.db.query('delete from bookings')
    answer = async () => ({ kind: 'unchanged' })
    nowMs += 11 * 60_000
    await refresh().readDue()
    expect((await busy())!.blocks).toEqual([{ startMs: testNowMs + hour, endMs: testNowMs + 3 * hour }])
  })

  test('what has not changed is not written again, but its age is never off by more than an hour', async () => {
    await connect()
    await refresh().readDue()
    const before = await workspace.pullAll(workspace.members.coordinator)
    answer = async () => ({ kind: 'unchanged' })
    nowMs += 11 * 60_000
    await refresh().readDue()
    expect((await workspace.pullAll(workspace.members.coordinator, before.cursor)).rows).toEqual([])
    nowMs += hour
    await refresh().readDue()
    expect((await busy())!.readAtMs).toBe(nowMs)
  })

  test('an account that is taken away takes its busy times from the laptops, and leaves those of others', async () => {
    const { members: { interviewer, recruiter }, db, workspaceId } = workspace
    await connect(recruiter.personId)
    const connection = await connectSystem(db, workspaceId, googleCalendar, { config: {}, keys: {} })
    await saveCalendar(db, { id: createId(), workspaceId, subjectKind: 'person', subjectId: interviewer.personId, kind: 'account', connectionId: connection.id, address: 'ines@acme.test', nextReadAtMs: nowMs, createdAtMs: nowMs })
    const running = refresh({ ...noAccounts, freeBusy: async () => [block(5, 6)] })
    await running.readDue()
    const before = await workspace.pullAll(workspace.members.coordinator)
    expect(before.rows.filter(row => row.collection === 'busy')).toHaveLength(2)
    await removeConnection(db, connection.id, nowMs)
    await running.readDue()
    const after = await workspace.pullAll(workspace.members.coordinator, before.cursor)
    expect(after.rows.filter(row => row.collection === 'busy')).toMatchObject([{ id: busyId(workspaceId, { kind: 'person', id: interviewer.personId }), gone: 'deleted' }])
    expect(await db.query('select subject_id as id from calendars')).toEqual([{ id: recruiter.personId }])
  })

  test('of two servers one reads', async () => {
    await connect()
    let release = (): void => undefined
    const held = new Promise<void>(done => { release = done })
    answer = async () => { await held; return { kind: 'read', blocks: [], memo: {} } }
    const [first, second] = [refresh(), refresh()]
    const running = first.readDue()
    await second.readDue()
    release()
    await running
    expect(readings).toBe(1)
  })

  test('a reading that comes back after its calendar was replaced writes nothing', async () => {
    await connect()
    let release = (): void => undefined
    const held = new Promise<void>(done => { release = done })
    answer = async () => { await held; return { kind: 'read', blocks: [block(1, 2)], memo: {} } }
    const running = refresh()
    const round = running.readDue()
    await expect.poll(() => readings).toBe(1)
    await connect()
    const stopping = running.stop()
    release()
    await Promise.all([round, stopping])
    expect(await busy()).toBeNull()
  })
})

test('the pause after failures grows to six hours and never undercuts what was asked for', () => {
  expect(nextReadAt(0, 0, null)).toBe(600_000)
  expect(nextReadAt(0, 3, null)).toBe(2_400_000)
  expect(nextReadAt(0, 30, null)).toBe(6 * hour)
  expect(nextReadAt(0, 1, 5 * hour)).toBe(5 * hour)
})
