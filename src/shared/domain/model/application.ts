import { z } from 'zod'
import { append, ask, byServer, set } from './field-rules.ts'
import { assessmentSchema, type Assessment } from './assessment.ts'
import { bookingLinkSchema } from './booking-link.ts'
import { decisionSchema, type Decision } from './decision.ts'
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
  rejectionNote: ask(line(2_000), { unit: 'pipeline', erase: 'empty' }),
  hiredStartDate: ask(day.nullable(), { unit: 'pipeline' }),
  /** The first-day checklist: what other systems were told of this hire, and what became of it. */
  onboarding: byServer(z.array(onboardingStepSchema).max(200), { erase: 'empty' }),
  /** Lines of that checklist which people ticked, and took back. */
  onboardingMarks: append(z.array(onboardingMarkSchema).max(500).optional(), { erase: 'empty' }),
  /** Tests they were sent and what came of them: evidence. Not for interviewers, who judge on their own. */
  assessments: byServer(z.array(assessmentSchema).max(100), { see: 'deciders', erase: (tests: Assessment[]) => tests.map(test => ({ ...test, reportUrl: '', say: '', raw: '' })) }),
  /** What debriefs came to, with the reasons. Not for interviewers: a decision would colour a card that is still to be written. */
  decisions: append(z.array(decisionSchema).max(200), { see: 'deciders', erase: (decisions: Decision[]) => decisions.map(decision => ({ ...decision, rationale: '' })) }),
  /** What the candidate said to being recorded; nothing of a recording is kept or sent anywhere without it. */
  recordingConsent: ask(recordingConsentSchema.nullable().optional(), { erase: 'empty' }),
  /** Links by which the candidate books or says their times, and what became of them. */
  bookingLinks: byServer(z.array(bookingLinkSchema).max(100), { erase: 'empty' }),
  sourceId: ask(choice),
  ownerId: ask(id.nullable()),
  tags: set(z.array(line(60).min(1)).max(100), { erase: 'empty' }),
  appliedAtMs: ask(instantMs),
  importId: ask(id.nullable()),
  createdAtMs: instantMs,
})
export type Application = z.infer<typeof applicationSchema>
