import { z } from 'zod'
import { ask, byServer, list, set } from './field-rules.ts'
import { day, id, instantMs, line, prose, rank, zone } from './fields.ts'
import { kitVersionSchema } from './kit.ts'
import { integrationSummarySchema } from './onboarding.ts'

/** One value of a controlled list (source, department, …). Archived values stay readable on old records. */
export const listValueSchema = z.strictObject({ id, name: line(120).min(1), rank, archived: z.boolean() })
export type ListValue = z.infer<typeof listValueSchema>

/**
 * A kind of interview that people are trained for, such as "System design". A trainee listens `shadows` times, then leads
 * `reverseShadows` times while watched, and is certified; without a number nobody goes on by themselves.
 */
export const interviewSkillSchema = listValueSchema.extend({ shadows: z.int().min(0).max(20).optional(), reverseShadows: z.int().min(0).max(20).optional() })
export type InterviewSkill = z.infer<typeof interviewSkillSchema>

/** Why a candidate was turned away or left; the side that ended it is kept apart for reports. */
export const rejectionReasonSchema = z.strictObject({
  id, name: line(120).min(1), rank, archived: z.boolean(), side: z.enum(['us', 'candidate']),
})
export type RejectionReason = z.infer<typeof rejectionReasonSchema>

/** A text that may go to a candidate; `{{candidate.firstName}}` and the like are filled when it is queued. */
export const messageTemplateSchema = z.strictObject({
  id, name: line(120).min(1), rank, archived: z.boolean(), subject: line(300), body: prose(),
})

/** A room interviews are held in. `calendarAddress` is how its calendar is called in Google or Microsoft; empty without one. */
export const roomSchema = z.strictObject({
  id, name: line(120).min(1), rank, archived: z.boolean(), zone, capacity: z.int().min(1).max(500),
  features: z.array(line(60).min(1)).max(20), calendarAddress: line(320),
})
export type Room = z.infer<typeof roomSchema>

/** A day on which nobody interviews. */
export const holidaySchema = z.strictObject({ id, day, name: line(120) })
export type Holiday = z.infer<typeof holidaySchema>

/** The text of an offer's letter; its places are those of `offers/letter.ts`. */
export const letterTemplateSchema = z.strictObject({ id, name: line(120).min(1), rank, archived: z.boolean(), body: prose() })
export type LetterTemplate = z.infer<typeof letterTemplateSchema>
/** A text that is put into a note by one key, such as the headings of a debriefing. */
export const noteTemplateSchema = z.strictObject({ id, name: line(120).min(1), rank, archived: z.boolean(), body: prose(10_000) })
export type NoteTemplate = z.infer<typeof noteTemplateSchema>
/** Which e-mail Shortlist sends by itself. `null` stands for the usual: reminders yes, surveys no. */
export const automaticMailSchema = z.strictObject({ colleagues: z.boolean(), candidates: z.boolean(), surveys: z.boolean() })
export const usualMail: z.infer<typeof automaticMailSchema> = { colleagues: true, candidates: true, surveys: false }
/**
 * How long before and after an interview people are reminded. A card is asked for before it is due, and the last reminder goes
 * out within the two weeks in which the server looks back.
 */
export const reminderTimesSchema = z.strictObject({
  interviewMinutes: z.int().min(5).max(1_440), candidateHours: z.int().min(2).max(72), cardMinutes: z.int().min(0).max(180), dueHours: z.int().min(4).max(120), missingHours: z.int().min(4).max(120),
})

/** The workspace: one document, whose id is the workspace's. */
export const settingsSchema = z.object({
  id,
  name: ask(line(120).min(1)),
  zone: ask(zone),
  /** Ids of the jobs that belong to the sample workspace; empty when there is none. Removing it empties this. */
  sampleImportId: ask(id.nullable()),
  sources: list(z.array(listValueSchema).max(500)),
  departments: list(z.array(listValueSchema).max(500)),
  locations: list(z.array(listValueSchema).max(500)),
  employmentTypes: list(z.array(listValueSchema).max(100)),
  levels: list(z.array(listValueSchema).max(100)),
  rejectionReasons: list(z.array(rejectionReasonSchema).max(200)),
  messageTemplates: list(z.array(messageTemplateSchema).max(200)),
  /** Absent in workspaces made before there were any. */
  letterTemplates: list(z.array(letterTemplateSchema).max(50)),
  noteTemplates: list(z.array(noteTemplateSchema).max(100)),
  /** Kits that jobs begin from, in versions like theirs. */
  kitTemplates: list(z.array(kitVersionSchema).max(300).optional()),
  /** A card is handed in only when its lowest and highest ratings have evidence. */
  extremesNeedEvidence: ask(z.boolean()),
  interviewSkills: list(z.array(interviewSkillSchema).max(100)),
  rooms: list(z.array(roomSchema).max(300)),
  holidays: list(z.array(holidaySchema).max(500)),
  tags: set(z.array(line(60).min(1)).max(2_000)),
  automaticMail: ask(automaticMailSchema.nullable()),
  /** `null`, or absent in older workspaces: the usual times. */
  reminderTimes: ask(reminderTimesSchema.nullable().optional()),
  /** Facts of the server that laptops show, such as whether e-mail can be sent. */
  capabilities: byServer(z.strictObject({ email: z.boolean() })),
  /** The connections of this workspace, so that laptops can say offline what a step sets off. No settings, no keys. */
  integrations: byServer(z.array(integrationSummarySchema).max(100)),
  createdAtMs: instantMs,
})
export type Settings = z.infer<typeof settingsSchema>
