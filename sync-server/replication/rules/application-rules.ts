import { readUnit, unitsIn } from '#shared/domain/merge/units'
import { isSameJson } from '#shared/lib/json'
import type { Application } from '#shared/domain/model/application'
import { refusal, type Rule } from './rule.ts'

/** An application belongs to a job and a candidate that exist, and stands on a stage of that job. */
export const referencesExist: Rule = async (work, change) => {
  const after = change.after as Application | null
  if (change.collection !== 'applications' || !after) return null
  await work.load([{ collection: 'jobs', id: after.jobId }, { collection: 'candidates', id: after.candidateId }])
  const job = work.live('jobs', after.jobId)
  if (!job || !work.live('candidates', after.candidateId)) return refusal('document.reference_missing', 'pipeline')
  const movesStage = (change.before as Application | null)?.stageId !== after.stageId
  if (movesStage && !job.stages.some(stage => stage.id === after.stageId)) {
    const open = job.stages.filter(stage => !stage.archived)
    return refusal('rules.stage_missing', 'pipeline', open.map(stage => ({ label: `Move to ${stage.name}`, value: { stageId: stage.id } })))
  }
  return null
}

/** Nothing moves on a record that was merged away or erased. */
export const candidateIsThere: Rule = async (work, change) => {
  const content = (change.after ?? change.before) as { candidateId?: string | null } | null
  const moved = ['applications', 'interviews', 'offers', 'messages'].includes(change.collection)
  const candidateId = content?.candidateId
  if (!moved || !candidateId || !change.after) return null
  await work.load([{ collection: 'candidates', id: candidateId }])
  const candidate = work.live('candidates', candidateId)
  const unit = change.collection === 'applications' ? 'pipeline' : change.collection === 'interviews' ? 'booking' : 'candidateId'
  // What is given back after a restore was judged before the mark.
  if (candidate?.erasedAtMs && change.hand !== 'trusted') return refusal('rules.candidate_erased', unit)
  if (candidate?.mergedIntoId) {
    return refusal('rules.candidate_merged', unit, [{ label: 'Open the record it was merged into', value: { candidateId: candidate.mergedIntoId } }])
  }
  return null
}

/** Of a candidate who is marked as erased only the mark itself changes: it is taken back. */
export const erasedStays: Rule = async (_work, { collection, before, after, hand }) => {
  if (collection !== 'candidates' || !after || hand === 'trusted' || typeof before?.['erasedAtMs'] !== 'number' || after['erasedAtMs'] === null) return null
  const changed = unitsIn('candidates', after).find(unit => !isSameJson(readUnit(before, unit), readUnit(after, unit)))
  return changed ? refusal('rules.candidate_erased', changed.name) : null
}

/** Two people cannot hire into the last opening. */
export const openingIsLeft: Rule = async (work, change) => {
  const after = change.after as Application | null
  const before = change.before as Application | null
  if (change.collection !== 'applications' || after?.status !== 'hired' || before?.status === 'hired') return null
  await work.load([{ collection: 'jobs', id: after.jobId }])
  const job = work.live('jobs', after.jobId)
  const stored = await work.tx.query<{ id: string; status: string }>(
    `select id, content->>'status' as status from documents
     where workspace_id = $1 and job_id = $2 and collection = 'applications' and not deleted and content->>'status' = 'hired'`,
    [work.workspaceId, after.jobId],
  )
  const hired = new Set(stored.map(row => row.id))
  for (const document of work.changed.values()) {
    if (document.collection !== 'applications') continue
    const isHired = !document.deleted && document.content['jobId'] === after.jobId && document.content['status'] === 'hired'
    if (isHired) hired.add(document.id)
    else hired.delete(document.id)
  }
  hired.delete(change.id)
  return hired.size >= (job?.openings ?? 0) ? refusal('rules.no_opening_left', 'pipeline') : null
}
