import { sayDay, dayOf, wallTimeOf } from '#shared/lib/zoned-time'
import type { Replica } from '../replica/replica.ts'

export type Wanted = Readonly<{ startMs: number; endMs: number; candidateId: string; interviewerIds: readonly string[]; exceptId: string | null }>

const day = 86_400_000

/** What on this computer already takes one of them at that time, in a sentence; null when nothing is known. */
export async function clashWith(replica: Replica, wanted: Wanted): Promise<string | null> {
  const near = await replica.find('interviews', { where: { startMs: { $gte: wanted.startMs - day, $lt: wanted.endMs } }, sort: ['startMs'] })
  const clash = near.find(each => !each.cancelled && each.id !== wanted.exceptId && each.endMs > wanted.startMs &&
    (each.candidateId === wanted.candidateId || each.seats.some(seat => wanted.interviewerIds.includes(seat.personId))))
  if (!clash) return null
  const person = clash.seats.find(seat => wanted.interviewerIds.includes(seat.personId))
  const who = person ? (await replica.get('people', person.personId))?.name ?? 'An interviewer' : (await replica.get('candidates', clash.candidateId))?.fullName ?? 'The candidate'
  return `${who} is taken on ${sayDay(dayOf(clash.startMs, clash.zone))} from ${wallTimeOf(clash.startMs, clash.zone)} to ${wallTimeOf(clash.endMs, clash.zone)} (${clash.zone.replaceAll('_', ' ')}). Choose another time.`
}
