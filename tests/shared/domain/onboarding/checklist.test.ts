import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markLine } from '#shared/domain/commands/first-day'
import { reopenApplications, changeStartDate } from '#shared/domain/commands/pipeline'
import type { Change } from '#shared/domain/commands/change'
import type { Application } from '#shared/domain/model/application'
import type { OnboardingStep } from '#shared/domain/model/onboarding'
import { checklistOf, hasNotBegun, isOpenLine, type ChecklistLine } from '#shared/domain/onboarding/checklist'
import { createId } from '#shared/lib/ids'
import { makeApplication, makeCandidate, makeJob, testNowMs } from '#tests/support/workspace'

const today = '2026-09-21'
const [mara, ben] = [createId(), createId()]
const stamp = (actorId: string, nowMs = testNowMs) => ({ actorId, nowMs, createId })
const hiredCard = (fields: Partial<Application> = {}): Application => makeApplication(makeJob(), makeCandidate(), { status: 'hired', hiredStartDate: '2026-10-01', ...fields })
const aStep = (fields: Partial<OnboardingStep> = {}): OnboardingStep => ({ id: createId(), connectionId: createId(), title: 'BambooHR', kind: 'hris', state: 'done', say: 'Employee 12', atMs: testNowMs, missing: [], ...fields })
const after = (card: Application, changes: readonly Change[]): Application =>
  changes.reduce<Application>((now, change) => (change.kind === 'edit' && change.collection === 'applications' ? { ...now, ...change.fields } : now), card)
const lineOf = (card: Application, kind: ChecklistLine['kind'], day = today): ChecklistLine => checklistOf(card, day).find(line => line.kind === kind)!
const tick = (card: Application, kind: ChecklistLine['kind'], outcome: 'done' | 'notNeeded' | 'open' = 'done', actorId = mara): Application => after(card, markLine(card, lineOf(card, kind), outcome, stamp(actorId)))

test('with no connected system every usual thing is a line to tick, and a system takes its own line over', () => {
  expect(checklistOf(hiredCard(), today).map(line => [line.kind, line.state])).toEqual([['hris', 'open'], ['account', 'open'], ['access', 'open'], ['hardware', 'open'], ['welcome', 'open']])
  const card = hiredCard({ onboarding: [aStep(), aStep({ kind: 'message', title: 'Slack', say: 'Said in Slack.' })] })
  expect(checklistOf(card, today).map(line => [line.kind, line.state, line.canMark])).toEqual([['hris', 'done', false], ['account', 'open', true], ['access', 'open', true], ['hardware', 'open', true], ['welcome', 'open', true], ['message', 'done', false]])
})

test('a ticked line says who and when, and is open again when the tick is taken back', () => {
  const ticked = tick(hiredCard(), 'hardware')
  expect(lineOf(ticked, 'hardware')).toMatchObject({ state: 'done', mark: { byId: mara, atMs: testNowMs } })
  expect(lineOf(tick(ticked, 'hardware', 'open'), 'hardware')).toMatchObject({ state: 'open', mark: null, earlier: null })
  expect(isOpenLine(lineOf(tick(hiredCard(), 'access', 'notNeeded'), 'access'))).toBe(false)
})

test('another first day opens what was ticked for the old one, and says for which day that was', () => {
  const ticked = tick(hiredCard(), 'hardware')
  const moved = after(ticked, changeStartDate(ticked, '2026-11-02', stamp(ben)))
  expect(lineOf(moved, 'hardware')).toMatchObject({ state: 'open', mark: null, earlier: { byId: mara, startDate: '2026-10-01' } })
  expect(lineOf(tick(moved, 'hardware'), 'hardware')).toMatchObject({ state: 'done', earlier: null })
  // The date set back: what was prepared for it is prepared.
  expect(lineOf(after(moved, changeStartDate(moved, '2026-10-01', stamp(ben))), 'hardware')).toMatchObject({ state: 'done' })
})

test('a hire that was taken back and made anew begins with nothing ticked', () => {
  const ticked = tick(hiredCard(), 'account')
  const reversed = after(ticked, reopenApplications([ticked], null, stamp(ben)))
  expect(checklistOf(reversed, today)).toEqual([])
  expect(lineOf({ ...reversed, status: 'hired', hiredStartDate: '2026-10-01', stageEnteredAtMs: testNowMs + 5_000 }, 'account')).toMatchObject({ state: 'open', earlier: null })
})

test('what a system leaves to a person can be ticked, also after the hire was taken back; a later demand of the system opens it again', () => {
  const end = aStep({ title: 'BambooHR: End the employment', state: 'sent', say: 'Employee 12 is still active. End the employment there.' })
  const card = hiredCard({ status: 'active', hiredStartDate: null, onboarding: [aStep({ state: 'cancelled' }), end] })
  expect(checklistOf(card, today).map(line => line.id)).toEqual([end.id])
  const ticked = after(card, markLine(card, checklistOf(card, today)[0]!, 'done', stamp(mara)))
  expect(checklistOf(ticked, today)).toMatchObject([{ state: 'done', mark: { byId: mara } }])
  expect(checklistOf({ ...ticked, onboarding: [{ ...end, atMs: end.atMs + 1 }] }, today)).toMatchObject([{ state: 'sent', mark: null, earlier: { byId: mara } }])
})

test('what a system still works at, or has done, is not ticked by hand', () => {
  for (const state of ['waiting', 'blocked', 'done', 'cancelled'] as const) {
    const card = hiredCard({ onboarding: [aStep({ state })] })
    expect(markLine(card, lineOf(card, 'hris'), 'done', stamp(mara)), state).toEqual([])
  }
})

test('nobody is asked about hires of long ago, nor about those an import brought without a first day', () => {
  expect(checklistOf(hiredCard({ hiredStartDate: '2026-06-01' }), today)).toEqual([])
  expect(checklistOf(hiredCard({ hiredStartDate: null, importId: createId() }), today)).toEqual([])
  expect(checklistOf(hiredCard({ hiredStartDate: null }), today)).toHaveLength(5)
})

test('somebody has not begun until their first day is over; an import without a day is of people who did long ago', () => {
  expect([hiredCard({ hiredStartDate: today }), hiredCard({ hiredStartDate: null }), hiredCard({ hiredStartDate: '2026-09-20' }), hiredCard({ hiredStartDate: null, importId: createId() }), hiredCard({ status: 'active' })].map(card => hasNotBegun(card, today))).toEqual([true, true, false, false, false])
})

test('ticks made apart meet without a conflict, in whichever order they arrive', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('done', 'notNeeded', 'open'), { maxLength: 4 }), fc.array(fc.constantFrom('done', 'notNeeded', 'open'), { maxLength: 4 }), fc.infiniteStream(fc.nat()), (hers, his, order) => {
    const start = tick(hiredCard(), 'welcome')
    const apart = [hers, his].map((outcomes, at) => outcomes.reduce((card, outcome) => tick(card, 'welcome', outcome, at === 0 ? mara : ben), start))
    const all = [...new Map(apart.flatMap(card => card.onboardingMarks!).map(mark => [mark.id, mark])).values()]
    const shuffled = all.map(mark => [order.next().value!, mark] as const).toSorted((a, b) => a[0] - b[0]).map(([, mark]) => mark)
    const [one, other] = [lineOf({ ...start, onboardingMarks: all }, 'welcome'), lineOf({ ...start, onboardingMarks: shuffled }, 'welcome')]
    expect(one).toEqual(other)
    // A tick that nobody has seen and replaced is never lost.
    const last = apart.map(card => lineOf(card, 'welcome').state)
    if (hers.length > 0 && his.length > 0 && last.every(state => state === 'done')) expect(one.state).toBe('done')
  }))
})
