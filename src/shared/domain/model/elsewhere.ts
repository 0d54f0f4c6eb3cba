import { z } from 'zod'
import { instantMs, line } from './fields.ts'

/**
 * What somebody did to an interview in a calendar outside Shortlist. The record is not moved by it: a person decides.
 * `calendar` names the connection. `startMs` and `endMs` are where it was moved to; null when it was deleted.
 */
export const elsewhereSchema = z.strictObject({ kind: z.enum(['moved', 'deleted']), startMs: instantMs.nullable(), endMs: instantMs.nullable(), calendar: line(120), atMs: instantMs })
export type Elsewhere = z.infer<typeof elsewhereSchema>
