import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sendForApproval } from '#shared/domain/commands/offer'
import { mergeUnit } from '#shared/domain/merge/merge-unit'
import { unitNamed } from '#shared/domain/merge/units'
import type { Approval, Offer } from '#shared/domain/model/offer'
import { approvalState, chainOf } from '#shared/domain/offers/approvals'
import { judgeOffer } from '#shared/domain/offers/judge-offer'
import { stepAfterApprovals } from '#shared/domain/offers/server-hand'
import { createId } from '#shared/lib/ids'
import type { Json } from '#shared/lib/json'
import { afterChanges, makeOffer } from '#tests/support/offers'
import { makeApplication, makeCandidate, makeJob, testNowMs } from '#tests/support/workspace'

const people = Array.from({ length: 4 }, () => createId())
const [recruiterId] = people
const unit = unitNamed('offers', 'approvals')

function start(length: number): Offer {
  const offer = makeOffer(makeApplication(makeJob(), makeCandidate()), recruiterId!)
  return afterChanges(offer, sendForApproval(offer, people.slice(0, length), { actorId: recruiterId!, nowMs: testNowMs, createId }))
}

/** What a laptop pushes: any decision in any row, for itself or in another's name, over a list as old as it likes. */
const attempt = fc.record({
  actor: fc.nat(3), row: fc.nat(3), seen: fc.nat(20), decision: fc.constantFrom('waiting', 'approved', 'declined') as fc.Arbitrary<Approval['decision']>, order: fc.option(fc.nat(3), { nil: null }), drops: fc.boolean(),
})

test('whatever laptops push in whatever order, a decision is its approver’s own, comes in turn and is never undone by another', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.array(attempt, { maxLength: 25 }), (length, attempts) => {
    const states = [start(length)]
    for (const { actor, row, seen, decision, order, drops } of attempts) {
      const now = states.at(-1)!
      const old = states[Math.max(0, states.length - 1 - seen)]!
      const target = old.approvals[row % old.approvals.length]
      if (!target) continue
      const wanted = old.approvals.flatMap((each): Approval[] => (each.id !== target.id ? [each] : drops ? []
        : [{ ...each, decision, order: order ?? each.order, atMs: decision === 'waiting' ? null : testNowMs, comment: '' }]))
      const merged = mergeUnit(unit, old.approvals as Json, wanted as Json, now.approvals as Json)
      const after = { ...now, approvals: merged.value as unknown as Approval[] }
      const actorId = people[actor]!
      if (judgeOffer(now, after, { personId: actorId, isStaff: actor === 0 }) !== null) continue
      for (const was of now.approvals) {
        const is = after.approvals.find(each => each.id === was.id)
        if (is?.decision !== was.decision) expect(was.decision === 'waiting' && is === undefined ? actor : was.personId).toBe(was.decision === 'waiting' && is === undefined ? 0 : actorId)
        if (was.personId !== actorId && was.decision !== 'waiting') expect(is).toEqual(was)
        if (is?.decision === 'approved' && was.decision !== 'approved') expect(chainOf(after, was.versionId).filter(each => each.order < is.order).every(each => each.decision === 'approved')).toBe(true)
      }
      states.push({ ...after, ...stepAfterApprovals(after, testNowMs) })
    }
    const end = states.at(-1)!
    expect(end.status === 'approved').toBe(approvalState(end) === 'approved')
  }), { numRuns: 400 })
})
