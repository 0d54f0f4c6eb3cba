import { expect, test } from 'vitest'
import { maySeeField, redact } from '#shared/domain/access/field-access'
import { jobKey, staffKey } from '#shared/domain/access/keys'
import { assessmentsOf, sendAssessment } from '#shared/domain/commands/assessment'
import type { Activity } from '#shared/domain/model/activity'
import type { Assessment } from '#shared/domain/model/assessment'
import { createId } from '#shared/lib/ids'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'

const [job, candidate] = [makeJob(), makeCandidate()]
const card = makeApplication(job, candidate)
const ask = (test: string, nowMs: number): Activity => {
  const [change] = sendAssessment(card, { connectionId: createId(), testId: '7', test }, { actorId: createId(), nowMs, createId })
  return (change as { document: Activity }).document
}
const told = (id: string, fields: Partial<Assessment> = {}): Assessment => ({ id, connectionId: createId(), vendor: 'HackerRank', test: 'Backend', state: 'sent', score: null, maxScore: null, reportUrl: '', say: '', sentAtMs: 20, finishedAtMs: null, atMs: 20, raw: '', ...fields })

test('a test waits until its vendor tells of it, and one that was taken back is gone', () => {
  const [first, second, third] = [ask('First', 10), ask('Second', 20), ask('Third', 30)]
  const undone = { ...third, id: createId(), facts: { ...third.facts, undone: true } }
  const shown = assessmentsOf({ ...card, assessments: [told(String(second.facts['requestId']))] }, [first, second, third, undone, { ...first, applicationId: createId() }])
  expect(shown.map(each => (each.kind === 'told' ? each.assessment.state : `waiting ${each.test}`))).toEqual(['sent', 'waiting First'])
  const { assessments: _none, ...old } = card
  expect(assessmentsOf(old as never, [])).toEqual([])
})

test('results are for recruiters and the job’s hiring managers; for an interviewer they are absent', () => {
  const content = { ...card, assessments: [told(createId(), { score: 90 })] } as never
  expect(redact('applications', content, new Set([staffKey]))['assessments']).toHaveLength(1)
  expect(redact('applications', content, new Set([jobKey(job.id)]))['assessments']).toHaveLength(1)
  expect(redact('applications', content, new Set(['person:someone']))['assessments']).toEqual([])
  expect(maySeeField('applications', 'assessments', content, new Set([jobKey(createId())]))).toBe(false)
})
