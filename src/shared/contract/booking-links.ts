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
  /** Leads to another service instead of our own page, for one kind of meeting there; then at most one session is meant. */
  outside: z.strictObject({ connectionId: id, kindId: z.string().min(1).max(500) }).nullable().default(null),
  /** Sends the link by e-mail; `{{link}}` in the text is where it stands. */
  letter: z.strictObject({ subject: line(300).min(1), body: prose(5_000) }).nullable(),
})
export type NewBookingLink = z.input<typeof newBookingLinkSchema>

/** `url` is shown once; only its hash is kept. `hasTimes` is false when nothing is free just now. */
export const madeBookingLinkSchema = z.strictObject({ id, url: z.string(), letter: z.enum(['sent', 'failed', 'not_asked']), hasTimes: z.boolean() })
export type MadeBookingLink = z.infer<typeof madeBookingLinkSchema>

/** A connected service by which candidates book. `rehearses`: its links lead nowhere; `problem`: why its kinds are not known just now. */
export const bookingServiceSchema = z.strictObject({
  connectionId: id, title: line(120), rehearses: z.boolean(), problem: z.string().nullable(),
  kinds: z.array(z.strictObject({ id: z.string().max(500), name: z.string().max(500), minutes: z.int(), who: z.string().max(500) })).max(1_000),
})
export type BookingService = z.infer<typeof bookingServiceSchema>
/** GET /api/booking-links/services (owner, recruiter, coordinator) */
export const bookingServicesSchema = z.strictObject({ services: z.array(bookingServiceSchema).max(50) })
