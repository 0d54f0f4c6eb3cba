import { z } from 'zod'
import { day, id, instantMs, line } from './fields.ts'

/** Minutes since midnight in the person's own zone. */
export const minuteOfDay = z.int().min(0).max(1440)
const weekday = z.int().min(1).max(7)

/** When and how often somebody interviews; wall times stand in the person's own zone, counts too. */
export const interviewingSchema = z.strictObject({
  /** 1 is Monday; several spans a day are allowed. */
  workingHours: z.array(z.strictObject({ weekday, fromMinute: minuteOfDay, toMinute: minuteOfDay })).max(28),
  bufferBeforeMinutes: z.int().min(0).max(240),
  bufferAfterMinutes: z.int().min(0).max(240),
  preferredPerDay: z.int().min(0).max(20).nullable(),
  preferredPerWeek: z.int().min(0).max(60).nullable(),
  maxPerDay: z.int().min(0).max(20).nullable(),
  maxPerWeek: z.int().min(0).max(60).nullable(),
})
export type Interviewing = z.infer<typeof interviewingSchema>

/** Time kept for one's own work every week. A hard block is never used, a soft one only when nothing else fits. */
export const focusBlockSchema = z.strictObject({ id, weekday, fromMinute: minuteOfDay, toMinute: minuteOfDay, hard: z.boolean() })
export type FocusBlock = z.infer<typeof focusBlockSchema>

/** Whole days away, first and last included, in the person's own zone. */
export const timeOffSchema = z.strictObject({ id, fromDay: day, toDay: day, note: line(120) })

/**
 * How far somebody has come in a kind of interview; the item's id is the skill's id in the settings. `needs`: how often
 * this person takes the present step, where that is another number than everybody's. `wentOn`: the server saw that the
 * step before was done; it stays until a person has seen to it.
 */
export const trainingSchema = z.strictObject({
  id, level: z.enum(['shadow', 'reverseShadow', 'certified']),
  needs: z.int().min(1).max(200).optional(),
  wentOn: z.strictObject({ from: z.enum(['shadow', 'reverseShadow']), times: z.int().min(0).max(1_000), atMs: instantMs }).optional(),
})
export type Training = z.infer<typeof trainingSchema>
