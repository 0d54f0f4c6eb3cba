import { z } from 'zod'
import { ask, list, text } from './field-rules.ts'
import { isText } from '../../lib/text-merge.ts'
import { speakerSchema, transcriptSchema } from './transcript.ts'
import { id, instantMs, line, prose } from './fields.ts'

/** So long a note may be where it is written; what two laptops wrote apart still fits together. Characters of its stored body. */
export const maxNoteBody = 900_000

/** A note on a candidate. The body is a Yjs document, so two people may write in it at once. */
export const noteSchema = z.object({
  id,
  candidateId: ask(id),
  applicationId: ask(id.nullable()),
  interviewId: ask(id.nullable()),
  jobId: ask(id.nullable()),
  authorId: ask(id),
  /**
   * `private`: the author alone. `session`: those who sit in the note's interview, who write in it together. `panel`: the
   * panel. `team`: whoever sees the candidate. `recruiters`: recruiters only. Of an interview, `panel` and `team` open to
   * those who judge only when their own card is in.
   */
  visibility: ask(z.enum(['private', 'session', 'panel', 'team', 'recruiters'])),
  title: ask(line(200), { erase: 'empty' }),
  /** Yjs update, base64. */
  body: text(line(2_000_000).refine(isText, 'is no text'), { unit: 'body', erase: 'empty' }),
  /** The body as plain text, for search and export; recomputed when bodies merge. */
  plain: text(prose(400_000), { unit: 'body', follows: true, erase: 'empty' }),
  /** What was said, where the note is a transcript; it stands as it came. Whose voice is whose may be told later. */
  transcript: ask(transcriptSchema.optional(), { erase: 'empty' }),
  speakers: list(z.array(speakerSchema).max(100).optional(), { erase: 'empty' }),
  importId: ask(id.nullable()),
  createdAtMs: instantMs,
})
export type Note = z.infer<typeof noteSchema>
