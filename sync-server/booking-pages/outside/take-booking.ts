import { kitOf } from '#shared/domain/commands/kit'
import { newestFirstOf, type Activity } from '#shared/domain/model/activity'
import type { Application } from '#shared/domain/model/application'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import type { Person } from '#shared/domain/model/person'
import { createId } from '#shared/lib/ids'
import { derivedId } from '#shared/lib/derived-id'
import { isZone } from '#shared/lib/zoned-time'
import type { Tx } from '../../db/database.ts'
import { readRecord, type ServerWrite } from '../../replication/record.ts'
import { findOutsideLink, lineOnApplication, saveLink, type LinkRow } from '../link-store.ts'
import type { BookingOptions } from '../ports.ts'

/** The connection that tells of it. */
type Teller = Readonly<{ id: string; workspaceId: string; title: string }>
type Booked = Readonly<{ state: 'booked'; ref: string; replaces: string | null; mark: string | null; name: string; startMs: number; endMs: number; zone: string; hosts: readonly string[]; joinUrl: string | null }>
/** What the service tells; `ref` is its name of a booking, another one after it was moved. */
export type OutsideNews = Booked | Readonly<{ state: 'cancelled'; ref: string; byCandidate: boolean; reason: string }>

const nothing = (): void => undefined

/** Colleagues by their e-mail addresses; whoever is nobody here is left out. */
async function peopleBy(tx: Tx, workspaceId: string, emails: readonly string[]): Promise<readonly Person[]> {
  const rows = await tx.query<{ content: Person }>(
    `select content from documents where workspace_id = $1 and collection = 'people' and not deleted and lower(content->>'email') = any($2::text[]) order by id`, [workspaceId, emails],
  )
  return rows.map(row => row.content)
}

async function interviewOf(tx: Tx, link: LinkRow): Promise<Interview | null> {
  return await readRecord(tx, link.workspaceId, 'interviews', derivedId(link.id, 'booked outside')) as unknown as Interview | null
}

/** The interview as the service has it. People who were added here keep their seats. */
async function toInterview(tx: Tx, link: LinkRow, news: Booked, teller: Teller, nowMs: number): Promise<Interview | null> {
  const application = await readRecord(tx, link.workspaceId, 'applications', link.applicationId) as unknown as Application | null
  const job = application && await readRecord(tx, link.workspaceId, 'jobs', application.jobId) as unknown as Job | null
  if (!application || !job) return null
  const standing = await interviewOf(tx, link)
  const hosts = await peopleBy(tx, link.workspaceId, news.hosts)
  const before = new Set(standing?.bookedThrough?.personIds)
  const added = standing?.seats.filter(seat => !before.has(seat.personId) && !hosts.some(host => host.id === seat.personId)) ?? []
  const place = {
    startMs: news.startMs, endMs: news.endMs, seats: [...hosts.map(host => ({ personId: host.id, role: 'interviewer' as const })), ...added], cancelled: false, cancelReason: '', zone: isZone(news.zone) ? news.zone : standing?.zone ?? 'UTC',
    bookedById: link.createdBy, limitReason: '', joinUrl: news.joinUrl?.slice(0, 1_000) ?? null, bookedThrough: { service: teller.title.slice(0, 120), connectionId: teller.id, personIds: hosts.map(host => host.id), clashes: false },
  }
  if (standing) return { ...standing, ...place }
  const session = job.sessions.find(each => each.id === link.sessionIds?.[0])
  const kit = session?.kitId ? kitOf(job, session.kitId, null) : null
  return {
    id: derivedId(link.id, 'booked outside'), loopId: link.id, candidateId: application.candidateId, applicationId: application.id, jobId: job.id, sessionId: session?.id ?? null, name: session?.name ?? link.name, ...place, roomId: null,
    video: 'none', kitId: kit?.kitId ?? null, kitVersion: kit?.version ?? null, confirmed: false, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: nowMs,
  }
}

function lineOf(kind: Activity['kind'], { id, candidateId, applicationId, jobId, startMs, bookedById }: Interview, byCandidate: boolean, nowMs: number): ServerWrite {
  const content: Activity = {
    id: createId(), kind, candidateId, applicationId, jobId, actorId: bookedById, atMs: nowMs, newestFirst: newestFirstOf(nowMs), facts: { interviewId: id, startMs, ...(byCandidate ? { byCandidate } : {}) }, importId: null, createdAtMs: nowMs,
  }
  return { collection: 'activities', id: content.id, content }
}

/**
 * What a candidate booked, moved or called off at another service, as an interview on their card. Runs in the transaction
 * that holds the workspace's lock. A link books once: word of another booking by it, or of one that is over, changes nothing.
 */
export async function takeBooking({ record, now }: Omit<BookingOptions, 'db'>, tx: Tx, teller: Teller, news: OutsideNews): Promise<() => void> {
  const refs = news.state === 'booked' ? [news.ref, ...(news.replaces === null ? [] : [news.replaces])] : [news.ref]
  const link = await findOutsideLink(tx, teller.id, { mark: news.state === 'booked' ? news.mark : null, refs })
  if (!link) return nothing
  const nowMs = now()
  if (news.state === 'cancelled') return takeCancelled({ record, nowMs }, tx, link, news)
  const isMove = link.outsideRef !== null && link.outsideRef === news.replaces
  if (link.cancelledAtMs !== null || link.outsideRef === news.ref || link.outsideRef !== null && !isMove) return nothing
  const interview = await toInterview(tx, link, news, teller, nowMs)
  // Called off here before its move was heard of: the service is told so by the event of that.
  if (!interview || isMove && (await interviewOf(tx, link))?.cancelled === true) return nothing
  const after: LinkRow = { ...link, outsideRef: news.ref, bookedAtMs: link.bookedAtMs ?? nowMs, changesUsed: link.changesUsed + (isMove ? 1 : 0) }
  await saveLink(tx, after)
  await tx.query(
    `insert into external_ids (connection_id, sandbox, kind, local_id, external_id, at_ms) values ($1, false, 'invitee', $2, $3, $4)
     on conflict (connection_id, sandbox, kind, local_id) do update set external_id = excluded.external_id, at_ms = excluded.at_ms`, [teller.id, interview.id, news.ref, nowMs],
  )
  const also = [await lineOnApplication(tx, after), lineOf(isMove ? 'interview.moved' : 'interview.scheduled', interview, true, nowMs)]
  return record.bookOutside(link.workspaceId, link.createdBy, interview, also, tx)
}

async function takeCancelled({ record, nowMs }: Pick<BookingOptions, 'record'> & { nowMs: number }, tx: Tx, link: LinkRow, news: Extract<OutsideNews, { state: 'cancelled' }>): Promise<() => void> {
  const interview = await interviewOf(tx, link)
  if (link.cancelledAtMs !== null || !interview) return nothing
  const after: LinkRow = { ...link, cancelledAtMs: nowMs }
  await saveLink(tx, after)
  const line = await lineOnApplication(tx, after)
  // It was called off here, and the service heard of it from us.
  if (interview.cancelled) return record.write(link.workspaceId, link.createdBy, [line], tx)
  const why = news.reason.replace(/\s+/g, ' ').trim()
  const cancelReason = `${news.byCandidate ? 'The candidate called it off' : 'It was called off'} in ${interview.bookedThrough?.service ?? 'another service'}${why === '' ? '.' : `: ${why}`}`.slice(0, 500).toWellFormed()
  return record.bookOutside(link.workspaceId, link.createdBy, { ...interview, cancelled: true, cancelReason, bookedById: link.createdBy }, [line, lineOf('interview.cancelled', interview, news.byCandidate, nowMs)], tx)
}
