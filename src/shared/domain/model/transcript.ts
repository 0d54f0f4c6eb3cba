import { z } from 'zod'
import { id, instantMs, line } from './fields.ts'

/** A stretch of what was said: when, by which speaker (their number), and the words. */
export const turnSchema = z.strictObject({ at: z.int().min(0).max(1e6).nullable(), by: z.int().min(0).max(99), text: line(2_000).min(1) })
export type Turn = z.infer<typeof turnSchema>

/** Two hours of talk are about 120,000 characters; this is three times as much. */
export const maxTranscript = 380_000

/** A transcript as it came; it is never edited, only taken away. */
export const transcriptSchema = z.array(turnSchema).min(1).max(20_000)
  .refine(turns => turns.reduce((sum, turn) => sum + turn.text.length, 0) <= maxTranscript, 'is too long')

/** A voice of a transcript and whose it is. */
export const speakerSchema = z.strictObject({ id, number: z.int().min(0).max(99), label: line(120), personId: id.nullable(), isCandidate: z.boolean() })
export type Speaker = z.infer<typeof speakerSchema>

/** That a candidate agreed to being recorded, or did not: how they said so, who wrote it down and when. */
export const recordingConsentSchema = z.strictObject({ given: z.boolean(), how: z.enum(['said', 'written', 'form']), note: line(500), atMs: instantMs, recordedById: id })
export type RecordingConsent = z.infer<typeof recordingConsentSchema>
