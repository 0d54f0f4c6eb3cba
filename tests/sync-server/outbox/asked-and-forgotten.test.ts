import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWebhookSecret } from '#server/connectors/kit/standard-webhooks'
import { connectors } from '#server/connectors/registry'
import { servicenow } from '#server/connectors/servicenow/connector'
import { webhooks } from '#server/connectors/webhooks/connector'
import { findConnection, type ConnectionRow } from '#server/outbox/connection-row'
import { readDelivery } from '#server/outbox/delivery-log'
import { forgetErased } from '#server/outbox/forget-erased'
import { countDeliveries, healthOf } from '#server/outbox/health'
import { writeRecord } from '#server/replication/record'
import { readPolls } from '#server/outbox/poll-log'
import { keepMessage, workAgain } from '#server/outbox/inbound-store'
import { pollConnections } from '#server/outbox/poll-connections'
import type { Application } from '#shared/domain/model/application'
import { createId } from '#shared/lib/ids'
import { makeInterview } from '#tests/shared/domain/debrief/debrief-fixtures'
import { stores, type OpenedStore } from '#tests/support/databases'
import { startFakeVendor, type FakeVendor } from '#tests/support/fake-vendor'
import { connect, hire, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { startServiceNow, type ServiceNow } from '#tests/support/servicenow'
import { makeJob, openWorkspace, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('the log of the outbox on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  let engine: TestOutbox
  beforeEach(async () => {
    store = await open()
    workspace = await openWorkspace(store.db)
    engine = openOutbox(store.db, connectors)
  })
  afterEach(() => store.close())
  const healthNow = async (id: string): Promise<ReturnType<typeof healthOf>> => healthOf((await findConnection(store.db, id))!, (await countDeliveries(store.db, workspace.workspaceId)).get(id))

  describe('of a system that must be asked', () => {
    let vendor: ServiceNow
    let connection: ConnectionRow
    beforeEach(async () => {
      vendor = await startServiceNow()
      const work = [{ name: 'Desk', kind: 'access', table: 'incident', fields: { short_description: 'Desk for {{fullName}}' } }]
      connection = await connect(store.db, workspace.workspaceId, servicenow, { config: { address: vendor.url, user: 'shortlist', work }, keys: { password: 'sesame-open-7' } })
    })
    afterEach(() => vendor.stop())
    const ask = async (): Promise<void> => {
      engine.clock.nowMs += 3 * 60_000
      await pollConnections(engine.options)
    }
    const desk = async (id: string): Promise<string | undefined> => (await store.db.query<{ content: Application }>('select content from documents where id = $1', [id]))[0]!.content.onboarding.find(step => step.kind === 'access')?.state

    test('each ask is written down without the key, and moves the checklist', async () => {
      const { application } = await hire(workspace)
      await engine.outbox.drain()
      await ask()
      for (const row of vendor.all('incident')) Object.assign(row, { state: '6' })
      await ask()
      expect(await desk(application.id)).toBe('done')
      expect(await readPolls(store.db, connection.id)).toMatchObject([{ code: null, say: 'One thing came along.', exchanges: [{ reply: { status: 200 } }] }, { say: 'Nothing new.' }])
      expect(JSON.stringify(await store.db.query('select * from hook_polls'))).not.toMatch(/sesame-open-7|c2hvcnRsaXN0/)
      // Nothing is under way any more, so nobody is asked.
      await ask()
      expect(await readPolls(store.db, connection.id)).toHaveLength(2)
    })

    test('two servers do not ask at once', async () => {
      await hire(workspace)
      await engine.outbox.drain()
      engine.clock.nowMs += 3 * 60_000
      await Promise.all([pollConnections(engine.options), pollConnections(engine.options)])
      expect(await readPolls(store.db, connection.id)).toHaveLength(1)
    })

    test('a key that no longer works is seen when it asks, and the next answer makes it well again', async () => {
      await hire(workspace)
      await engine.outbox.drain()
      vendor.mishap({ kind: 'status', status: 401, times: 99 })
      await ask()
      expect(await healthNow(connection.id)).toMatchObject({ state: 'failing', cause: 'The other system does not accept the key.' })
      expect(await readPolls(store.db, connection.id)).toMatchObject([{ code: 'connector.unauthorized' }])
      vendor.mishap(null)
      await ask()
      expect(await healthNow(connection.id)).toMatchObject({ state: 'well' })
    })
  })

  describe('of a webhook', () => {
    let receiver: FakeVendor
    let status: number
    let connection: ConnectionRow
    beforeEach(async () => {
      status = 204
      receiver = await startFakeVendor(() => ({ status }))
      connection = await connect(store.db, workspace.workspaceId, webhooks, { config: { address: `${receiver.url}/hooks` }, keys: { secret: createWebhookSecret() }, events: ['candidate.hired', 'start_date.changed'] })
    })
    afterEach(() => receiver.stop())

    test('410 switches the connection off with a plain sentence, keeps what comes, and the owner switches it on again', async () => {
      status = 410
      const hired = await hire(workspace)
      await engine.outbox.drain()
      await hired.change({ hiredStartDate: '2026-12-01' })
      await engine.outbox.drain()
      expect(receiver.requests).toHaveLength(1)
      expect(await healthNow(connection.id)).toMatchObject({ state: 'failing', backlog: 1, cause: expect.stringContaining('nobody listens at this address any more, so sending was switched off.'), fix: expect.stringContaining('switch sending on again') })
      expect(await store.db.query('select action, facts from audit')).toEqual([{ action: 'connection.switched_off', facts: { connectionId: connection.id, why: 'gone' } }])
    })

    test('what was sent about somebody who was erased since leaves the log at once, and the tables with the next sweep', async () => {
      const { candidate } = await hire(workspace)
      await engine.outbox.drain()
      const [delivery] = await store.db.query<{ id: string }>('select id from deliveries')
      const reader = { workspaceId: workspace.workspaceId, personId: workspace.members.owner.personId, role: 'owner' }
      const shown = async (): Promise<string> => JSON.stringify((await readDelivery(store.db, reader, delivery!.id)).attempts)
      expect(await shown()).toContain('Ana Sousa')
      await store.db.query(`update documents set content = content || '{"erasedAtMs":1790000000000}' where id = $1`, [candidate.id])
      expect(await shown()).not.toContain('Ana Sousa')
      expect(await shown()).toContain('"outcome":"done"')
      await forgetErased(store.db, 0)
      expect(JSON.stringify(await store.db.query('select * from delivery_attempts')), 'it can still be taken back').toContain('Ana Sousa')
      await store.db.query(`update documents set content = content || '{"erasure":{"doneAtMs":1790000000000}}' where id = $1`, [candidate.id])
      await forgetErased(store.db, 0)
      expect(JSON.stringify(await store.db.query('select * from delivery_attempts'))).not.toContain('Ana Sousa')
      expect(await store.db.query('select data, say from deliveries')).toEqual([{ data: {}, say: 'This candidate was erased at their request; what was sent is not kept.' }])
    })

    test('answers to surveys, messages that came in and invitations do not outlive an erasure; of others and of what still waits nothing goes', async () => {
      const [ana, bruno] = [(await hire(workspace)).candidate, (await hire(workspace)).candidate]
      const erasedAtMs = 1_790_000_000_000
      const { workspaceId } = workspace
      const survey = (candidateId: string, personId: string | null, comment: string) => store.db.query(
        `insert into surveys (id, workspace_id, key, kind, application_id, job_id, candidate_id, person_id, token_hash, state, first_at_ms, at_ms, expires_at_ms, score, comment)
         values ($1, $2, $3, $4, $1, $1, $5, $6, $7, 'sent', 1, 1, 1, 4, $8)`, [createId(), workspaceId, comment, personId === null ? 'afterInterview' : 'performance90', candidateId, personId, Buffer.from(comment), comment])
      await survey(ana.id, null, 'Ana liked the ward')
      await survey(ana.id, createId(), 'She is quick')
      await survey(bruno.id, null, 'Bruno waited long')
      const message = async (words: string, receivedAtMs: number, state: string) => {
        await keepMessage(store.db, { workspaceId, connectionId: connection.id, messageId: words, sentAtMs: null, headers: {}, query: {}, body: Buffer.from(words), sandbox: false }, receivedAtMs)
        await store.db.query('update inbound_messages set state = $2, say = $3 where message_id = $1', [words, state, words])
      }
      await message('before it', erasedAtMs - 1, 'done')
      await message('still to be worked', erasedAtMs - 1, 'waiting')
      await message('since then', erasedAtMs + 1, 'done')
      const invite = async (candidateId: string, endMs: number, email: string) => {
        const interview = makeInterview(makeJob(), createId(), [], { candidateId, startMs: endMs - 1, endMs })
        await store.db.transaction(tx => writeRecord(tx, workspaceId, null, [{ collection: 'interviews', id: interview.id, content: interview }], 1))
        await store.db.query('insert into meetings (workspace_id, interview_id, uid, sequence) values ($1, $2, $3, 1)', [workspaceId, interview.id, interview.id])
        await store.db.query(`insert into invites (workspace_id, interview_id, email, name, kind, wanted, state, since_ms, at_ms) values ($1, $2, $3, $3, 'candidate', '{"method":"request"}', 'delivered', 1, 1)`, [workspaceId, interview.id, email])
      }
      await invite(ana.id, erasedAtMs - 1, 'held')
      await invite(ana.id, erasedAtMs + 1, 'to be called off')
      await invite(bruno.id, erasedAtMs - 1, 'bruno')
      await store.db.query(`update documents set content = content || $2::text::jsonb where id = $1`, [ana.id, JSON.stringify({ erasedAtMs, erasure: { doneAtMs: erasedAtMs } })])
      await store.db.query('insert into erasures (workspace_id, candidate_id, asked_at_ms, due_at_ms, done_at_ms) values ($1, $2, $3, $3, $3)', [workspaceId, ana.id, erasedAtMs])
      await forgetErased(store.db, erasedAtMs + 86_400_000)
      expect((await store.db.query<{ email: string }>('select email from invites order by email')).map(row => row.email)).toEqual(['bruno', 'to be called off'])
      expect((await store.db.query<{ comment: string; score: number }>('select comment, score from surveys order by comment')).map(row => [row.comment, row.score])).toEqual([['', 4], ['Bruno waited long', 4]])
      const kept = await store.db.query<{ id: string; messageId: string; body: Uint8Array; say: string }>('select id, message_id as "messageId", body, say from inbound_messages order by message_id')
      expect(kept.map(row => [row.messageId, Buffer.from(row.body).toString(), row.say])).toEqual([['before it', '', ''], ['since then', 'since then', 'since then'], ['still to be worked', 'still to be worked', 'still to be worked']])
      await forgetErased(store.db, erasedAtMs + 86_400_000 + 2)
      expect((await store.db.query<{ body: Uint8Array }>(`select body from inbound_messages where message_id = 'since then'`)).map(row => row.body.length), 'what came since may be about her too: a day after it goes').toEqual([0])
      expect(await store.db.transaction(tx => workAgain(tx, connection.id, kept[0]!.id)), 'there is nothing left to work').toBe(false)
    })
  })
})
