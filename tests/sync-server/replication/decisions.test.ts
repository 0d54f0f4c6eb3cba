import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createId } from '#shared/lib/ids'
import { hour, makeCard, makeInterview } from '#tests/shared/domain/debrief/debrief-fixtures'
import { stores, type OpenedStore } from '#tests/support/databases'
import { editRow, makeApplication, makeCandidate, makeJob, openWorkspace, testNowMs, type Member, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('decisions of a debrief on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  beforeAll(async () => {
    store = await open()
    workspace = await openWorkspace(store.db)
  })
  afterAll(() => store.close())

  let booked = 0

  async function pipeline(seated: readonly Member[]) {
    booked += 1
    const { recruiter, hiringManager } = workspace.members
    const job = makeJob({ hiringTeam: [{ id: hiringManager.personId, role: 'hiringManager' }] })
    const candidate = makeCandidate()
    const application = makeApplication(job, candidate)
    const interview = makeInterview(job, application.id, seated.map(member => member.personId), { candidateId: candidate.id, startMs: testNowMs - (booked + 2) * hour, endMs: testNowMs - (booked + 1) * hour, confirmed: false })
    for (const [collection, content] of [['jobs', job], ['candidates', candidate], ['applications', application], ['interviews', interview]] as const) {
      expect(await workspace.create(recruiter, collection, content)).toMatchObject({ kind: 'accepted' })
    }
    return { application, interview }
  }

  const isKept = async (member: Member, applicationId: string, fields: object = {}) => {
    const decision = { id: createId(), outcome: 'offer', rationale: 'Deep and kind.', byId: member.personId, atMs: testNowMs, replaces: [], ...fields }
    const [stored] = await workspace.db.query<{ revision: number; content: { decisions: unknown[] } }>(`select revision, content from documents where id = $1`, [applicationId])
    await workspace.push(member, [editRow('applications', applicationId, stored!.revision, { decisions: [...stored!.content.decisions, decision] })])
    const [after] = await workspace.db.query<{ content: { decisions: { id: string }[] } }>(`select content from documents where id = $1`, [applicationId])
    return after!.content.decisions.some(each => each.id === decision.id)
  }

  test('recruiters and the job’s hiring manager decide; coordinators and interviewers do not', async () => {
    const { recruiter, hiringManager, coordinator, interviewer } = workspace.members
    const { application } = await pipeline([interviewer])
    expect(await isKept(recruiter, application.id)).toBe(true)
    expect(await isKept(hiringManager, application.id)).toBe(true)
    expect(await isKept(coordinator, application.id)).toBe(false)
    expect(await isKept(interviewer, application.id)).toBe(false)
  })

  test('nobody decides in another’s name or without a reason', async () => {
    const { recruiter, owner } = workspace.members
    const { application } = await pipeline([])
    expect(await isKept(recruiter, application.id, { byId: owner.personId })).toBe(false)
    expect(await isKept(recruiter, application.id, { rationale: ' ' })).toBe(false)
  })

  test('a hiring manager on the panel decides once their own card is in', async () => {
    const { hiringManager } = workspace.members
    const { application, interview } = await pipeline([hiringManager])
    expect(await isKept(hiringManager, application.id)).toBe(false)
    await workspace.create(hiringManager, 'scorecards', makeCard(interview, hiringManager.personId, {}))
    expect(await isKept(hiringManager, application.id)).toBe(true)
  })

  test('an interviewer’s copy of the card carries no decision', async () => {
    const { recruiter, hiringManager, interviewer } = workspace.members
    const { application } = await pipeline([interviewer])
    await isKept(recruiter, application.id)
    const decisionsSeenBy = async (member: Member) => (await workspace.pullAll(member)).rows.find(row => row.id === application.id)?.content?.['decisions']
    expect(await decisionsSeenBy(interviewer)).toEqual([])
    expect(await decisionsSeenBy(hiringManager)).toHaveLength(1)
  })
})
