import type { ApplicationStatus } from '../model/application.ts'
import type { ImportedEducation, ImportedEmployment, ImportTarget, PlaceName } from './import-fields.ts'

export type DraftProblemKind =
  | 'unreadable record' | 'no name' | 'not an e-mail address' | 'not a phone number' | 'not a web address' | 'not a date'
  | 'ambiguous dates' | 'unknown status' | 'not an amount' | 'too long' | 'too many'

/**
 * What is wrong with one record. `blocks`: the record cannot be imported. Otherwise it can, and the value that did not
 * fit is kept as a line of its note (pay never is). `reason` is a sentence without the line number.
 */
export type DraftProblem = Readonly<{ line: number; kind: DraftProblemKind; reason: string; blocks: boolean }>

/** Pay as documents hold it: whole minor units and its ISO 4217 code. */
export type DraftMoney = Readonly<{ amountMinor: number; currency: string }>

/** One record of the file, cleaned and fitted to the lengths documents allow. Empty text means: the file says nothing. */
export type ImportDraft = Readonly<{
  /** Physical 1-based line or spreadsheet row where the record starts; its number in JSON. */
  line: number
  fullName: string
  headline: string
  company: string
  title: string
  location: string
  summary: string
  /** As written, without wrapping; comparable through `emailKey`. */
  emails: readonly string[]
  /** E.164 where it could be read so, else as written. */
  phones: readonly string[]
  links: readonly string[]
  tags: readonly string[]
  source: string
  /** The job applied to, by name; empty for a person without an application. */
  jobTitle: string
  /** The stage's name. */
  stage: string
  status: ApplicationStatus | null
  rejectionReason: string
  /** `YYYY-MM-DD`. */
  appliedOn: string | null
  ownerEmail: string
  resumeFile: string
  expectedCompensation: DraftMoney | null
  /** Lines of one note: unmapped cells as `Header: value`, mapped notes bare. */
  noteLines: readonly string[]
  employments: readonly ImportedEmployment[]
  educations: readonly ImportedEducation[]
  problems: readonly DraftProblem[]
}>

/** Something only a person can decide before the import, once for a whole column. */
export type ImportQuestion = Readonly<{
  kind: 'ambiguous dates'
  column: number
  header: string
  target: ImportTarget
  /** Up to three values that can be read both ways. */
  examples: readonly string[]
}>

/** True when the record cannot be imported. */
export function isBlocked(draft: ImportDraft): boolean {
  return draft.problems.some(problem => problem.blocks)
}

/** A problem as a sentence, such as `Line 14: “jane at acme” is not an e-mail address`. */
export function sayProblem(problem: DraftProblem, place: PlaceName = 'Line'): string {
  return `${place} ${problem.line}: ${problem.reason}`
}
