import { z } from 'zod'
import { append, ask, byServer, list } from './field-rules.ts'
import { day, id, instantMs, line, money, prose } from './fields.ts'

export const offerStatusSchema = z.enum(['draft', 'approving', 'approved', 'extended', 'accepted', 'declined', 'expired', 'rescinded'])
export type OfferStatus = z.infer<typeof offerStatusSchema>

/** The terms of one version. A version is never overwritten; a change is a new version. */
export const offerVersionSchema = z.strictObject({
  id, number: z.int().min(1).max(1_000), atMs: instantMs, byId: id,
  title: line(200), baseSalary: money, period: z.enum(['year', 'month', 'hour']), bonus: money.nullable(),
  equity: line(200), startDate: day, expiresOn: day.nullable(), employmentTypeId: id.nullable(), terms: prose(),
})
export const approvalSchema = z.strictObject({
  id, personId: id, order: z.int().min(0).max(50), decision: z.enum(['waiting', 'approved', 'declined']),
  versionId: id, atMs: instantMs.nullable(), comment: line(1_000),
})
export type OfferVersion = z.infer<typeof offerVersionSchema>
export type Approval = z.infer<typeof approvalSchema>

/** That there were terms, when and whose version it was; not what they were. */
const withoutTerms = (version: OfferVersion): OfferVersion =>
  ({ ...version, title: '', baseSalary: { ...version.baseSalary, amountMinor: 0 }, bonus: null, equity: '', terms: '' })

/** The letter of one version as it was made: its bytes are kept by content hash. */
export const offerLetterSchema = z.strictObject({
  id, versionId: id, name: line(255).min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/), sizeBytes: z.int().min(0).max(60 * 1024 * 1024), atMs: instantMs, byId: id,
})
export type OfferLetter = z.infer<typeof offerLetterSchema>

/** An offer for one application; all of it is compensation and stays with those who may see that. */
export const offerSchema = z.object({
  id,
  applicationId: ask(id),
  candidateId: ask(id),
  jobId: ask(id),
  versions: append(z.array(offerVersionSchema).max(100), { see: 'compensation', erase: (versions: OfferVersion[]) => versions.map(withoutTerms) }),
  currentVersionId: ask(id.nullable()),
  approvals: list(z.array(approvalSchema).max(100), { erase: (approvals: Approval[]) => approvals.map(approval => ({ ...approval, comment: '' })) }),
  /** `approved` and `expired` are the server's to say, see `offers/`. */
  status: ask(offerStatusSchema, { unit: 'status' }),
  statusAtMs: ask(instantMs, { unit: 'status', follows: true }),
  /** Why the candidate declined, or why it was taken back. */
  statusNote: ask(line(1_000), { unit: 'status', follows: true, erase: 'empty' }),
  /** Made and kept by the server from the approved terms: nobody puts another paper in their place. */
  letters: byServer(z.array(offerLetterSchema).max(100), { see: 'compensation', erase: 'empty' }),
  signature: byServer(z.strictObject({
    envelopeId: line(200).nullable(), state: line(60), atMs: instantMs, differences: z.array(line(300)).max(50),
    /** Terms the signing service was given in the letter alone: nothing but the paper says them. */
    paperOnly: z.array(line(60)).max(10).optional(),
    /** What was signed, as it came back; its bytes are kept by content hash. */
    paper: z.strictObject({ name: line(255).min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/), sizeBytes: z.int().min(0).max(60 * 1024 * 1024) }).nullable().optional(),
  }).nullable(), { see: 'compensation', erase: 'empty' }),
  createdAtMs: instantMs,
})
export type Offer = z.infer<typeof offerSchema>
