import { expect, test } from 'vitest'
import { addTranscript, draftTranscript, guessSpeakers, quotePassage, recordConsent } from '#shared/domain/commands/transcript'
import { bookInterview } from '#shared/domain/commands/interview'
import { evidenceOf } from '#shared/domain/evidence'
import { noteSchema, type Note } from '#shared/domain/model/note'
import { maxTranscript } from '#shared/domain/model/transcript'
import { createId } from '#shared/lib/ids'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'

const stamp = { actorId: createId(), nowMs: 1_000, createId }
const application = makeApplication(makeJob(), makeCandidate())
const { interview } = bookInterview({ application, name: 'Ward round', startMs: 10, endMs: 20, interviewerIds: [stamp.actorId], zone: 'UTC', kit: null }, stamp)

test('what one person says in a row is one passage until it is a few sentences long, and keeps when it began', () => {
  const cues = [{ seconds: 3, speaker: 'Ana', text: 'I asked' }, { seconds: 5, speaker: null, text: 'who was worst off.' }, { seconds: 9, speaker: 'Ben', text: 'Why?' }, { seconds: 11, speaker: 'Ana', text: 'x'.repeat(239) }, { seconds: 30, speaker: 'Ana', text: 'Later.' }]
  const draft = draftTranscript(cues)
  expect(draft.turns.map(turn => [turn.at, turn.by])).toEqual([[3, 0], [9, 1], [11, 0], [30, 0]])
  expect(draft.turns[0]!.text).toBe('I asked who was worst off.')
  expect(draft.speakers.map(speaker => speaker.label)).toEqual(['Ana', 'Ben'])
  const slow = draftTranscript([{ seconds: 3, speaker: 'Ana', text: 'I waited' }, { seconds: 17, speaker: null, text: 'too long,' }, { seconds: 19, speaker: null, text: 'ten minutes.' }])
  expect(slow.turns.map(turn => [turn.at, turn.text]), 'a quote is told by a time that is near').toEqual([[3, 'I waited too long,'], [19, 'ten minutes.']])
})

test('three hours of talk fit; a flood is cut and says so', () => {
  const talk = draftTranscript(Array.from({ length: 4_000 }, (_, at) => ({ seconds: at * 3, speaker: at % 2 ? 'Ana' : 'Ben', text: 'About so much is said in a breath.' })))
  expect(talk.isCut).toBe(false)
  const [change] = addTranscript(interview, talk, { title: 'Talk', visibility: 'session' }, stamp)
  expect(change?.kind === 'create' && noteSchema.safeParse(change.document).success).toBe(true)
  const flood = draftTranscript(Array.from({ length: 4_000 }, () => ({ seconds: null, speaker: 'Ana', text: 'y'.repeat(500) })))
  expect(flood.isCut).toBe(true)
  expect(flood.turns.reduce((sum, turn) => sum + turn.text.length, 0)).toBeLessThanOrEqual(maxTranscript)
})

test('a voice is known by its name, by a first name only one has, and else by nobody', () => {
  const speakers = draftTranscript(['Ana Silva', 'Łukasz (he/him)', 'Ben', 'Speaker 1'].map(speaker => ({ seconds: 0, speaker, text: 'x' }))).speakers
  const [ada, ben, bea] = [createId(), createId(), createId()]
  const known = guessSpeakers(speakers, 'Ana Silva', [{ id: ada, name: 'Łukasz Przykład' }, { id: ben, name: 'Ben Ito' }, { id: bea, name: 'Ben Okafor' }])
  expect(known.map(each => [each.isCandidate, each.personId])).toEqual([[true, null], [false, ada], [false, null], [false, null]])
})

test('a passage is a line of one’s own note, and evidence with its time from there', () => {
  const attribute = { id: createId(), name: 'Judgement' }
  const passage = { quote: 'I asked who was worst off.', atSeconds: 724, speaker: 'Ana Silva' }
  const [begun] = quotePassage(interview, null, passage, attribute, stamp)
  const note = (begun as { document: Note }).document
  expect(note).toMatchObject({ visibility: 'private', plain: '[12:04] Ana Silva: “I asked who was worst off.” #Judgement' })
  const [added] = quotePassage(interview, note, { ...passage, atSeconds: null, speaker: '' }, attribute, stamp)
  const body = String((added as { fields: { body: string } }).fields.body)
  expect(evidenceOf([{ id: note.id, body }]).get(attribute.id)?.map(each => [each.quote, each.atSeconds])).toEqual([['Ana Silva: “I asked who was worst off.”', 724], ['“I asked who was worst off.”', null]])
})

test('the same answer is written down once; another one replaces it in the writer’s name', () => {
  const [first] = recordConsent(application, { given: true, how: 'said', note: '' }, stamp)
  const { recordingConsent } = (first as { fields: { recordingConsent: NonNullable<typeof application.recordingConsent> } }).fields
  expect(recordingConsent).toEqual({ given: true, how: 'said', note: '', atMs: 1_000, recordedById: stamp.actorId })
  expect(recordConsent({ ...application, recordingConsent }, { given: true, how: 'said', note: '' }, stamp)).toEqual([])
  expect(recordConsent({ ...application, recordingConsent }, { given: false, how: 'written', note: '' }, stamp)).toHaveLength(1)
})
