import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { commitPushes } from '#server/replication/push'
import { writeRecord } from '#server/replication/record'
import type { Letter } from '#server/messages/postman'
import { ReminderRounds } from '#server/messages/reminder-rounds'
import type { Interview } from '#shared/domain/model/interview'
import { hour, makeCard, makeInterview } from '#tests/shared/domain/debrief/debrief-fixtures'
import { stores } from '#tests/support/databases'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, openWorkspace, personNamed, testNowMs, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('reminders on $name', ({ open }) => {
  let workspace: TestWorkspace
  let close: () => Promise<void>
  let letters: Letter[]
  let nowMs: number
  let isDown: boolean
  const roundsOf = () => new ReminderRounds({
    db: workspace.db, publicUrl: () => 'https://hiring.acme.test', now: () => nowMs, onFailure: cause => { if (!isDown) throw cause },
    transport: { send: async letter => { if (isDown) throw new Error('away'); letters.push(letter) } },
    deadlines: { write: async (workspaceId, rows, tx) => { await writeRecord(tx, workspaceId, null, rows.map(({ id, dueAtMs }) => ({ collection: 'scorecards', id, content: { dueAtMs } })), nowMs); return () => undefined } },
  })

  beforeEach(async () => {
    const opened = await open()
    close = opened.close
    workspace = await openWorkspace(opened.db)
    letters = []
    nowMs = testNowMs
    isDown = false
  })
  afterEach(() => close())

  async function book(fields: Partial<Interview> = {}): Promise<{ interview: Interview; revision: number }> {
    const { recruiter, interviewer } = workspace.members
    const job = makeJob({ hiringTeam: [{ id: recruiter.personId, role: 'recruiter' }] })
    const candidate = makeCandidate({ emails: ['ana@example.test'] })
    const application = makeApplication(job, candidate)
    const interview = makeInterview(job, application.id, [interviewer.personId], { candidateId: candidate.id, confirmed: false, startMs: testNowMs + 48 * hour, endMs: testNowMs + 49 * hour, createdAtMs: testNowMs, ...fields })
    const answers = await workspace.push(recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application), newRow('interviews', interview)])
    expect(answers.map(answer => answer.kind)).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
    return { interview, revision: answers[3]!.revision }
  }
  const at = async (hours: number, rounds = roundsOf()) => {
    nowMs = testNowMs + hours * hour
    letters = []
    await rounds.remind()
    return letters.map(letter => [letter.to, letter.subject])
  }

  test('the candidate hears the day before, the interviewer an hour before, each once, also with two servers', async () => {
    await book()
    expect(await at(23)).toEqual([])
    const [one, other] = [roundsOf(), roundsOf()]
    nowMs = testNowMs + 24 * hour
    await Promise.all([one.remind(), other.remind()])
    expect(letters.map(letter => letter.to)).toEqual(['ana@example.test'])
    expect(letters[0]!.text).not.toContain('hiring.acme.test')
    expect(await at(47)).toEqual([['interviewer@example.test', 'Your interview: Ana Sousa']])
    expect(await at(47.5)).toEqual([])
  })

  test('an interview that was called off or moved in the meantime is not reminded of', async () => {
    const { recruiter } = workspace.members
    const { interview, revision } = await book()
    const booking = { startMs: interview.startMs, endMs: interview.endMs, seats: interview.seats, roomId: null, cancelled: true, cancelReason: '', limitReason: '', zone: interview.zone, bookedById: recruiter.personId }
    await workspace.push(recruiter, [editRow('interviews', interview.id, revision, { booking })])
    expect([...await at(24), ...await at(47), ...await at(51), ...await at(100)]).toEqual([])
  })

  test('a missing card is asked for from the real end on, then again, then the recruiter hears; a card that came stops it', async () => {
    const { interview } = await book()
    await at(47)
    expect(await at(49.5)).toEqual([])
    expect(await at(50)).toEqual([['interviewer@example.test', 'Your scorecard: Ana Sousa']])
    expect(await at(73)).toEqual([['interviewer@example.test', 'Your scorecard is overdue: Ana Sousa']])
    expect(await at(97)).toEqual([['recruiter@example.test', 'A scorecard is missing: Ana Sousa']])
    const second = await book({ startMs: testNowMs + 200 * hour, endMs: testNowMs + 201 * hour })
    nowMs = testNowMs + 201.5 * hour
    const { interviewer } = workspace.members
    // Handed in at the hour of the round: a card is taken only once its interview has begun.
    await commitPushes(workspace.db, workspace.workspaceId, [{ ...interviewer, rows: [newRow('scorecards', makeCard(second.interview, interviewer.personId, {}))], restoredTo: null }], nowMs)
    expect([...await at(202), ...await at(226), ...await at(250)].filter(([, subject]) => subject!.includes('scorecard'))).toEqual([])
    expect(interview.id).not.toBe(second.interview.id)
  })

  test('quiet hours are kept: the letter comes before them', async () => {
    const { interviewer } = workspace.members
    const person = { ...personNamed(interviewer.personId, 'interviewer'), preferences: { savedViews: [], importMappings: {}, theme: 'system', quietHours: { fromMinute: 0, toMinute: 1_380 } } }
    await workspace.db.transaction(tx => writeRecord(tx, workspace.workspaceId, null, [{ collection: 'people', id: interviewer.personId, content: person }], testNowMs))
    await book()
    // 1380 minutes are 23:00: only the last hour of a day is open.
    expect((await at(47)).filter(([to]) => to === 'interviewer@example.test')).toHaveLength(1)
    expect((await at(50)).filter(([to]) => to === 'interviewer@example.test')).toEqual([])
  })

  test('a mail server that is away is tried again under the same Message-ID', async () => {
    await book()
    isDown = true
    const rounds = roundsOf()
    expect(await at(24, rounds)).toEqual([])
    isDown = false
    expect(await at(24.01, rounds)).toEqual([])
    expect(await at(24.1, rounds)).toEqual([['ana@example.test', 'Your interview with us']])
  })

  test('a workspace that switched them off sends none; a draft’s due date is kept all the same', async () => {
    const { interviewer } = workspace.members
    await workspace.db.transaction(tx => writeRecord(tx, workspace.workspaceId, null, [{ collection: 'settings', id: workspace.workspaceId, content: { id: workspace.workspaceId, name: 'Acme', sampleImportId: null, automaticMail: { colleagues: false, candidates: false, surveys: false } } }], testNowMs))
    const { interview } = await book()
    const draft = makeCard(interview, interviewer.personId, {}, { submittedAtMs: null, dueAtMs: null })
    await workspace.create(interviewer, 'scorecards', draft)
    expect([...await at(24), ...await at(47), ...await at(50)]).toEqual([])
    const [stored] = await workspace.db.query<{ due: number }>(`select (content->>'dueAtMs')::bigint as due from documents where id = $1`, [draft.id])
    expect(stored!.due).toBe(interview.endMs + 24 * hour)
  })
})
