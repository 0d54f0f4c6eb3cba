import { z } from 'zod'

/** Codility's API as public connectors use it; it has no published specification, so only what is acted on must be there. */
const identity = z.union([z.string().min(1), z.number()]).transform(String)
const text = z.string().nullish().catch(null)
const amount = z.coerce.number().nullish().catch(null)

export const testSchema = z.looseObject({ id: identity, name: text, is_archived: z.boolean().nullish().catch(null), sessions_url: text })
export const testsSchema = z.looseObject({ results: z.array(testSchema), next: text })
export const invitedSchema = z.looseObject({ candidates: z.array(z.looseObject({ test_link: text, session_url: z.string().min(1) })).min(1) })
export const sessionSchema = z.looseObject({
  id: identity, candidate: z.union([z.string(), z.number()]).transform(String).nullish().catch(null), start_date: text, similarity: text, report_link: text, pdf_report_url: text,
  evaluation: z.looseObject({ result: z.number().nullish().catch(null), max_result: amount }).nullish().catch(null),
})
export type Session = z.infer<typeof sessionSchema>
export const sessionsSchema = z.looseObject({ results: z.array(sessionSchema), next: text })
