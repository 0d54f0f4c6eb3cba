import { expect, test } from 'vitest'
import { decide, decisionsOf, standingDecisions } from '#shared/domain/commands/debrief'
import type { Application } from '#shared/domain/model/application'
import { createId } from '#shared/lib/ids'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'

const stampOf = (nowMs: number) => ({ actorId: createId(), nowMs, createId })
const card = makeApplication(makeJob(), makeCandidate())
const after = (application: Application, outcome: 'offer' | 'stop' | 'open', nowMs: number): Application => {
  const [change] = decide(application, { outcome, rationale: 'Because.' }, stampOf(nowMs))
  if (change?.kind !== 'edit' || change.collection !== 'applications') throw new Error('not decided')
  return { ...application, ...change.fields }
}

test('a decision needs a reason', () => {
  expect(decide(card, { outcome: 'offer', rationale: '  ' }, stampOf(1))).toEqual([])
})

test('a later decision replaces the one it knew, and the history keeps both', () => {
  const changed = after(after(card, 'stop', 1), 'offer', 2)
  expect(standingDecisions(changed).map(decision => decision.outcome)).toEqual(['offer'])
  expect(decisionsOf(changed).map(decision => decision.outcome)).toEqual(['stop', 'offer'])
})

test('two decisions made apart both stand until a person decides between them', () => {
  const [one, other] = [after(card, 'offer', 1), after(card, 'stop', 2)]
  const merged = { ...card, decisions: [...other.decisions, ...one.decisions] }
  expect(standingDecisions(merged).map(decision => decision.outcome)).toEqual(['offer', 'stop'])
  expect(standingDecisions(after(merged, 'offer', 3)).map(decision => decision.outcome)).toEqual(['offer'])
})

test('a decision taken back leaves none standing', () => {
  expect(standingDecisions(after(after(card, 'offer', 1), 'open', 2))).toEqual([])
})

test('the line of the timeline, which the panel reads, does not tell what was decided', () => {
  const [, line] = decide(card, { outcome: 'stop', rationale: 'Not deep enough.' }, stampOf(1))
  expect(JSON.stringify(line)).not.toMatch(/stop|deep/)
})
