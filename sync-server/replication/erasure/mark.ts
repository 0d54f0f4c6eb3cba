import { graceMs } from '#shared/domain/erasure/standing'
import { readUnit, unitNamed, type Content } from '#shared/domain/merge/units'
import { newestFirstOf, type Activity } from '#shared/domain/model/activity'
import type { Application } from '#shared/domain/model/application'
import type { ErasureStanding } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Message } from '#shared/domain/model/message'
import type { Offer, OfferStatus } from '#shared/domain/model/offer'
import type { Json } from '#shared/lib/json'
import { derivedId } from '#shared/lib/derived-id'
import { audit } from '../../db/audit.ts'
import { putWhole } from '../put-whole.ts'
import { releaseBooking } from '../rules/booking-rules.ts'
import { askForTest } from '../side-effects.ts'
import type { Work } from '../work.ts'

/** A card or an offer that the mark closed: what it stood at, and what it was made. Those noted before offers were closed are cards. */
export type Closed = Readonly<{ collection?: 'offers'; id: string; was: Json; is: Json }>

export const pipeline = unitNamed('applications', 'pipeline')
export const offerStatus = unitNamed('offers', 'status')

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
 * A candidate was marked as erased. At once their cards are withdrawn, offers they have not answered rescinded (a letter that
 * is out to be signed is taken back by whoever sent it), tests they have not begun and interviews to come called off by the
 * ways there are, and letters that wait do not leave; booking pages, surveys and reminders ask for the mark themselves. Records merged
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
export async function rememberMark(work: Work, candidateId: string, { byId, atMs, untilMs }: ErasureStanding, closed: readonly Closed[] = []): Promise<void> {
  await work.tx.query(
    `insert into erasures (workspace_id, candidate_id, asked_by, asked_at_ms, due_at_ms, closed) values ($1, $2, $3, $4, $5, $6::text::jsonb) on conflict (workspace_id, candidate_id) do nothing`,
    [work.workspaceId, candidateId, byId, atMs, untilMs, JSON.stringify(closed)],
  )
}

/** A laptop gave back somebody who was erased already: whatever came with them goes in the next round. */
export async function eraseOnceMore(work: Work, candidateId: string): Promise<void> {
  await work.tx.query('update erasures set done_at_ms = null where workspace_id = $1 and candidate_id = $2 and done_at_ms is not null', [work.workspaceId, candidateId])
}

async function closeAll(work: Work, candidateId: string, byId: string | null): Promise<readonly Closed[]> {
  const closed: Closed[] = []
  for (const { collection, id, deleted, content } of work.ofCandidate(candidateId)) {
    if (deleted) continue
    if (collection === 'applications' && (content as unknown as Application).status === 'active') {
      const is = { status: 'withdrawn', stageEnteredAtMs: work.nowMs, movedById: byId, rejectionReasonId: null, rejectionNote: '' }
      putWhole(work, { collection, id, content: is }, byId)
      closed.push({ id, was: readUnit(content, pipeline), is: readUnit(work.get(collection, id)!.content, pipeline) })
    }
    if (collection === 'offers' && isUnanswered(content as unknown as Offer)) {
      putWhole(work, { collection, id, content: { status: 'rescinded', statusAtMs: work.nowMs, statusNote: '' } }, byId)
      closed.push({ collection, id, was: readUnit(content, offerStatus), is: readUnit(work.get(collection, id)!.content, offerStatus) })
    }
    if (collection === 'interviews') await callOff(work, content as unknown as Interview, byId)
    if (collection === 'messages' && isWaiting(content as unknown as Message)) putWhole(work, { collection, id, content: { cancelled: true } }, byId)
  }
  callOffTests(work, candidateId)
  return closed
}

const unanswered: readonly OfferStatus[] = ['draft', 'approving', 'approved', 'extended']
const isUnanswered = ({ status }: Offer): boolean => unanswered.includes(status)

/** Tests that were asked for and not begun, as far as is known: their vendors take the invitations back. */
function callOffTests(work: Work, candidateId: string): void {
  const documents = work.ofCandidate(candidateId).filter(document => !document.deleted)
  const told = new Map(documents.flatMap(({ collection, content }) => (collection === 'applications' ? (content as unknown as Application).assessments ?? [] : [])).map(test => [test.id, test.state]))
  const lines = documents.flatMap(({ collection, content }) => (collection === 'activities' && content['kind'] === 'assessment.sent' ? [content as unknown as Activity] : []))
  const undone = new Set(lines.filter(line => line.facts['undone'] === true).map(line => line.facts['requestId']))
  for (const line of lines) {
    const requestId = String(line.facts['requestId'])
    if (undone.has(requestId) || (told.get(requestId) ?? 'sent') !== 'sent') continue
    askForTest(work, { collection: 'activities', id: line.id, before: null, after: { ...line, facts: { ...line.facts, undone: true } } as unknown as Content, actorId: line.actorId }, work.nowMs)
  }
}

const isWaiting = ({ cancelled, delivery }: Message): boolean => !cancelled && (delivery === null || delivery.state === 'waiting')

/** What was held stays held. */
async function callOff(work: Work, interview: Interview, byId: string | null): Promise<void> {
  if (interview.cancelled || interview.endMs <= work.nowMs) return
  await releaseBooking(work, interview.id)
  putWhole(work, { collection: 'interviews', id: interview.id, content: { cancelled: true, confirmed: false } }, byId)
}
