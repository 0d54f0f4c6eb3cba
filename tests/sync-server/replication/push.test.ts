import { describe, expect, test } from 'vitest'
import type { Conflict } from '#shared/domain/model/conflict'
import { createId, createOperationId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { eachWorkspace } from '#tests/support/each-workspace'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, pipelineOf, testNowMs, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('pushes on $name', ({ open }) => {
  let workspace: TestWorkspace
  eachWorkspace(open, opened => { workspace = opened })

  async function pipeline() {
    const { members, push } = workspace
    const job = makeJob({ hiringTeam: [{ id: members.hiringManager.personId, role: 'hiringManager' }] })
    const candidate = makeCandidate()
    const application = makeApplication(job, candidate)
    const results = await push(members.recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application)])
    return { job, candidate, application, results, revision: results[2]!.revision }
  }

  async function conflicts(): Promise<Conflict[]> {
    const { rows } = await workspace.pullAll(workspace.members.owner)
    return rows.filter(row => row.collection === 'conflicts').map(row => row.content as unknown as Conflict)
  }

  test('a new job, candidate and application reach a colleague', async () => {
    const { results, application } = await pipeline()
    expect(results.map(result => result.kind)).toEqual(['accepted', 'accepted', 'accepted'])
    const { rows } = await workspace.pullAll(workspace.members.owner)
    expect(rows.find(row => row.id === application.id)?.content).toEqual(application)
  })

  /** An hour of an interviewer with the candidate of a pipeline. */
  const bookingIn = ({ job, candidate, application }: Awaited<ReturnType<typeof pipeline>>, fields: object = {}) => ({
    id: createId(), loopId: createId(), candidateId: candidate.id, applicationId: application.id, jobId: job.id, sessionId: null, name: 'Talk', startMs: testNowMs, endMs: testNowMs + 3_600_000,
    seats: [{ personId: workspace.members.interviewer.personId, role: 'interviewer' }], roomId: null, cancelled: false, cancelReason: '', limitReason: '', zone: 'Europe/Berlin', bookedById: workspace.members.recruiter.personId,
    video: 'none', kitId: null, kitVersion: null, confirmed: false, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: testNowMs, ...fields,
  })

  test('an interviewer, a room and a candidate are each booked once at a time, and the second booking comes back with its reason', async () => {
    const { recruiter, hiringManager } = workspace.members
    const [ana, ben, roomId] = [await pipeline(), await pipeline(), createId()]
    const others = [{ personId: hiringManager.personId, role: 'interviewer' }]
    const halfAnHourLater = { startMs: testNowMs + 1_800_000, endMs: testNowMs + 5_400_000 }
    const book = async (wanted: ReturnType<typeof bookingIn>) => (await workspace.push(recruiter, [newRow('interviews', wanted)]))[0]
    const isTaken = { kind: 'refused', code: 'rules.booking_overlap', conflictId: expect.any(String) }
    expect(await book(bookingIn(ana, { roomId }))).toMatchObject({ kind: 'accepted' })
    expect(await book(bookingIn(ben, halfAnHourLater)), 'the interviewer').toMatchObject(isTaken)
    expect(await book(bookingIn(ben, { ...halfAnHourLater, seats: others, roomId })), 'the room').toMatchObject(isTaken)
    expect(await book(bookingIn(ana, { ...halfAnHourLater, seats: others })), 'the candidate').toMatchObject(isTaken)
    // What one booking ends, another may begin; and others at the same time are nobody's business.
    expect(await book(bookingIn(ana, { roomId, startMs: testNowMs + 3_600_000, endMs: testNowMs + 7_200_000 }))).toMatchObject({ kind: 'accepted' })
    expect(await book(bookingIn(ben, { seats: others, roomId: createId() }))).toMatchObject({ kind: 'accepted' })
  })

  test('an interview that is deleted leaves its time to others, and coordinators may only call it off', async () => {
    const { members, push } = workspace
    const ana = await pipeline()
    const [first, second] = [bookingIn(ana), bookingIn(ana)]
    const [made] = await push(members.recruiter, [newRow('interviews', first)])
    const remove = { kind: 'delete', collection: 'interviews', id: first.id, operation: createOperationId(), atMs: testNowMs, base: made!.revision } as const
    expect((await push(members.recruiter, [newRow('interviews', second)]))[0]).toMatchObject({ kind: 'refused', code: 'rules.booking_overlap' })
    expect((await push(members.coordinator, [remove]))[0]).toMatchObject({ kind: 'refused', code: 'access.not_yours_to_change' })
    expect((await push(members.recruiter, [{ ...remove, operation: createOperationId() }]))[0]).toMatchObject({ kind: 'accepted', deleted: true })
    expect((await push(members.recruiter, [newRow('interviews', bookingIn(ana))]))[0]).toMatchObject({ kind: 'accepted' })
  })

  test('a push repeated after a lost answer changes nothing and is accepted again', async () => {
    const { application, revision, job } = await pipeline()
    const move = editRow('applications', application.id, revision, { pipeline: pipelineOf(application, { stageId: job.stages[1]!.id }) })
    const [first] = await workspace.push(workspace.members.recruiter, [move])
    const [again] = await workspace.push(workspace.members.recruiter, [move])
    expect(again).toMatchObject({ kind: 'accepted', revision: first!.revision })
    expect(await conflicts()).toEqual([])
  })

  test('a record made again after a lost answer, with more work in it, keeps that work and the colleague\'s', async () => {
    const { recruiter, owner } = workspace.members
    const candidate = makeCandidate()
    const [made] = await workspace.push(recruiter, [newRow('candidates', candidate)])
    await workspace.push(owner, [editRow('candidates', candidate.id, made!.revision, { company: 'Acme' })])
    const [again] = await workspace.push(recruiter, [newRow('candidates', { ...candidate, headline: 'Written on the train' })])
    expect(again).toMatchObject({ kind: 'accepted', content: { headline: 'Written on the train', company: 'Acme' } })
    expect(await conflicts()).toEqual([])
  })

  test('one record begun on two devices of the same person holds what was written on either; only what both answered is asked', async () => {
    const { recruiter } = workspace.members
    const phone = { ...recruiter, sessionId: createId(), device: 'a phone' }
    const { application, candidate, job } = await pipeline()
    const rated = (id: string, rating: number, comment = '') => ({ id, rating, comment, evidence: [] })
    const [calm, care, skill] = [createId(), createId(), createId()]
    const card = {
      id: createId(), interviewId: createId(), applicationId: application.id, candidateId: candidate.id, jobId: job.id, authorId: recruiter.personId, kitId: null, kitVersion: null, submittedAtMs: null,
      ratings: [rated(calm, 3), rated(care, 2)], recommendation: null, takeaways: 'From the laptop.', privateNote: '', revisions: [], dueAtMs: null, createdAtMs: testNowMs,
    }
    await workspace.push(recruiter, [newRow('scorecards', card)])
    const [merged] = await workspace.push(phone, [newRow('scorecards', { ...card, ratings: [rated(calm, 3, 'On the phone'), rated(skill, 4)], recommendation: 'yes', takeaways: '', privateNote: 'Ask about notice.' })])
    expect(merged).toMatchObject({ kind: 'accepted', content: { ratings: [rated(calm, 3, 'On the phone'), rated(care, 2), rated(skill, 4)], recommendation: 'yes', takeaways: 'From the laptop.', privateNote: 'Ask about notice.' } })
    expect(await conflicts()).toEqual([])
    const [asked] = await workspace.push({ ...phone, sessionId: createId(), device: 'a tablet' }, [newRow('scorecards', { ...card, ratings: [rated(care, 5)], takeaways: 'From the tablet.' })])
    expect(asked).toMatchObject({ kind: 'accepted', clashed: ['ratings', 'takeaways'], content: { ratings: [rated(calm, 3, 'On the phone'), rated(care, 2), rated(skill, 4)], takeaways: 'From the laptop.' } })
  })

  test('a handed-in card that is changed is marked by the server once a colleague\'s card can be read, and not before', async () => {
    const { recruiter, owner } = workspace.members
    const { application, candidate, job } = await pipeline()
    const card = (authorId: string, submittedAtMs: number | null) => ({
      id: createId(), interviewId: createId(), applicationId: application.id, candidateId: candidate.id, jobId: job.id, authorId, kitId: null, kitVersion: null, submittedAtMs,
      ratings: [], recommendation: 'yes', takeaways: 'First words.', privateNote: '', revisions: [], dueAtMs: null, createdAtMs: testNowMs,
    })
    const [mine, theirs] = [card(recruiter.personId, testNowMs), card(owner.personId, null)]
    const amend = (at: number) => ({ id: createId(), atMs: testNowMs + at, reason: `Thought again ${at}`, afterReveal: false, before: {} })
    const [early, late] = [amend(1), amend(2)]
    const [made, draft] = [(await workspace.push(recruiter, [newRow('scorecards', mine)]))[0], (await workspace.push(owner, [newRow('scorecards', theirs)]))[0]]
    const [alone] = await workspace.push(recruiter, [editRow('scorecards', mine.id, made!.revision, { takeaways: 'Second words.', revisions: [early] })])
    expect(alone).toMatchObject({ kind: 'accepted' })
    expect(alone).not.toHaveProperty('content')
    await workspace.push(owner, [editRow('scorecards', theirs.id, draft!.revision, { submission: testNowMs })])
    const row = editRow('scorecards', mine.id, alone!.revision, { takeaways: 'Third words.', revisions: [early, late] })
    const [after] = await workspace.push(recruiter, [row])
    const standing = [early, { ...late, afterReveal: true }]
    expect(after).toMatchObject({ kind: 'accepted', content: { takeaways: 'Third words.', revisions: standing } })
    expect((await workspace.push(recruiter, [row]))[0]).toMatchObject({ content: { revisions: standing } })
    expect(await conflicts()).toEqual([])
  })

  test('edits of different fields from two laptops both stay', async () => {
    const { candidate, results } = await pipeline()
    const base = results[1]!.revision
    await workspace.push(workspace.members.recruiter, [editRow('candidates', candidate.id, base, { headline: 'Distributed systems' })])
    const [merged] = await workspace.push(workspace.members.owner, [editRow('candidates', candidate.id, base, { company: 'Acme' })])
    expect(merged).toMatchObject({ kind: 'accepted', content: { headline: 'Distributed systems', company: 'Acme' } })
    expect(await conflicts()).toEqual([])
  })

  test('a move to Offer against a rejection keeps both opinions, and what arrived first stands', async () => {
    const { application, revision, job } = await pipeline()
    const { owner, recruiter } = workspace.members
    await workspace.push(owner, [editRow('applications', application.id, revision, { pipeline: pipelineOf(application, { status: 'rejected' }) })])
    const [answer] = await workspace.push(recruiter, [editRow('applications', application.id, revision, { pipeline: pipelineOf(application, { stageId: job.stages[2]!.id }) })])
    expect(answer).toMatchObject({ kind: 'accepted', clashed: ['pipeline'], content: { status: 'rejected' } })
    expect(await conflicts()).toMatchObject([{
      kind: 'concurrent', unit: 'pipeline', documentId: application.id, resolved: 0,
      base: { stageId: application.stageId, status: 'active' }, kept: { byId: owner.personId, value: { status: 'rejected' } },
      aside: { byId: recruiter.personId, value: { stageId: job.stages[2]!.id } },
    }])
  })

  test('a laptop that missed an answer and edits on does not disagree with itself', async () => {
    const { candidate, results } = await pipeline()
    const base = results[1]!.revision
    const { recruiter } = workspace.members
    await workspace.push(recruiter, [editRow('candidates', candidate.id, base, { headline: 'First' })])
    const [second] = await workspace.push(recruiter, [editRow('candidates', candidate.id, base, { headline: 'Second' })])
    expect(second).toMatchObject({ kind: 'accepted', content: { headline: 'Second' } })
    expect(await conflicts()).toEqual([])
  })

  test('two laptops hire into the last opening: one hire stands, the other comes back with its reason and its value', async () => {
    const { job, application, revision } = await pipeline()
    const { owner, recruiter } = workspace.members
    const other = makeCandidate({ fullName: 'Ben Okafor' })
    const second = makeApplication(job, other)
    const [, made] = await workspace.push(recruiter, [newRow('candidates', other), newRow('applications', second)])
    const hire = { status: 'hired' as const, hiredStartDate: '2026-12-01' }
    const [first] = await workspace.push(owner, [editRow('applications', application.id, revision, { pipeline: pipelineOf(application, hire) })])
    const [refused] = await workspace.push(recruiter, [editRow('applications', second.id, made!.revision, { pipeline: pipelineOf(second, hire) })])
    expect(first!.kind).toBe('accepted')
    expect(refused).toMatchObject({ kind: 'refused', code: 'rules.no_opening_left', content: { status: 'active' } })
    expect(await conflicts()).toMatchObject([{ kind: 'refused', code: 'rules.no_opening_left', aside: { value: { status: 'hired' } } }])
  })

  test('deleting a note somebody else edited keeps the note and asks', async () => {
    const { candidate } = await pipeline()
    const { recruiter, owner } = workspace.members
    const imported = makeCandidate({ importId: createId() })
    const [made] = await workspace.push(recruiter, [newRow('candidates', imported)])
    await workspace.push(owner, [editRow('candidates', imported.id, made!.revision, { headline: 'Worth keeping' })])
    const [answer] = await workspace.push(recruiter, [{ kind: 'delete', collection: 'candidates', id: imported.id, operation: createOperationId(), atMs: testNowMs, base: made!.revision }])
    expect(answer).toMatchObject({ kind: 'accepted', clashed: ['record'], content: { headline: 'Worth keeping' } })
    expect((await conflicts()).map(conflict => conflict.unit)).toEqual(['record'])
    expect(candidate.id).not.toBe(imported.id)
  })

  test('a revision that was not given yet was seen by nobody: such an edit or deletion is asked about, not taken over a colleague’s', async () => {
    const { candidate } = await pipeline()
    const { recruiter, owner } = workspace.members
    await workspace.push(owner, [editRow('candidates', candidate.id, 1_000_000, { headline: 'The owner’s' })])
    const ahead = { ...editRow('candidates', candidate.id, 0, { headline: 'Of one unit' }), bases: { headline: 1_000_000 } }
    expect(await workspace.push(recruiter, [editRow('candidates', candidate.id, 1_000_000, { headline: 'Of the whole' }), ahead]))
      .toMatchObject([{ clashed: ['headline'], content: { headline: 'The owner’s' } }, { clashed: ['headline'] }])
    const [gone] = await workspace.push(recruiter, [{ kind: 'delete', collection: 'candidates', id: candidate.id, operation: createOperationId(), atMs: testNowMs, base: 1_000_000 }])
    expect(gone).toMatchObject({ clashed: ['record'], content: { headline: 'The owner’s' } })
  })

  test('an edit of a record a colleague deleted brings it back', async () => {
    await pipeline()
    const { recruiter, owner } = workspace.members
    const imported = makeCandidate({ importId: createId() })
    const [made] = await workspace.push(recruiter, [newRow('candidates', imported)])
    await workspace.push(owner, [{ kind: 'delete', collection: 'candidates', id: imported.id, operation: createOperationId(), atMs: testNowMs, base: made!.revision }])
    const [answer] = await workspace.push(recruiter, [editRow('candidates', imported.id, made!.revision, { headline: 'On the train' })])
    expect(answer).toMatchObject({ kind: 'accepted', content: { headline: 'On the train' } })
    const { rows } = await workspace.pullAll(owner)
    expect(rows.find(row => row.id === imported.id)?.content).toMatchObject({ headline: 'On the train' })
  })

  test('a field that only a newer workstation knows is kept', async () => {
    const { candidate, results } = await pipeline()
    await workspace.push(workspace.members.recruiter, [editRow('candidates', candidate.id, results[1]!.revision, { pronouns: 'she/her' })])
    const { rows } = await workspace.pullAll(workspace.members.owner)
    expect(rows.find(row => row.id === candidate.id)?.content).toMatchObject({ pronouns: 'she/her', fullName: 'Ana Sousa' })
  })

  test('a hire is announced once, in the transaction that made it', async () => {
    const { application, revision } = await pipeline()
    const hire = editRow('applications', application.id, revision, { pipeline: pipelineOf(application, { status: 'hired', hiredStartDate: '2026-12-01' }) })
    await workspace.push(workspace.members.recruiter, [hire])
    await workspace.push(workspace.members.recruiter, [hire])
    const events = await workspace.db.query<{ kind: string }>(`select kind from events where kind = 'candidate.hired'`)
    expect(events).toEqual([{ kind: 'candidate.hired' }])
  })
})
