import { expect, test } from 'vitest'
import { activityKindSchema, newestFirstOf, type Activity, type ActivityKind } from '#shared/domain/model/activity'
import { listWords } from '#shared/lib/list-words'
import { timelineWords, whenWords, type TimelineNames } from '#shared/domain/timeline-words'
import { createId } from '#shared/lib/ids'

const names: TimelineNames = { person: id => (id === 'ben' ? 'Ben' : null), candidate: () => 'Ana', job: () => 'Nurse', stage: (_job, id) => ({ s: 'Screen', o: 'Offer' })[id] ?? null, reason: () => 'Salary' }
const line = (kind: ActivityKind, facts: Activity['facts'] = {}): Activity => ({
  id: createId(), kind, candidateId: 'c', applicationId: null, jobId: 'j', actorId: 'ben', atMs: 0, newestFirst: newestFirstOf(0), facts, importId: null, createdAtMs: 0,
})

test('a move is told with both stages', () => {
  expect(timelineWords(line('stage.moved', { fromStageId: 's', toStageId: 'o' }), names)).toBe('Ben moved Ana from Screen to Offer')
  expect(timelineWords(line('stage.moved', { fromStageId: 'o', toStageId: 's', undone: true }), names)).toBe('Ben moved Ana back from Offer to Screen')
})

test('a stage that is not here yet is left out', () => {
  expect(timelineWords(line('stage.moved', { fromStageId: 'x', toStageId: 'o' }), names)).toBe('Ben moved Ana to Offer')
})

test('edits, tags, rejections and merges are told in words', () => {
  expect(timelineWords(line('candidate.edited', { fields: 'emails,phones,company' }), names)).toBe('Ben changed e-mail, phone and company of Ana')
  expect(timelineWords(line('candidate.tagged', { added: 'lead', removed: 'junior' }), names)).toBe('Ben tagged Ana lead and took the tag junior off Ana')
  expect(timelineWords(line('application.rejected', { stageId: 's', reasonId: 'r' }), names)).toBe('Ben turned Ana away at Screen: Salary')
  expect(timelineWords(line('candidate.merged', { mergedId: 'x', mergedName: 'A. Bell' }), names)).toBe('Ben merged A. Bell into Ana')
})

test('every kind of line has a sentence, even with nothing known', () => {
  const nobody: TimelineNames = { person: () => null, candidate: () => null, job: () => null, stage: () => null, reason: () => null }
  for (const kind of activityKindSchema.options) {
    for (const known of [names, nobody]) {
      const said = timelineWords(line(kind), known)
      expect(said).not.toMatch(/undefined|null|\s{2}|\s$/)
      expect(said.length).toBeGreaterThan(8)
    }
  }
  expect(timelineWords(line('from.the.future' as ActivityKind), names)).toBe('Ben did something this version of Shortlist cannot name yet')
})

test('a recent moment is said by its weekday, an older one by its date', () => {
  const monday = Date.UTC(2026, 10, 23, 15, 10)
  expect(whenWords(monday, monday + 86_400_000, 'Europe/Berlin')).toBe('Monday 16:10')
  expect(whenWords(monday, monday - 40_000, 'Europe/Berlin')).toBe('Monday 16:10')
  expect(whenWords(monday, monday + 30 * 86_400_000, 'Europe/Berlin')).toBe('23 Nov 16:10')
  expect(whenWords(monday, monday + 90 * 86_400_000, 'Europe/Berlin')).toBe('23 Nov 2026 16:10')
})

test('lists are said with commas and a last and', () => {
  expect([listWords([]), listWords(['a']), listWords(['a', 'b']), listWords(['a', 'b', 'c'])]).toEqual(['', 'a', 'a and b', 'a, b and c'])
})
