import { describe, expect, test } from 'vitest'
import { readHistory } from '#server/replication/history'
import type { Conflict } from '#shared/domain/model/conflict'
import type { Decision } from '#shared/domain/model/decision'
import { createId, createOperationId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { eachWorkspace } from '#tests/support/each-workspace'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, testNowMs, type Member, type TestWorkspace } from '#tests/support/workspace'

const hour = 3_600_000

/** Who sees the two values of a conflict, who may answer it, and whose words a history tells. */
describe.each(stores)('readers of conflicts and histories on $name', ({ open }) => {
  let workspace: TestWorkspace
  eachWorkspace(open, opened => { workspace = opened })

  async function pipeline(candidateFields: object = {}) {
    const { owner, hiringManager } = workspace.members
    const job = makeJob({ hiringTeam: [{ id: hiringManager.personId, role: 'hiringManager' }] })
    const candidate = makeCandidate(candidateFields)
    const application = makeApplication(job, candidate)
    const made = await workspace.push(owner, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application)])
    return { job, candidate, application, revisions: made.map(each => each.revision) }
  }

  /** An interview that is over, with these people asked to judge. */
  async function interviewed({ job, candidate, application }: Awaited<ReturnType<typeof pipeline>>, judges: readonly Member[], startMs = testNowMs - 9 * hour) {
    const interview = {
      id: createId(), loopId: createId(), candidateId: candidate.id, applicationId: application.id, jobId: job.id, sessionId: null, name: 'Talk', startMs, endMs: startMs + hour,
      seats: judges.map(each => ({ personId: each.personId, role: 'interviewer' })), roomId: null, cancelled: false, cancelReason: '', limitReason: '', zone: 'Europe/Berlin', bookedById: workspace.members.recruiter.personId,
      video: 'none', kitId: null, kitVersion: null, confirmed: false, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: testNowMs,
    }
    expect(await workspace.push(workspace.members.recruiter, [newRow('interviews', interview)])).toMatchObject([{ kind: 'accepted' }])
    return { interviewId: interview.id, applicationId: application.id, candidateId: candidate.id, jobId: job.id }
  }

  type About = Awaited<ReturnType<typeof interviewed>>
  const cardOf = (about: About, by: Member, fields: object) =>
    ({ ...about, id: createId(), authorId: by.personId, kitId: null, kitVersion: null, submittedAtMs: null, ratings: [], recommendation: 'yes', takeaways: '', privateNote: '', revisions: [], dueAtMs: null, createdAtMs: testNowMs, ...fields })
  const noteOn = (candidateId: string, by: Member, fields: object) =>
    ({ id: createId(), candidateId, applicationId: null, interviewId: null, jobId: null, authorId: by.personId, visibility: 'private', title: '', body: '', plain: '', importId: null, createdAtMs: testNowMs, ...fields })

  async function conflictsOf(member: Member): Promise<Conflict[]> {
    const { rows } = await workspace.pullAll(member)
    return rows.filter(row => row.collection === 'conflicts').map(row => row.content as unknown as Conflict)
  }
  const told = async (member: Member): Promise<string> => JSON.stringify(await conflictsOf(member))
  /** Who reads these words in a conflict, by role. */
  async function readersOf(words: string): Promise<string[]> {
    const roles = Object.entries(workspace.members)
    const readers = await Promise.all(roles.map(async ([role, member]) => ((await told(member)).includes(words) ? [role] : [])))
    return readers.flat().toSorted()
  }
  const tooLong = 'x'.repeat(300)

  test('a private note that was not taken comes back to its author alone', async () => {
    const { interviewer } = workspace.members
    const at = await pipeline()
    await interviewed(at, [interviewer])
    expect(await workspace.push(interviewer, [newRow('notes', noteOn(at.candidate.id, interviewer, { title: tooLong, plain: 'only mine' }))])).toMatchObject([{ kind: 'refused', code: 'document.invalid' }])
    expect(await readersOf('only mine')).toEqual(['interviewer'])
  })

  test('a card that was not taken is not handed in: its author alone reads it', async () => {
    const { interviewer } = workspace.members
    const about = await interviewed(await pipeline(), [interviewer], testNowMs + 9 * hour)
    const card = cardOf(about, interviewer, { submittedAtMs: testNowMs, takeaways: 'my first thoughts' })
    expect(await workspace.push(interviewer, [newRow('scorecards', card)])).toMatchObject([{ kind: 'refused', code: 'rules.scorecard_too_early' }])
    expect(await readersOf('my first thoughts')).toEqual(['interviewer'])
  })

  test('what was not taken about a private candidate is told to nobody who may not see them', async () => {
    const { owner, recruiter } = workspace.members
    const { candidate, job } = await pipeline({ privateTo: [] })
    const again = { ...makeApplication(job, candidate), tags: ['known from before'], stageId: createId() }
    const hidden = { ...makeCandidate({ privateTo: [recruiter.personId], headline: 'asked for discretion', mergedIntoId: null }), erasure: { byId: null, atMs: 1, untilMs: 2, doneAtMs: null } }
    expect(await workspace.push(owner, [newRow('applications', again)])).toMatchObject([{ kind: 'refused' }])
    expect(await workspace.push(owner, [newRow('candidates', hidden)])).toMatchObject([{ kind: 'refused', code: 'access.written_by_the_server' }])
    expect([await readersOf('known from before'), await readersOf('asked for discretion')]).toEqual([['owner'], ['owner']])
  })

  test('a refused booking is everybody’s who arranges interviews', async () => {
    const { coordinator, interviewer, recruiter } = workspace.members
    const at = await pipeline()
    await interviewed(at, [interviewer])
    const [taken] = (await workspace.pullAll(recruiter)).rows.filter(row => row.collection === 'interviews')
    expect(await workspace.push(coordinator, [newRow('interviews', { ...taken!.content, id: createId(), name: 'The same hour', confirmed: false })])).toMatchObject([{ kind: 'refused', code: 'rules.booking_overlap' }])
    expect(await readersOf('The same hour')).toEqual(['coordinator', 'owner', 'recruiter'])
  })

  test('a hiring manager gets their refused decision back', async () => {
    const { hiringManager } = workspace.members
    const at = await pipeline()
    await interviewed(at, [hiringManager])
    const decision: Decision = { id: createId(), kind: 'hold', rationale: 'Let us wait', byId: hiringManager.personId, atMs: testNowMs, replaces: [], unseen: [] } as never
    const [answer] = await workspace.push(hiringManager, [editRow('applications', at.application.id, at.revisions[2]!, { decisions: [decision] })])
    expect(answer!.kind).toBe('refused')
    expect(await readersOf('Let us wait')).toEqual(['hiringManager', 'owner', 'recruiter'])
  })

  test('one’s own private note deleted here and edited there is asked about, and nobody else hears of it', async () => {
    const { interviewer } = workspace.members
    const at = await pipeline()
    await interviewed(at, [interviewer])
    const note = noteOn(at.candidate.id, interviewer, { title: 'Before' })
    const [made] = await workspace.push(interviewer, [newRow('notes', note)])
    await workspace.push({ ...interviewer, sessionId: createId(), device: 'at home' }, [editRow('notes', note.id, made!.revision, { title: 'Worked on at home' })])
    const deletion = { kind: 'delete' as const, collection: 'notes' as const, id: note.id, operation: createOperationId(), atMs: testNowMs, base: made!.revision }
    expect(await workspace.push(interviewer, [deletion])).toMatchObject([{ clashed: ['record'] }])
    expect(await readersOf('Worked on at home')).toEqual(['interviewer'])
  })

  test('an answer is given in one’s own name by those who decide or disagreed, not by whoever reads along', async () => {
    const { owner, recruiter, interviewer } = workspace.members
    const at = await pipeline()
    await interviewed(at, [interviewer])
    await workspace.push(owner, [editRow('candidates', at.candidate.id, at.revisions[1]!, { headline: 'One' })])
    await workspace.push(recruiter, [editRow('candidates', at.candidate.id, at.revisions[1]!, { headline: 'Two' })])
    const [conflict] = await conflictsOf(interviewer)
    const base = (await workspace.pullAll(interviewer)).rows.find(row => row.id === conflict!.id)!.revision
    const answer = (byId: string) => editRow('conflicts', conflict!.id, base, { resolution: { resolved: 1, choice: 'kept', resolvedById: byId, resolvedAtMs: testNowMs } })
    expect(await workspace.push(interviewer, [answer(interviewer.personId)])).toMatchObject([{ kind: 'refused', code: 'access.not_yours_to_change' }])
    expect(await workspace.push(recruiter, [answer(owner.personId)])).toMatchObject([{ kind: 'refused', code: 'access.not_yours_to_change' }])
    expect(await workspace.push(recruiter, [answer(recruiter.personId)])).toMatchObject([{ kind: 'accepted' }])
  })

  test('the history of a note tells nobody what its author wrote before opening it', async () => {
    const { interviewer, recruiter } = workspace.members
    const at = await pipeline()
    await interviewed(at, [interviewer])
    const note = noteOn(at.candidate.id, interviewer, { title: 'Rather rude' })
    const [made] = await workspace.push(interviewer, [newRow('notes', note)])
    const [calm] = await workspace.push(interviewer, [editRow('notes', note.id, made!.revision, { title: 'Direct' })])
    const [opened] = await workspace.push(interviewer, [editRow('notes', note.id, calm!.revision, { visibility: 'team' })])
    await workspace.push(interviewer, [editRow('notes', note.id, opened!.revision, { title: 'Direct and kind' })])
    const history = (member: Member) => readHistory(workspace.db, workspace.workspaceId, member.personId, 'notes', note.id)
    expect((await history(recruiter)).map(entry => entry.changes)).toEqual([{ title: ['Direct', 'Direct and kind'] }, { visibility: ['private', 'team'] }, {}, {}])
    expect(JSON.stringify(await history(interviewer))).toContain('Rather rude')
  })

  test('the history of a handed-in card keeps its drafts to its author', async () => {
    const { interviewer, hiringManager } = workspace.members
    const about = await interviewed(await pipeline(), [interviewer])
    const card = cardOf(about, interviewer, { takeaways: 'No, never' })
    const [draft] = await workspace.push(interviewer, [newRow('scorecards', card)])
    const [better] = await workspace.push(interviewer, [editRow('scorecards', card.id, draft!.revision, { takeaways: 'On reflection, yes' })])
    expect(await workspace.push(interviewer, [editRow('scorecards', card.id, better!.revision, { submission: testNowMs })])).toMatchObject([{ kind: 'accepted' }])
    const history = (member: Member) => readHistory(workspace.db, workspace.workspaceId, member.personId, 'scorecards', card.id)
    expect((await history(hiringManager)).map(entry => entry.changes)).toEqual([{ submission: [null, testNowMs] }, {}, {}])
    expect(JSON.stringify(await history(interviewer))).toContain('No, never')
  })
})
