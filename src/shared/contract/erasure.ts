import { z } from 'zod'
import { id, instantMs } from '../domain/model/fields.ts'

/** GET /api/erasures/:candidateId (owner and recruiters): on how many computers an erased candidate was, and from how many they are gone; the others by name. */
export const erasureReceiptSchema = z.strictObject({
  computers: z.int().min(0), removedFrom: z.int().min(0),
  waiting: z.array(z.strictObject({ device: z.string(), personId: id, lastSeenAtMs: instantMs })).max(50),
})
export type ErasureReceipt = z.infer<typeof erasureReceiptSchema>
