import { z } from 'zod'
import { append, ask, byServer, set } from './field-rules.ts'
import { assessmentSchema } from './assessment.ts'
import { bookingLinkSchema } from './booking-link.ts'
import { decisionSchema } from './decision.ts'
import { choice, day, id, instantMs, line } from './fields.ts'
import { recordingConsentSchema } from './transcript.ts'
import { onboardingMarkSchema, onboardingStepSchema } from './onboarding.ts'

export const applicationStatusSchema = z.enum(['active', 'rejected', 'withdrawn', 'hired'])
export type ApplicationStatus = z.infer<typeof applicationStatusSchema>

/**
 * A candidate's way through one job: the card on the board. Stage and status are one unit, `pipeline`:
 * "moved to Offer" and "rejected" exclude each other, so a person decides between them.
 */
export const applicationSchema = z.object({
  id,
  candidateId: ask(id),
  jobId: ask(id),
  stageId: ask(id, { unit: 'pipeline' }),
  status: ask(applicationStatusSchema, { unit: 'pipeline' }),
  stageEnteredAtMs: ask(instantMs, { unit: 'pipeline', follows: true }),
  movedById: ask(id.nullable(), { unit: 'pipeline', follows: true }),
  rejectionReasonId: ask(choice, { unit: 'pipeline' }),
  rejectionNote: ask(line(2_000), { unit: 'pipeline' }),
  hiredStartDate: ask(day.nullable(), { unit: 'pipeline' }),
  /** The first-day checklist: what other systems were told of this hire, and what became of it. */
  onboarding: byServer(z.array(onboardingStepSchema).max(200)),
  /** Lines of that checklist which people ticked, and took back. */
  onboardingMarks: append(z.array(onboardingMarkSchema).max(500).optional()),
  /** Tests they were sent and what came of them: evidence. Not for interviewers, who judge on their own. */
  assessments: byServer(z.array(assessmentSchema).max(100), { see: 'deciders' }),
  /** What debriefs came to, with the reasons. Not for interviewers: a decision would colour a card that is still to be written. */
  decisions: append(z.array(decisionSchema).max(200), { see: 'deciders' }),
  /** What the candidate said to being recorded; nothing of a recording is kept or sent anywhere without it. */
  recordingConsent: ask(recordingConsentSchema.nullable().optional()),
  /** Links by which the candidate books or says their times, and what became of them. */
  bookingLinks: byServer(z.array(bookingLinkSchema).max(100)),
  sourceId: ask(choice),
  ownerId: ask(id.nullable()),
  tags: set(z.array(line(60).min(1)).max(100)),
  appliedAtMs: ask(instantMs),
  importId: ask(id.nullable()),
  createdAtMs: instantMs,
})
export type Application = z.infer<typeof applicationSchema>
