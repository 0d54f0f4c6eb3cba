import { graceMs } from '#shared/domain/erasure/standing'
import { readUnit, unitNamed } from '#shared/domain/merge/units'
import { newestFirstOf, type Activity } from '#shared/domain/model/activity'
import type { Application } from '#shared/domain/model/application'
import type { ErasureStanding } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Message } from '#shared/domain/model/message'
import type { Json } from '#shared/lib/json'
import { derivedId } from '#shared/lib/derived-id'
import { audit } from '../../db/audit.ts'
import { putWhole } from '../put-whole.ts'
import { releaseBooking } from '../rules/booking-rules.ts'
import type { Work } from '../work.ts'

/** A card that the mark closed: what it stood at, and what it was made. */
export type ClosedCard = Readonly<{ id: string; was: Json; is: Json }>

const pipeline = unitNamed('applications', 'pipeline')

/** Records that were merged into a candidate: they are the same person. */
export async function mergedInto(work: Work, candidateId: string): Promise<readonly string[]> {
  const rows = await work.tx.query<{ id: string }>(
    `select id from documents where workspace_id = $1 and collection = 'candidates' and content->>'mergedIntoId' = $2`, [work.workspaceId, candidateId],
  )
  return rows.map(row => row.id)
}

/** A line of the timeline that says so; one for each time, whoever repeats the push. */
export function tellTimeline(work: Work, candidateId: string, byId: string | null, facts: Activity['facts']): void {
  if (byId === null) return
  const atMs = work.nowMs
  const id = derivedId(candidateId, `erased/${work.sequence}`)
  const line: Activity = { id, kind: 'candidate.erased', candidateId, applicationId: null, jobId: null, actorId: byId, atMs, newestFirst: newestFirstOf(atMs), facts, importId: null, createdAtMs: atMs }
  putWhole(work, { collection: 'activities', id, content: line }, byId)
}

export function writeAudit(work: Work, candidateId: string, personId: string | null, action: string): Promise<void> {
  return audit(work.tx, { workspaceId: work.workspaceId, personId, action, facts: { candidateId } }, work.nowMs)
}

/**
 * A candidate was marked as erased. At once their cards are withdrawn, interviews to come are called off by the ways there
 * are and letters that wait do not leave; booking pages, surveys and reminders ask for the mark themselves. Records merged
 * into this one go along.
 */
export async function markErased(work: Work, candidateId: string, byId: string | null): Promise<void> {
  const erasure: ErasureStanding = { byId, atMs: work.nowMs, untilMs: work.nowMs + graceMs, doneAtMs: null }
  const all = [candidateId, ...await mergedInto(work, candidateId)]
  await work.loadCandidates(all)
  for (const id of all) {
    const candidate = work.live('candidates', id)
    if (!candidate || candidate.erasure) continue
    const closed = await closeAll(work, id, byId)
    putWhole(work, { collection: 'candidates', id, content: { erasedAtMs: candidate.erasedAtMs ?? work.nowMs, erasure } }, byId)
    await rememberMark(work, id, erasure, closed)
  }
  tellTimeline(work, candidateId, byId, {})
  await writeAudit(work, candidateId, byId, 'candidate.erased')
}

/** Notes what is to be erased, and when. Known already, as after a restore, nothing changes. */
export async function rememberMark(work: Work, candidateId: string, { byId, atMs, untilMs }: ErasureStanding, closed: readonly ClosedCard[] = []): Promise<void> {
  await work.tx.query(
    `insert into erasures (workspace_id, candidate_id, asked_by, asked_at_ms, due_at_ms, closed) values ($1, $2, $3, $4, $5, $6::text::jsonb) on conflict (workspace_id, candidate_id) do nothing`,
    [work.workspaceId, candidateId, byId, atMs, untilMs, JSON.stringify(closed)],
  )
}

/** A laptop gave back somebody who was erased already: whatever came with them goes in the next round. */
export async function eraseOnceMore(work: Work, candidateId: string): Promise<void> {
  await work.tx.query('update erasures set done_at_ms = null where workspace_id = $1 and candidate_id = $2 and done_at_ms is not null', [work.workspaceId, candidateId])
}

async function closeAll(work: Work, candidateId: string, byId: string | null): Promise<readonly ClosedCard[]> {
  const closed: ClosedCard[] = []
  for (const { collection, id, deleted, content } of work.ofCandidate(candidateId)) {
    if (deleted) continue
    if (collection === 'applications' && (content as unknown as Application).status === 'active') {
      const is = { status: 'withdrawn', stageEnteredAtMs: work.nowMs, movedById: byId, rejectionReasonId: null, rejectionNote: '' }
      putWhole(work, { collection, id, content: is }, byId)
      closed.push({ id, was: readUnit(content, pipeline), is: readUnit(work.get(collection, id)!.content, pipeline) })
    }
    if (collection === 'interviews') await callOff(work, content as unknown as Interview, byId)
    if (collection === 'messages' && isWaiting(content as unknown as Message)) putWhole(work, { collection, id, content: { cancelled: true } }, byId)
  }
  return closed
}

const isWaiting = ({ cancelled, delivery }: Message): boolean => !cancelled && (delivery === null || delivery.state === 'waiting')

/** What was held stays held. */
async function callOff(work: Work, interview: Interview, byId: string | null): Promise<void> {
  if (interview.cancelled || interview.endMs <= work.nowMs) return
  await releaseBooking(work, interview.id)
  putWhole(work, { collection: 'interviews', id: interview.id, content: { cancelled: true, confirmed: false } }, byId)
}
