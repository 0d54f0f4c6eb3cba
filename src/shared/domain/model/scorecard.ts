import { z } from 'zod'
import { append, ask, list, byServer } from './field-rules.ts'
import { id, instantMs, line, prose } from './fields.ts'

export const recommendationSchema = z.enum(['strongNo', 'no', 'noDecision', 'yes', 'strongYes'])
export type Recommendation = z.infer<typeof recommendationSchema>

/** One attribute's rating; the item's id is the attribute's. `null` means no evidence was heard. */
export const ratingSchema = z.strictObject({
  id, rating: z.int().min(1).max(5).nullable(), comment: prose(5_000),
  evidence: z.array(z.strictObject({ noteId: id.nullable(), quote: line(2_000), atSeconds: z.int().min(0).max(1e6).nullable() })).max(50),
})

/** What one interviewer concluded. Absent from the other interviewers' laptops until they handed in their own. */
export const scorecardSchema = z.object({
  id,
  interviewId: ask(id),
  applicationId: ask(id),
  candidateId: ask(id),
  jobId: ask(id),
  authorId: ask(id),
  kitId: ask(id.nullable()),
  kitVersion: ask(z.int().min(0).max(1e6).nullable()),
  submittedAtMs: ask(instantMs.nullable(), { unit: 'submission' }),
  ratings: list(z.array(ratingSchema).max(60), { erase: (ratings: z.infer<typeof ratingSchema>[]) => ratings.map(rating => ({ ...rating, comment: '', evidence: [] })) }),
  recommendation: ask(recommendationSchema.nullable()),
  takeaways: ask(prose(), { erase: 'empty' }),
  privateNote: ask(prose(), { see: 'recruiters', erase: 'empty' }),
  /** Edits after hand-in: what stood before, and why it was changed. */
  revisions: append(z.array(z.strictObject({
    id, atMs: instantMs, reason: line(500), afterReveal: z.boolean(), before: z.record(z.string().max(40), z.json()),
  })).max(100), { erase: (revisions: { before: unknown }[]) => revisions.map(revision => ({ ...revision, reason: '', before: {} })) }),
  dueAtMs: byServer(instantMs.nullable()),
  createdAtMs: instantMs,
})
export type Scorecard = z.infer<typeof scorecardSchema>
