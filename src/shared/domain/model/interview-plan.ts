import { z } from 'zod'
import { id, line, rank } from './fields.ts'

/** Minutes since midnight on the candidate's clock. */
const minuteOfDay = z.int().min(0).max(1440)

/** Where a video link comes from; `own` is one that a person writes themselves. */
export const videoSchema = z.enum(['none', 'meet', 'teams', 'zoom', 'own'])
export type VideoKind = z.infer<typeof videoSchema>

/**
 * A chair at a session and who may take it: `personIds` if any are named, else everybody with the training.
 * Either way an interviewer must be certified in every skill, a trainee be at the step of the seat.
 */
export const sessionSeatSchema = z.strictObject({
  id,
  role: z.enum(['interviewer', 'shadow', 'reverseShadow']),
  personIds: z.array(id).max(200),
  preferredIds: z.array(id).max(200),
  skillIds: z.array(id).max(10),
  count: z.int().min(1).max(6),
  /** Stays empty rather than stop a loop. */
  optional: z.boolean(),
})
export type SessionSeat = z.infer<typeof sessionSeatSchema>

/** One meeting of an interview plan. A panel is a session with several seats. */
export const planSessionSchema = z.strictObject({
  id, planId: id, name: line(120).min(1), rank,
  lengthMinutes: z.int().min(5).max(480),
  kitId: id.nullable(),
  seats: z.array(sessionSeatSchema).max(8),
  /** Sessions of the same plan that come before this one. */
  afterIds: z.array(id).max(10),
  room: z.strictObject({ capacity: z.int().min(1).max(500), features: z.array(line(60).min(1)).max(10) }).nullable(),
  video: videoSchema,
})
export type PlanSession = z.infer<typeof planSessionSchema>

/** The rules of one loop, such as "Onsite"; its sessions name it by `planId`. */
export const interviewPlanSchema = z.strictObject({
  id, name: line(120).min(1), rank, archived: z.boolean(),
  /** 1 keeps the loop on one day. */
  maxDays: z.int().min(1).max(5),
  maxPerDay: z.int().min(1).max(10).nullable(),
  breakMinutes: z.int().min(0).max(240),
  longestWaitMinutes: z.int().min(0).max(480).nullable(),
  lunch: z.strictObject({ fromMinute: minuteOfDay, toMinute: minuteOfDay, lengthMinutes: z.int().min(5).max(240) }).nullable(),
  /** Sessions start on multiples of this, on the candidate's clock. */
  stepMinutes: z.int().min(5).max(60),
})
export type InterviewPlan = z.infer<typeof interviewPlanSchema>

/** The planner's bound: what a loop holds at most. */
export const maxSessionsOfPlan = 10
