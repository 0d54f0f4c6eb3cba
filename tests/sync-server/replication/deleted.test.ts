import { describe, expect, test } from 'vitest'
import { listDeleted, readDeleted } from '#server/replication/deleted'
import { bringBack } from '#shared/domain/commands/bring-back'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import { createId, createOperationId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { eachWorkspace } from '#tests/support/each-workspace'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, openWorkspace, testNowMs, type Member, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('what stands deleted, on $name', ({ open }) => {
  let workspace: TestWorkspace
  eachWorkspace(open, opened => { workspace = opened })

  const deleteRow = (collection: CollectionName, id: string, base: number, atMs = testNowMs) => ({ kind: 'delete' as const, collection, id, operation: createOperationId(), atMs, base })
  const listed = async (member: Member) => (await listDeleted(workspace.db, workspace.workspaceId, member.personId, null)).records
  const whole = (member: Member, collection: CollectionName, id: string) => readDeleted(workspace.db, workspace.workspaceId, member.personId, collection, id)

  async function deletedCandidate() {
    const { members, push } = workspace
    const job = makeJob()
    const candidate = makeCandidate({ company: 'Harbour Clinic' })
    const application = makeApplication(job, candidate)
    const made = await push(members.recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application)])
    const [edited] = await push(members.owner, [editRow('candidates', candidate.id, made[1]!.revision, { title: 'Nurse' })])
    await push(members.recruiter, [deleteRow('candidates', candidate.id, edited!.revision), deleteRow('applications', application.id, made[2]!.revision)])
    return { job, candidate, application }
  }

  test('a candidate is one line, with who deleted it, and comes back whole with what went along', async () => {
    const { members, push, pullAll } = workspace
    const { candidate, application } = await deletedCandidate()
    const [line, ...others] = await listed(members.owner)
    expect(others).toEqual([])
    expect(line).toMatchObject({ collection: 'candidates', id: candidate.id, personId: members.recruiter.personId, device: 'recruiter\'s laptop', content: { title: 'Nurse' } })
    const records = await whole(members.owner, 'candidates', candidate.id)
    expect(records.map(each => each.id)).toEqual([candidate.id, application.id])
    const made = bringBack(records.map(each => ({ ...each, content: each.content as Content })), { actorId: members.owner.personId, nowMs: testNowMs, createId })
    if (made.kind === 'refused') throw new Error(made.reason)
    const rows = made.changes.map(change => (change.kind === 'create' ? newRow(change.collection, change.document) : null)).filter(row => row !== null)
    expect((await push(members.owner, rows)).map(result => result.kind)).toEqual(['accepted', 'accepted', 'accepted'])
    const back = (await pullAll(members.recruiter)).rows
    expect(back.find(row => row.id === candidate.id)?.content).toMatchObject({ company: 'Harbour Clinic', title: 'Nurse' })
    expect(back.find(row => row.id === application.id)?.content).toEqual(application)
    expect(await listed(members.owner)).toEqual([])
  })

  test('only owner and recruiters may look, and a private note stays its author\'s', async () => {
    const { members, push } = workspace
    const { candidate } = await deletedCandidate()
    for (const role of ['coordinator', 'hiringManager', 'interviewer'] as const) {
      await expect(listed(members[role])).rejects.toMatchObject({ code: 'access.forbidden' })
      await expect(whole(members[role], 'candidates', candidate.id)).rejects.toMatchObject({ code: 'access.forbidden' })
    }
    const person = makeCandidate()
    const note = { id: createId(), candidateId: person.id, applicationId: null, interviewId: null, jobId: null, authorId: members.owner.personId, visibility: 'private', title: 'Mine', body: '', plain: 'secret', importId: null, createdAtMs: 1 }
    await push(members.owner, [newRow('candidates', person), newRow('notes', note)])
    await push(members.owner, [deleteRow('notes', note.id, 1e6)])
    expect((await listed(members.owner)).map(each => each.id)).toContain(note.id)
    expect((await listed(members.recruiter)).map(each => each.id)).not.toContain(note.id)
    await expect(whole(members.recruiter, 'notes', note.id)).rejects.toMatchObject({ code: 'document.unknown' })
  })

  test('a private candidate stays closed when deleted: a late edit brings nobody back and is shown nothing', async () => {
    const { members, push, pullAll } = workspace
    const candidate = makeCandidate({ privateTo: [members.recruiter.personId], summary: 'Known to few' })
    const [made] = await push(members.recruiter, [newRow('candidates', candidate)])
    await push(members.recruiter, [deleteRow('candidates', candidate.id, made!.revision)])
    const [answer] = await push(members.coordinator, [editRow('candidates', candidate.id, made!.revision, { headline: 'Mine' })])
    expect(answer).toMatchObject({ kind: 'refused', code: 'document.unknown', content: null })
    expect(JSON.stringify((await pullAll(members.coordinator)).rows)).not.toContain('Known to few')
    expect((await listed(members.owner)).map(each => each.id)).toEqual([candidate.id])
  })

  test('what stands, and what another workspace deleted, is nobody\'s to bring back', async () => {
    const { members } = workspace
    const { candidate, job } = await deletedCandidate()
    await expect(whole(members.owner, 'jobs', job.id)).rejects.toMatchObject({ code: 'document.unknown' })
    const other = await openWorkspace(workspace.db)
    await expect(readDeleted(workspace.db, other.workspaceId, other.members.owner.personId, 'candidates', candidate.id)).rejects.toMatchObject({ code: 'document.unknown' })
  })
})
