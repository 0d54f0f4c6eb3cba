import { fieldsOfUnit, readUnit, unitNamed } from '#shared/domain/merge/units'
import { isSameJson } from '#shared/lib/json'
import { putWhole } from '../put-whole.ts'
import type { Work } from '../work.ts'
import { mergedInto, tellTimeline, writeAudit, type ClosedCard } from './mark.ts'

const pipeline = unitNamed('applications', 'pipeline')

/**
 * An erasure was taken back in time. Cards that the mark withdrew stand where they stood, unless somebody has moved them
 * since. Interviews stay called off: people were told, and somebody must ask them again.
 */
export async function takeBackMark(work: Work, candidateId: string, byId: string | null): Promise<void> {
  const all = [candidateId, ...await mergedInto(work, candidateId)]
  await work.loadCandidates(all)
  const rows = await work.tx.query<{ id: string; closed: readonly ClosedCard[] }>(
    'delete from erasures where workspace_id = $1 and candidate_id = any($2::uuid[]) and done_at_ms is null returning candidate_id as id, closed', [work.workspaceId, all],
  )
  for (const { id, closed } of rows) {
    putWhole(work, { collection: 'candidates', id, content: { erasedAtMs: null, erasure: null } }, byId)
    for (const card of closed) reopen(work, card, byId)
  }
  // Unknown here, as after a restore: the record alone is put right.
  if (rows.length === 0) putWhole(work, { collection: 'candidates', id: candidateId, content: { erasure: null } }, byId)
  tellTimeline(work, candidateId, byId, { undone: true })
  await writeAudit(work, candidateId, byId, 'candidate.erasure_taken_back')
}

function reopen(work: Work, { id, was, is }: ClosedCard, byId: string | null): void {
  const stored = work.get('applications', id)
  if (!stored || stored.deleted || !isSameJson(readUnit(stored.content, pipeline), is)) return
  putWhole(work, { collection: 'applications', id, content: fieldsOfUnit(pipeline, was) }, byId)
}
