import { expect, test } from 'vitest'
import { bookInterview } from '#shared/domain/commands/interview'
import { addTranscript, draftTranscript } from '#shared/domain/commands/transcript'
import { draftSummary, draftWords, isDraftSummary, serviceDraftWords, serviceSentences } from '#shared/domain/commands/transcript-summary'
import type { Note } from '#shared/domain/model/note'
import { createId } from '#shared/lib/ids'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'
import { summarize } from '../../../../src/renderer/features/interviews/transcripts/summarize.ts'

const stamp = { actorId: createId(), nowMs: 1_000, createId }
const { interview } = bookInterview({ application: makeApplication(makeJob(), makeCandidate()), name: 'Ward round', startMs: 10, endMs: 20, interviewerIds: [stamp.actorId], zone: 'UTC', kit: null }, stamp)

const told = [
  'I asked first which of the patients was worst off on the ward.', 'Then I called the doctor because the blood pressure of the patient was falling.', 'Well, yes.',
  'The blood pressure of the patient fell again, so I gave fluids before the doctor came to the ward.', 'It was raining that night.', 'The doctor came to the ward and changed the dosage for the patient.',
]

function transcriptOf(): Note {
  const cues = told.flatMap((text, at) => [{ seconds: at * 60, speaker: 'Mara', text: 'And what did you do then about the weather and the blood pressure?' }, { seconds: at * 60 + 5, speaker: 'Ana', text }])
  const draft = draftTranscript(cues)
  const [change] = addTranscript(interview, { ...draft, speakers: draft.speakers.map(each => ({ ...each, isCandidate: each.label === 'Ana' })) }, { title: 'talk.vtt', visibility: 'private' }, stamp)
  return (change as { document: Note }).document
}

test('a summary is what the candidate said, word for word, in its order and with its times', async () => {
  const sentences = await summarize(transcriptOf())
  expect(sentences).toHaveLength(3)
  for (const { at, text } of sentences) expect(at).toBe(told.indexOf(text) * 60 + 5)
  expect(sentences.map(each => each.text)).not.toContain('It was raining that night.')
  expect(sentences.map(each => each.at)).toEqual(sentences.map(each => each.at).toSorted((a, b) => a! - b!))
})

test('a draft is a private note that says what it is', async () => {
  const transcript = transcriptOf()
  const [change] = draftSummary(interview, transcript, await summarize(transcript), stamp)
  const note = (change as { document: Note }).document
  expect(note.visibility).toBe('private')
  expect(note.plain.split('\n').slice(0, 2)).toEqual(['Summary of talk.vtt', draftWords])
  expect(note.plain).toMatch(/\[\d:05\] /)
  // It stays one until a person takes that line out; a word of theirs does not make it theirs yet.
  expect(isDraftSummary({ plain: `${note.plain} Checked.` })).toBe(true)
  expect(isDraftSummary({ plain: note.plain.replace(`${draftWords}\n`, '') })).toBe(false)
})

test('what a service writes is lines of a draft that says who wrote it', () => {
  const [change] = draftSummary(interview, { title: '' }, serviceSentences(' They asked first.\n\n- Then they called. \n'), stamp, serviceDraftWords)
  expect((change as { document: Note }).document.plain.split('\n')).toEqual(['Summary of the transcript', serviceDraftWords, 'They asked first.', '- Then they called.'])
})
