import { describe, expect, test } from 'vitest'
import { writeCursor } from '#server/replication/cursor'
import { pullPage } from '#server/replication/pull'
import type { PulledRow } from '#shared/contract/sync-protocol'
import { collectionNames } from '#shared/domain/model/collections'
import { stores } from '#tests/support/databases'
import { eachWorkspace } from '#tests/support/each-workspace'
import { makeApplication, makeCandidate, makeJob, newRow, type Member, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('a first sync on $name', ({ open }) => {
  let workspace: TestWorkspace
  eachWorkspace(open, opened => { workspace = opened })

  async function told(member: Member, cursor: string | null): Promise<ReadonlyMap<string, PulledRow>> {
    const { rows } = await workspace.pullAll(member, cursor)
    return new Map(rows.map(row => [`${row.collection}/${row.id}`, row]))
  }

  test('tells everybody of every record what the stream of changes tells them, hidden fields and odd letters included', async () => {
    const { members, push } = workspace
    const job = makeJob({ hiringTeam: [{ id: members.hiringManager.personId, role: 'hiringManager' }] })
    const candidate = makeCandidate({
      fullName: 'Łucja “Lu” O\'Neill \\ "quoted"', headline: 'line\nbreak\ttab\u0001\u2028 😀 "}],{"collection":"jobs"', expectedCompensation: { amountMinor: 9_000_050, currency: 'EUR' },
    })
    await push(members.recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', makeApplication(job, candidate))])
    const beginning = writeCursor({ epoch: 'first', at: 0, walk: null })
    for (const member of Object.values(members)) expect(await told(member, null), member.device).toEqual(await told(member, beginning))
    const name = `candidates/${candidate.id}`
    expect((await told(members.recruiter, null)).get(name)?.content).toEqual(candidate)
    expect((await told(members.hiringManager, null)).get(name)?.content).toEqual({ ...candidate, expectedCompensation: null })
    expect((await told(members.interviewer, null)).has(name)).toBe(false)
  })

  test('brings what one\'s own board needs first, and by itself', async () => {
    const { members: { recruiter }, push, db, workspaceId } = workspace
    const [own, other] = [makeJob({ hiringTeam: [{ id: recruiter.personId, role: 'recruiter' }] }), makeJob()]
    const [ana, ben] = [makeCandidate(), makeCandidate()]
    const [mine, theirs] = [makeApplication(own, ana), makeApplication(other, ben)]
    await push(recruiter, [newRow('jobs', own), newRow('jobs', other), newRow('candidates', ana), newRow('candidates', ben), newRow('applications', mine), newRow('applications', theirs)])
    const request = { tx: db, workspaceId, personId: recruiter.personId, collections: collectionNames }
    const { page: first } = await pullPage(request, null)
    const { page: second } = await pullPage(request, first.cursor)
    const idsOf = (rows: readonly string[]): string[] => rows.map(row => (JSON.parse(row) as PulledRow).id)
    expect(first).toMatchObject({ usable: true, done: false })
    expect(idsOf(first.rows)).toEqual(expect.arrayContaining([own.id, other.id, ana.id, mine.id]))
    expect(idsOf(first.rows)).not.toContain(ben.id)
    expect(idsOf(second.rows)).toEqual(expect.arrayContaining([ben.id, theirs.id]))
    expect(idsOf(second.rows)).not.toContain(ana.id)
  })
})
