import { z } from 'zod'
import { ask, byServer, list, set } from './field-rules.ts'
import { choice, id, instantMs, line, money, prose, zone } from './fields.ts'

/** A month or a year as résumés give it: `2019`, `2019-04` or `2019-04-01`. */
const partialDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/).nullable()

export const employmentSchema = z.strictObject({
  id, company: line(200), title: line(200), start: partialDate, end: partialDate, summary: prose(5_000),
})
export const educationSchema = z.strictObject({
  id, school: line(200), degree: line(200), start: partialDate, end: partialDate,
})

/** A file's facts; its bytes are kept by content hash beside the documents. */
export const candidateFileSchema = z.strictObject({
  id,
  name: line(255).min(1),
  mediaType: line(120),
  sizeBytes: z.int().min(0).max(60 * 1024 * 1024),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  kind: z.enum(['resume', 'coverLetter', 'portfolio', 'other']),
  addedAtMs: instantMs,
  addedById: id,
})
export type CandidateFile = z.infer<typeof candidateFileSchema>

/** When a candidate said they can come: instants, with the zone they were said in. */
export const candidateTimesSchema = z.strictObject({
  zone, windows: z.array(z.strictObject({ fromMs: instantMs, toMs: instantMs })).max(100), note: line(500), givenAtMs: instantMs,
})
export type CandidateTimes = z.infer<typeof candidateTimesSchema>

/**
 * An erasure as the server carries it out, see `erasure/`. It can be taken back until `untilMs`; `doneAtMs` is when
 * everything went for good.
 */
export const erasureSchema = z.strictObject({ byId: id.nullable(), atMs: instantMs, untilMs: instantMs, doneAtMs: instantMs.nullable() })
export type ErasureStanding = z.infer<typeof erasureSchema>

/** What an erased candidate is called from then on: a record needs a name. */
export const erasedName = 'Erased candidate'

/** A person considered for any number of jobs. */
export const candidateSchema = z.object({
  id,
  fullName: ask(line(200).min(1), { erase: () => erasedName }),
  headline: ask(line(300), { erase: 'empty' }),
  company: ask(line(200), { erase: 'empty' }),
  title: ask(line(200), { erase: 'empty' }),
  location: ask(line(200), { erase: 'empty' }),
  zone: ask(line(64).nullable(), { erase: 'empty' }),
  emails: set(z.array(line(320)).max(20), { erase: 'empty' }),
  phones: set(z.array(line(60)).max(20), { erase: 'empty' }),
  links: set(z.array(line(500)).max(30), { erase: 'empty' }),
  tags: set(z.array(line(60).min(1)).max(100), { erase: 'empty' }),
  sourceId: ask(choice),
  sourceNote: ask(line(300), { erase: 'empty' }),
  summary: ask(prose(), { erase: 'empty' }),
  employments: list(z.array(employmentSchema).max(60), { erase: 'empty' }),
  educations: list(z.array(educationSchema).max(30), { erase: 'empty' }),
  files: list(z.array(candidateFileSchema).max(60), { erase: 'empty' }),
  times: ask(candidateTimesSchema.nullable(), { erase: 'empty' }),
  ownerId: ask(id.nullable()),
  /** When set, only the workspace owner and these people see the candidate. */
  privateTo: ask(z.array(id).max(50).nullable()),
  expectedCompensation: ask(money.nullable(), { see: 'compensation', erase: 'empty' }),
  /** Set when this record was merged into another; nothing may be moved on it any more. */
  mergedIntoId: ask(id.nullable()),
  /** When somebody marked the candidate as erased at their request; `null` takes it back while the server still can. */
  erasedAtMs: ask(instantMs.nullable(), { isMark: true }),
  erasure: byServer(erasureSchema.nullable().optional()),
  importId: ask(id.nullable()),
  createdAtMs: instantMs,
})
export type Candidate = z.infer<typeof candidateSchema>
