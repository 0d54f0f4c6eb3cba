import type { Interview } from '#shared/domain/model/interview'
import { limitsAreKept } from './limit-rules.ts'
import { refusal, refusedBooking, type Rule } from './rule.ts'
import type { Work } from '../work.ts'

/** Everybody and everything an interview occupies. A cancelled interview occupies nothing. */
export function resourcesOf(interview: Interview): readonly string[] {
  if (interview.cancelled) return []
  return [
    `candidate:${interview.candidateId}`,
    ...interview.seats.map(seat => `person:${seat.personId}`),
    ...(interview.roomId === null ? [] : [`room:${interview.roomId}`]),
  ]
}

/**
 * Reserves an interview's people, room and candidate, or refuses: somebody's limit, or somebody who is taken. The query tells before the constraint would; the
 * constraint stays as the last word. Runs when the interview is about to be written.
 */
export const bookingIsFree: Rule = async (work, change) => {
  const after = change.after as Interview | null
  if (change.collection !== 'interviews' || !after) return null
  if (after.endMs <= after.startMs) return refusal('document.invalid', 'booking')
  const over = await limitsAreKept(work, change)
  if (over) return over
  const resources = [...new Set(resourcesOf(after))]
  const taken = await work.tx.query<{ resource: string }>(
    `select resource from bookings where workspace_id = $1 and resource = any($2::text[])
       and during && int8range($3::bigint, $4::bigint) and interview_id <> $5 limit 1`,
    [work.workspaceId, resources, after.startMs, after.endMs, change.id],
  )
  if (taken.length > 0) return refusedBooking('rules.booking_overlap')
  await reserve(work, change.id, after, resources)
  return null
}

/** An interview that is taken away occupies nobody any more. */
export async function releaseBooking(work: Work, interviewId: string): Promise<void> {
  await work.tx.query('delete from bookings where workspace_id = $1 and interview_id = $2', [work.workspaceId, interviewId])
}

async function reserve(work: Work, interviewId: string, interview: Interview, resources: readonly string[]): Promise<void> {
  await releaseBooking(work, interviewId)
  if (resources.length === 0) return
  await work.tx.query(
    `insert into bookings (workspace_id, interview_id, resource, during)
     select $1, $2, resource, int8range($3::bigint, $4::bigint) from unnest($5::text[]) as resource`,
    [work.workspaceId, interviewId, interview.startMs, interview.endMs, resources],
  )
}

/** Reserves whoever and whatever is free for an interview that stands in any case; true when somebody was taken. */
export async function reserveFree(work: Work, interview: Interview): Promise<boolean> {
  const wanted = [...new Set(resourcesOf(interview))]
  const taken = await work.tx.query<{ resource: string }>(
    `select distinct resource from bookings where workspace_id = $1 and resource = any($2::text[]) and during && int8range($3::bigint, $4::bigint) and interview_id <> $5`,
    [work.workspaceId, wanted, interview.startMs, interview.endMs, interview.id],
  )
  const names = new Set(taken.map(row => row.resource))
  await reserve(work, interview.id, interview, wanted.filter(resource => !names.has(resource)))
  return names.size > 0
}
