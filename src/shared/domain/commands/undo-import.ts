import type { FieldChange } from '../import/field-changes.ts'
import { isSameJson } from '../../lib/json.ts'
import { newestFirstOf, type Activity } from '../model/activity.ts'
import type { Application } from '../model/application.ts'
import type { Candidate } from '../model/candidate.ts'
import type { Job } from '../model/job.ts'
import type { Note } from '../model/note.ts'
import type { Settings } from '../model/settings.ts'
import type { Change, Stamp } from './change.ts'
import { importMarkId } from './import.ts'

/** Everything an import left, and whatever has come to hang on it since. */
export type ImportTraces = Readonly<{
  importId: string
  /** Made by the import. */
  candidates: readonly Candidate[]
  applications: readonly Application[]
  notes: readonly Note[]
  activities: readonly Activity[]
  jobs: readonly Job[]
  /** Candidates that existed before and that the import changed. */
  changed: readonly Candidate[]
  /** What others did since: to whom (candidate or job id), and what it is called. */
  since: readonly Readonly<{ on: string; what: string }>[]
  settings: Settings | null
  /** Sources the import added, by id. */
  sourceIds: readonly string[]
}>

export type Stays = Readonly<{ id: string; name: string; why: string }>
export type UndoneImport = Readonly<{ changes: readonly Change[]; removed: number; reverted: number; stays: readonly Stays[] }>

function changesOf(line: Activity): readonly FieldChange[] {
  let json = ''
  for (let piece = 0; typeof line.facts[`record${piece}`] === 'string'; piece++) json += String(line.facts[`record${piece}`])
  try {
    return JSON.parse(json) as FieldChange[]
  } catch {
    return []
  }
}

/** The fields that take a merge back; values that somebody has changed since stay and are named. */
function revertedFields(candidate: Candidate, done: readonly FieldChange[]): Readonly<{ fields: Partial<Candidate>; stayed: readonly string[] }> {
  const fields: Record<string, unknown> = {}
  const stayed: string[] = []
  for (const change of done) {
    if (change.kind === 'fills') {
      if (candidate[change.field] === change.value && change.field !== 'fullName') fields[change.field] = ''
      else stayed.push(change.field)
    }
    if (change.kind === 'adds') {
      const left = candidate[change.field].filter(value => !change.values.includes(value))
      if (left.length < candidate[change.field].length) fields[change.field] = left
    }
  }
  return { fields: fields as Partial<Candidate>, stayed }
}

const remove = (collection: 'candidates' | 'applications' | 'notes' | 'activities' | 'jobs', ids: Iterable<string>): Change[] => [...ids].map(id => ({ kind: 'delete', collection, id }))
const wasMoved = (application: Application): boolean => application.stageEnteredAtMs !== application.createdAtMs

/**
 * Takes a whole import back: what it made goes, where nobody has worked on it since; what it changed on others returns
 * to what stood before, where it still stands as the import left it. What stays is named, with the reason.
 */
export function undoImport(traces: ImportTraces, stamp: Stamp): UndoneImport {
  const touched = new Map<string, string>()
  for (const { on, what } of traces.since) if (!touched.has(on)) touched.set(on, what)
  for (const application of traces.applications) if (wasMoved(application) && !touched.has(application.candidateId)) touched.set(application.candidateId, 'an application was moved')
  const stays: Stays[] = []
  const gone = new Set(traces.candidates.filter(candidate => !touched.has(candidate.id)).map(({ id }) => id))
  for (const candidate of traces.candidates) if (!gone.has(candidate.id)) stays.push({ id: candidate.id, name: candidate.fullName, why: `Since the import, ${touched.get(candidate.id)!}` })
  const made = new Set(traces.candidates.map(({ id }) => id))
  const changedIds = new Set(traces.changed.map(({ id }) => id))
  // On people who were there before, the import's own card and note go unless the card was moved.
  const isGone = (candidateId: string | null): boolean => candidateId !== null && (gone.has(candidateId) || (!made.has(candidateId) && changedIds.has(candidateId)))
  const cards = traces.applications.filter(card => isGone(card.candidateId) && !(wasMoved(card) && !made.has(card.candidateId)))
  const goneCards = new Set(cards.map(({ id }) => id))
  const keptCards = traces.applications.filter(card => !goneCards.has(card.id))
  const reverts = revertAll(traces, stays)
  const jobs = traces.jobs.filter(job => !touched.has(job.id) && !keptCards.some(card => card.jobId === job.id))
  for (const job of traces.jobs) if (!jobs.includes(job)) stays.push({ id: job.id, name: job.title, why: touched.has(job.id) ? `Since the import, ${touched.get(job.id)!}` : 'Somebody on this job stays' })
  const cardIds = new Set(keptCards.map(({ id }) => id))
  const jobIds = new Set(jobs.map(({ id }) => id))
  // The lines of people who stay, stay; the account of what was changed on others stays as their history.
  const lines = traces.activities.filter(line => line.candidateId !== null
    ? gone.has(line.candidateId) || (line.kind === 'application.created' && line.applicationId !== null && !cardIds.has(line.applicationId))
    : line.jobId !== null && jobIds.has(line.jobId))
  const changes = [
    ...remove('activities', lines.map(({ id }) => id)), ...remove('notes', traces.notes.filter(note => isGone(note.candidateId)).map(({ id }) => id)),
    ...remove('applications', cards.map(({ id }) => id)), ...remove('candidates', gone), ...reverts.changes, ...remove('jobs', jobs.map(({ id }) => id)),
    ...unlist(traces, stays), markUndone(traces, stamp, gone.size, stays.length),
  ]
  return { changes, removed: gone.size, reverted: reverts.count, stays }
}

function revertAll(traces: ImportTraces, stays: Stays[]): Readonly<{ changes: readonly Change[]; count: number }> {
  const lines = Map.groupBy(traces.activities.filter(line => line.kind === 'candidate.edited'), line => line.candidateId)
  const changes = traces.changed.flatMap((candidate): Change[] => {
    const done = (lines.get(candidate.id) ?? []).flatMap(changesOf)
    const { fields, stayed } = revertedFields(candidate, done)
    if (stayed.length > 0) stays.push({ id: candidate.id, name: candidate.fullName, why: 'Some of what the import filled in was changed since and stays' })
    const isNothing = Object.entries(fields).every(([field, value]) => isSameJson(value, candidate[field as keyof Candidate]))
    return isNothing ? [] : [{ kind: 'edit', collection: 'candidates', id: candidate.id, fields }]
  })
  return { changes, count: changes.length }
}

/** Sources that the import added go only with everything else: records that stay may use them. */
function unlist(traces: ImportTraces, stays: readonly Stays[]): readonly Change[] {
  if (!traces.settings || stays.length > 0 || traces.sourceIds.length === 0) return []
  const sources = traces.settings.sources.filter(source => !traces.sourceIds.includes(source.id))
  return sources.length === traces.settings.sources.length ? [] : [{ kind: 'edit', collection: 'settings', id: traces.settings.id, fields: { sources } }]
}

function markUndone(traces: ImportTraces, stamp: Stamp, removed: number, stays: number): Change {
  return {
    kind: 'create', collection: 'activities',
    document: {
      id: importMarkId(traces.importId, 'undone'), kind: 'import.finished', candidateId: null, applicationId: null, jobId: null, actorId: stamp.actorId, atMs: stamp.nowMs,
      newestFirst: newestFirstOf(stamp.nowMs), facts: { undone: true, removed, stays }, importId: traces.importId, createdAtMs: stamp.nowMs,
    },
  }
}
