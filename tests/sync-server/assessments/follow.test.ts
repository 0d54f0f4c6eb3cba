import { expect, test } from 'vitest'
import { hackerrank } from '#server/connectors/hackerrank/connector'
import { pollConnections } from '#server/outbox/poll-connections'
import { sendAssessment } from '#shared/domain/commands/assessment'
import type { Activity } from '#shared/domain/model/activity'
import type { Application } from '#shared/domain/model/application'
import { createId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { startHackerRank } from '#tests/support/hackerrank'
import { connect, openOutbox } from '#tests/support/outbox'
import { makeApplication, makeCandidate, makeJob, newRow, openWorkspace, testNowMs } from '#tests/support/workspace'

test.each(stores)('without a callback the result is asked for until it is there, and then no more, on $name', async ({ open }) => {
  const store = await open()
  const workspace = await openWorkspace(store.db)
  const vendor = await startHackerRank()
  const { recruiter } = workspace.members
  const engine = openOutbox(store.db, [hackerrank])
  const connection = await connect(store.db, workspace.workspaceId, hackerrank, { config: { address: vendor.url }, keys: { key: 'a key of theirs' } })
  const [job, candidate] = [makeJob(), makeCandidate({ emails: ['ana@example.test'] })]
  const card = makeApplication(job, candidate)
  const [asked] = sendAssessment(card, { connectionId: connection.id, testId: '7', test: 'Backend basics' }, { actorId: recruiter.personId, nowMs: testNowMs, createId })
  await store.db.query(`insert into accounts (id, workspace_id, email, password_hash, role, created_at_ms) values ($1, $2, 'owner@example.test', '', 'owner', 1)`, [workspace.members.owner.personId, workspace.workspaceId])
  await workspace.push(recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', card), newRow('activities', (asked as { document: Activity }).document)])
  await engine.outbox.drain()
  const states = async (): Promise<unknown[]> => {
    engine.clock.nowMs += 10 * 60_000
    await pollConnections(engine.options)
    const [row] = await store.db.query<{ content: Application }>('select content from documents where id = $1', [card.id])
    return row!.content.assessments.map(({ state, score }) => `${state} ${score}`)
  }
  expect(await states()).toEqual(['sent null'])
  Object.assign(vendor.invited[0]!, { attempt_starttime: '2026-01-01' })
  expect(await states()).toEqual(['started null'])
  Object.assign(vendor.invited[0]!, { attempt_endtime: '2026-01-02', score: 12 })
  expect(await states()).toEqual(['finished 12'])
  const heard = vendor.requests.length
  expect(await states()).toEqual(['finished 12'])
  expect(vendor.requests).toHaveLength(heard)
  await vendor.stop()
  await store.close()
})
