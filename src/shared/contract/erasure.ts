import { z } from 'zod'
import { erasureSchema } from '../domain/model/candidate.ts'
import { id, instantMs } from '../domain/model/fields.ts'

/** GET /api/erasures/:candidateId (owner and recruiters): on how many computers an erased candidate was, and from how many they are gone; the others by name. */
export const erasureReceiptSchema = z.strictObject({
  computers: z.int().min(0), removedFrom: z.int().min(0),
  waiting: z.array(z.strictObject({ device: z.string(), personId: id, lastSeenAtMs: instantMs })).max(50),
})
/** GET /api/erasures (owner and recruiters): who can still be brought back, and who went for good within 90 days; the last first. */
export const erasuresSchema = z.strictObject({ erasures: z.array(erasureSchema.extend({ candidateId: id })) })
export type ListedErasure = z.infer<typeof erasuresSchema>['erasures'][number]
export type ErasureReceipt = z.infer<typeof erasureReceiptSchema>
