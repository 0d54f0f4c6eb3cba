import { expect, test } from 'vitest'
import { bookInterview } from '#shared/domain/commands/interview'
import { addTranscript, draftTranscript, nameVoice, quotePassage } from '#shared/domain/commands/transcript'
import { evidenceOf } from '#shared/domain/evidence'
import { placesOf, quotedPassages, voiceName } from '#shared/domain/evidence-place'
import type { Change } from '#shared/domain/commands/change'
import type { Note } from '#shared/domain/model/note'
import { createId } from '#shared/lib/ids'
import { textFromPlain } from '#shared/lib/text-merge'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'

const stamp = { actorId: createId(), nowMs: 1_000, createId }
const { interview } = bookInterview({ application: makeApplication(makeJob(), makeCandidate()), name: 'Ward round', startMs: 10, endMs: 20, interviewerIds: [stamp.actorId], zone: 'UTC', kit: null }, stamp)
const noteIn = ([change]: readonly Change[]): Note => {
  if (change?.kind !== 'create' || change.collection !== 'notes') throw new Error('no note')
  return change.document
}
const said = 'I asked who was worst off first.'
const transcript = noteIn(addTranscript(interview, draftTranscript([
  { seconds: 3, speaker: 'Mara', text: 'Who goes first?' }, { seconds: 9, speaker: 'Ana', text: said }, { seconds: 20, speaker: 'Mara', text: 'Say it again.' }, { seconds: 724, speaker: 'Ana', text: `${said} Then I rang.` },
]), { title: 'ward-round.vtt', visibility: 'session' }, stamp))
const attribute = { id: createId(), name: 'Judgement' }
const note = noteIn(quotePassage(interview, null, { quote: said, atSeconds: 724, speaker: 'Ana' }, attribute, stamp))
const quote = evidenceOf([note]).get(attribute.id)![0]!

test('a quoted passage leads to where it was said, of two places to the one of its time, and to the line that made it evidence', () => {
  expect(placesOf(quote, [note, transcript]).map(({ kind, note: { id }, at }) => [kind, id, at])).toEqual([['passage', transcript.id, 3], ['line', note.id, 0]])
  expect(quotedPassages(transcript, new Map([[attribute.id, [quote]]]))).toEqual(new Map([[3, [attribute.id]]]))
})

test('whoever may not read the note is led to the passage; who may read neither, nowhere', () => {
  expect(placesOf(quote, [transcript]).map(place => place.kind)).toEqual(['passage'])
  expect(placesOf(quote, [])).toEqual([])
})

test('a line that was written anew since still leads to its note; a typed quote is no passage', () => {
  const typed = { noteId: note.id, quote: 'Rang the ward first', atSeconds: null }
  expect(placesOf(typed, [{ ...note, body: textFromPlain('Begin\nRang the ward first') }, transcript]).map(place => [place.kind, place.at])).toEqual([['line', 1]])
  expect(placesOf(typed, [{ ...note, body: textFromPlain('Rang the ward, later') }]).map(place => [place.kind, place.at])).toEqual([['line', null]])
})

test('whose a voice is may be said later; the words and their quotes stay', () => {
  const [change] = nameVoice(transcript, 1, { personId: null, isCandidate: true })
  const named = { ...transcript, ...(change?.kind === 'edit' ? change.fields : {}) } as Note
  expect(voiceName(transcript, 1, 'Ana Silva', () => undefined)).toBe('Ana')
  expect(voiceName(named, 1, 'Ana Silva', () => undefined)).toBe('Ana Silva')
  expect(nameVoice(named, 1, { personId: null, isCandidate: true })).toEqual([])
  expect(placesOf(quote, [named])).toHaveLength(1)
})
