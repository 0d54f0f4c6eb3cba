import { isSameJson } from '../../lib/json.ts'
import type { ActivityKind } from '../model/activity.ts'
import type { Application } from '../model/application.ts'
import type { Candidate } from '../model/candidate.ts'
import type { Job } from '../model/job.ts'
import * as candidates from './candidate.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** The fields that are one unit on a card: they change, conflict and are taken back together. */
export const pipelineFields = ['stageId', 'status', 'stageEnteredAtMs', 'movedById', 'rejectionReasonId', 'rejectionNote', 'hiredStartDate'] as const
type Pipeline = Pick<Application, (typeof pipelineFields)[number]>

const pipelineOf = (card: Application): Pipeline =>
  Object.fromEntries(pipelineFields.map(field => [field, card[field]])) as unknown as Pipeline

function change(card: Application, kind: ActivityKind, fields: Partial<Pipeline>, facts: Readonly<Record<string, string | boolean | null>>, stamp: Stamp): Change[] {
  return [
    { kind: 'edit', collection: 'applications', id: card.id, fields: { stageEnteredAtMs: stamp.nowMs, movedById: stamp.actorId, ...fields } },
    activityChange({ kind, candidateId: card.candidateId, applicationId: card.id, jobId: card.jobId, facts }, stamp),
  ]
}

/** Moves active cards to a stage; cards that stand there already, or are out of process, stay untouched. */
export function moveApplications(cards: readonly Application[], toStageId: string, stamp: Stamp): readonly Change[] {
  return cards
    .filter(card => card.status === 'active' && card.stageId !== toStageId)
    .flatMap(card => change(card, 'stage.moved', { stageId: toStageId }, { fromStageId: card.stageId, toStageId }, stamp))
}

/** Turns active cards away. The stage stays: it says how far each came. */
export function rejectApplications(cards: readonly Application[], input: Readonly<{ reasonId: string | null; note: string }>, stamp: Stamp): readonly Change[] {
  return cards.filter(card => card.status === 'active').flatMap(card => change(
    card, 'application.rejected', { status: 'rejected', rejectionReasonId: input.reasonId, rejectionNote: input.note },
    { stageId: card.stageId, reasonId: input.reasonId }, stamp,
  ))
}

/** Notes that the candidate themselves stepped back. */
export function withdrawApplications(cards: readonly Application[], input: Readonly<{ reasonId: string | null; note: string }>, stamp: Stamp): readonly Change[] {
  return cards.filter(card => card.status === 'active').flatMap(card => change(
    card, 'application.withdrawn', { status: 'withdrawn', rejectionReasonId: input.reasonId, rejectionNote: input.note },
    { stageId: card.stageId, reasonId: input.reasonId }, stamp,
  ))
}

const inProcess = { status: 'active', rejectionReasonId: null, rejectionNote: '', hiredStartDate: null } as const

/** Takes cards back into process, on their old stage or the one named. A hire taken back says so. */
export function reopenApplications(cards: readonly Application[], toStageId: string | null, stamp: Stamp): readonly Change[] {
  return cards.filter(card => card.status !== 'active').flatMap(card => change(
    card, card.status === 'hired' ? 'hire.reversed' : 'application.reopened', { ...inProcess, stageId: toStageId ?? card.stageId },
    { toStageId: toStageId ?? card.stageId }, stamp,
  ))
}

/** Marks a hire; the server confirms an opening. `startDate` is a day or not known yet. */
export function hireApplication(card: Application, job: Job, startDate: string | null, stamp: Stamp): readonly Change[] {
  if (card.status === 'hired') return []
  const stage = job.stages.find(each => each.type === 'hired' && !each.archived)
  return change(
    card, 'application.hired', { ...inProcess, status: 'hired', hiredStartDate: startDate, stageId: stage?.id ?? card.stageId },
    { fromStageId: card.stageId, startDate }, stamp,
  )
}

/** Another first day for somebody who is hired; who hired them and when stays. */
export function changeStartDate(card: Application, startDate: string | null, stamp: Stamp): readonly Change[] {
  if (card.status !== 'hired' || card.hiredStartDate === startDate) return []
  return [
    { kind: 'edit', collection: 'applications', id: card.id, fields: { hiredStartDate: startDate } },
    activityChange({ kind: 'start_date.changed', candidateId: card.candidateId, applicationId: card.id, jobId: card.jobId, facts: { fromStartDate: card.hiredStartDate, startDate } }, stamp),
  ]
}

/** Adds and removes tags on several people; each record's line names what changed there. */
export function tagCandidates(people: readonly Candidate[], tags: Readonly<{ add: readonly string[]; remove: readonly string[] }>, stamp: Stamp): readonly Change[] {
  return people.flatMap(person => {
    const kept = person.tags.filter(tag => !tags.remove.includes(tag))
    return candidates.tagCandidate(person, [...kept, ...tags.add.filter(tag => !kept.includes(tag))], stamp)
  })
}

export type AddAnswer = Readonly<{ kind: 'ready'; application: Application; changes: readonly Change[] } | { kind: 'refused'; reason: candidates.ApplyRefusal }>

/** Puts somebody known on a job. */
export function addToJob(candidate: Candidate, job: Job, existing: readonly Application[], stageId: string | undefined, stamp: Stamp): AddAnswer {
  return candidates.addToJob(candidate, job, existing, stamp, stageId)
}

/** Adds somebody new and puts them on a job in one step. */
export function quickAddCandidate(input: candidates.NewCandidate, job: Job, stageId: string | undefined, stamp: Stamp): AddAnswer {
  const { candidate, changes } = candidates.addCandidate(input, stamp)
  const added = candidates.addToJob(candidate, job, [], stamp, stageId)
  return added.kind === 'refused' ? added : { ...added, changes: [...changes, ...added.changes] }
}

/** The cards as they stand after these changes. */
export function cardsAfter(cards: readonly Application[], changes: readonly Change[]): readonly Application[] {
  const fields = new Map(changes.flatMap(each => (each.kind === 'edit' && each.collection === 'applications' ? [[each.id, each.fields] as const] : [])))
  return cards.map(card => ({ ...card, ...fields.get(card.id) }))
}

function undoKind(from: Application['status'], to: Application['status']): ActivityKind {
  if (from === to) return 'stage.moved'
  if (from === 'hired') return 'hire.reversed'
  if (to === 'rejected') return 'application.rejected'
  if (to === 'withdrawn') return 'application.withdrawn'
  return to === 'hired' ? 'application.hired' : 'application.reopened'
}

/**
 * Takes a step of the pipeline back, card by card, only where it still stands: what a colleague did since is theirs.
 * Writes lines of its own, for the timeline is never rewritten.
 */
export function undoPipeline(before: readonly Application[], after: readonly Application[], now: ReadonlyMap<string, Application>, stamp: Stamp): readonly Change[] {
  const set = new Map(after.map(card => [card.id, card]))
  return before.flatMap(card => {
    const [done, current] = [set.get(card.id), now.get(card.id)]
    if (!done || !current || isSameJson(pipelineOf(card), pipelineOf(done)) || !isSameJson(pipelineOf(done), pipelineOf(current))) return []
    const kind = undoKind(done.status, card.status)
    const facts = { fromStageId: done.stageId, toStageId: card.stageId, stageId: card.stageId, reasonId: card.rejectionReasonId, undone: true }
    return change(done, kind, pipelineOf(card), facts, stamp)
  })
}

/** Takes tags back where they still stand as they were set. */
export function undoTags(before: readonly Candidate[], tags: Readonly<{ add: readonly string[]; remove: readonly string[] }>, now: ReadonlyMap<string, Candidate>, stamp: Stamp): readonly Change[] {
  return before.flatMap(person => {
    const current = now.get(person.id)
    if (!current) return []
    const added = tags.add.filter(tag => !person.tags.includes(tag))
    const removed = tags.remove.filter(tag => person.tags.includes(tag))
    return tagCandidates([current], { add: removed, remove: added }, stamp)
  })
}
