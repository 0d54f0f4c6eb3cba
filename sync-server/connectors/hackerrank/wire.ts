import { z } from 'zod'

/**
 * HackerRank for Work v3, as far as it is used. Its field list is not published as a specification, so whatever is not
 * needed to act may be missing or of another kind; unknown fields are kept.
 */
const identity = z.union([z.string().min(1), z.number()]).transform(String)
const text = z.string().nullish().catch(null)
const amount = z.coerce.number().nullish().catch(null)

export const testsSchema = z.looseObject({ data: z.array(z.looseObject({ id: identity, name: text, state: text })) })
export const invitedSchema = z.looseObject({ id: identity })
export const testCandidateSchema = z.looseObject({
  id: identity, email: text, score: amount, percentage_score: amount, attempt_starttime: text, attempt_endtime: text, plagiarism_status: z.boolean().nullish().catch(null), report_url: text, authenticated_report_url: text, feedback: text,
})
export type TestCandidate = z.infer<typeof testCandidateSchema>
export const testCandidatesSchema = z.looseObject({ data: z.array(testCandidateSchema) })
