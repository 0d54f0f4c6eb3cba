import { kitOf } from '#shared/domain/commands/kit'
import { newestFirstOf, type Activity } from '#shared/domain/model/activity'
import type { Interview } from '#shared/domain/model/interview'
import type { PlannedSession } from '#shared/domain/planner/plan'
import { changeOfBooking } from '#shared/domain/scheduling/booking-change'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import type { Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import type { ServerWrite } from '../replication/record.ts'
import { findOption, letGo } from './hold.ts'
import { findLink, lineOnApplication, saveLink, type LinkRow } from './link-store.ts'
import { loadLinkFacts, type LinkFacts } from './load-facts.ts'
import type { BookingOptions } from './ports.ts'

/** What became of a wish: done, somebody was quicker, or the job's rules say no. */
export type Outcome = 'done' | 'taken' | 'too_late'
type Step = Readonly<{ outcome: Outcome; announce?: () => void }>

/** A rule's refusal means that the time is gone; everything of the transaction goes with it. */
const isRule = (error: unknown): boolean => error instanceof AppError && (error.code.startsWith('rules.') || error.code === 'document.invalid')

/** The timeline's line; it stands in the name of whoever made the link, and says that the candidate acted. */
function lineOf(facts: LinkFacts, kind: Activity['kind'], interview: Interview, nowMs: number): ServerWrite {
  const { link } = facts
  const content: Activity = {
    id: createId(), kind, candidateId: link.candidateId, applicationId: link.applicationId, jobId: link.jobId, actorId: link.createdBy, atMs: nowMs, newestFirst: newestFirstOf(nowMs),
    facts: { interviewId: interview.id, startMs: interview.startMs, byCandidate: true }, importId: null, createdAtMs: nowMs,
  }
  return { collection: 'activities', id: content.id, content }
}

/** A planned session as an interview: the one that stands for it moved there, or a new one. */
function toInterview(facts: LinkFacts, planned: PlannedSession, zone: string, nowMs: number): Interview {
  const { link, job, loop } = facts
  const session = job.sessions.find(each => each.id === planned.sessionId)
  const kit = session?.kitId ? kitOf(job, session.kitId, null) : null
  const roles = new Map(session?.seats.map(seat => [seat.id, seat.role]))
  const seats = planned.seats.flatMap(seat => seat.personIds.map(personId => ({ personId, role: roles.get(seat.seatId) ?? 'interviewer' as const })))
  const place = { startMs: planned.startMs, endMs: planned.endMs, seats, roomId: planned.roomId, zone, bookedById: link.createdBy, limitReason: '' }
  const standing = loop.find(interview => interview.sessionId === planned.sessionId)
  if (standing) return { ...standing, ...place }
  return {
    id: createId(), loopId: link.id, candidateId: link.candidateId, applicationId: link.applicationId, jobId: link.jobId, sessionId: planned.sessionId, name: session?.name ?? link.name, ...place,
    cancelled: false, cancelReason: '', video: session?.video ?? 'none', kitId: kit?.kitId ?? null, kitVersion: kit?.version ?? null, confirmed: false, joinUrl: null, icalUid: null,
    icalSequence: 0, invites: [], elsewhere: null, createdAtMs: nowMs,
  }
}

/** Runs one step of a link under the workspace's lock; laptops are told once it is committed. */
async function step({ db }: BookingOptions, link: LinkRow, work: (tx: Tx, facts: LinkFacts) => Promise<Step>): Promise<Outcome> {
  try {
    const { outcome, announce } = await db.transaction(async (tx): Promise<Step> => {
      await lockWorkspace(tx, link.workspaceId)
      const fresh = await findLink(tx, link.workspaceId, link.id)
      const facts = fresh && await loadLinkFacts(tx, fresh)
      return facts && fresh.revokedAtMs === null && fresh.cancelledAtMs === null ? work(tx, facts) : { outcome: 'too_late' }
    })
    announce?.()
    return outcome
  } catch (error) {
    if (isRule(error)) return 'taken'
    throw error
  }
}

/** Books what is held, or moves what was booked there. A hold that ran out still counts while nobody else was quicker. */
export function confirmHeld(options: BookingOptions, link: LinkRow): Promise<Outcome> {
  return step(options, link, async (tx, facts) => {
    const nowMs = options.now()
    const { held } = facts.link
    const isMove = facts.loop.length > 0
    if (!held) return { outcome: facts.link.bookedAtMs !== null ? 'done' : 'taken' }
    if (facts.link.bookedAtMs !== null && changeOfBooking(facts, nowMs).kind !== 'open') return { outcome: 'too_late' }
    const sessions = held.untilMs > nowMs ? held.sessions : (await findOption(tx, facts.link, held.key, held, nowMs))?.sessions
    if (!sessions) return { outcome: 'taken' }
    // Held before the team called a part of it off.
    if (isMove && sessions.some(session => !facts.loop.some(interview => interview.sessionId === session.sessionId))) return { outcome: 'taken' }
    await letGo(tx, facts.link, nowMs)
    const interviews = sessions.map(session => toInterview(facts, session, held.zone, nowMs))
    const after: LinkRow = { ...facts.link, held: null, bookedAtMs: facts.link.bookedAtMs ?? nowMs, changesUsed: facts.link.changesUsed + (isMove ? 1 : 0) }
    await saveLink(tx, after)
    const first = interviews.toSorted((a, b) => a.startMs - b.startMs)[0]!
    const also = [await lineOnApplication(tx, after), lineOf(facts, isMove ? 'interview.moved' : 'interview.scheduled', first, nowMs)]
    return { outcome: 'done', announce: await options.record.book(facts.link.workspaceId, facts.link.createdBy, interviews, also, tx) }
  })
}

/** Calls everything off that was booked by the link, while the job's rules let the candidate. */
export function cancelBooked(options: BookingOptions, link: LinkRow): Promise<Outcome> {
  return step(options, link, async (tx, facts) => {
    const nowMs = options.now()
    if (changeOfBooking(facts, nowMs).kind === 'too_late' || facts.loop.length === 0) return { outcome: 'too_late' }
    await letGo(tx, facts.link, nowMs)
    const after: LinkRow = { ...facts.link, held: null, cancelledAtMs: nowMs }
    await saveLink(tx, after)
    const interviews = facts.loop.map(interview => ({ ...interview, cancelled: true, cancelReason: 'The candidate called it off.', bookedById: facts.link.createdBy }))
    const also = [await lineOnApplication(tx, after), lineOf(facts, 'interview.cancelled', interviews[0]!, nowMs)]
    return { outcome: 'done', announce: await options.record.book(facts.link.workspaceId, facts.link.createdBy, interviews, also, tx) }
  })
}

/** Keeps when the candidate says they can come. */
export function saveTimes(options: BookingOptions, link: LinkRow, times: Readonly<{ zone: string; windows: readonly Readonly<{ fromMs: number; toMs: number }>[]; note: string }>): Promise<Outcome> {
  return step(options, link, async (tx, facts) => {
    const nowMs = options.now()
    const after: LinkRow = { ...facts.link, bookedAtMs: nowMs }
    await saveLink(tx, after)
    const rows: ServerWrite[] = [await lineOnApplication(tx, after), { collection: 'candidates', id: link.candidateId, content: { times: { ...times, givenAtMs: nowMs } } }]
    return { outcome: 'done', announce: await options.record.write(link.workspaceId, link.createdBy, rows, tx) }
  })
}

/** The first look at a link is noted, once. */
export async function noteOpened(options: BookingOptions, link: LinkRow): Promise<void> {
  if (link.openedAtMs !== null) return
  await step(options, link, async (tx, facts) => {
    if (facts.link.openedAtMs !== null) return { outcome: 'done' }
    const after = { ...facts.link, openedAtMs: options.now() }
    await saveLink(tx, after)
    return { outcome: 'done', announce: await options.record.write(link.workspaceId, null, [await lineOnApplication(tx, after)], tx) }
  })
}
