import { z } from 'zod'
import { id, instantMs, prose } from './fields.ts'

/** What a debrief came to. `open` takes an earlier decision back. */
export const decisionOutcomeSchema = z.enum(['offer', 'meetAgain', 'stop', 'open'])
export type DecisionOutcome = z.infer<typeof decisionOutcomeSchema>

/**
 * One decision and why. It names those it knew and replaces, so two that were made apart both stand until a person
 * decides between them: nothing is overwritten, and the order of arrival does not matter.
 */
export const decisionSchema = z.strictObject({ id, outcome: decisionOutcomeSchema, rationale: prose(5_000), byId: id, atMs: instantMs, replaces: z.array(id).max(50) })
export type Decision = z.infer<typeof decisionSchema>
