import { z } from 'zod'
import { id, instantMs, line, prose } from '../domain/model/fields.ts'

/** POST /api/booking-links (owner, recruiter, coordinator): a link for one application. */
export const newBookingLinkSchema = z.strictObject({
  applicationId: id,
  kind: z.enum(['loop', 'times']),
  /** Which plan of the job is booked, and of it only these sessions; needed for a loop. */
  planId: id.nullable(),
  sessionIds: z.array(id).max(10).nullable(),
  /** The times on offer. */
  fromMs: instantMs,
  untilMs: instantMs,
  expiresAtMs: instantMs,
  /** Sends the link by e-mail; `{{link}}` in the text is where it stands. */
  letter: z.strictObject({ subject: line(300).min(1), body: prose(5_000) }).nullable(),
})
export type NewBookingLink = z.infer<typeof newBookingLinkSchema>

/** `url` is shown once; only its hash is kept. `hasTimes` is false when nothing is free just now. */
export const madeBookingLinkSchema = z.strictObject({ id, url: z.string(), letter: z.enum(['sent', 'failed', 'not_asked']), hasTimes: z.boolean() })
export type MadeBookingLink = z.infer<typeof madeBookingLinkSchema>
