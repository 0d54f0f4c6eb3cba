import { z } from 'zod'
import { ask, bySelf, byServer, list, set } from './field-rules.ts'
import { id, instantMs, line, zone } from './fields.ts'
import { focusBlockSchema, interviewingSchema, minuteOfDay, timeOffSchema, trainingSchema } from './interviewing.ts'

/** What a colleague may do. Beside it, a job's hiring team opens that job to its members. */
export const roleSchema = z.enum(['owner', 'recruiter', 'coordinator', 'hiringManager', 'interviewer'])
export type Role = z.infer<typeof roleSchema>

/** A saved way of looking at a list: only its owner sees it. */
export const savedViewSchema = z.strictObject({
  id, name: line(80).min(1), screen: line(40), query: z.record(z.string().max(60), z.json()),
})

const preferencesSchema = z.strictObject({
  savedViews: z.array(savedViewSchema).max(100).default([]),
  /** Remembered import mappings: key of the header row → target of each column. */
  importMappings: z.record(z.string().max(200), z.array(z.string().max(60)).max(300)).default({}),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  quietHours: z.strictObject({ fromMinute: minuteOfDay, toMinute: minuteOfDay }).nullable().default(null),
})
export type Preferences = z.infer<typeof preferencesSchema>

/** A colleague. `role` and `active` are set through the server's people routes only. */
export const personSchema = z.object({
  id,
  name: ask(line(200).min(1)),
  email: byServer(line(320)),
  role: byServer(roleSchema),
  active: byServer(z.boolean()),
  title: ask(line(200)),
  phone: ask(line(60)),
  zone: ask(zone),
  interviewing: ask(interviewingSchema.nullable()),
  focusBlocks: list(z.array(focusBlockSchema).max(60)),
  timeOff: list(z.array(timeOffSchema).max(200)),
  /** Written by whoever arranges interviews, not by oneself. */
  trainings: list(z.array(trainingSchema).max(100)),
  skills: set(z.array(line(80)).max(100)),
  preferences: bySelf(preferencesSchema.nullable()),
  createdAtMs: instantMs,
})
export type Person = z.infer<typeof personSchema>
