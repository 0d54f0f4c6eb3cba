import { z } from 'zod'
import { id } from '../domain/model/fields.ts'
import { offerLetterSchema } from '../domain/model/offer.ts'

/** POST /api/offers/:id/letter: the template, or null for the usual letter. */
export const letterInputSchema = z.strictObject({ templateId: id.nullable() })
export const letterMadeSchema = z.strictObject({ letter: offerLetterSchema })
