import { expect, test } from 'vitest'
import { acceptOffer, declineOffer, decideOffer, extendOffer, reviseOffer, rescindOffer, sendForApproval, takeOfferBack } from '#shared/domain/commands/offer'
import { checkDocument } from '#shared/domain/model/parse-content'
import { offerStatusSchema, type OfferStatus } from '#shared/domain/model/offer'
import { approvalState, offerId, versionNumber } from '#shared/domain/offers/approvals'
import { judgeOffer } from '#shared/domain/offers/judge-offer'
import { canReach } from '#shared/domain/offers/offer-steps'
import { hasRunOut, stepAfterApprovals } from '#shared/domain/offers/server-hand'
import { createId } from '#shared/lib/ids'
import { afterChanges, makeOffer, someTerms } from '#tests/support/offers'
import { makeApplication, makeCandidate, makeJob, testNowMs } from '#tests/support/workspace'

const [recruiterId, firstId, secondId] = [createId(), createId(), createId()]
const stampOf = (actorId: string) => ({ actorId, nowMs: testNowMs, createId })
const stamp = stampOf(recruiterId)
const application = makeApplication(makeJob(), makeCandidate())
const draft = () => makeOffer(application, recruiterId)
const recruiter = { personId: recruiterId, isStaff: true }

function asks(...approverIds: string[]) {
  const offer = draft()
  return afterChanges(offer, sendForApproval(offer, approverIds, stamp))
}

function approved() {
  let offer = asks(firstId)
  offer = afterChanges(offer, decideOffer(offer, 'approved', '', stampOf(firstId)))
  return { ...offer, ...stepAfterApprovals(offer, testNowMs) }
}

test('from where an offer stands a person reaches exactly these', () => {
  const reach = Object.fromEntries(offerStatusSchema.options.map(from => [from, offerStatusSchema.options.filter(to => canReach(from, to))]))
  const early: OfferStatus[] = ['draft', 'approving', 'rescinded']
  const out: OfferStatus[] = ['draft', 'approving', 'approved', 'extended', 'accepted', 'declined', 'rescinded']
  expect(reach).toEqual({ draft: early, approving: early, approved: out, extended: out, accepted: out, declined: out, expired: early, rescinded: early })
})

test('a draft is one record for its application, whoever begins it, and fits its schema', () => {
  const [one, other] = [draft(), makeOffer(application, secondId)]
  expect(one.id).toBe(other.id)
  expect(one.id).toBe(offerId(application.id))
  expect(checkDocument('offers', one as never).kind).toBe('fits')
})

test('approvers are asked in order and once; only the one whose turn it is has something to decide', () => {
  const asked = asks(firstId, secondId, firstId)
  expect(asked.approvals.map(row => row.personId)).toEqual([firstId, secondId])
  expect(decideOffer(asked, 'approved', '', stampOf(secondId))).toEqual([])
  const once = afterChanges(asked, decideOffer(asked, 'approved', 'Fine', stampOf(firstId)))
  expect(stepAfterApprovals(once, 1)).toBeNull()
  const twice = afterChanges(once, decideOffer(once, 'approved', '', stampOf(secondId)))
  expect(stepAfterApprovals(twice, 1)).toEqual({ status: 'approved', statusAtMs: 1, statusNote: '' })
})

test('a declined version goes back to its drafter and is asked about again only as a new one', () => {
  const asked = asks(firstId)
  const no = afterChanges(asked, decideOffer(asked, 'declined', 'Too much', stampOf(firstId)))
  const back = { ...no, ...stepAfterApprovals(no, testNowMs) }
  expect(back.status).toBe('draft')
  expect(sendForApproval(back, [firstId], stamp)).toEqual([])
  const next = afterChanges(back, reviseOffer(back, { ...someTerms, equity: '0.1 %' }, stamp))
  expect(versionNumber(next, next.currentVersionId!)).toBe(2)
  expect(approvalState(afterChanges(next, sendForApproval(next, [firstId], stamp)))).toBe('waiting')
})

test('an approved offer is extended, then accepted, declined or rescinded; nothing else happens to it', () => {
  const offer = approved()
  expect(acceptOffer(offer, stamp)).toEqual([])
  const out = afterChanges(offer, extendOffer(offer, stamp))
  for (const changes of [acceptOffer(out, stamp), declineOffer(out, 'Another offer', stamp), rescindOffer(out, 'Position closed', stamp), takeOfferBack(out, stamp)]) {
    expect(judgeOffer(out, afterChanges(out, changes), recruiter)).toBeNull()
  }
})

test('new terms never touch a version that exists, and the same terms are no new version', () => {
  const offer = approved()
  const next = afterChanges(offer, reviseOffer(offer, { ...someTerms, terms: 'Remote' }, stamp))
  expect(next.versions[0]).toEqual(offer.versions[0])
  expect(next.status).toBe('draft')
  expect(reviseOffer(offer, someTerms, stamp)).toEqual([])
  expect(judgeOffer(offer, { ...offer, versions: [{ ...offer.versions[0]!, equity: '9 %' }] }, recruiter)).toMatchObject({ code: 'rules.offer_version_kept' })
  expect(judgeOffer(offer, { ...next, status: 'approved' }, recruiter)).toMatchObject({ code: 'rules.offer_version_in_use' })
})

test('an offer runs out after its last day in the workspace, and only while the candidate has it', () => {
  const offer = { ...makeOffer(application, recruiterId, { expiresOn: '2026-12-01' }), status: 'extended' as const }
  expect(hasRunOut(offer, '2026-12-01')).toBe(false)
  expect(hasRunOut(offer, '2026-12-02')).toBe(true)
  expect(hasRunOut({ ...offer, status: 'accepted' }, '2026-12-02')).toBe(false)
})

test('nobody says approved or expired themselves, nor sends without approvers, nor pays in a currency that is none', () => {
  const offer = draft()
  const asked = afterChanges(offer, sendForApproval(offer, [firstId], stamp))
  expect(judgeOffer(asked, { ...asked, status: 'approved' }, recruiter)).toMatchObject({ code: 'rules.offer_step' })
  const done = approved()
  expect(judgeOffer(done, { ...done, status: 'expired' }, recruiter)).toMatchObject({ code: 'rules.offer_step' })
  expect(judgeOffer(offer, { ...offer, status: 'approving' }, recruiter)).toMatchObject({ code: 'rules.offer_needs_approvers' })
  const odd = makeOffer(application, recruiterId, { baseSalary: { amountMinor: 1, currency: 'XQX' } })
  expect(judgeOffer(null, odd, recruiter)).toMatchObject({ code: 'document.invalid', unit: 'versions' })
})
