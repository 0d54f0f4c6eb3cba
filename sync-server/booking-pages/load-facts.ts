import { usualBookingRules, type BookingRules } from '#shared/domain/model/booking-link'
import type { Application } from '#shared/domain/model/application'
import type { Busy } from '#shared/domain/model/busy'
import type { Candidate } from '#shared/domain/model/candidate'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import { complete } from '#shared/domain/model/later-fields'
import type { Person } from '#shared/domain/model/person'
import type { Settings } from '#shared/domain/model/settings'
import type { OptionFacts } from '#shared/domain/scheduling/booking-options'
import { isZone } from '#shared/lib/zoned-time'
import type { Tx } from '../db/database.ts'
import type { LinkRow } from './link-store.ts'

/** What a page of a link is made from. `loop` is what was booked by it and still stands. */
export type LinkFacts = Readonly<{
  link: LinkRow; settings: Settings; job: Job; candidate: Candidate; application: Application; people: ReadonlyMap<string, Person>; rules: BookingRules; loop: readonly Interview[]
}>

const weeksMs = 14 * 86_400_000

async function one<C extends CollectionName>(tx: Tx, workspaceId: string, collection: C, id: string): Promise<Documents[C] | null> {
  const [row] = await tx.query<{ content: Documents[C] }>('select content from documents where workspace_id = $1 and collection = $2 and id = $3 and not deleted', [workspaceId, collection, id])
  return row?.content ?? null
}

async function all<C extends CollectionName>(tx: Tx, workspaceId: string, collection: C): Promise<readonly Documents[C][]> {
  return (await tx.query<{ content: Documents[C] }>('select content from documents where workspace_id = $1 and collection = $2 and not deleted', [workspaceId, collection])).map(row => row.content)
}

/** Null when the candidate, the card or the job is gone, merged, erased or over: such a link leads nowhere. */
export async function loadLinkFacts(tx: Tx, link: LinkRow): Promise<LinkFacts | null> {
  const { workspaceId } = link
  const settings = await one(tx, workspaceId, 'settings', workspaceId)
  const job = await one(tx, workspaceId, 'jobs', link.jobId)
  const candidate = await one(tx, workspaceId, 'candidates', link.candidateId)
  const application = await one(tx, workspaceId, 'applications', link.applicationId)
  if (!settings || !job || !candidate || !application || candidate.mergedIntoId !== null || candidate.erasedAtMs !== null) return null
  const people = await all(tx, workspaceId, 'people')
  const booked = await tx.query<{ content: Interview }>(
    `select content from documents where workspace_id = $1 and candidate_id = $2 and collection = 'interviews' and not deleted and content->>'loopId' = $3`, [workspaceId, link.candidateId, link.id])
  const loop = booked.map(row => row.content).filter(interview => !interview.cancelled).toSorted((a, b) => a.startMs - b.startMs)
  if (application.status !== 'active' && loop.length === 0) return null
  const full = complete('jobs', job)
  return {
    link, settings: complete('settings', settings), job: full, candidate, application, rules: full.bookingRules ?? usualBookingRules, loop,
    people: new Map(people.map(person => [person.id, complete('people', person)])),
  }
}

/** The candidate's own zone where it is known, else the workspace's. */
export const zoneOf = ({ candidate, settings }: LinkFacts): string => (candidate.zone !== null && isZone(candidate.zone) ? candidate.zone : settings.zone)

/** What others hold just now counts as taken. */
async function heldByOthers(tx: Tx, link: LinkRow, nowMs: number): Promise<readonly Busy[]> {
  const rows = await tx.query<{ resource: string; startMs: number; endMs: number }>(
    `select resource, lower(during) as "startMs", upper(during) as "endMs" from booking_holds where workspace_id = $1 and link_id <> $2 and expires_at_ms > $3`, [link.workspaceId, link.id, nowMs])
  return [...Map.groupBy(rows, row => row.resource)].map(([resource, own]) => {
    const [kind, subjectId] = resource.split(':')
    const blocks = own.map(({ startMs, endMs }) => ({ startMs, endMs }))
    return { id: link.id, subjectKind: kind === 'room' ? 'room' : 'person', subjectId: subjectId ?? '', subjectName: '', blocks, fromMs: 0, toMs: 0, readAtMs: nowMs, problem: null, createdAtMs: nowMs }
  })
}

/** What may be chosen is worked out from this: everything booked, what calendars say, what others hold. */
export async function loadOptionFacts(tx: Tx, { link, settings, job, candidate, people, rules, loop }: LinkFacts, zone: string, nowMs: number): Promise<OptionFacts> {
  const interviews = await tx.query<{ content: Interview }>(
    `select content from documents where workspace_id = $1 and collection = 'interviews' and not deleted and not (content->>'cancelled')::boolean
       and (content->>'startMs')::bigint between $2::bigint and $3::bigint`, [link.workspaceId, Math.min(nowMs, link.fromMs) - weeksMs, link.untilMs + weeksMs])
  // What is moved is what still stands: a session that the team called off is not booked again by moving the others.
  const wanted = loop.length > 0 ? loop.flatMap(interview => interview.sessionId ?? []) : link.sessionIds
  const busy = [...await all(tx, link.workspaceId, 'busy'), ...await heldByOthers(tx, link, nowMs)]
  return {
    job, planId: link.planId ?? '', people: [...people.values()], interviews: interviews.map(row => row.content), busy, settings, loop, nowMs,
    candidate: { id: candidate.id, name: candidate.fullName, zone }, ...(wanted === null ? {} : { sessionIds: wanted }),
    earliestMs: Math.max(link.fromMs, nowMs + rules.noticeHours * 3_600_000), latestMs: link.untilMs,
  }
}
