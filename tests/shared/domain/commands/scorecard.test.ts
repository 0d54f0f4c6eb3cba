import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bookInterview, cancelInterview, changeBooking } from '#shared/domain/commands/interview'
import { archivedKits, copyOfKit, currentKits, giveKit, kitOf, kitTemplates, saveKit, saveKitTemplate, type KitDraft } from '#shared/domain/commands/kit'
import { cardChanges } from '#shared/domain/card-changes'
import { amendScorecard, keepDraft, missingInChange, noAnswers, scorecardId, submitScorecard, takeOver, type CardAnswers } from '#shared/domain/commands/scorecard'
import type { Change } from '#shared/domain/commands/change'
import type { Job } from '#shared/domain/model/job'
import type { Scorecard } from '#shared/domain/model/scorecard'
import type { Settings } from '#shared/domain/model/settings'
import { checkDocument } from '#shared/domain/model/parse-content'
import { createId } from '#shared/lib/ids'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'

const nowMs = 1_790_000_000_000
const actorId = createId()
const stamp = { actorId, nowMs, createId }
const anchors = ['', '', '', '', '']
const draft: KitDraft = { kitId: createId(), name: 'Technical', purpose: '', cover: [], questions: [], attributes: [{ id: createId(), name: 'Depth', about: '', anchors }], doNots: [], archived: false }

const withKits = (job: Job, changes: readonly Change[]): Job => changes.reduce((now, change) => (change.kind === 'edit' && change.collection === 'jobs' ? { ...now, ...change.fields } : now), job)

function booked() {
  const job = withKits(makeJob(), saveKit(makeJob(), draft, stamp))
  const application = makeApplication(job, makeCandidate())
  const { interview, changes } = bookInterview({ application, name: 'Talk', startMs: nowMs, endMs: nowMs + 3_600_000, interviewerIds: [actorId, actorId], zone: 'Europe/Berlin', kit: currentKits(job)[0]! }, stamp)
  return { job, interview, changes, kit: currentKits(job)[0]! }
}
const attributeId = draft.attributes[0]!.id
const full = (rating: number | null, comment = ''): CardAnswers => ({ ...noAnswers, ratings: [{ id: attributeId, rating, comment, evidence: [] }], recommendation: 'yes' })
const cardOf = (changes: readonly Change[]): Scorecard => {
  const [first] = changes
  if (first?.kind !== 'create' || first.collection !== 'scorecards') throw new Error('no card')
  return first.document
}

test('saving a kit makes its next version, and an interview keeps the one it was booked with', () => {
  const { job, interview } = booked()
  const next = withKits(job, saveKit(job, { ...draft, purpose: 'Deeper' }, stamp))
  expect(currentKits(next).map(kit => [kit.version, kit.purpose])).toEqual([[2, 'Deeper']])
  expect(kitOf(next, interview.kitId, interview.kitVersion)).toMatchObject({ version: 1, purpose: '' })
  expect(saveKit(next, { ...draft, purpose: 'Deeper' }, stamp)).toEqual([])
  expect(checkDocument('jobs', next as never).kind).toBe('fits')
})

test('two versions saved at once on two laptops leave one current kit, whichever arrives first', () => {
  const { job } = booked()
  const [a, b] = ['A', 'B'].map(purpose => withKits(job, saveKit(job, { ...draft, purpose }, stamp)).kits.at(-1)!)
  const orders = [[...job.kits, a!, b!], [...job.kits, b!, a!]].map(kits => currentKits({ ...job, kits }).map(kit => kit.id))
  expect(orders[0]).toEqual(orders[1])
  expect(orders[0]).toHaveLength(1)
  for (const kits of [[...job.kits, a!, b!], [...job.kits, b!, a!]]) expect(kitOf({ kits }, draft.kitId, 2)?.id, 'an interview of that version reads the one that stands').toBe(orders[0]![0])
})

test('a kit that was archived begins nothing new and is brought back as its next version', () => {
  const { job } = booked()
  const gone = withKits(job, saveKit(job, { ...draft, archived: true }, stamp))
  expect([currentKits(gone), archivedKits(gone).map(kit => kit.version)]).toEqual([[], [2]])
  const back = withKits(gone, saveKit(gone, draft, stamp))
  expect([currentKits(back).map(kit => kit.version), archivedKits(back)]).toEqual([[3], []])
})

test('an interview gets another version of its kit, and a card begun before is handed in by that one', () => {
  const { job, interview } = booked()
  const more = withKits(job, saveKit(job, { ...draft, attributes: [...draft.attributes, { id: createId(), name: 'Care', about: '', anchors }] }, stamp))
  const [change] = giveKit(interview, currentKits(more)[0]!)
  expect(change).toEqual({ kind: 'edit', collection: 'interviews', id: interview.id, fields: { kitId: draft.kitId, kitVersion: 2 } })
  expect(giveKit(interview, currentKits(job)[0]!)).toEqual([])
  const begun = cardOf(keepDraft(interview, null, full(3), stamp))
  const given = { ...interview, kitVersion: 2 }
  expect(submitScorecard(given, begun, full(3), currentKits(more)[0]!, stamp)).toMatchObject({ kind: 'refused', missing: [{ kind: 'rating', name: 'Care' }] })
  const answers = { ...full(3), ratings: currentKits(more)[0]!.attributes.map(({ id }) => ({ id, rating: 3, comment: '', evidence: [] })) }
  expect(submitScorecard(given, begun, answers, currentKits(more)[0]!, stamp)).toMatchObject({ kind: 'ready', changes: [{ fields: { kitVersion: 2, submittedAtMs: nowMs } }, {}] })
})

test('a change of a handed-in card is asked for the same evidence as the card was, and one of its private note for none', () => {
  const { interview, kit } = booked()
  const answer = submitScorecard(interview, null, full(3), kit, stamp)
  const card = cardOf(answer.kind === 'ready' ? answer.changes : [])
  expect(missingInChange(kit, card, full(5), true)).toMatchObject([{ kind: 'evidence', name: 'Depth' }])
  expect(missingInChange(kit, card, full(5), false)).toEqual([])
  expect(missingInChange(kit, card, full(5, 'Explained the lock'), true)).toEqual([])
  expect(missingInChange(kit, { ...card, ratings: [] }, { ...full(3), ratings: [], privateNote: 'Ask about notice' }, true)).toEqual([])
})

test('a booking is a proposal that seats each person once; only what differs is changed, and it is called off once', () => {
  const { interview } = booked()
  expect(interview).toMatchObject({ confirmed: false, seats: [{ personId: actorId, role: 'interviewer' }] })
  expect(checkDocument('interviews', interview).kind).toBe('fits')
  const same = { startMs: interview.startMs, endMs: interview.endMs, interviewerIds: [actorId], zone: interview.zone }
  expect(changeBooking(interview, same, stamp)).toEqual([])
  expect(changeBooking(interview, { ...same, startMs: nowMs + 1 }, stamp)).toHaveLength(2)
  expect(cancelInterview(interview, 'Ill', stamp)).toMatchObject([{ fields: { cancelled: true, cancelReason: 'Ill' } }, { document: { kind: 'interview.cancelled', facts: { reason: 'Ill' } } }])
  expect(cancelInterview({ ...interview, cancelled: true }, 'Ill', stamp)).toEqual([])
})

test('drafts begun on two devices are the same card; nothing typed writes nothing', () => {
  const { interview } = booked()
  expect(keepDraft(interview, null, noAnswers, stamp)).toEqual([])
  const [one, two] = [keepDraft(interview, null, full(3), stamp), keepDraft(interview, null, full(4), { ...stamp, createId })]
  expect(cardOf(one).id).toBe(cardOf(two).id)
  expect(cardOf(one).id).toBe(scorecardId(interview.id, actorId))
  expect(checkDocument('scorecards', cardOf(one)).kind).toBe('fits')
})

test('a card is handed in once everything is judged, and extremes have a word of evidence', () => {
  const { interview, kit } = booked()
  expect(submitScorecard(interview, null, noAnswers, kit, stamp)).toMatchObject({ kind: 'refused', missing: [{ kind: 'rating', name: 'Depth' }, { kind: 'recommendation' }] })
  expect(submitScorecard(interview, null, full(5), kit, stamp)).toMatchObject({ kind: 'refused', missing: [{ kind: 'evidence' }] })
  expect(submitScorecard(interview, null, full(null), kit, stamp).kind).toBe('ready')
  const answer = submitScorecard(interview, null, full(5, 'Explained the lock'), kit, stamp)
  expect(answer.kind === 'ready' && cardOf(answer.changes).submittedAtMs).toBe(nowMs)
})

test('whatever is changed after handing in keeps what stood before, and never without a reason', () => {
  const { interview, kit } = booked()
  const answer = submitScorecard(interview, null, full(3), kit, stamp)
  const card = answer.kind === 'ready' ? cardOf(answer.changes) : null
  fc.assert(fc.property(fc.constantFrom(1, 2, 3, 4, 5, null), fc.string(), fc.string(), fc.boolean(), (rating, takeaways, reason, afterReveal) => {
    const next = { ...full(rating, rating === 3 ? '' : 'x'), takeaways: `${takeaways}.` }
    const changes = amendScorecard(card!, next, reason, afterReveal, stamp)
    if (reason.trim() === '') {
      expect(changes).toEqual([])
      return
    }
    const [change] = changes
    if (change?.kind !== 'edit' || change.collection !== 'scorecards') throw new Error('no change')
    const revision = change.fields.revisions!.at(-1)!
    expect(revision).toMatchObject({ afterReveal, reason: reason.trim().slice(0, 500), before: rating === 3 ? {} : { ratings: card!.ratings } })
  }))
  expect(keepDraft(interview, card, full(4), stamp)).toEqual([])
})

test('a draft follows what another device wrote, and keeps what is typed here, rating by rating', () => {
  const rated = (id: string, rating: number, comment = '') => ({ id, rating, comment, evidence: [] })
  const known = { ratings: [rated('calm', 3), rated('care', 2)], recommendation: null, takeaways: 'Begun', privateNote: '' }
  const mine = { ...known, ratings: [rated('calm', 3, 'typed here'), rated('care', 2)], takeaways: 'Begun' }
  const stored = { ratings: [rated('calm', 4), rated('care', 5), rated('skill', 1)], recommendation: 'yes' as const, takeaways: 'Begun on the phone', privateNote: 'From the phone' }
  expect(takeOver(known, mine, stored)).toEqual({ ratings: [rated('calm', 3, 'typed here'), rated('care', 5), rated('skill', 1)], recommendation: 'yes', takeaways: 'Begun on the phone', privateNote: 'From the phone' })
  expect(takeOver(known, known, stored)).toEqual(stored)
  expect(takeOver(known, mine, known)).toEqual(mine)
})

test('what was changed after handing in is said change by change, with what stood before', () => {
  const { interview, kit } = booked()
  const rate = (rating: number | null, comment = 'Said why.') => [{ id: attributeId, rating, comment, evidence: [] }]
  const before = { ...noAnswers, ratings: rate(2), recommendation: 'no' as const, takeaways: 'Slow.' }
  const handedIn = submitScorecard(interview, null, before, kit, stamp)
  let card = cardOf(handedIn.kind === 'ready' ? handedIn.changes : [])
  const amend = (answers: CardAnswers, reason: string, afterReveal: boolean, nowMs: number): void => {
    const [change] = amendScorecard(card, answers, reason, afterReveal, { ...stamp, nowMs })
    card = { ...card, ...(change?.kind === 'edit' ? change.fields : {}) } as Scorecard
  }
  amend({ ...before, ratings: rate(4) }, 'Misheard', false, stamp.nowMs + 1)
  amend({ ...before, ratings: rate(4, 'Named the lock.'), recommendation: 'yes' }, 'Talked to Ben', true, stamp.nowMs + 2)
  expect(cardChanges(card, () => 'Depth').map(({ reason, afterReveal, lines }) => [reason, afterReveal, lines])).toEqual([
    ['Misheard', false, ['Depth: was 2 · Below, now 4 · Above']],
    ['Talked to Ben', true, ['Recommendation: was No, now Yes', 'Depth, what was heard was: “Said why.”']],
  ])
})

test('a template keeps its versions; a job’s kit that begins from it is on its own', () => {
  const settings = { id: createId(), kitTemplates: [] } as unknown as Settings
  const kept = (now: Settings, changes: readonly Change[]): Settings => changes.reduce((all, change) => (change.kind === 'edit' ? { ...all, ...change.fields } as Settings : all), now)
  const first = kept(settings, saveKitTemplate(settings, draft, stamp))
  const own = copyOfKit(kitTemplates(first)[0]!, createId)
  const second = kept(first, saveKitTemplate(first, { ...draft, purpose: 'Deeper' }, stamp))
  expect(kitTemplates(second).map(each => [each.kitId, each.version, each.purpose])).toEqual([[draft.kitId, 2, 'Deeper']])
  expect(saveKitTemplate(second, { ...draft, purpose: 'Deeper' }, stamp)).toEqual([])
  expect(own).toMatchObject({ name: 'Technical', purpose: '' })
  expect([own.kitId, own.attributes[0]!.id]).not.toContain(draft.kitId)
  expect(own.attributes[0]!.id).not.toBe(attributeId)
})
