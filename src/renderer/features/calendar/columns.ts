import type { Person } from '#shared/domain/model/person'
import type { Room } from '#shared/domain/model/settings'
import type { Entry } from './watch-window.ts'

/** The column of interviews that have no interviewer yet. */
export const nobody = 'nobody'

/** A person or a room beside others in the day view; `nobody` gathers interviews without an interviewer. */
export type Column = Readonly<{ id: string; title: string; kind: 'person' | 'room' | 'nobody' }>

export type Filters = Readonly<{ people: readonly string[]; jobId: string | null; hasRooms: boolean }>

const mostPeople = 16
const mostRooms = 12

export const seatIds = ({ interview }: Entry): readonly string[] => interview.seats.map(seat => seat.personId)

/** What the filters let through. No chosen people means everybody. */
export function passes({ people, jobId }: Omit<Filters, 'hasRooms'>, entry: Entry): boolean {
  return (jobId === null || entry.interview.jobId === jobId) && (people.length === 0 || seatIds(entry).some(id => people.includes(id)))
}

type Known = Readonly<{ people: ReadonlyMap<string, Pick<Person, 'name'>>; rooms: readonly Pick<Room, 'id' | 'name' | 'archived'>[]; meId: string }>

/**
 * Who stands side by side: those chosen, else everybody with an interview that day, oneself first. Then the rooms, those
 * in use first: an empty one is where a block may be brought.
 */
export function columnsOf(entries: readonly Entry[], filters: Filters, { people, rooms, meId }: Known): readonly Column[] {
  const nameOf = (id: string): string => people.get(id)?.name ?? 'A colleague'
  const live = entries.filter(entry => !entry.interview.cancelled)
  const shown = live.filter(entry => passes(filters, entry))
  const ids = filters.people.length > 0 ? filters.people : [...new Set(shown.flatMap(seatIds))].toSorted((a, b) => Number(b === meId) - Number(a === meId) || nameOf(a).localeCompare(nameOf(b)))
  const columns: readonly Column[] = ids.slice(0, mostPeople).map(id => ({ id, title: nameOf(id), kind: 'person' }))
  const free: readonly Column[] = filters.people.length === 0 && shown.some(entry => entry.interview.seats.length === 0) ? [{ id: nobody, title: 'Nobody yet', kind: 'nobody' }] : []
  if (!filters.hasRooms) return [...columns, ...free]
  const isUsed = (id: string): boolean => live.some(entry => entry.interview.roomId === id)
  const open = rooms.filter(room => !room.archived || isUsed(room.id)).toSorted((a, b) => Number(isUsed(b.id)) - Number(isUsed(a.id)) || a.name.localeCompare(b.name))
  return [...columns, ...free, ...open.slice(0, mostRooms).map(({ id, name }): Column => ({ id, title: name, kind: 'room' }))]
}
