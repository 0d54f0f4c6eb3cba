import type { Candidate } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import type { Note } from '#shared/domain/model/note'
import type { Person } from '#shared/domain/model/person'

export const searchKinds = ['candidate', 'job', 'person', 'note'] as const
export type SearchKind = (typeof searchKinds)[number]

/** What can be found of one document, as plain text; made on the main thread, indexed in the worker. */
export type SearchEntry = Readonly<{
  kind: SearchKind
  id: string
  /** Shown as the result's first line, and weighs most. A note has its candidate's name, see `candidateId`. */
  name: string
  /** Shown beside it. */
  subtitle: string
  emails: string
  phones: readonly string[]
  tags: string
  /** Where somebody works and worked. */
  work: string
  /** Everything else: summaries, notes. */
  text: string
  /** Newer ones come first among equals. Epoch milliseconds. */
  atMs: number
  /** For a note: whose. */
  candidateId: string | null
}>

const joined = (...parts: readonly string[]): string => parts.filter(part => part !== '').join(' ')
const nothing = { emails: '', phones: [], tags: '', work: '', text: '', candidateId: null } as const

/** `null` for a record that was merged away or erased: it is not to be found. */
export function candidateEntry(candidate: Candidate): SearchEntry | null {
  if (candidate.mergedIntoId !== null || candidate.erasedAtMs !== null) return null
  const { id, fullName, headline, company, title, location, employments, educations } = candidate
  const now = [title, company].filter(part => part !== '').join(' at ')
  return {
    ...nothing, kind: 'candidate', id, name: fullName, subtitle: [now || headline, location].filter(part => part !== '').join(' · '),
    emails: joined(...candidate.emails, ...candidate.links), phones: candidate.phones, tags: candidate.tags.join(' '),
    work: joined(title, company, headline, location, ...employments.flatMap(job => [job.company, job.title]), ...educations.flatMap(each => [each.school, each.degree])),
    text: joined(candidate.summary, candidate.sourceNote, ...employments.map(job => job.summary)).slice(0, 20_000), atMs: candidate.createdAtMs,
  }
}

const jobStates: Readonly<Record<Job['status'], string>> = { draft: 'Draft', open: 'Open', onHold: 'On hold', closed: 'Closed' }

export function jobEntry(job: Job): SearchEntry {
  return {
    ...nothing, kind: 'job', id: job.id, name: job.title, subtitle: [jobStates[job.status], job.requisitionCode].filter(part => part !== '').join(' · '),
    tags: job.requisitionCode, text: job.description.slice(0, 20_000), atMs: job.createdAtMs,
  }
}

export function personEntry(person: Person): SearchEntry | null {
  if (!person.active) return null
  return { ...nothing, kind: 'person', id: person.id, name: person.name, subtitle: joined(person.title) || person.email, emails: person.email, phones: [person.phone], work: person.title, atMs: person.createdAtMs }
}

export function noteEntry(note: Note): SearchEntry {
  return { ...nothing, kind: 'note', id: note.id, name: '', subtitle: note.title, text: joined(note.title, note.plain).slice(0, 60_000), atMs: note.createdAtMs, candidateId: note.candidateId }
}
