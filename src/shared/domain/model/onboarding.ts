import { z } from 'zod'
import { offeredTestSchema } from './assessment.ts'
import { day, id, instantMs, line } from './fields.ts'

/** What may happen and be told to other systems. Kinds are added and never renamed. */
export const hookEventKinds = [
  'application.created', 'stage.changed', 'candidate.rejected', 'candidate.hired', 'start_date.changed', 'hire.reversed',
  'offer.changed', 'interview.scheduled', 'interview.cancelled', 'scorecard.submitted', 'assessment.requested', 'hire.changed',
] as const
/** What anybody may be told. The others are asked of one connection and of no other. */
export const toldEventKinds = hookEventKinds.filter(kind => kind !== 'assessment.requested')
export const hookEventKindSchema = z.enum(hookEventKinds)
export type HookEventKind = z.infer<typeof hookEventKindSchema>

/** What a line of a first-day checklist is about. */
export const onboardingKindSchema = z.enum(['hris', 'account', 'access', 'hardware', 'welcome', 'message'])
export type OnboardingKind = z.infer<typeof onboardingKindSchema>

/** One line of a hire's first-day checklist, written by the server as connectors report. */
export const onboardingStepSchema = z.strictObject({
  id, connectionId: id, title: line(120), kind: onboardingKindSchema,
  state: z.enum(['waiting', 'blocked', 'sent', 'done', 'failed', 'cancelled']),
  /** Plain words: what happened, or what is needed. */
  say: line(500), atMs: instantMs,
  /** What is missing and who can fix it; empty unless `blocked`. */
  missing: z.array(z.strictObject({ field: line(60), label: line(120), who: line(120) })).max(40),
})
export type OnboardingStep = z.infer<typeof onboardingStepSchema>

/** What a person says of a line of a first-day checklist. `open` takes an earlier word back. */
export const onboardingOutcomeSchema = z.enum(['done', 'notNeeded', 'open'])
export type OnboardingOutcome = z.infer<typeof onboardingOutcomeSchema>

/**
 * A line ticked by a person. It names those it knew and replaces, so two people who tick the same line apart never conflict; and it says
 * what the line was about then (`about`, made by `onboarding/checklist.ts`): a line that asks for something else since is open again.
 */
export const onboardingMarkSchema = z.strictObject({ id, lineId: id, outcome: onboardingOutcomeSchema, about: line(80), startDate: day.nullable(), byId: id, atMs: instantMs, replaces: z.array(id).max(50) })
export type OnboardingMark = z.infer<typeof onboardingMarkSchema>

/** What laptops know of a connection, so that they can say offline what a step will set off. */
export const integrationSummarySchema = z.strictObject({
  id, connectorId: line(60), title: line(120), category: line(40), events: z.array(hookEventKindSchema).max(40), steps: z.array(onboardingKindSchema).max(10),
  state: z.enum(['well', 'failing', 'blocked', 'paused']), failingSinceMs: instantMs.nullable(), sandbox: z.boolean(),
  /** Fields of ours that must be filled before this connection can act. */
  requires: z.array(line(60)).max(60),
  /** Fields of ours that this system owns once somebody is hired, by their names in the register; absent when none. */
  owns: z.array(line(60)).max(60).optional(),
  /** Tests that can be sent through it. */
  tests: z.array(offeredTestSchema).max(200).optional(),
})
export type IntegrationSummary = z.infer<typeof integrationSummarySchema>
