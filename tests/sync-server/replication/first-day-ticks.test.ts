import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Application } from '#shared/domain/model/application'
import { createId } from '#shared/lib/ids'
import { stores, type OpenedStore } from '#tests/support/databases'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, openWorkspace, testNowMs, type Member, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('ticks of a first-day checklist on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  beforeAll(async () => {
    store = await open()
    workspace = await openWorkspace(store.db)
  })
  afterAll(() => store.close())

  async function hired(): Promise<Application> {
    const { recruiter, hiringManager } = workspace.members
    const job = makeJob({ hiringTeam: [{ id: hiringManager.personId, role: 'hiringManager' }] })
    const candidate = makeCandidate()
    const application = makeApplication(job, candidate, { status: 'hired', hiredStartDate: '2026-12-01' })
    await workspace.push(recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application)])
    return application
  }
  const marksOf = async (id: string) => (await workspace.db.query<{ revision: number; content: Application }>('select revision, content from documents where id = $1', [id]))[0]!
  async function isKept(member: Member, application: Application, byId = member.personId, base?: number): Promise<boolean> {
    const { revision, content } = await marksOf(application.id)
    const mark = { id: createId(), lineId: createId(), outcome: 'done', about: 'x', startDate: null, byId, atMs: testNowMs, replaces: [] }
    await workspace.push(member, [editRow('applications', application.id, base ?? revision, { onboardingMarks: [...(base === undefined ? content.onboardingMarks ?? [] : []), mark] })])
    return (await marksOf(application.id)).content.onboardingMarks?.some(each => each.id === mark.id) ?? false
  }

  test('whoever prepares the first day ticks: recruiters, coordinators and the job’s hiring manager, each in their own name', async () => {
    const { recruiter, coordinator, hiringManager, interviewer, owner } = workspace.members
    const application = await hired()
    expect([await isKept(recruiter, application), await isKept(coordinator, application), await isKept(hiringManager, application), await isKept(interviewer, application)]).toEqual([true, true, true, false])
    expect(await isKept(recruiter, application, owner.personId)).toBe(false)
  })

  test('two people who tick with no network both stand, and nobody is asked anything', async () => {
    const { recruiter, coordinator } = workspace.members
    const application = await hired()
    const { revision } = await marksOf(application.id)
    expect([await isKept(recruiter, application, recruiter.personId, revision), await isKept(coordinator, application, coordinator.personId, revision)]).toEqual([true, true])
    expect((await marksOf(application.id)).content.onboardingMarks).toHaveLength(2)
    expect(await workspace.db.query(`select id from documents where collection = 'conflicts' and content->>'documentId' = $1`, [application.id])).toEqual([])
  })
})
