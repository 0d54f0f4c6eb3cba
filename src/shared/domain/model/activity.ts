import { z } from 'zod'
import { append } from './field-rules.ts'
import { id, instantMs, line } from './fields.ts'

export const activityKindSchema = z.enum([
  'candidate.added', 'candidate.edited', 'candidate.merged', 'candidate.tagged', 'file.added', 'file.removed',
  'application.created', 'stage.moved', 'application.rejected', 'application.reopened', 'application.withdrawn',
  'application.hired', 'hire.reversed', 'start_date.changed', 'job.created', 'job.edited', 'job.closed', 'job.reopened', 'note.added',
  'interview.scheduled', 'interview.moved', 'interview.cancelled', 'scorecard.submitted', 'offer.changed',
  'message.queued', 'message.sent', 'import.finished', 'debrief.decided', 'assessment.sent', 'assessment.result', 'candidate.erased',
])
export type ActivityKind = z.infer<typeof activityKindSchema>

const isWord = (value: unknown): boolean => typeof value === 'string' && !z.uuid().safeParse(value).success

/** Of a line's facts only ids, numbers and yes or no say nothing of a person. */
function withoutWords(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => !isWord(value)))
}

/** One line of the timeline: who did what, when. Written once beside the change it tells of, never edited. */
export const activitySchema = z.object({
  id,
  kind: append(activityKindSchema),
  candidateId: append(id.nullable()),
  applicationId: append(id.nullable()),
  jobId: append(id.nullable()),
  actorId: append(id),
  atMs: append(instantMs),
  /** `LATEST - atMs`: an ascending index on it reads newest first (a descending sort would read everything). */
  newestFirst: append(z.int().min(0).max(7_258_118_400_000)),
  /** Ids and values that complete the sentence, such as `fromStageId` and `toStageId`. No compensation here. */
  facts: append(z.record(z.string().max(40), z.union([line(2_000), z.number(), z.boolean(), z.null()])), { erase: withoutWords }),
  importId: append(id.nullable()),
  createdAtMs: instantMs,
})
export type Activity = z.infer<typeof activitySchema>

/** The value that makes an ascending index read newest first. */
export function newestFirstOf(atMs: number): number {
  return 7_258_118_400_000 - atMs
}
