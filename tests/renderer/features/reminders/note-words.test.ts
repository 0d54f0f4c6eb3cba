import { expect, test } from 'vitest'
import { makeInterview } from '#tests/shared/domain/debrief/debrief-fixtures'
import { makeJob } from '#tests/support/workspace'
import { noteWords } from '../../../../src/renderer/features/reminders/note-words.ts'

const names = { candidate: 'Ana Silva', job: 'Ward nurse', time: () => '10:00' }
const interview = makeInterview(makeJob(), '019a0000-0000-7000-8000-000000000001', [])

test('a note says who, when and what for; a digest only what there is', () => {
  expect(noteWords({ kind: 'soon', interview }, names)).toEqual({ title: 'Ana Silva at 10:00', body: 'Technical · Ward nurse. The kit is a click away.' })
  expect(noteWords({ kind: 'digest', coming: 0, owed: 1, questions: 2 }, names)).toEqual({ title: 'While you were away', body: '1 scorecard waits for you · 2 questions in the inbox' })
})

test('a very long name still fits into a notification', () => {
  expect(noteWords({ kind: 'cardWanted', interview }, { ...names, candidate: 'A'.repeat(200) }).title).toHaveLength(120)
})
