import { z } from 'zod'
import { id, instantMs, line, prose } from './fields.ts'

/** How far a test is. That it waits is worked out from the timeline: nothing was sent yet. `failed` may still be sent again. */
export const assessmentStateSchema = z.enum(['failed', 'sent', 'started', 'finished', 'expired', 'cancelled'])
export type AssessmentState = z.infer<typeof assessmentStateSchema>

/** A test a candidate was sent and what came of it, written by the server as its vendor tells. Evidence, never a verdict. */
export const assessmentSchema = z.strictObject({
  /** The request's, from the line of the timeline that asked for it; made up for a result nobody asked for here. */
  id, connectionId: id, vendor: line(120), test: line(200), state: assessmentStateSchema,
  score: z.number().nullable(), maxScore: z.number().nullable(), reportUrl: line(2_000),
  /** What the vendor adds in its own words. */
  say: line(500), sentAtMs: instantMs, finishedAtMs: instantMs.nullable(), atMs: instantMs,
  /** Everything the vendor sent, as text: its fields change without notice. */
  raw: prose(20_000),
})
export type Assessment = z.infer<typeof assessmentSchema>

/** A test that can be sent, as its vendor lists it. */
export const offeredTestSchema = z.strictObject({ id: line(120).min(1), name: line(200).min(1) })
export type OfferedTest = z.infer<typeof offeredTestSchema>
