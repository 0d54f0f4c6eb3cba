import { describe, expect, test } from 'vitest'
import { writeCursor } from '#server/replication/cursor'
import type { PulledRow } from '#shared/contract/sync-protocol'
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
})
