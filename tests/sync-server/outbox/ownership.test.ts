import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Job } from '#shared/domain/model/job'
import type { ListValue } from '#shared/domain/model/settings'
import { newSettings } from '#server/identity/new-workspace'
import { writeRecord } from '#server/replication/record'
import { createId } from '#shared/lib/ids'
import { acmeHris, startAcme, type AcmeVendor } from '#tests/support/acme-hris'
import { stores, type OpenedStore } from '#tests/support/databases'
import { connect, hire, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { editRow, openWorkspace, testNowMs, type TestWorkspace } from '#tests/support/workspace'

const value = (name: string): ListValue => ({ id: createId(), name, rank: 'a', archived: false })
const [nursing, ward, senior] = [value('Nursing'), value('Ward 7'), value('Senior')]
const told: Record<string, string> = {}
/** An HR system that says what it has of each employee. */
const hris = { ...acmeHris, handles: { 'candidate.hired': async (event, ctx) => ({ ...await acmeHris.handles['candidate.hired']!(event, ctx) as { kind: 'done'; summary: string }, told: { ...told } }) } } satisfies typeof acmeHris

describe.each(stores)('who owns a job’s fields, on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  let vendor: AcmeVendor
  let engine: TestOutbox
  let connectionId: string
  beforeEach(async () => {
    for (const name of Object.keys(told)) delete told[name]
    store = await open()
    workspace = await openWorkspace(store.db)
    vendor = await startAcme()
    engine = openOutbox(store.db, [hris])
    const { workspaceId } = workspace
    const settings = { ...newSettings({ id: workspaceId, name: 'Acme', zone: 'Europe/Berlin', nowMs: testNowMs, email: false }), departments: [nursing], locations: [ward], levels: [senior] }
    await store.db.transaction(tx => writeRecord(tx, workspaceId, null, [{ collection: 'settings', id: workspaceId, content: settings }], testNowMs))
    connectionId = (await connect(store.db, workspaceId, hris, { config: { address: vendor.url, company: 'co' }, keys: { key: 'sesame' }, events: ['candidate.hired'], values: { departments: { [nursing.id]: 'NUR-DEPT' } } })).id
  })
  afterEach(async () => {
    await vendor.stop()
    await store.close()
  })
  const owns = (...fields: string[]): Promise<unknown> => store.db.query('insert into field_owners select $1, f, $3 from unnest($2::text[]) as f', [workspace.workspaceId, fields, connectionId])
  const jobNow = async (id: string): Promise<Job> => (await store.db.query<{ content: Job }>('select content from documents where id = $1', [id]))[0]!.content
  const refused = (action: string): Promise<unknown[]> => store.db.query('select facts from audit where action = $1 order by id', [action])

  test('what the owner says of department, place, level and title becomes the job’s, by the table of values or by name', async () => {
    await owns('department', 'workLocation', 'level', 'jobTitle')
    Object.assign(told, { department: 'nur-dept', workLocation: 'ward 7', level: 'Wizard', jobTitle: 'Registered nurse', employmentType: 'Full time', email: 'x@example.com' })
    const { job, application } = await hire(workspace)
    await engine.outbox.drain()
    expect(await jobNow(job.id)).toMatchObject({ departmentId: nursing.id, locationId: ward.id, levelId: null, employmentTypeId: null, title: 'Registered nurse' })
    const about = { connectionId, applicationId: application.id }
    expect(await refused('connection.write_refused')).toEqual([
      { facts: { ...about, field: 'employmentType', why: 'not_the_owner' } }, { facts: { ...about, field: 'email', why: 'not_the_owner' } }, { facts: { ...about, field: 'level', why: 'not_in_the_list' } },
    ])
  })

  test('where several were hired on one job, one of them does not change it for all', async () => {
    await owns('jobTitle')
    const { job, application, candidate } = await hire(workspace)
    await workspace.create(workspace.members.recruiter, 'applications', { ...application, id: createId(), candidateId: candidate.id, status: 'hired', hiredStartDate: '2026-11-01' })
    told['jobTitle'] = 'Registered nurse'
    await engine.outbox.drain()
    expect((await jobNow(job.id)).title).toBe(job.title)
    expect(JSON.stringify(await refused('connection.write_refused'))).toContain('several_hires')
  })

  test('a recruiter’s change of an owned field is refused once somebody is hired, written down, and holds nothing else up', async () => {
    const { recruiter } = workspace.members
    const early = (await hire(workspace)).job
    await owns('department', 'jobTitle')
    const [answer] = await workspace.push(recruiter, [editRow('jobs', early.id, 1e9, { departmentId: nursing.id, description: 'Nights too' })])
    expect(answer).toMatchObject({ kind: 'accepted' })
    expect(await jobNow(early.id)).toMatchObject({ departmentId: null, description: 'Nights too' })
    expect(await refused('record.write_refused')).toEqual([{ facts: { field: 'department', connectionId, jobId: early.id } }])
    const open = { ...early, id: createId(), title: 'Not hired on yet' }
    await workspace.create(recruiter, 'jobs', open)
    expect((await workspace.push(recruiter, [editRow('jobs', open.id, 1e9, { title: 'Ward nurse' })]))[0]).toMatchObject({ kind: 'accepted' })
    expect((await jobNow(open.id)).title).toBe('Ward nurse')
  })
})
