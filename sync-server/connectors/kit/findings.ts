import type { AssessmentState } from '#shared/domain/model/assessment'
import type { OnboardingKind } from '#shared/domain/model/onboarding'
import type { SignedTerms } from '#shared/domain/offers/signed-terms'
import type { Cue } from '#shared/lib/captions'
import type { BookingNews } from './bookings.ts'
import type { RecordValues } from './record-fields.ts'

/** A line of the first-day checklist. `key` tells two lines of one kind apart; the same key again updates the line. */
export type StepReport = Readonly<{ kind: OnboardingKind; key?: string; state: 'sent' | 'done' | 'failed' | 'cancelled'; say: string }>

/**
 * What a connector found out about the record, by a message or by asking. A connector never writes: the outbox applies
 * each kind by the rule in `outbox/findings/`, in one transaction with the log. To add a kind: a line here, a file there.
 */
export type Finding = Readonly<
  /** Something changed in the calendar that holds interviews: it is read at once. */
  | { kind: 'calendar' }
  /** What was said in an interview; kept only when the candidate has agreed to being recorded. `source` tells a repeat. */
  | { kind: 'transcript'; interviewId: string; source: string; title: string; cues: readonly Cue[] }
  /** News of a hire: lines of its first-day checklist, and what their system says of fields it may own. */
  | { kind: 'hire'; applicationId: string; steps: readonly StepReport[]; told?: RecordValues }
  /** Somebody to add, or to find: by the rule of the import, what stands is never replaced. `job` is an id or a requisition code. */
  | { kind: 'candidate'; person: FoundPerson; job: string | null }
  /** What a candidate booked, moved or called off at another service. */
  | { kind: 'booking'; news: BookingNews }
  /** How far a test is, and its result. */
  | { kind: 'assessment'; news: AssessmentNews }
  /** How far the signing of an offer's letter is. `signed` and `remarks` come with `completed`, `reason` with `declined`; `paper`, what was signed, may come later. */
  | { kind: 'signature'; offerId: string; versionId: string; envelopeId: string; state: string; atMs: number; began?: true; reason?: string; signed?: SignedTerms; remarks?: readonly string[]; paper?: SignedPaper }
>

/** The paper that was signed, a PDF. */
export type SignedPaper = Readonly<{ name: string; bytes: Uint8Array }>

/** What a vendor tells of a test. `raw` is everything it sent, kept beside what we understood; null keeps what was kept. */
export type AssessmentNews = Readonly<{
  /** The request of ours; or a person and the vendor's own key, where nobody asked for it here. */
  about: Readonly<{ kind: 'request'; requestId: string; applicationId?: string } | { kind: 'person'; email: string; key: string }>
  externalId: string | null; test?: string; state: AssessmentState; score: number | null; maxScore: number | null; reportUrl: string; say: string; raw: unknown
}>

/** A person as another program tells of them; empty where it says nothing. At least one of emails, phones and links. */
export type FoundPerson = Readonly<{
  fullName: string; headline: string; company: string; title: string; location: string; summary: string; source: string
  emails: readonly string[]; phones: readonly string[]; links: readonly string[]; tags: readonly string[]
}>
