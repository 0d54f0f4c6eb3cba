import { z } from 'zod'
import { ask, text } from './field-rules.ts'
import { id, instantMs, line, prose } from './fields.ts'

/** A note on a candidate. The body is a Yjs document, so two people may write in it at once. */
export const noteSchema = z.object({
  id,
  candidateId: ask(id),
  applicationId: ask(id.nullable()),
  interviewId: ask(id.nullable()),
  jobId: ask(id.nullable()),
  authorId: ask(id),
  /** `private`: the author alone. `panel`: the interview's panel. `team`: whoever sees the candidate. `recruiters`: recruiters only. */
  visibility: ask(z.enum(['private', 'panel', 'team', 'recruiters'])),
  title: ask(line(200)),
  /** Yjs update, base64. */
  body: text(line(2_000_000), { unit: 'body' }),
  /** The body as plain text, for search and export; recomputed when bodies merge. */
  plain: text(prose(400_000), { unit: 'body', follows: true }),
  importId: ask(id.nullable()),
  createdAtMs: instantMs,
})
export type Note = z.infer<typeof noteSchema>
