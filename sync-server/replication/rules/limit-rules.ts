import { complete } from '#shared/domain/model/later-fields'
import type { Interview } from '#shared/domain/model/interview'
import { interviewingOf } from '#shared/domain/scheduling/own-time'
import { overLimits } from '#shared/domain/scheduling/limits'
import { refusedBooking, type Rule } from './rule.ts'

const weekMs = 8 * 86_400_000

/**
 * Nobody gives more interviews in their own day or week than their limit, on whatever route they are booked, unless a reason
 * is written down. Only who is newly asked, or asked for another time, is counted.
 */
export const limitsAreKept: Rule = async (work, change) => {
  const before = change.before as Interview | null
  const after = change.after as Interview | null
  if (change.collection !== 'interviews' || !after || after.cancelled || change.hand === 'trusted' || (after.limitReason ?? '').trim() !== '') return null
  const isMoved = !before || before.cancelled || before.startMs !== after.startMs
  const asked = after.seats.filter(seat => isMoved || !before.seats.some(each => each.personId === seat.personId))
  await work.load(asked.map(seat => ({ collection: 'people', id: seat.personId })))
  const limited = asked.flatMap(seat => work.live('people', seat.personId) ?? []).map(person => complete('people', person))
    .filter(person => interviewingOf(person).maxPerDay !== null || interviewingOf(person).maxPerWeek !== null)
  if (limited.length === 0) return null
  const rows = await work.tx.query<{ id: string; resource: string; start: number }>(
    `select interview_id as id, resource, lower(during)::float8 as start from bookings
     where workspace_id = $1 and resource = any($2::text[]) and during && int8range($3::bigint, $4::bigint) and interview_id <> $5`,
    [work.workspaceId, limited.map(person => `person:${person.id}`), after.startMs - weekMs, after.startMs + weekMs, change.id],
  )
  const booked = rows.map(({ id, resource, start }) => ({ id, startMs: Number(start), cancelled: false, seats: [{ personId: resource.slice('person:'.length), role: 'interviewer' as const }] }))
  const over = overLimits({ id: change.id, startMs: after.startMs, cancelled: false, seats: asked }, limited, booked)
  return over.length > 0 ? refusedBooking('rules.over_limit') : null
}
