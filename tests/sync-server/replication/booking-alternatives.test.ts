import { describe, expect, test } from 'vitest'
import type { Conflict } from '#shared/domain/model/conflict'
import type { Interview } from '#shared/domain/model/interview'
import { freeTimesWords } from '#shared/domain/free-times-words'
import { createId } from '#shared/lib/ids'
import { usualInterviewing } from '#shared/domain/scheduling/own-time'
import { addDays, dayOf, wallToInstant, weekdayOf } from '#shared/lib/zoned-time'
import { stores } from '#tests/support/databases'
import { eachWorkspace } from '#tests/support/each-workspace'
import { aBooking, aPlan, aPlanSeat, aPlanSession, berlin } from '#tests/support/planning'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, testNowMs, type Member, type TestWorkspace } from '#tests/support/workspace'

/** The Monday after the test's now. */
const monday = (() => {
  const today = dayOf(testNowMs, berlin)
  return addDays(today, 8 - weekdayOf(today))
})()
const at = (wall: string, day = monday): number => wallToInstant(day, wall, berlin)

describe.each(stores)('a booking that cannot be, on $name', ({ open }) => {
  let workspace: TestWorkspace
  eachWorkspace(open, opened => { workspace = opened })

  async function loop() {
    const { members, push } = workspace
    const [ana, bo] = [members.interviewer.personId, members.hiringManager.personId]
    const plan = aPlan()
    const coding = aPlanSession(plan, 'Coding', [aPlanSeat([ana, bo], { preferredIds: [ana] })])
    const job = makeJob({ interviewPlans: [plan], sessions: [coding] })
    const candidates = [makeCandidate(), makeCandidate({ fullName: 'Ben Okafor' }), makeCandidate({ fullName: 'Cy Lee' })]
    const applications = candidates.map(candidate => makeApplication(job, candidate))
    await push(members.recruiter, [newRow('jobs', job), ...candidates.map(each => newRow('candidates', each)), ...applications.map(each => newRow('applications', each))])
    const booking = (who: number, startMs: number, personId: string, more: Partial<Interview> = {}): Interview => aBooking(startMs, [personId], {
      candidateId: candidates[who]!.id, applicationId: applications[who]!.id, jobId: job.id, sessionId: coding.id, confirmed: false, bookedById: members.coordinator.personId, ...more,
    })
    return { ana, bo, coding, booking }
  }
  const book = async (member: Member, interview: Interview) => (await workspace.push(member, [newRow('interviews', interview)]))[0]!
  const conflicts = async (): Promise<Conflict[]> => {
    await workspace.findTimes()
    const { rows } = await workspace.pullAll(workspace.members.owner)
    return rows.filter(row => row.collection === 'conflicts').map(row => row.content as unknown as Conflict)
  }

  test('comes back with ranked alternatives, and each of them can be booked', async () => {
    const { ana, bo, booking } = await loop()
    const { coordinator, recruiter } = workspace.members
    await book(recruiter, booking(0, at('10:00'), ana))
    const lost = booking(1, at('10:00'), ana)
    expect(await book(coordinator, lost)).toMatchObject({ kind: 'refused', code: 'rules.booking_overlap' })
    const [conflict] = await conflicts()
    expect(conflict).toMatchObject({ kind: 'refused', unit: 'record', aside: { value: { id: lost.id } } })
    const [first, second] = conflict!.alternatives
    expect(conflict!.alternatives.length).toBeGreaterThan(3)
    expect(first).toMatchObject({ label: 'The same time, with hiringManager instead of interviewer', value: { startMs: lost.startMs, seats: [{ personId: bo }] } })
    expect(second).toMatchObject({ value: { seats: [{ personId: ana }] } })
    expect(await book(coordinator, { ...lost, ...(first!.value as Partial<Interview>) })).toMatchObject({ kind: 'accepted' })
    expect(await book(coordinator, { ...booking(2, 0, ana), ...(second!.value as Partial<Interview>) })).toMatchObject({ kind: 'accepted' })
  })

  test('every refusal of a flood gets its alternatives, once; who decided meanwhile is left alone', async () => {
    const { ana, booking } = await loop()
    const { coordinator, recruiter, owner } = workspace.members
    await book(recruiter, booking(0, at('10:00'), ana))
    const flood = Array.from({ length: 30 }, (_, index) => booking(1, at('10:00') + (index % 3) * 300_000, ana))
    expect((await workspace.push(coordinator, flood.map(each => newRow('interviews', each)))).every(answer => answer.kind === 'refused')).toBe(true)
    const { rows } = await workspace.pullAll(owner)
    const told = rows.filter(row => row.collection === 'conflicts')
    expect(told.map(row => (row.content as unknown as Conflict).alternatives)).toEqual(flood.map(() => []))
    await workspace.push(coordinator, [editRow('conflicts', told[0]!.id, told[0]!.revision, { resolution: { resolved: 1, choice: 'kept', resolvedById: coordinator.personId, resolvedAtMs: testNowMs } })])
    expect(told.map(row => (row.content as unknown as Conflict).search), 'each says that it is being looked for').toEqual(flood.map(() => 'running'))
    const found = await conflicts()
    expect(found.map(each => each.search ?? null), 'and that the search is over, but where nothing was looked for').toEqual(found.map(each => (each.alternatives.length === 0 ? null : 'ended')))
    expect(found.filter(each => each.alternatives.length === 0).map(each => each.id)).toEqual([told[0]!.id])
    expect(await workspace.db.query('select * from alternative_searches where workspace_id = $1', [workspace.workspaceId])).toEqual([])
    expect((await conflicts()).map(each => each.revision)).toEqual(found.map(each => each.revision))
  })

  test('a search that finds nothing says so', async () => {
    const { ana, bo, booking } = await loop()
    const { coordinator, recruiter, interviewer, hiringManager } = workspace.members
    await book(recruiter, booking(0, at('10:00'), ana))
    const { rows } = await workspace.pullAll(workspace.members.owner)
    for (const [member, id] of [[interviewer, ana], [hiringManager, bo]] as const) {
      const away = { id: createId(), fromDay: monday, toDay: addDays(monday, 21), note: '' }
      await workspace.push(member, [editRow('people', id, rows.find(row => row.id === id)!.revision, { timeOff: [away] })])
    }
    await book(coordinator, booking(1, at('10:00'), ana))
    const [conflict] = await conflicts()
    expect(conflict).toMatchObject({ alternatives: [], search: 'ended' })
    expect(freeTimesWords(conflict!, false)?.say).toContain('nothing is free')
  })

  test('what is offered instead of one session never takes the time of another that came with it', async () => {
    const { ana, bo, booking } = await loop()
    const { coordinator, recruiter } = workspace.members
    await book(recruiter, booking(0, at('10:00'), ana))
    const [lost, later] = [booking(1, at('10:00'), ana), booking(1, at('11:00'), bo)]
    const answers = await workspace.push(coordinator, [newRow('interviews', lost), newRow('interviews', later)])
    expect(answers.map(answer => answer.kind)).toEqual(['refused', 'accepted'])
    const offered = (await conflicts())[0]!.alternatives.map(each => each.value as Pick<Interview, 'startMs' | 'endMs'>)
    expect(offered.length).toBeGreaterThan(0)
    expect(offered.filter(each => each.startMs < later.endMs && each.endMs > later.startMs)).toEqual([])
  })

  test('a move that cannot be keeps the interview where it was and offers what is free', async () => {
    const { ana, booking } = await loop()
    const { recruiter } = workspace.members
    await book(recruiter, booking(0, at('10:00'), ana))
    const mine = booking(1, at('11:00'), ana)
    const { revision } = await book(recruiter, mine)
    const unit = { endMs: at('11:30'), startMs: at('10:30'), seats: mine.seats, roomId: null, cancelled: false, cancelReason: '', limitReason: '', zone: berlin, bookedById: mine.bookedById }
    const [moved] = await workspace.push(recruiter, [editRow('interviews', mine.id, revision, { booking: unit })])
    expect(moved).toMatchObject({ kind: 'refused', code: 'rules.booking_overlap' })
    const [conflict] = await conflicts()
    expect(conflict!.kept.value).toMatchObject({ startMs: mine.startMs })
    expect(conflict!.alternatives.length).toBeGreaterThan(0)
    // Neither the time that is taken nor the one where it stands already is a way forward.
    const withAna = conflict!.alternatives.map(each => each.value as Interview).filter(each => each.seats[0]!.personId === ana).map(each => each.startMs)
    expect(withAna.filter(startMs => startMs === at('10:30') || startMs === at('11:00'))).toEqual([])
  })

  test('nobody gives more interviews than their limit unless a reason is written, whoever books and on whatever route', async () => {
    const { ana, booking } = await loop()
    const { recruiter, coordinator, interviewer, hiringManager } = workspace.members
    const { rows } = await workspace.pullAll(interviewer)
    const own = rows.find(row => row.id === ana)!
    await workspace.push(interviewer, [editRow('people', ana, own.revision, { interviewing: { ...usualInterviewing, maxPerDay: 1 } })])
    expect(await book(recruiter, booking(0, at('10:00'), ana))).toMatchObject({ kind: 'accepted' })
    const second = booking(1, at('14:00'), ana)
    expect(await book(coordinator, second)).toMatchObject({ kind: 'refused', code: 'rules.over_limit' })
    const [conflict] = await conflicts()
    expect(conflict!.alternatives[0]).toMatchObject({ value: { startMs: second.startMs, seats: [{ personId: hiringManager.personId }] } })
    expect(conflict!.alternatives.some(each => dayOf((each.value as Interview).startMs, berlin) === monday && (each.value as Interview).seats[0]!.personId === ana)).toBe(false)
    expect(await book(coordinator, { ...second, limitReason: 'Everybody else is ill' })).toMatchObject({ kind: 'accepted' })
    expect(await book(coordinator, booking(2, at('14:00', addDays(monday, 1)), ana))).toMatchObject({ kind: 'accepted' })
  })

  test('a loop moves onto its own earlier times in one push; where one of it cannot, the others move and it stays', async () => {
    const { ana, booking } = await loop()
    const { recruiter, owner } = workspace.members
    const mine = [booking(0, at('10:00'), ana), booking(0, at('11:00'), ana), booking(0, at('12:00'), ana)]
    const made = await workspace.push(recruiter, mine.map(each => newRow('interviews', each)))
    const unit = (interview: Interview, hours: number) => ({
      startMs: interview.startMs + hours * 3_600_000, endMs: interview.endMs + hours * 3_600_000, seats: interview.seats, roomId: null, cancelled: false, cancelReason: '', limitReason: '', zone: berlin, bookedById: interview.bookedById,
    })
    const move = (revisions: readonly number[], hours: number) => workspace.push(recruiter, mine.map((each, index) => editRow('interviews', each.id, revisions[index]!, { booking: unit(each, hours) })))
    const moved = await move(made.map(result => result.revision), 1)
    expect(moved.map(result => result.kind)).toEqual(['accepted', 'accepted', 'accepted'])
    // Somebody else takes 14:00 with Ana: the last of the loop cannot go there.
    await book(owner, booking(1, at('14:00'), ana))
    const again = await move(moved.map(result => result.revision), 2)
    expect(again.map(result => result.kind)).toContain('refused')
    // Whatever was refused keeps its old time reserved.
    const { rows } = await workspace.pullAll(recruiter)
    const standing = rows.filter(row => mine.some(each => each.id === row.id)).map(row => row.content as unknown as Interview)
    const reserved = await workspace.db.query<{ id: string; start: number }>('select interview_id as id, lower(during)::float8 as start from bookings where resource = $1', [`person:${ana}`])
    for (const each of standing) expect(reserved.find(row => row.id === each.id)?.start).toBe(each.startMs)
  })
})
