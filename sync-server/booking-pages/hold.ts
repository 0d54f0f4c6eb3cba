import { bookingOffer, type BookingOption } from '#shared/domain/scheduling/booking-options'
import type { PlannedSession } from '#shared/domain/planner/plan'
import type { Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { loadLinkFacts, loadOptionFacts } from './load-facts.ts'
import { findLink, saveLink, type LinkRow } from './link-store.ts'
import type { BookingOptions } from './ports.ts'

/** How long a choice is kept free while somebody reads it over. */
const holdForMs = 10 * 60_000

/** Everybody and every room a plan needs; the candidate is one's own. */
export function resourcesOf(session: PlannedSession): readonly string[] {
  const people = session.seats.flatMap(seat => seat.personIds.map(id => `person:${id}`))
  return [...new Set([...people, ...(session.roomId === null ? [] : [`room:${session.roomId}`])])]
}

/** Lets go of what a link holds, and of everything that has run out. */
export async function letGo(tx: Tx, link: Pick<LinkRow, 'id' | 'workspaceId'>, nowMs: number): Promise<void> {
  await tx.query('delete from booking_holds where workspace_id = $1 and (link_id = $2 or expires_at_ms <= $3)', [link.workspaceId, link.id, nowMs])
}

/** Whether a booking or somebody else's hold stands in a session's way. A link's own loop does not. */
async function isTaken(tx: Tx, link: LinkRow, session: PlannedSession): Promise<boolean> {
  const [found] = await tx.query<{ taken: boolean }>(
    `select exists (select 1 from bookings b left join documents d on d.workspace_id = b.workspace_id and d.collection = 'interviews' and d.id = b.interview_id
         where b.workspace_id = $1 and b.resource = any($2::text[]) and b.during && int8range($3::bigint, $4::bigint) and coalesce(d.content->>'loopId', '') <> $5)
       or exists (select 1 from booking_holds where workspace_id = $1 and resource = any($2::text[]) and during && int8range($3::bigint, $4::bigint)) as taken`,
    [link.workspaceId, resourcesOf(session), session.startMs, session.endMs, link.id],
  )
  return found?.taken ?? true
}

/** Holds a choice, or says that somebody was quicker. Under the workspace's lock one of two racers is the first. */
async function take(tx: Tx, link: LinkRow, option: BookingOption, where: Readonly<{ day: string; zone: string }>, nowMs: number): Promise<boolean> {
  await letGo(tx, link, nowMs)
  for (const session of option.sessions) if (await isTaken(tx, link, session)) return false
  const untilMs = nowMs + holdForMs
  for (const session of option.sessions) {
    await tx.query(
      `insert into booking_holds (workspace_id, link_id, resource, during, expires_at_ms) select $1, $2, resource, int8range($3::bigint, $4::bigint), $5 from unnest($6::text[]) as resource`,
      [link.workspaceId, link.id, session.startMs, session.endMs, untilMs, resourcesOf(session)],
    )
  }
  await saveLink(tx, { ...link, held: { key: option.key, ...where, untilMs, sessions: option.sessions.map(session => ({ ...session, seats: session.seats.map(seat => ({ ...seat, personIds: [...seat.personIds] })) })) } })
  return true
}

/** The choice a key names, if its times are still free, with whoever suits best now. */
export async function findOption(tx: Tx, link: LinkRow, key: string, { day, zone }: Readonly<{ day: string; zone: string }>, nowMs: number): Promise<BookingOption | null> {
  const facts = await loadLinkFacts(tx, link)
  if (!facts) return null
  return bookingOffer(await loadOptionFacts(tx, facts, zone, nowMs)).optionAt(day, key)
}

/**
 * Keeps a choice free for its candidate. The plan is worked out before the lock; where its people were taken meanwhile
 * another try finds others for the same times, if there are any.
 */
export async function holdOption({ db, now }: BookingOptions, link: LinkRow, key: string, where: Readonly<{ day: string; zone: string }>): Promise<'held' | 'taken'> {
  for (let round = 0; round < 3; round += 1) {
    const option = await findOption(db, link, key, where, now())
    if (!option) return 'taken'
    const isHeld = await db.transaction(async tx => {
      await lockWorkspace(tx, link.workspaceId)
      const fresh = await findLink(tx, link.workspaceId, link.id)
      return fresh !== null && fresh.revokedAtMs === null && fresh.cancelledAtMs === null && take(tx, fresh, option, where, now())
    })
    if (isHeld) return 'held'
  }
  return 'taken'
}
