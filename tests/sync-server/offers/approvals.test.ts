import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decideOffer, extendOffer, rescindOffer, reviseOffer, sendForApproval } from '#shared/domain/commands/offer'
import type { Change } from '#shared/domain/commands/change'
import type { Offer } from '#shared/domain/model/offer'
import { approvalId } from '#shared/domain/offers/approvals'
import { createId } from '#shared/lib/ids'
import { expireOffers } from '#server/offers/expire-offers'
import { readHistory } from '#server/replication/history'
import { writeRecord } from '#server/replication/record'
import { stores } from '#tests/support/databases'
import { makeOffer, someTerms, unitsOf } from '#tests/support/offers'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, openWorkspace, testNowMs, type Member, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('offers on $name', ({ open }) => {
  let workspace: TestWorkspace
  let close: () => Promise<void>
  let offer: Offer
  const stampOf = (member: Member) => ({ actorId: member.personId, nowMs: testNowMs, createId })

  beforeEach(async () => {
    const opened = await open()
    close = opened.close
    workspace = await openWorkspace(opened.db)
    const { members, push } = workspace
    const job = makeJob()
    const candidate = makeCandidate()
    const application = makeApplication(job, candidate)
    offer = makeOffer(application, members.recruiter.personId, { expiresOn: '2026-12-01' })
    await push(members.recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application), newRow('offers', offer)])
  })
  afterEach(() => close())

  async function stored(): Promise<{ content: Offer; revision: number }> {
    const [row] = await workspace.db.query<{ content: Offer; revision: number }>(`select content, revision from documents where collection = 'offers' and id = $1`, [offer.id])
    return row!
  }
  async function act(member: Member, command: (now: Offer) => readonly Change[]) {
    const { content, revision } = await stored()
    return (await workspace.push(member, [editRow('offers', offer.id, revision, unitsOf(command(content)))]))[0]!
  }
  const send = () => act(workspace.members.recruiter, now => sendForApproval(now, [workspace.members.interviewer.personId, workspace.members.owner.personId], stampOf(workspace.members.recruiter)))
  const decide = (member: Member, decision: 'approved' | 'declined') => act(member, now => decideOffer(now, decision, '', stampOf(member)))
  async function pushRows(member: Member, change: (rows: Offer['approvals']) => unknown) {
    const { content, revision } = await stored()
    return (await workspace.push(member, [editRow('offers', offer.id, revision, { approvals: change(content.approvals) })]))[0]!
  }

  test('two approvers agree in order, and with the last one the server says approved', async () => {
    const { members } = workspace
    await send()
    expect((await stored()).content.status).toBe('approving')
    expect(await decide(members.interviewer, 'approved')).toMatchObject({ kind: 'accepted' })
    expect(await decide(members.owner, 'approved')).toMatchObject({ kind: 'accepted', content: { status: 'approved' } })
    expect(await act(members.recruiter, now => extendOffer(now, stampOf(members.recruiter)))).toMatchObject({ kind: 'accepted' })
    const events = await workspace.db.query<{ status: string }>(`select data->>'status' as status from events where kind = 'offer.changed' order by sequence, position`)
    expect(events.map(event => event.status)).toEqual(['draft', 'approving', 'approved', 'extended'])
  })

  test('a declined offer goes back to a draft by the server’s hand', async () => {
    await send()
    expect(await decide(workspace.members.interviewer, 'declined')).toMatchObject({ kind: 'accepted', content: { status: 'draft' } })
  })

  test('an approver reads the offer, its candidate and its job, and nobody else outside does', async () => {
    const { members, pullAll } = workspace
    const seen = async (member: Member) => new Set((await pullAll(member)).rows.map(row => row.collection))
    expect((await seen(members.interviewer)).has('offers')).toBe(false)
    await send()
    expect([...await seen(members.interviewer)]).toEqual(expect.arrayContaining(['offers', 'candidates', 'applications', 'jobs']))
    for (const member of [members.coordinator, members.hiringManager]) expect(JSON.stringify((await pullAll(member)).rows)).not.toContain('7200000')
  })

  test('what somebody is paid reaches nobody else: not by pull, history, timeline or question; search and export read what was pulled', async () => {
    const { db, workspaceId, members, pullAll, push } = workspace
    const before = await stored()
    await act(members.recruiter, now => reviseOffer(now, { ...someTerms, equity: '0.2 %' }, stampOf(members.recruiter)))
    await push(members.owner, [editRow('offers', offer.id, before.revision, { currentVersionId: null })])
    const line = rescindOffer(before.content, 'They wanted 7200000', stampOf(members.recruiter)).find(change => change.collection === 'activities')
    if (line?.kind === 'create') await push(members.recruiter, [newRow('activities', line.document)])
    for (const member of [members.coordinator, members.hiringManager, members.interviewer]) {
      expect(JSON.stringify((await pullAll(member)).rows)).not.toMatch(/7200000|0\.2 %/)
      await expect(readHistory(db, workspaceId, member.personId, 'offers', offer.id)).rejects.toThrow('document.unknown')
    }
    expect(JSON.stringify(await readHistory(db, workspaceId, members.owner.personId, 'offers', offer.id))).toContain('7200000')
  })

  test('a hand-written client decides in nobody’s name, not before its turn, not on other rows and not twice', async () => {
    const { members } = workspace
    await send()
    const decided = (personId: string) => (rows: Offer['approvals']) => rows.map(row => (row.personId === personId ? { ...row, decision: 'approved', atMs: 1 } : row))
    const codeOf = async (member: Member, change: (rows: Offer['approvals']) => unknown) => {
      const result = await pushRows(member, change)
      return result.kind === 'refused' ? result.code : 'accepted'
    }
    expect(await codeOf(members.owner, decided(members.interviewer.personId))).toBe('rules.offer_decision_not_yours')
    expect(await codeOf(members.recruiter, decided(members.owner.personId))).toBe('rules.offer_decision_not_yours')
    expect(await codeOf(members.owner, decided(members.owner.personId))).toBe('rules.offer_not_your_turn')
    expect(await codeOf(members.interviewer, rows => rows.filter(row => row.personId !== members.owner.personId))).toBe('access.not_yours_to_change')
    expect(await codeOf(members.interviewer, rows => rows.map(row => ({ ...row, personId: members.interviewer.personId })))).toBe('rules.offer_decision_kept')
    expect(await codeOf(members.interviewer, rows => rows.map(row => ({ ...row, order: 0 })))).toBe('access.not_yours_to_change')
    expect(await codeOf(members.recruiter, rows => [...rows, { ...rows[0]!, id: createId(), personId: members.recruiter.personId }])).toBe('document.invalid')
    const { currentVersionId } = (await stored()).content
    expect(await codeOf(members.interviewer, rows => [...rows, { ...rows[0]!, id: approvalId(currentVersionId!, createId()) }])).toBe('access.not_yours_to_change')
    expect((await stored()).content.approvals.every(row => row.decision === 'waiting')).toBe(true)
    for (const fields of [{ status: { status: 'approved', statusAtMs: 1, statusNote: '' } }, { signature: { envelopeId: null, state: 'completed', atMs: 1, differences: [] } }, { letters: [{ id: createId(), versionId: currentVersionId, name: 'Other terms.pdf', sha256: 'ab'.repeat(32), sizeBytes: 1, atMs: 1, byId: members.recruiter.personId }] }, { versions: [] }]) {
      const { revision } = await stored()
      const [result] = await workspace.push(members.recruiter, [editRow('offers', offer.id, revision, fields)])
      if (!('versions' in fields)) expect(result).toMatchObject({ kind: 'refused' })
    }
    expect((await stored()).content).toMatchObject({ status: 'approving', signature: null, letters: [], versions: [offer.versions[0]] })
  })

  test('a list as it stood before undoes nobody’s decision', async () => {
    const { members, push } = workspace
    await send()
    const before = await stored()
    await decide(members.interviewer, 'approved')
    const stale = before.content.approvals.map(row => (row.personId === members.owner.personId ? { ...row, decision: 'approved', atMs: 5 } : row))
    const [result] = await push(members.owner, [editRow('offers', offer.id, before.revision, { approvals: stale })])
    expect(result).toMatchObject({ kind: 'accepted', content: { status: 'approved' } })
    expect((await stored()).content.approvals.map(row => row.decision)).toEqual(['approved', 'approved'])
    const undone = (await stored()).content.approvals.map(row => ({ ...row, decision: 'waiting', atMs: null }))
    expect(await pushRows(members.recruiter, () => undone)).toMatchObject({ kind: 'refused' })
  })

  test('a decision on terms that were replaced meanwhile is kept aside, and the new terms stand', async () => {
    const { members, push } = workspace
    await send()
    const before = await stored()
    await act(members.recruiter, now => reviseOffer(now, { ...someTerms, equity: '0.2 %' }, stampOf(members.recruiter)))
    const late = before.content.approvals.map(row => (row.personId === members.interviewer.personId ? { ...row, decision: 'approved', atMs: 5 } : row))
    const [result] = await push(members.interviewer, [editRow('offers', offer.id, before.revision, { approvals: late })])
    expect(result).toMatchObject({ kind: 'refused', code: 'rules.offer_version_replaced' })
    expect((await stored()).content).toMatchObject({ status: 'draft', versions: [{ number: 1 }, { number: 2 }] })
  })

  test('two recruiters who drafted offline keep both versions, and what differs is a question', async () => {
    const { members, push, pullAll } = workspace
    await send()
    const application = { id: offer.applicationId, candidateId: offer.candidateId, jobId: offer.jobId } as ReturnType<typeof makeApplication>
    const [result] = await push(members.owner, [newRow('offers', makeOffer(application, members.owner.personId, { equity: '1 %' }))])
    expect(result).toMatchObject({ kind: 'accepted' })
    expect((await stored()).content).toMatchObject({ status: 'approving', currentVersionId: offer.currentVersionId, versions: [{ equity: '' }, { equity: '1 %' }], approvals: [{}, {}] })
    const units = (await pullAll(members.owner)).rows.flatMap(row => (row.collection === 'conflicts' ? [(row.content as { unit?: string }).unit] : []))
    expect(units).toEqual(expect.arrayContaining(['currentVersionId', 'status']))
  })

  test('an offer is made for an application that exists, by a recruiter', async () => {
    const { members, create } = workspace
    const elsewhere = makeApplication(makeJob(), makeCandidate())
    expect(await create(members.recruiter, 'offers', makeOffer(elsewhere, members.recruiter.personId))).toMatchObject({ kind: 'refused', code: 'document.reference_missing' })
    expect(await create(members.hiringManager, 'offers', makeOffer(elsewhere, members.hiringManager.personId))).toMatchObject({ kind: 'refused', code: 'access.not_yours_to_change' })
    expect(await create(members.recruiter, 'offers', { ...makeOffer(elsewhere, members.owner.personId) })).toMatchObject({ kind: 'refused' })
  })

  test('the server ends an offer after its last day in the workspace’s zone', async () => {
    const { db, workspaceId, members } = workspace
    await db.transaction(tx => writeRecord(tx, workspaceId, null, [{ collection: 'settings', id: workspaceId, content: { id: workspaceId, name: 'Test', zone: 'Pacific/Auckland' } }], testNowMs))
    await send()
    await decide(members.interviewer, 'approved')
    await decide(members.owner, 'approved')
    await act(members.recruiter, now => extendOffer(now, stampOf(members.recruiter)))
    const offers = { write: async (id: string, offerId: string, content: object, tx: Parameters<typeof writeRecord>[0]) => {
      await writeRecord(tx, id, null, [{ collection: 'offers', id: offerId, content: content as never }], testNowMs)
      return () => undefined
    } }
    // In Auckland it is the second of December from 11:00 UTC on.
    expect(await expireOffers({ db, offers, now: () => Date.UTC(2026, 11, 1, 10, 59) })).toBe(0)
    expect(await expireOffers({ db, offers, now: () => Date.UTC(2026, 11, 1, 11, 1) })).toBe(1)
    expect((await stored()).content.status).toBe('expired')
  })
})
