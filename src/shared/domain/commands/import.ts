import { derivedId } from '../../lib/derived-id.ts'
import { rankAt } from '../../lib/rank.ts'
import { textFromPlain } from '../../lib/text-merge.ts'
import { fieldChanges, type FieldChange } from '../import/field-changes.ts'
import type { ImportDraft } from '../import/import-draft.ts'
import { newestFirstOf, type Activity, type ActivityKind } from '../model/activity.ts'
import type { Application } from '../model/application.ts'
import type { Candidate } from '../model/candidate.ts'
import type { Job, Stage } from '../model/job.ts'
import { buildCandidate } from './candidate.ts'
import type { Change } from './change.ts'
import { foldName, jobNamed, type ImportFacts, type ImportRun, type RowToWrite } from './import-facts.ts'
import { createJob, openStages } from './job.ts'

/** What one row did. `said` are plain sentences for the result; nothing is left out without one. */
export type RowOutcome = Readonly<{ effect: 'created' | 'changed' | 'unchanged' | 'skipped'; changes: readonly Change[]; said: readonly string[] }>

export const importedCandidateId = (importId: string, ordinal: number): string => derivedId(importId, `candidate ${ordinal}`)
export const importedId = (importId: string, what: 'application' | 'note' | 'added' | 'applied' | 'edited', ordinal: number): string => derivedId(importId, `${what} ${ordinal}`)
const importedJobId = (importId: string, name: string): string => derivedId(importId, `job ${foldName(name)}`)
const importedSourceId = (importId: string, name: string): string => derivedId(importId, `source ${foldName(name)}`)
/** The line of the timeline that ends an import, and the one that takes it back. */
export const importMarkId = (importId: string, what: 'finished' | 'undone'): string => derivedId(importId, what)

type Line = Readonly<{ id: string; kind: ActivityKind; candidateId?: string; applicationId?: string; jobId?: string; facts?: Activity['facts'] }>

function lineOf(run: ImportRun, { id, kind, candidateId = undefined, applicationId = undefined, jobId = undefined, facts = {} }: Line): Change {
  return {
    kind: 'create', collection: 'activities',
    document: {
      id, kind, candidateId: candidateId ?? null, applicationId: applicationId ?? null, jobId: jobId ?? null, actorId: run.actorId, atMs: run.nowMs,
      newestFirst: newestFirstOf(run.nowMs), facts, importId: run.importId, createdAtMs: run.nowMs,
    },
  }
}

/** What a row names beside a person. */
export type NamedInDraft = Pick<ImportDraft, 'jobTitle' | 'source'>

/**
 * What has to stand before the first row is written: jobs that only the file knows and sources that the list lacks.
 * Rows are then resolved against the facts this answers with.
 */
export function prepareImport(drafts: readonly NamedInDraft[], run: ImportRun, facts: ImportFacts): Readonly<{ changes: readonly Change[]; facts: ImportFacts }> {
  const changes: Change[] = []
  const jobs = [...facts.jobs]
  for (const name of new Set(drafts.map(draft => draft.jobTitle).filter(name => name !== ''))) {
    if (jobNamed(jobs, name) || run.jobChoices[foldName(name)]?.kind !== 'open') continue
    let made = 0
    const jobId = importedJobId(run.importId, name)
    const { job } = createJob({ title: name, openings: 1 }, { actorId: run.actorId, nowMs: run.nowMs, createId: () => derivedId(jobId, `part ${made++}`) })
    const opened: Job = { ...job, id: jobId, importId: run.importId, hiringTeam: [{ id: run.actorId, role: 'recruiter' }] }
    jobs.push(opened)
    changes.push({ kind: 'create', collection: 'jobs', document: opened }, lineOf(run, { id: derivedId(jobId, 'created'), kind: 'job.created', jobId, facts: { title: name } }))
  }
  if (!facts.settings) return { changes, facts: { ...facts, jobs } }
  const sources = [...facts.settings.sources]
  for (const name of new Set(drafts.map(draft => draft.source.slice(0, 120)).filter(name => name !== ''))) {
    if (sources.length >= 500 || sources.some(source => foldName(source.name) === foldName(name))) continue
    sources.push({ id: importedSourceId(run.importId, name), name, rank: rankAt(sources, sources.length), archived: false })
  }
  if (sources.length > facts.settings.sources.length) changes.push({ kind: 'edit', collection: 'settings', id: facts.settings.id, fields: { sources } })
  return { changes, facts: { ...facts, jobs, settings: { ...facts.settings, sources } } }
}

type Resolved = Readonly<{ job: Job | null; stage: Stage | null; sourceId: string | null; ownerId: string | null; extraNotes: readonly string[]; said: readonly string[] }>

function jobOf(draft: ImportDraft, run: ImportRun, facts: ImportFacts): Job | null {
  if (draft.jobTitle === '') return facts.jobs.find(job => job.id === run.defaults.jobId) ?? null
  const choice = run.jobChoices[foldName(draft.jobTitle)]
  if (choice?.kind === 'job') return facts.jobs.find(job => job.id === choice.jobId) ?? null
  return choice?.kind === 'note' ? null : jobNamed(facts.jobs, draft.jobTitle) ?? null
}

function stageOf(job: Job, draft: ImportDraft, run: ImportRun): Stage | undefined {
  const stages = openStages(job)
  if (draft.status === 'hired') return stages.find(stage => stage.type === 'hired') ?? stages.at(-1)
  if (draft.stage !== '') return stages.find(stage => foldName(stage.name) === foldName(draft.stage))
  return stages.find(stage => stage.id === run.defaults.stageId) ?? stages[0]
}

function resolve(draft: ImportDraft, run: ImportRun, facts: ImportFacts): Resolved {
  const [extraNotes, said]: [string[], string[]] = [[], []]
  const job = jobOf(draft, run, facts)
  if (draft.jobTitle !== '' && !job) extraNotes.push(`Job: ${draft.jobTitle}`)
  const found = job ? stageOf(job, draft, run) : undefined
  const stage = found ?? (job ? openStages(job)[0] ?? null : null)
  if (job && draft.stage !== '' && !found) {
    extraNotes.push(`Stage: ${draft.stage}`)
    said.push(`${job.title} has no stage “${draft.stage}”; put at its first stage, and the name kept in the note`)
  }
  if (draft.status === 'hired') {
    extraNotes.push('Status in the imported file: hired')
    said.push('Hired according to the file; a person marks the hire, because it starts payroll and accounts')
  }
  const owner = facts.people.find(person => draft.ownerEmail !== '' && person.email.toLowerCase() === draft.ownerEmail.toLowerCase())
  if (draft.ownerEmail !== '' && !owner) extraNotes.push(`Owner: ${draft.ownerEmail}`)
  if (draft.resumeFile !== '') extraNotes.push(`Résumé file: ${draft.resumeFile}`)
  const source = facts.settings?.sources.find(each => foldName(each.name) === foldName(draft.source.slice(0, 120)))
  return { job, stage, sourceId: draft.source === '' ? run.defaults.sourceId : source?.id ?? null, ownerId: owner?.id ?? null, extraNotes, said }
}

const noonOf = (day: string): number => Date.parse(`${day}T12:00:00Z`)

function applicationOf(to: RowToWrite, candidateId: string, run: ImportRun, facts: ImportFacts, resolved: Resolved): readonly Change[] {
  const { job, stage, sourceId, ownerId } = resolved
  const { draft } = to.row
  if (!job || !stage || to.applications.some(each => each.jobId === job.id)) return []
  const id = importedId(run.importId, 'application', to.ordinal)
  const appliedAtMs = Math.min(Math.max(0, draft.appliedOn === null ? run.nowMs : noonOf(draft.appliedOn)), run.nowMs)
  const status = draft.status === 'hired' || draft.status === null ? 'active' : draft.status
  const reason = status === 'active' ? undefined : facts.settings?.rejectionReasons.find(each => foldName(each.name) === foldName(draft.rejectionReason))
  const application: Application = {
    id, candidateId, jobId: job.id, stageId: stage.id, status, stageEnteredAtMs: run.nowMs, movedById: run.actorId, rejectionReasonId: reason?.id ?? null,
    rejectionNote: status === 'active' || reason ? '' : draft.rejectionReason, hiredStartDate: null, onboarding: [], assessments: [], decisions: [], bookingLinks: [], sourceId, ownerId, tags: [], appliedAtMs, importId: run.importId, createdAtMs: run.nowMs,
  }
  return [
    { kind: 'create', collection: 'applications', document: application },
    lineOf(run, { id: importedId(run.importId, 'applied', to.ordinal), kind: 'application.created', candidateId, applicationId: id, jobId: job.id, facts: { toStageId: stage.id } }),
  ]
}

function noteOf(lines: readonly string[], to: RowToWrite, candidateId: string, run: ImportRun): readonly Change[] {
  if (lines.length === 0) return []
  const plain = lines.join('\n').slice(0, 400_000)
  return [{
    kind: 'create', collection: 'notes',
    document: {
      id: importedId(run.importId, 'note', to.ordinal), candidateId, applicationId: null, interviewId: null, jobId: null, authorId: run.actorId, visibility: 'team',
      title: 'From the imported file', body: textFromPlain(plain), plain, importId: run.importId, createdAtMs: run.nowMs,
    },
  }]
}

/** Work history with ids of its own; made from the candidate's, so that a repeat gives the same. */
function historyOf(draft: ImportDraft, candidateId: string): Pick<Candidate, 'employments' | 'educations'> {
  return {
    employments: draft.employments.map((each, index) => ({ ...each, id: derivedId(candidateId, `employment ${index}`) })),
    educations: draft.educations.map((each, index) => ({ ...each, id: derivedId(candidateId, `education ${index}`) })),
  }
}

function createRow(to: RowToWrite, run: ImportRun, facts: ImportFacts): RowOutcome {
  const { draft } = to.row
  const resolved = resolve(draft, run, facts)
  const id = importedCandidateId(run.importId, to.ordinal)
  const { fullName, headline, company, title, location, summary, emails, phones, links, tags, expectedCompensation } = draft
  const candidate = buildCandidate(id, {
    fullName, headline, company, title, location, summary, emails: [...emails], phones: [...phones], links: [...links], tags: [...tags], expectedCompensation,
    sourceId: resolved.sourceId, ownerId: resolved.ownerId, importId: run.importId, ...historyOf(draft, id),
  }, run.nowMs)
  const changes: Change[] = [
    { kind: 'create', collection: 'candidates', document: candidate },
    lineOf(run, { id: importedId(run.importId, 'added', to.ordinal), kind: 'candidate.added', candidateId: id, facts: { sourceId: resolved.sourceId } }),
    ...applicationOf(to, id, run, facts, resolved), ...noteOf([...draft.noteLines, ...resolved.extraNotes], to, id, run),
  ]
  return { effect: 'created', changes, said: resolved.said }
}

/** The fields that changes set, on top of what stands. */
export function fieldsOfChanges(changes: readonly FieldChange[], existing: Candidate): Partial<Candidate> {
  const most = { emails: 20, phones: 20, links: 30, tags: 100 } as const
  const fields: Partial<Record<keyof Candidate, unknown>> = {}
  for (const change of changes) {
    if (change.kind === 'fills') fields[change.field] = change.value
    if (change.kind === 'adds') fields[change.field] = [...existing[change.field], ...change.values].slice(0, most[change.field])
  }
  return fields as Partial<Candidate>
}

/** A fact holds 2,000 characters; surrogate pairs are not torn apart. */
function inPieces(json: string): Record<string, string> {
  const points = Array.from(json)
  return Object.fromEntries(Array.from({ length: Math.ceil(points.length / 950) }, (_, at) => [`record${at}`, points.slice(at * 950, (at + 1) * 950).join('')]))
}

function mergeRow(to: RowToWrite, existing: Candidate, run: ImportRun, facts: ImportFacts): RowOutcome {
  const { draft } = to.row
  const resolved = resolve(draft, run, facts)
  const found = fieldChanges(draft, existing)
  const kept = found.flatMap(change => (change.kind === 'kept' ? [`Kept “${change.ours}”; the file says “${change.theirs}”`] : []))
  const done = found.filter(change => change.kind === 'adds' || change.kind === 'fills')
  const fields = fieldsOfChanges(done, existing)
  const lines = found.flatMap(change => (change.kind === 'note' ? change.lines : []))
  const edits: Change[] = Object.keys(fields).length === 0 ? [] : [
    { kind: 'edit', collection: 'candidates', id: existing.id, fields },
    lineOf(run, { id: importedId(run.importId, 'edited', to.ordinal), kind: 'candidate.edited', candidateId: existing.id, facts: { fields: Object.keys(fields).join(','), ...inPieces(JSON.stringify(done)) } }),
  ]
  const changes = [...edits, ...applicationOf(to, existing.id, run, facts, resolved), ...noteOf(lines.length > 0 ? [...lines, ...resolved.extraNotes] : [], to, existing.id, run)]
  return { effect: changes.length === 0 ? 'unchanged' : 'changed', changes, said: [...resolved.said, ...kept] }
}

/** What one row writes. Its ids follow from the import and its place, so that writing it again makes nothing twice. */
export function writeRow(to: RowToWrite, run: ImportRun, facts: ImportFacts): RowOutcome {
  if (to.row.verdict === 'invalid' || to.choice.kind === 'skip') return { effect: 'skipped', changes: [], said: to.row.reasons }
  if (to.choice.kind === 'create') return createRow(to, run, facts)
  if (!to.existing || to.existing.mergedIntoId !== null || to.existing.erasedAtMs !== null) {
    return { effect: 'skipped', changes: [], said: ['The candidate it was to be merged into is not there any more'] }
  }
  return mergeRow(to, to.existing, run, facts)
}

/** How an import ended, in numbers. */
export type ImportCounts = Readonly<{ rows: number; created: number; changed: number; unchanged: number; skipped: number; invalid: number; failed: number }>

/** The line of the timeline that tells of the whole import; the list of imports is made of these. */
export function finishImport(run: ImportRun, fileName: string, counts: ImportCounts, isCancelled: boolean): readonly Change[] {
  return [lineOf(run, { id: importMarkId(run.importId, 'finished'), kind: 'import.finished', facts: { ...counts, file: fileName.slice(0, 255), cancelled: isCancelled } })]
}
