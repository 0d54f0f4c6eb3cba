import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { docusign } from '#server/connectors/docusign/connector'
import { createWire } from '#server/connectors/kit/http'
import type { ConnectionRow } from '#server/outbox/connection-row'
import { keepMessage } from '#server/outbox/inbound-store'
import { mayReadFile } from '#server/replication/history'
import { writeRecord } from '#server/replication/record'
import { pollSignings } from '#server/outbox/poll-signings'
import { decideOffer, extendOffer, rescindOffer, reviseOffer, sendForApproval } from '#shared/domain/commands/offer'
import type { Change } from '#shared/domain/commands/change'
import type { Offer } from '#shared/domain/model/offer'
import { createId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { connectMessage, docusignConfig, hmacKey, rsaKey, startDocusign, type DocusignVendor, type FakeEnvelope } from '#tests/support/docusign'
import { afterGrace, markErased } from '#tests/support/erasure'
import { makeOffer, someTerms, unitsOf } from '#tests/support/offers'
import { connect, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, openWorkspace, testNowMs, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('signing on $name', ({ open }) => {
  let workspace: TestWorkspace
  let outbox: TestOutbox
  let connection: ConnectionRow
  let vendor: DocusignVendor
  let close: () => Promise<void>
  let offer: Offer

  beforeEach(async () => {
    const opened = await open()
    workspace = await openWorkspace(opened.db)
    vendor = await startDocusign()
    const wire = createWire({ allowPrivateHosts: ['127.0.0.1'] }, 5_000)
    outbox = openOutbox(opened.db, [docusign], { wire: request => wire({ ...request, url: request.url.replace('https://account-d.docusign.com', vendor.url) }) })
    connection = await connect(opened.db, workspace.workspaceId, docusign, { config: docusignConfig, keys: { privateKey: rsaKey, hmacKey, nextHmacKey: '' }, fields: ['fullName', 'email', 'jobTitle', 'startDate', 'baseSalaryMinor', 'currency'] })
    close = async () => { await vendor.stop(); await opened.close() }
    const { members, push } = workspace
    const [job, candidate] = [makeJob(), makeCandidate({ emails: ['ana@example.test'] })]
    const application = makeApplication(job, candidate)
    offer = makeOffer(application, members.owner.personId)
    const letter = { id: createId(), versionId: offer.currentVersionId!, name: 'Offer Ana v1.pdf', sha256: 'ab'.repeat(32), sizeBytes: 8, atMs: 1, byId: members.owner.personId }
    await opened.db.query(
      `insert into files (workspace_id, sha256, part, parts, size_bytes, media_type, bytes, created_at_ms, created_by) values ($1, $2, 0, 1, 8, 'application/pdf', $3, 1, $4)`,
      [workspace.workspaceId, letter.sha256, Buffer.from('%PDF-1.7'), members.owner.personId],
    )
    await push(members.owner, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application), newRow('offers', offer)])
    await opened.db.transaction(tx => writeRecord(tx, workspace.workspaceId, null, [{ collection: 'offers', id: offer.id, content: { letters: [letter] } }], testNowMs))
    const stamp = { actorId: members.owner.personId, nowMs: testNowMs, createId }
    await act(now => sendForApproval(now, [members.owner.personId], stamp))
    await act(now => decideOffer(now, 'approved', '', stamp))
    await act(now => extendOffer(now, stamp))
    await outbox.outbox.drain()
  })
  afterEach(() => close())

  async function stored(): Promise<{ content: Offer; revision: number }> {
    const [row] = await workspace.db.query<{ content: Offer; revision: number }>(`select content, revision from documents where collection = 'offers' and id = $1`, [offer.id])
    return row!
  }
  async function act(command: (now: Offer) => readonly Change[]): Promise<void> {
    const { content, revision } = await stored()
    const [result] = await workspace.push(workspace.members.owner, [editRow('offers', offer.id, revision, unitsOf(command(content)))])
    if (result?.kind !== 'accepted') throw new Error(JSON.stringify(result))
  }
  const envelope = (): FakeEnvelope => [...vendor.envelopes.values()].at(-1)!
  async function hear(event: string, at?: string): Promise<void> {
    const { body } = connectMessage(envelope().envelopeId, event, at)
    await keepMessage(workspace.db, { workspaceId: workspace.workspaceId, connectionId: connection.id, messageId: `${event}/${at ?? ''}`, sentAtMs: null, sandbox: false, body, headers: {}, query: {} }, outbox.clock.nowMs)
    await outbox.outbox.drain()
  }

  test('an extended offer is out to be signed, and signed as approved it is accepted in the same transaction, told once', async () => {
    expect((await stored()).content).toMatchObject({ status: 'extended', signature: { envelopeId: envelope().envelopeId, state: 'sent', differences: [] } })
    vendor.advance(envelope().envelopeId, 'completed')
    await hear('envelope-completed')
    await hear('envelope-delivered', 'later')
    const { content, revision } = await stored()
    expect(content).toMatchObject({ status: 'accepted', signature: { state: 'completed', differences: [], paper: { name: 'Offer Ana v1 signed.pdf' } } })
    const [written] = await workspace.db.query<{ changes: object }>('select changes from revisions where id = $1 and revision = $2', [offer.id, revision])
    expect(Object.keys(written!.changes).sort()).toEqual(['signature', 'status'])
    expect(await workspace.db.query(`select id from events where kind = 'offer.changed' and data->>'status' = 'accepted'`)).toHaveLength(1)
  })

  test('signed with other pay, by somebody else or on another paper, it waits for a person with the differences', async () => {
    vendor.advance(envelope().envelopeId, 'completed', signed => {
      signed.fields = signed.fields.map(field => (field.name === 'baseSalaryMinor' ? { ...field, value: '9900000' } : field))
      signed.signer.email = 'other@example.test'
      signed.documents = ['Another.pdf']
    })
    await hear('envelope-completed')
    expect((await stored()).content).toMatchObject({ status: 'extended', signature: { state: 'completed', differences: [
      'Pay: signed €99,000 a year, approved €72,000 a year', expect.stringContaining('Signed by other@example.test'), expect.stringContaining('Another.pdf'),
    ] } })
  })

  test('signed before the letter of earlier terms could be taken back, it is compared with the terms that stand now', async () => {
    const stamp = { actorId: workspace.members.owner.personId, nowMs: testNowMs, createId }
    vendor.advance(envelope().envelopeId, 'completed')
    await act(now => reviseOffer(now, { ...someTerms, baseSalary: { amountMinor: 8_000_000, currency: 'EUR' }, period: 'month' }, stamp))
    await outbox.outbox.drain()
    await hear('envelope-completed')
    const { content } = await stored()
    expect(content.status).not.toBe('accepted')
    expect(content.signature).toMatchObject({ state: 'completed', paperOnly: ['Pay period'], differences: ['The letter of version 1 was signed, version 2 stands', 'Pay: signed €72,000 a year, approved €80,000 a month'] })
  })

  test('the paper that was signed is kept with the offer, for those who may read the offer and nobody else', async () => {
    vendor.advance(envelope().envelopeId, 'completed')
    await hear('envelope-completed')
    const { paper } = (await stored()).content.signature!
    const [kept] = await workspace.db.query<{ bytes: Uint8Array }>('select bytes from files where sha256 = $1', [paper!.sha256])
    expect(Buffer.from(kept!.bytes).toString()).toBe('%PDF-1.7 Offer Ana v1.pdf signed by Ana Sousa')
    const { members, workspaceId, db } = workspace
    const may = await Promise.all(Object.values(members).map(({ personId }) => mayReadFile(db, workspaceId, personId, paper!.sha256)))
    expect(Object.fromEntries(Object.keys(members).map((role, at) => [role, may[at]]))).toEqual({ owner: true, recruiter: true, coordinator: false, hiringManager: false, interviewer: false })
  })

  test('news of a signature does not wait for its paper: what could not be fetched is asked for later, once', async () => {
    vendor.hasPapers = false
    vendor.advance(envelope().envelopeId, 'completed')
    await hear('envelope-completed')
    expect((await stored()).content).toMatchObject({ status: 'accepted', signature: { state: 'completed' } })
    expect((await stored()).content.signature!.paper).toBeUndefined()
    vendor.hasPapers = true
    await pollSignings(outbox.options)
    const { content, revision } = await stored()
    expect(content.signature!.paper).toMatchObject({ name: 'Offer Ana v1 signed.pdf' })
    const asked = vendor.requests.length
    await pollSignings(outbox.options)
    expect([(await stored()).revision, vendor.requests.length]).toEqual([revision, asked])
  })

  test('where no report arrives, asking finds out the same', async () => {
    vendor.advance(envelope().envelopeId, 'declined', declined => { declined.signer.declinedReason = 'Took another offer' })
    await pollSignings(outbox.options)
    expect((await stored()).content).toMatchObject({ status: 'declined', statusNote: 'Took another offer', signature: { state: 'declined' } })
  })

  test('what a fallback ask cannot find out is seen on the connection, not only by whoever reads the server’s log', async () => {
    vendor.advance(envelope().envelopeId, 'declined')
    vendor.mishap({ kind: 'status', status: 403, when: request => request.method === 'GET' })
    await pollSignings(outbox.options)
    expect((await stored()).content).toMatchObject({ status: 'extended' })
    expect(await workspace.db.query('select state, last_code as code from connections')).toEqual([{ state: 'failing', code: 'connector.forbidden' }])
    expect(await workspace.db.query('select code from hook_polls')).toEqual([{ code: 'connector.forbidden' }])
  })

  test('a rescinded offer takes its letter back, and old news of it changes nothing', async () => {
    await act(now => rescindOffer(now, 'Position closed', { actorId: workspace.members.owner.personId, nowMs: testNowMs, createId }))
    await outbox.outbox.drain()
    expect(envelope().status).toBe('voided')
    vendor.advance(envelope().envelopeId, 'completed')
    await hear('envelope-completed')
    expect((await stored()).content).toMatchObject({ status: 'rescinded', signature: { state: 'voided' } })
  })

  test('a candidate who asks to be erased can sign no more: the letter is taken back at the mark, and one that had not left never leaves', async () => {
    await markErased(workspace, offer.candidateId)
    await outbox.outbox.drain()
    expect([(await stored()).content.status, envelope().status]).toEqual(['rescinded', 'voided'])
    expect(JSON.stringify(vendor.requests.at(-1))).not.toMatch(/ana@example|Ana/)
    await markErased(workspace, offer.candidateId, 'owner', null)
    expect((await stored()).content.status, 'the candidate does not have it: it is for a person to send again').toBe('approved')
    await act(now => extendOffer(now, { actorId: workspace.members.owner.personId, nowMs: testNowMs + 1, createId }))
    await markErased(workspace, offer.candidateId)
    await outbox.outbox.drain()
    expect([vendor.envelopes.size, envelope().status]).toEqual([1, 'voided'])
  })

  test('a letter that could not be taken back before the candidate was gone is still taken back', async () => {
    vendor.mishap({ kind: 'status', status: 503, times: 99 })
    await markErased(workspace, offer.candidateId)
    await outbox.outbox.drain()
    expect(await afterGrace(workspace.db)).toBe(1)
    expect(envelope().status).toBe('sent')
    vendor.mishap(null)
    outbox.clock.nowMs += 26 * 3_600_000
    await outbox.outbox.drain()
    expect(envelope().status).toBe('voided')
  })
})
