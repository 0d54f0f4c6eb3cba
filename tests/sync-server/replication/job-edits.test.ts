import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeRecord } from '#server/replication/record'
import type { Application } from '#shared/domain/model/application'
import type { Job } from '#shared/domain/model/job'
import { createId } from '#shared/lib/ids'
import { stores, type OpenedStore } from '#tests/support/databases'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, openWorkspace, testNowMs, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('an edited job with people hired on it, on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  let job: Job
  beforeAll(async () => {
    store = await open()
    workspace = await openWorkspace(store.db)
  })
  afterAll(() => store.close())
  beforeEach(async () => {
    job = makeJob({ openings: 10 })
    await workspace.create(workspace.members.recruiter, 'jobs', job)
  })

  async function hire(fields: Partial<Application>): Promise<Application> {
    const candidate = makeCandidate()
    const application = makeApplication(job, candidate, { status: 'hired', hiredStartDate: '2026-12-01', ...fields })
    await workspace.push(workspace.members.recruiter, [newRow('candidates', candidate), newRow('applications', application)])
    return application
  }
  async function edit(...all: readonly Partial<Job>[]): Promise<void> {
    const [stored] = await workspace.db.query<{ revision: number }>('select revision from documents where id = $1', [job.id])
    const results = await workspace.push(workspace.members.recruiter, all.map(fields => editRow('jobs', job.id, stored!.revision, fields)))
    for (const result of results) expect(result).toMatchObject({ kind: 'accepted' })
  }
  const told = () => workspace.db.query<{ applicationId: string; candidateId: string; data: object }>(`select application_id as "applicationId", candidate_id as "candidateId", data from events where kind = 'hire.changed' and job_id = $1 order by sequence, position`, [job.id])

  test('everybody who has not begun is told of by themselves, with the fields that changed', async () => {
    const [ana, noDayYet] = [await hire({}), await hire({ hiredStartDate: null })]
    await hire({ hiredStartDate: '2026-01-05' })
    await hire({ status: 'active', hiredStartDate: null })
    await hire({ hiredStartDate: null, importId: createId() })
    await edit({ departmentId: createId(), description: 'Another text' })
    const rows = await told()
    expect(new Set(rows.map(row => row.applicationId))).toEqual(new Set([ana.id, noDayYet.id]))
    expect(rows.find(row => row.applicationId === ana.id)).toMatchObject({ candidateId: ana.candidateId, data: { fields: ['department'] } })
  })

  test('another hiring manager is another manager; a description or a colleague on the panel is nobody’s news', async () => {
    await hire({})
    await edit({ description: 'Another text', openings: 11, hiringTeam: [{ id: workspace.members.interviewer.personId, role: 'interviewer' }] as never })
    expect(await told()).toEqual([])
    await edit({ hiringTeam: [{ id: workspace.members.hiringManager.personId, role: 'hiringManager' }] })
    expect(await told()).toMatchObject([{ data: { fields: ['managerName', 'managerEmail'] } }])
  })

  test('there and back again, told twice; what the server itself takes over from an HR system is told as well', async () => {
    await hire({})
    const level = createId()
    await edit({ levelId: level })
    await edit({ levelId: null })
    await edit({ levelId: level })
    expect(await told()).toHaveLength(3)
    await workspace.db.transaction(tx => writeRecord(tx, workspace.workspaceId, null, [{ collection: 'jobs', id: job.id, content: { locationId: createId() } }], testNowMs))
    expect((await told()).at(-1)).toMatchObject({ data: { fields: ['workLocation'] } })
  })
})
