import { fieldsOfUnit, readUnit } from '#shared/domain/merge/units'
import { isSameJson } from '#shared/lib/json'
import { putWhole } from '../put-whole.ts'
import type { Work } from '../work.ts'
import { mergedInto, offerStatus, pipeline, tellTimeline, writeAudit, type Closed } from './mark.ts'

/**
 * An erasure was taken back in time. Cards that the mark withdrew stand where they stood, unless somebody has moved them
 * since. Interviews and tests stay called off: people were told, and somebody must ask them again.
 */
export async function takeBackMark(work: Work, candidateId: string, byId: string | null): Promise<void> {
  const all = [candidateId, ...await mergedInto(work, candidateId)]
  await work.loadCandidates(all)
  const rows = await work.tx.query<{ id: string; closed: readonly Closed[] }>(
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

function reopen(work: Work, { collection, id, was, is }: Closed, byId: string | null): void {
  const [name, unit] = collection === 'offers' ? ['offers', offerStatus] as const : ['applications', pipeline] as const
  const stored = work.get(name, id)
  if (!stored || stored.deleted || !isSameJson(readUnit(stored.content, unit), is)) return
  const fields = fieldsOfUnit(unit, was)
  // An offer they had been sent was called off; a person sends it again.
  const again = name === 'offers' && fields['status'] === 'extended' ? { status: 'approved', statusAtMs: work.nowMs } : {}
  putWhole(work, { collection: name, id, content: { ...fields, ...again } }, byId)
}
