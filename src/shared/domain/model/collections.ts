import type { z } from 'zod'
import { activitySchema, type Activity } from './activity.ts'
import { applicationSchema, type Application } from './application.ts'
import { busySchema, type Busy } from './busy.ts'
import { candidateSchema, type Candidate } from './candidate.ts'
import { conflictSchema, type Conflict } from './conflict.ts'
import { rulesOf, type DocumentRules } from './field-rules.ts'
import { interviewSchema, type Interview } from './interview.ts'
import { jobSchema, type Job } from './job.ts'
import { messageSchema, type Message } from './message.ts'
import { noteSchema, type Note } from './note.ts'
import { offerSchema, type Offer } from './offer.ts'
import { personSchema, type Person } from './person.ts'
import { scorecardSchema, type Scorecard } from './scorecard.ts'
import { settingsSchema, type Settings } from './settings.ts'

/** Every replicated document's type, by collection. */
export type Documents = {
  people: Person
  jobs: Job
  candidates: Candidate
  applications: Application
  activities: Activity
  interviews: Interview
  notes: Note
  scorecards: Scorecard
  offers: Offer
  busy: Busy
  conflicts: Conflict
  messages: Message
  settings: Settings
}
export type CollectionName = keyof Documents
/** Any document, told apart by the collection it lives in. */
export type AnyDocument = Documents[CollectionName]

/** The schema of every collection: the single source of type, wire check and replica schema. */
export const documentSchemas = {
  people: personSchema,
  jobs: jobSchema,
  candidates: candidateSchema,
  applications: applicationSchema,
  activities: activitySchema,
  interviews: interviewSchema,
  notes: noteSchema,
  scorecards: scorecardSchema,
  offers: offerSchema,
  busy: busySchema,
  conflicts: conflictSchema,
  messages: messageSchema,
  settings: settingsSchema,
} as const satisfies Record<CollectionName, z.ZodObject>

export const collectionNames = Object.keys(documentSchemas) as readonly CollectionName[]

/** The merge and access rules of every collection, read once from the schemas. */
export const documentRules = Object.fromEntries(
  collectionNames.map(name => [name, rulesOf(documentSchemas[name])]),
) as Readonly<Record<CollectionName, DocumentRules>>
