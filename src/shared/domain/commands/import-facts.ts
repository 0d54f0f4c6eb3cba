import type { Application } from '../model/application.ts'
import type { Candidate } from '../model/candidate.ts'
import type { Job } from '../model/job.ts'
import type { Person } from '../model/person.ts'
import type { Settings } from '../model/settings.ts'
import type { ImportPlanRow } from '../import/classify-drafts.ts'

/** What becomes of one row. `withLine`: it tells more of the person on an earlier line of the same file. */
export type RowChoice = Readonly<{ kind: 'create' } | { kind: 'merge'; candidateId: string } | { kind: 'withLine'; line: number } | { kind: 'skip' }>

/** What becomes of a job that only the file knows: an open job of the workspace, a new one, or a line of the note. */
export type JobChoice = Readonly<{ kind: 'job'; jobId: string } | { kind: 'open' } | { kind: 'note' }>

/** For rows that name no job, stage or source; `null` leaves it open. */
export type ImportDefaults = Readonly<{ jobId: string | null; stageId: string | null; sourceId: string | null }>

/** The import itself. `nowMs` stays what it was when the import began, also after a crash. */
export type ImportRun = Readonly<{ importId: string; actorId: string; nowMs: number; defaults: ImportDefaults; jobChoices: Readonly<Record<string, JobChoice>> }>

/** What rows are resolved against. */
export type ImportFacts = Readonly<{ jobs: readonly Job[]; people: readonly Person[]; settings: Settings | null }>

/** A row with its place in the file and what stands in the workspace already. */
export type RowToWrite = Readonly<{
  /** 0 for the first row of the plan: ids are made from it, so a repeated write makes nothing twice. */
  ordinal: number
  row: ImportPlanRow
  choice: RowChoice
  /** For `merge`: the candidate and their applications as they are now. */
  existing: Candidate | null
  applications: readonly Application[]
}>

/** Names as they are compared. */
export const foldName = (name: string): string => name.trim().toLowerCase().normalize('NFKD').replace(/\p{M}+/gu, '').replaceAll(/\s+/g, ' ')

/** The open job a name or a requisition code means; closed ones come last. */
export function jobNamed(jobs: readonly Job[], name: string): Job | undefined {
  const folded = foldName(name)
  const meant = jobs.filter(job => foldName(job.title) === folded || (job.requisitionCode !== '' && foldName(job.requisitionCode) === folded))
  return meant.find(job => job.status === 'open') ?? meant[0]
}

/**
 * What happens to a row unless somebody chooses otherwise. Several lines of one person (one line per application) come
 * together; any other doubtful row is skipped, and named, until somebody has looked at it.
 */
export function suggestedChoice(row: ImportPlanRow): RowChoice {
  if (row.verdict === 'possibleDuplicate' && row.isSamePerson === true && row.matchIds === undefined) {
    return row.matchId === undefined ? { kind: 'withLine', line: row.sameAsLine! } : { kind: 'merge', candidateId: row.matchId }
  }
  switch (row.verdict) {
    case 'new': return { kind: 'create' }
    case 'changed': return { kind: 'merge', candidateId: row.matchId! }
    case 'same': case 'invalid': return { kind: 'skip' }
    case 'possibleDuplicate': return { kind: 'skip' }
  }
}
