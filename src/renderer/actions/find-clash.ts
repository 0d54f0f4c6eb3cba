import { sayDay, dayOf, wallTimeOf } from '#shared/lib/zoned-time'
import type { Interview } from '#shared/domain/model/interview'
import { complete } from '#shared/domain/model/later-fields'
import { overLimits, sayOverLimit } from '#shared/domain/scheduling/limits'
import type { Replica } from '../replica/replica.ts'

export type Wanted = Readonly<{ startMs: number; endMs: number; candidateId: string; interviewerIds: readonly string[]; roomId?: string | null; exceptId: string | null }>

const day = 86_400_000

/** What on this computer already takes one of them at that time, in a sentence; null when nothing is known. */
export async function clashWith(replica: Replica, wanted: Wanted): Promise<string | null> {
  const near = await replica.find('interviews', { where: { startMs: { $gte: wanted.startMs - day, $lt: wanted.endMs } }, sort: ['startMs'] })
  const isRoomOf = (each: Interview): boolean => each.roomId !== null && each.roomId === (wanted.roomId ?? null)
  const clash = near.find(each => !each.cancelled && each.id !== wanted.exceptId && each.endMs > wanted.startMs &&
    (each.candidateId === wanted.candidateId || isRoomOf(each) || each.seats.some(seat => wanted.interviewerIds.includes(seat.personId))))
  if (!clash) return null
  const person = clash.seats.find(seat => wanted.interviewerIds.includes(seat.personId))
  const nameOf = async (): Promise<string> => {
    if (person) return (await replica.get('people', person.personId))?.name ?? 'An interviewer'
    if (clash.candidateId === wanted.candidateId) return (await replica.get('candidates', clash.candidateId))?.fullName ?? 'The candidate'
    return (await replica.find('settings', {}))[0]?.rooms.find(room => room.id === clash.roomId)?.name ?? 'The room'
  }
  const who = await nameOf()
  return `${who} is taken on ${sayDay(dayOf(clash.startMs, clash.zone))} from ${wallTimeOf(clash.startMs, clash.zone)} to ${wallTimeOf(clash.endMs, clash.zone)} (${clash.zone.replaceAll('_', ' ')}). Choose another time.`
}

/** Whose limit a booking would pass, in sentences; counted in everybody's own days and weeks over everything booked on this computer. */
export async function limitsPassed(replica: Replica, wanted: Omit<Wanted, 'endMs' | 'candidateId'>): Promise<readonly string[]> {
  const near = await replica.find('interviews', { where: { startMs: { $gte: wanted.startMs - 8 * day, $lt: wanted.startMs + 8 * day } }, sort: ['startMs'] })
  const people = [...(await replica.getMany('people', wanted.interviewerIds)).values()].map(person => complete('people', person))
  const interview = { id: wanted.exceptId ?? '', startMs: wanted.startMs, cancelled: false, seats: wanted.interviewerIds.map(personId => ({ personId, role: 'interviewer' as const })) }
  return overLimits(interview, people, near).map(over => sayOverLimit(over, id => people.find(person => person.id === id)?.name ?? 'An interviewer'))
}
