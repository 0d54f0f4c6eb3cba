import { z } from 'zod'
import { id, instantMs, line } from './fields.ts'

/** What candidates of a job may do by themselves. A job that says nothing follows `usualBookingRules`. */
export const bookingRulesSchema = z.strictObject({
  /** A time on offer begins at least this long after it is chosen. */
  noticeHours: z.int().min(0).max(336),
  /** Up to this long before the first interview a candidate may move or call off. */
  changeUntilHours: z.int().min(0).max(336),
  maxChanges: z.int().min(0).max(20),
  /** Whether the page names the interviewers. */
  showInterviewers: z.boolean(),
})
export type BookingRules = z.infer<typeof bookingRulesSchema>

export const usualBookingRules: BookingRules = { noticeHours: 24, changeUntilHours: 24, maxChanges: 2, showInterviewers: false }

/** A link by which a candidate books a loop, or says when they can come. Its secret is kept nowhere, only its hash on the server. `through` names another service where it leads there. */
export const bookingLinkSchema = z.strictObject({
  id, kind: z.enum(['loop', 'times']), name: line(200), createdById: id, createdAtMs: instantMs, expiresAtMs: instantMs, sentAtMs: instantMs.nullable(),
  openedAtMs: instantMs.nullable(), bookedAtMs: instantMs.nullable(), cancelledAtMs: instantMs.nullable(), revokedAtMs: instantMs.nullable(),
  through: line(120).optional(),
})
export type BookingLink = z.infer<typeof bookingLinkSchema>

export type BookingLinkState = 'revoked' | 'cancelled' | 'booked' | 'expired' | 'opened' | 'sent'

/** Where a link stands. What was booked stays booked after the link has run out. */
export function bookingLinkState(link: Pick<BookingLink, 'expiresAtMs' | 'openedAtMs' | 'bookedAtMs' | 'cancelledAtMs' | 'revokedAtMs'>, nowMs: number): BookingLinkState {
  if (link.revokedAtMs !== null) return 'revoked'
  if (link.cancelledAtMs !== null) return 'cancelled'
  if (link.bookedAtMs !== null) return 'booked'
  if (link.expiresAtMs <= nowMs) return 'expired'
  return link.openedAtMs === null ? 'sent' : 'opened'
}
