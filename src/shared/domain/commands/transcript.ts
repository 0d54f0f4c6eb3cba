import type { Cue } from '../../lib/captions.ts'
import { isSameJson } from '../../lib/json.ts'
import { appendLine } from '../../lib/text-merge.ts'
import type { Application } from '../model/application.ts'
import type { Interview } from '../model/interview.ts'
import type { KitAttribute } from '../model/kit.ts'
import type { Note } from '../model/note.ts'
import { maxTranscript, type RecordingConsent, type Speaker, type Turn } from '../model/transcript.ts'
import type { Change, Stamp } from './change.ts'
import { beginNote, saySeconds, type InterviewReaders } from './interview-note.ts'

/** A turn is a few sentences: long enough to read, short enough for its time to mean something. Characters, and seconds from its beginning. */
const [longTurn, longestTurn, longSeconds, mostSpeakers] = [240, 2_000, 15, 100]

export type TranscriptDraft = Readonly<{ turns: readonly Turn[]; speakers: readonly Omit<Speaker, 'id'>[]; isCut: boolean }>

/** Puts what was said in a row into turns, and numbers the voices in the order in which they are first heard. */
export function draftTranscript(cues: readonly Cue[]): TranscriptDraft {
  const numbers = new Map<string, number>()
  const turns: Turn[] = []
  let [by, length, isCut] = [0, 0, false]
  for (const cue of cues) {
    // Without a name whoever spoke goes on.
    if (cue.speaker !== null) {
      if (!numbers.has(cue.speaker) && numbers.size < mostSpeakers) numbers.set(cue.speaker, numbers.size)
      by = numbers.get(cue.speaker) ?? by
    } else if (numbers.size === 0) numbers.set('', 0)
    const text = cue.text.slice(0, longestTurn).toWellFormed()
    if (length + text.length > maxTranscript) {
      isCut = true
      break
    }
    const last = turns.at(-1)
    const isLate = cue.seconds !== null && typeof last?.at === 'number' && cue.seconds - last.at >= longSeconds
    const goesOn = last?.by === by && last.text.length + text.length < longTurn && !isLate
    if (goesOn) turns[turns.length - 1] = { ...last, text: `${last.text} ${text}` }
    else turns.push({ at: cue.seconds, by, text })
    length += text.length + 1
  }
  return { turns, isCut, speakers: [...numbers].map(([label, number]) => ({ number, label: label.slice(0, 120).toWellFormed(), personId: null, isCandidate: false })) }
}

const bareName = (name: string): string => name.replaceAll(/\([^)]*\)/g, '').normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim()

/** Whose voice is whose, where a name says so. A first name alone is enough when only one of them has it. */
export function guessSpeakers(speakers: TranscriptDraft['speakers'], candidateName: string, seated: readonly Readonly<{ id: string; name: string }>[]): TranscriptDraft['speakers'] {
  const known = [{ id: null, name: candidateName }, ...seated].map(each => ({ ...each, bare: bareName(each.name) }))
  return speakers.map(speaker => {
    const label = bareName(speaker.label)
    const same = known.filter(each => each.bare === label)
    const first = same.length > 0 ? same : known.filter(each => label !== '' && each.bare.split(' ')[0] === label)
    const [found] = first
    return first.length !== 1 || !found ? speaker : { ...speaker, personId: found.id, isCandidate: found.id === null }
  })
}

/** Keeps a transcript as a note of the interview. Consent is asked for before; the server asks again. */
export function addTranscript(
  interview: Interview, draft: Omit<TranscriptDraft, 'isCut'>, input: Readonly<{ title: string; visibility: InterviewReaders }>, stamp: Stamp,
): readonly Change[] {
  const names = new Map(draft.speakers.map(speaker => [speaker.number, speaker.label]))
  const note: Note = {
    id: stamp.createId(), candidateId: interview.candidateId, applicationId: interview.applicationId, interviewId: interview.id, jobId: interview.jobId, authorId: stamp.actorId,
    visibility: input.visibility, title: input.title.slice(0, 200), body: '', plain: draft.turns.map(({ by, text }) => (names.get(by) ? `${names.get(by)!}: ${text}` : text)).join('\n').slice(0, 400_000).toWellFormed(),
    transcript: [...draft.turns], speakers: draft.speakers.map(speaker => ({ ...speaker, id: stamp.createId() })), importId: null, createdAtMs: stamp.nowMs,
  }
  return [{ kind: 'create', collection: 'notes', document: note }]
}

/** Whose voice is whose: a colleague's, the candidate's, or nobody's one knows. */
export type Whose = Pick<Speaker, 'personId' | 'isCandidate'>

/** Says whose voice one of a transcript is, also long after it came. Its words stay as they are. */
export function nameVoice(transcript: Note, number: number, whose: Whose): readonly Change[] {
  const speakers = (transcript.speakers ?? []).map(speaker => (speaker.number === number ? { ...speaker, ...whose } : speaker))
  return isSameJson(speakers, transcript.speakers ?? []) ? [] : [{ kind: 'edit', collection: 'notes', id: transcript.id, fields: { speakers } }]
}

/** Writes down what the candidate said to being recorded. Saying the same again is nothing new. */
export function recordConsent(application: Application, consent: Pick<RecordingConsent, 'given' | 'how' | 'note'>, stamp: Stamp): readonly Change[] {
  const { recordedById: _by, atMs: _at, ...before } = application.recordingConsent ?? { given: null, how: null, note: null, recordedById: '', atMs: 0 }
  if (isSameJson(before, consent)) return []
  return [{ kind: 'edit', collection: 'applications', id: application.id, fields: { recordingConsent: { ...consent, atMs: stamp.nowMs, recordedById: stamp.actorId } } }]
}

export type Passage = Readonly<{ quote: string; atSeconds: number | null; speaker: string }>

/** A passage becomes a line of one's own note, marked as evidence: from there it stands beside the rating. */
export function quotePassage(interview: Interview, note: Note | null, passage: Passage, attribute: Pick<KitAttribute, 'id' | 'name'>, stamp: Stamp): readonly Change[] {
  const said = passage.speaker === '' ? `“${passage.quote}”` : `${passage.speaker}: “${passage.quote}”`
  const parts = [
    ...(passage.atSeconds === null ? [] : [{ kind: 'stamp', attributes: { label: saySeconds(passage.atSeconds), seconds: passage.atSeconds } } as const, ' ']),
    `${said} `, { kind: 'attribute', attributes: { id: attribute.id, label: attribute.name } } as const,
  ]
  const { doc, body, plain } = appendLine(note?.body ?? '', parts)
  if (note) return [{ kind: 'edit', collection: 'notes', id: note.id, fields: { body, plain } }]
  return beginNote(interview, { id: stamp.createId(), visibility: 'private', text: doc }, stamp)
}
