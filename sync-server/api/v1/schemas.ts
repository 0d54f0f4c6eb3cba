import { z } from 'zod'
import { applicationStatusSchema } from '#shared/domain/model/application'
import { id, line, prose } from '#shared/domain/model/fields'
import { stageTypeSchema } from '#shared/domain/model/job'
import { subscribable } from '../hook-store.ts'

/** Schemas that the OpenAPI document names. */
export const namedSchemas = z.registry<{ id: string }>()
export function named<T extends z.ZodType>(name: string, schema: T): T {
  namedSchemas.add(schema, { id: name })
  return schema
}

export const subscribableSchema = z.enum(subscribable)
const instant = z.iso.datetime().describe('UTC')
/** A page's place: opaque, from `next` of the page before. */
const cursor = z.string().max(120)

export const pageQuery = { after: cursor.optional().describe('`next` of the page before'), limit: z.coerce.number().int().min(1).max(100).default(50) }
export const idParams = z.strictObject({ id })
export const pageOf = <T extends z.ZodType>(item: T) => z.strictObject({ data: z.array(item), next: cursor.nullable().describe('Give it as `after` to read on; null at the end') })

export const programSchema = named('Program', z.strictObject({ workspace: z.strictObject({ id, name: z.string() }), key: z.strictObject({ id, name: z.string() }), scopes: z.array(z.string()) }))

export const stageSchema = named('Stage', z.strictObject({ id, name: z.string(), type: stageTypeSchema }))
export const jobSchema = named('Job', z.strictObject({
  id, title: z.string(), requisitionCode: z.string(), status: z.enum(['draft', 'open', 'onHold', 'closed']), department: z.string().nullable(), location: z.string().nullable(), employmentType: z.string().nullable(), level: z.string().nullable(),
  openings: z.int(), stages: z.array(stageSchema).describe('In their order'), createdAt: instant,
}))
export const jobsPage = named('JobsPage', pageOf(jobSchema))

export const candidateSchema = named('Candidate', z.strictObject({
  id, fullName: z.string(), headline: z.string(), company: z.string(), title: z.string(), location: z.string(), emails: z.array(z.string()), phones: z.array(z.string()), links: z.array(z.string()), tags: z.array(z.string()),
  source: z.string().nullable(), createdAt: instant,
}))
export const candidatesPage = named('CandidatesPage', pageOf(candidateSchema))

const contacts = (max: number, length: number) => z.array(line(length).trim().min(1)).max(max).default([])
export const newCandidateSchema = named('NewCandidate', z.strictObject({
  fullName: line(200).trim().min(1), headline: line(300).default(''), company: line(200).default(''), title: line(200).default(''), location: line(200).default(''), summary: prose().default(''),
  emails: z.array(z.email().max(320)).max(20).default([]), phones: contacts(20, 60).describe('With their country code (+49…), else they are kept but not compared'), links: contacts(30, 500).describe('Profiles and pages'),
  tags: contacts(50, 60), source: line(120).default('').describe('A source of the workspace by its name; the name of the key when left out'),
}).refine(({ emails, phones, links }) => emails.length + phones.length + links.length > 0, { path: ['emails'], message: 'needs an e-mail, a phone or a link: by these a person is recognised' })
  .describe('At least one of emails, phones and links: by these a person is recognised'))
export const intakeSchema = named('Intake', z.strictObject({
  outcome: z.enum(['created', 'existing']), id, changed: z.array(z.string()).describe('Fields that were empty and are filled now, or lists that grew; a value that stands is never replaced'),
  alsoMatches: z.array(id).describe('Others who match too: then a person decides who it is, and nothing was changed'),
}))

export const applicationSchema = named('Application', z.strictObject({
  id, candidateId: id, jobId: id, stage: stageSchema.nullable(), status: applicationStatusSchema, source: z.string().nullable(), appliedAt: instant, stageEnteredAt: instant, createdAt: instant,
}))
export const applicationsPage = named('ApplicationsPage', pageOf(applicationSchema))
export const newApplicationSchema = named('NewApplication', z.strictObject({ candidateId: id, jobId: id, stageId: id.optional().describe('The first stage when left out') }))
export const appliedSchema = named('Applied', z.strictObject({ outcome: z.enum(['created', 'existing']), id }))

export const hookSchema = named('Hook', z.strictObject({ id, events: z.array(subscribableSchema), targetUrl: z.string(), state: z.enum(['well', 'failing', 'blocked', 'paused']), createdAt: instant }))
export const hooksList = named('Hooks', z.strictObject({ data: z.array(hookSchema) }))
export const newHookSchema = named('NewHook', z.strictObject({
  events: z.array(subscribableSchema).min(1).max(subscribable.length), targetUrl: z.url({ protocol: /^https?$/ }).max(2_000).describe('https, on the public internet'),
}))
export const madeHookSchema = named('MadeHook', z.strictObject({ ...hookSchema.shape, secret: z.string().describe('Told once. Each message is signed with it by Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature') }))

/** What a subscription is sent: CloudEvents 1.0. */
export const eventSchema = named('Event', z.strictObject({
  specversion: z.literal('1.0'), id: z.string().describe('The same at every try: tell a repeat by it'), source: z.string(), type: z.enum(subscribable.map(kind => `app.shortlist.${kind}` as const)), subject: z.string().optional(), time: instant,
  datacontenttype: z.literal('application/json'),
  data: z.strictObject({
    candidateId: id.nullable(), applicationId: id.nullable(), jobId: id.nullable(), details: z.record(z.string(), z.unknown()).describe('What is particular to the kind'),
    record: z.record(z.string(), z.string()).describe('What the key may read of candidate, application and job'),
  }),
}))
export const samplesSchema = named('Samples', z.array(eventSchema))
