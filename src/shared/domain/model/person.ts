import { z } from 'zod'
import { ask, bySelf, byServer, set } from './field-rules.ts'
import { day, id, instantMs, line, zone } from './fields.ts'

/** What a colleague may do. Beside it, a job's hiring team opens that job to its members. */
export const roleSchema = z.enum(['owner', 'recruiter', 'coordinator', 'hiringManager', 'interviewer'])
export type Role = z.infer<typeof roleSchema>

/** Minutes since midnight in the person's own zone. */
const minuteOfDay = z.int().min(0).max(1440)

/** When and how often somebody interviews; wall times stand in the person's own zone. */
export const interviewingSchema = z.strictObject({
  /** Monday first; several spans a day are allowed. */
  workingHours: z.array(z.strictObject({ weekday: z.int().min(1).max(7), fromMinute: minuteOfDay, toMinute: minuteOfDay })).max(28),
  focusBlocks: z.array(z.strictObject({ weekday: z.int().min(1).max(7), fromMinute: minuteOfDay, toMinute: minuteOfDay, hard: z.boolean() })).max(28),
  holidays: z.array(day).max(200),
  bufferBeforeMinutes: z.int().min(0).max(240),
  bufferAfterMinutes: z.int().min(0).max(240),
  maxPerDay: z.int().min(0).max(20),
  maxPerWeek: z.int().min(0).max(60),
  preferredPerWeek: z.int().min(0).max(60),
  skills: z.array(z.strictObject({ skill: line(80), level: z.enum(['shadow', 'reverseShadow', 'certified']) })).max(100),
})

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
  skills: set(z.array(line(80)).max(100)),
  preferences: bySelf(preferencesSchema.nullable()),
  createdAtMs: instantMs,
})
export type Person = z.infer<typeof personSchema>
