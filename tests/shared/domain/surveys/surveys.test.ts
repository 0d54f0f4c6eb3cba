import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueSurveys, surveysOf } from '#shared/domain/surveys/plan-surveys'
import { surveyKinds, surveyWords } from '#shared/domain/surveys/survey-kinds'
import { fewestAnswers, hireQualities, surveyFigures, type AskedSurvey } from '#shared/domain/surveys/survey-report'
import { createId } from '#shared/lib/ids'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'
import { hour, makeInterview, nowMs } from '../debrief/debrief-fixtures.ts'

const job = makeJob()
const manager = { personId: createId(), zone: 'Europe/Berlin', quiet: null }
const day = 24 * hour

describe('what is asked', () => {
  test('a candidate after the last interview of a loop, once for the loop, while they are in process', () => {
    const application = makeApplication(job, makeCandidate())
    const loopId = createId()
    const interviews = [1, 2].map(at => makeInterview(job, application.id, [], { loopId, startMs: nowMs + at * hour, endMs: nowMs + (at + 1) * hour }))
    expect(surveysOf({ application, interviews, manager }).map(({ kind, personId, atMs }) => [kind, personId, (atMs - nowMs) / hour])).toEqual([['afterInterview', null, 5]])
    expect(surveysOf({ application, interviews: interviews.map(each => ({ ...each, cancelled: true })), manager })).toEqual([])
  })

  test('a candidate whose process ended is asked three days later, if they were met at all', () => {
    const application = makeApplication(job, makeCandidate(), { status: 'rejected', stageEnteredAtMs: nowMs })
    const plans = surveysOf({ application, interviews: [makeInterview(job, application.id, [])], manager })
    expect(plans.map(({ kind, atMs }) => [kind, (atMs - nowMs) / day])).toEqual([['afterProcess', 3]])
    expect(surveysOf({ application, interviews: [], manager })).toEqual([])
    expect([dueSurveys(plans, new Set(), nowMs + 2 * day).length, dueSurveys(plans, new Set(), nowMs + 4 * day).length, dueSurveys(plans, new Set(), nowMs + 40 * day).length]).toEqual([0, 1, 0])
    expect(dueSurveys(plans, new Set(plans.map(plan => plan.key)), nowMs + 4 * day)).toEqual([])
  })

  test('the hiring manager after a month, 90 days and six months, at nine in the morning of their zone', () => {
    const application = makeApplication(job, makeCandidate(), { status: 'hired', hiredStartDate: '2026-09-01' })
    const plans = surveysOf({ application, interviews: [], manager })
    expect(plans.map(({ kind, atMs }) => [kind, new Date(atMs).toISOString()])).toEqual([
      ['hireSatisfaction', '2026-10-01T07:00:00.000Z'], ['performance90', '2026-11-30T08:00:00.000Z'], ['retention90', '2026-11-30T08:00:00.000Z'], ['performance180', '2027-03-02T08:00:00.000Z'], ['retention180', '2027-03-02T08:00:00.000Z'],
    ])
    expect(surveysOf({ application, interviews: [], manager: null })).toEqual([])
  })
})

describe('what is shown', () => {
  test('answers of candidates stay hidden under five, whatever was answered and in whatever order', () => {
    const answer = fc.record({ kind: fc.constantFrom(...surveyKinds), applicationId: fc.uuid(), score: fc.option(fc.integer({ min: 0, max: 1 })), comment: fc.string() })
    fc.assert(fc.property(fc.array(answer, { maxLength: 40 }).chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))), ([all, shuffled]) => {
      const figures = surveyFigures(all as readonly AskedSurvey[])
      const other = surveyFigures(shuffled as readonly AskedSurvey[])
      expect(other.map(each => [each.kind, each.answered, each.comments])).toEqual(figures.map(each => [each.kind, each.answered, each.comments]))
      for (const { kind, answered, mean, comments } of figures) {
        if (surveyWords[kind].asked !== 'candidate' || answered >= fewestAnswers) continue
        expect([mean, comments]).toEqual([null, []])
      }
    }))
  })

  test('quality of a hire needs all three parts and takes the later review', () => {
    const applicationId = createId()
    const asked = (kind: AskedSurvey['kind'], score: number | null): AskedSurvey => ({ kind, applicationId, score, comment: '' })
    expect(hireQualities([asked('performance90', 5), asked('retention90', 1), asked('hireSatisfaction', null)])).toMatchObject([{ performance: 100, retention: 100, quality: null }])
    expect(hireQualities([asked('performance90', 5), asked('performance180', 3), asked('retention90', 1), asked('hireSatisfaction', 4)])).toMatchObject([{ performance: 50, retention: 100, satisfaction: 75, quality: 75 }])
  })
})
