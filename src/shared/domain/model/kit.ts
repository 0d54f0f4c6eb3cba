import { z } from 'zod'
import { id, line, prose } from './fields.ts'

/** A question, how to go on from its answer, and what a good one holds. */
export const kitQuestionSchema = z.strictObject({ id, text: line(1_000), followUps: z.array(line(500)).max(10), goodLooksLike: prose(2_000) })

/** What is rated. `anchors` say what each of the five levels means here, lowest first; an empty one says nothing. */
export const kitAttributeSchema = z.strictObject({ id, name: line(120).min(1), about: line(500), anchors: z.array(line(500)).length(5) })
export type KitAttribute = z.infer<typeof kitAttributeSchema>

/**
 * One version of an interview kit. A version is never changed: saving makes the next one, with an id of its own, so that
 * an interview keeps the version it was run with. `kitId` stays the same through all versions.
 */
export const kitVersionSchema = z.strictObject({
  id, kitId: id, version: z.int().min(1).max(1e6), name: line(120).min(1), purpose: prose(2_000), cover: z.array(line(300)).max(30),
  questions: z.array(kitQuestionSchema).max(40), attributes: z.array(kitAttributeSchema).max(20), doNots: z.array(line(300)).max(30), archived: z.boolean(),
})
export type KitVersion = z.infer<typeof kitVersionSchema>
