import { closeText, plainOf } from '../../lib/text-merge.ts'
import type { Interview } from '../model/interview.ts'
import type { Note } from '../model/note.ts'
import type { Change, Stamp } from './change.ts'

/** A note's text as it stands in the editor. */
type Text = Parameters<typeof closeText>[0]

/** Readers of an interview's note, in the order in which one would widen them. */
export const interviewReaders = ['private', 'session', 'panel', 'team'] as const satisfies readonly Note['visibility'][]
export type InterviewReaders = (typeof interviewReaders)[number]

/**
 * The first keeping of a note begun at an interview. Even that it exists is its readers' business, so no line of the
 * timeline tells of it.
 */
export function beginNote(interview: Interview, input: Readonly<{ id: string; visibility: InterviewReaders; text: Text }>, stamp: Stamp): readonly Change[] {
  const { id, visibility, text } = input
  return [{
    kind: 'create', collection: 'notes', document: {
      id, candidateId: interview.candidateId, applicationId: interview.applicationId, interviewId: interview.id, jobId: interview.jobId, authorId: stamp.actorId,
      visibility, title: '', body: closeText(text), plain: plainOf(text), importId: null, createdAtMs: stamp.nowMs,
    },
  }]
}

/** Keeps what was typed; what colleagues wrote meanwhile is joined where it is stored. */
export function keepText(noteId: string, text: Text): readonly Change[] {
  return [{ kind: 'edit', collection: 'notes', id: noteId, fields: { body: closeText(text), plain: plainOf(text) } }]
}

/** Whole seconds since an interview began; null long before it and long after, when a time in it would mean nothing. */
export function secondsInto({ startMs, endMs }: Pick<Interview, 'startMs' | 'endMs'>, nowMs: number): number | null {
  const [early, late] = [15 * 60_000, 90 * 60_000]
  return nowMs < startMs - early || nowMs > endMs + late ? null : Math.max(0, Math.floor((nowMs - startMs) / 1_000))
}

/** `4:07`, and `1:04:07` after an hour. */
export function saySeconds(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number): string => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
