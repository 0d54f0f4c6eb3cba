import { byRank, rankAt, ranksFor } from '../../lib/rank.ts'
import { isSameJson } from '../../lib/json.ts'
import type { Application } from '../model/application.ts'
import type { Job, Stage, StageType, TeamMember } from '../model/job.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** The stages a new job starts with, unless it is made after another job. */
export const startingStages: readonly Readonly<{ name: string; type: StageType }>[] = [
  { name: 'Applied', type: 'applied' },
  { name: 'Screen', type: 'screen' },
  { name: 'Interview', type: 'interview' },
  { name: 'Offer', type: 'offer' },
  { name: 'Hired', type: 'hired' },
]

/** What is asked for a new job; the rest can follow later. */
export type NewJob = Readonly<{
  title: string
  openings: number
  departmentId?: string | null
  locationId?: string | null
  employmentTypeId?: string | null
  levelId?: string | null
  requisitionCode?: string
  /** Stages and hiring team, sessions and kits are taken from this job. */
  like?: Job | null
  hiringTeam?: readonly TeamMember[]
}>

function stagesLike(like: Job | null, stamp: Stamp): Stage[] {
  const source = like ? like.stages.filter(stage => !stage.archived).toSorted(byRank) : startingStages
  const ranks = ranksFor(source.length)
  return source.map(({ name, type }, index) => ({ id: stamp.createId(), name, type, rank: ranks[index]!, archived: false }))
}

/** Opens a job. */
export function createJob(input: NewJob, stamp: Stamp): Readonly<{ job: Job; changes: readonly Change[] }> {
  const like = input.like ?? null
  const job: Job = {
    id: stamp.createId(), title: input.title, requisitionCode: input.requisitionCode ?? '', departmentId: input.departmentId ?? null,
    locationId: input.locationId ?? null, employmentTypeId: input.employmentTypeId ?? null, levelId: input.levelId ?? null,
    status: 'open', closedAtMs: null, closeReason: '', openings: input.openings, targetStartDate: null, description: like?.description ?? '',
    stages: stagesLike(like, stamp), hiringTeam: [...(input.hiringTeam ?? like?.hiringTeam ?? [])],
    interviewPlans: like?.interviewPlans ?? [], bookingRules: like?.bookingRules ?? null, sessions: like?.sessions ?? [], kits: like?.kits ?? [], scorecardVisibility: like?.scorecardVisibility ?? 'afterOwn', importId: null, createdAtMs: stamp.nowMs,
  }
  return {
    job,
    changes: [
      { kind: 'create', collection: 'jobs', document: job },
      activityChange({ kind: 'job.created', jobId: job.id, facts: { title: job.title } }, stamp),
    ],
  }
}

/** Sets fields of a job. */
export function editJob(job: Job, fields: Partial<Job>, stamp: Stamp): readonly Change[] {
  const changed = Object.keys(fields).filter(name => !isSameJson(fields[name as keyof Job] ?? null, job[name as keyof Job] ?? null))
  if (changed.length === 0) return []
  return [
    { kind: 'edit', collection: 'jobs', id: job.id, fields },
    activityChange({ kind: 'job.edited', jobId: job.id, facts: { fields: changed.join(',') } }, stamp),
  ]
}

/** The stages that take cards, in their order. */
export function openStages(job: Pick<Job, 'stages'>): readonly Stage[] {
  return job.stages.filter(stage => !stage.archived).toSorted(byRank)
}

/** Adds a stage before the one at `index` of the open stages. */
export function addStage(job: Job, input: Readonly<{ name: string; type: StageType; index: number }>, stamp: Stamp): readonly Change[] {
  const stage: Stage = { id: stamp.createId(), name: input.name, type: input.type, rank: rankAt(openStages(job), input.index), archived: false }
  return editJob(job, { stages: [...job.stages, stage] }, stamp)
}

/** Sets a stage's name or type. */
export function editStage(job: Job, stageId: string, fields: Partial<Pick<Stage, 'name' | 'type' | 'archived'>>, stamp: Stamp): readonly Change[] {
  return editJob(job, { stages: job.stages.map(stage => (stage.id === stageId ? { ...stage, ...fields } : stage)) }, stamp)
}

/** Moves a stage to a place among the open stages, the stage itself left out of the counting. */
export function placeStage(job: Job, stageId: string, index: number, stamp: Stamp): readonly Change[] {
  const others = openStages(job).filter(stage => stage.id !== stageId)
  const at = openStages(job).findIndex(stage => stage.id === stageId)
  if (at < 0 || at === index) return []
  const rank = rankAt(others, index)
  return editJob(job, { stages: job.stages.map(stage => (stage.id === stageId ? { ...stage, rank } : stage)) }, stamp)
}

/** One card moved, with its line. */
function moveCard(card: Application, toStageId: string, stamp: Stamp): Change[] {
  return [
    { kind: 'edit', collection: 'applications', id: card.id, fields: { stageId: toStageId, stageEnteredAtMs: stamp.nowMs, movedById: stamp.actorId } },
    activityChange({ kind: 'stage.moved', candidateId: card.candidateId, applicationId: card.id, jobId: card.jobId, facts: { fromStageId: card.stageId, toStageId } }, stamp),
  ]
}

export type ArchiveAnswer = Readonly<
  | { kind: 'ready'; changes: readonly Change[] }
  /** Cards stand on the stage: say where they go. */
  | { kind: 'needsDestination'; cards: number }
  | { kind: 'refused'; reason: 'last_stage' | 'bad_destination' }
>

/** Archives a stage. Refuses while active cards stand on it and no other open stage was named for them. */
export function archiveStage(job: Job, stageId: string, active: readonly Application[], destinationId: string | null, stamp: Stamp): ArchiveAnswer {
  const others = openStages(job).filter(stage => stage.id !== stageId)
  if (others.length === 0) return { kind: 'refused', reason: 'last_stage' }
  const cards = active.filter(card => card.jobId === job.id && card.stageId === stageId && card.status === 'active')
  if (cards.length > 0 && destinationId === null) return { kind: 'needsDestination', cards: cards.length }
  if (cards.length > 0 && !others.some(stage => stage.id === destinationId)) return { kind: 'refused', reason: 'bad_destination' }
  const moves = cards.flatMap(card => moveCard(card, destinationId!, stamp))
  return { kind: 'ready', changes: [...moves, ...editStage(job, stageId, { archived: true }, stamp)] }
}

/** What becomes of the people still in process when a job closes. */
export type CloseChoice = Readonly<{ kind: 'keep' } | { kind: 'reject'; reasonId: string | null; note: string }>

/** Closes a job; the active cards stay as they are or are turned away together. */
export function closeJob(job: Job, reason: string, active: readonly Application[], choice: CloseChoice, stamp: Stamp): readonly Change[] {
  if (job.status === 'closed') return []
  const cards = choice.kind === 'reject' ? active.filter(card => card.jobId === job.id && card.status === 'active') : []
  const rejections = cards.flatMap((card): Change[] => choice.kind === 'reject' ? [
    {
      kind: 'edit', collection: 'applications', id: card.id,
      fields: { status: 'rejected', stageEnteredAtMs: stamp.nowMs, movedById: stamp.actorId, rejectionReasonId: choice.reasonId, rejectionNote: choice.note },
    },
    activityChange({ kind: 'application.rejected', candidateId: card.candidateId, applicationId: card.id, jobId: job.id, facts: { stageId: card.stageId, reasonId: choice.reasonId } }, stamp),
  ] : [])
  return [
    { kind: 'edit', collection: 'jobs', id: job.id, fields: { status: 'closed', closedAtMs: stamp.nowMs, closeReason: reason } },
    activityChange({ kind: 'job.closed', jobId: job.id, facts: { reason, turnedAway: cards.length } }, stamp),
    ...rejections,
  ]
}

/** Opens a closed, waiting or drafted job. */
export function reopenJob(job: Job, stamp: Stamp): readonly Change[] {
  if (job.status === 'open') return []
  return [
    { kind: 'edit', collection: 'jobs', id: job.id, fields: { status: 'open', closedAtMs: null, closeReason: '' } },
    activityChange({ kind: 'job.reopened', jobId: job.id }, stamp),
  ]
}
