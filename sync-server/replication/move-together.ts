import type { PushRow } from '#shared/contract/sync-protocol'
import { releaseBooking } from './rules/booking-rules.ts'
import type { Work } from './work.ts'

/** Not everything that was to move together could: the push is judged again, one interview after another. */
export class MovesApart extends Error {}

/**
 * Frees the times of the interviews that one push changes, when it changes several: a loop that moves by half an hour goes
 * onto its own earlier times, and must not be refused because of itself. `assertReserved` says afterwards whether all of
 * them found their place.
 */
export async function releaseMoved(work: Work, rows: readonly PushRow[]): Promise<readonly string[]> {
  const moved = rows.filter(row => row.collection === 'interviews' && row.kind === 'edit' && 'booking' in row.units).map(row => row.id)
  if (moved.length < 2) return []
  for (const id of moved) await releaseBooking(work, id)
  return moved
}

/** Throws when an interview that is still to be held has lost its place. */
export async function assertReserved(work: Work, moved: readonly string[]): Promise<void> {
  const held = moved.filter(id => work.live('interviews', id)?.cancelled === false)
  if (held.length === 0) return
  const rows = await work.tx.query<{ id: string }>('select distinct interview_id as id from bookings where workspace_id = $1 and interview_id = any($2::uuid[])', [work.workspaceId, held])
  if (rows.length < held.length) throw new MovesApart()
}
