import type { Person } from '#shared/domain/model/person'
import type { Room } from '#shared/domain/model/settings'
import { dayOf, wallMinutes, wallTimeOf, type Span } from '#shared/lib/zoned-time'
import type { Place } from './neighbour.ts'
import type { Entry } from './watch-window.ts'

/** A person or a room beside others in the day view; `nobody` gathers interviews without an interviewer. */
export type Column = Readonly<{ id: string; title: string; kind: 'person' | 'room' | 'nobody' }>
export const nobody = 'nobody'

/** An interview on its way to another place: shown there, written nowhere until it is put down. */
export type Draft = Readonly<{ entry: Entry; span: Span; interviewerIds: readonly string[] }>

export type Filters = Readonly<{ people: readonly string[]; jobId: string | null }>

/** One block of the grid. An interview of three people stands in three columns, and in its room's. */
export type GridItem = Readonly<{ id: string; entry: Entry; column: string | null; start: Date; end: Date; isMovable: boolean; isDraft: boolean }>

const mostColumns = 12

export const seatIds = ({ interview }: Entry): readonly string[] => interview.seats.map(seat => seat.personId)

/** What the filters let through. No chosen people means everybody. */
export function filterEntries(entries: readonly Entry[], { people, jobId }: Filters): readonly Entry[] {
  return entries.filter(entry => (jobId === null || entry.interview.jobId === jobId) && (people.length === 0 || seatIds(entry).some(id => people.includes(id))))
}

/** Who stands side by side: those chosen, else everybody with an interview that day, oneself first, and then the rooms in use. */
export function columnsOf(entries: readonly Entry[], chosen: readonly string[], { people, rooms, meId }: Readonly<{ people: ReadonlyMap<string, Pick<Person, 'name'>>; rooms: readonly Pick<Room, 'id' | 'name'>[]; meId: string }>): readonly Column[] {
  const nameOf = (id: string): string => people.get(id)?.name ?? 'A colleague'
  const shown = entries.filter(entry => !entry.interview.cancelled)
  const ids = chosen.length > 0 ? chosen : [...new Set(shown.flatMap(seatIds))].toSorted((a, b) => Number(b === meId) - Number(a === meId) || nameOf(a).localeCompare(nameOf(b)))
  const columns: readonly Column[] = ids.slice(0, mostColumns).map(id => ({ id, title: nameOf(id), kind: 'person' }))
  if (chosen.length > 0) return columns
  const free: readonly Column[] = shown.some(entry => entry.interview.seats.length === 0) ? [{ id: nobody, title: 'Nobody yet', kind: 'nobody' }] : []
  const used = rooms.filter(room => shown.some(entry => entry.interview.roomId === room.id)).map(({ id, name }): Column => ({ id, title: name, kind: 'room' }))
  return [...columns, ...free, ...used]
}

/** The blocks of the grid: called-off interviews leave it, a draft stands where it would go. */
export function gridItems(entries: readonly Entry[], columns: readonly Column[] | null, draft: Draft | null, isMovable: (entry: Entry) => boolean): readonly GridItem[] {
  const staying = entries.filter(({ interview }) => !interview.cancelled && interview.id !== draft?.entry.interview.id)
  const blocks = (entry: Entry, span: Span, seated: readonly string[], isDraft: boolean): readonly GridItem[] => {
    const room = entry.interview.roomId
    const places = columns === null ? [null] : [...(seated.length === 0 ? [nobody] : seated), ...(room === null ? [] : [room])]
    return places.map(column => ({ id: itemKey(entry.interview.id, column), entry, column, start: new Date(span.fromMs), end: new Date(span.toMs), isMovable: isMovable(entry), isDraft }))
  }
  return [
    ...staying.flatMap(entry => blocks(entry, { fromMs: entry.interview.startMs, toMs: entry.interview.endMs }, seatIds(entry), false)),
    ...(draft === null ? [] : blocks(draft.entry, draft.span, draft.interviewerIds, true)),
  ]
}

export const itemKey = (interviewId: string, column: string | null): string => (column === null ? interviewId : `${interviewId}|${column}`)

/** Where the arrows find the blocks: columns are people in a day, days in a week, one long column in an agenda. */
export function placesOf(items: readonly GridItem[], columns: readonly Column[] | null, days: readonly string[] | null, zone: string): readonly Place[] {
  return items.flatMap(item => {
    const fromMs = item.start.getTime()
    if (days === null && columns === null) return [{ key: item.id, column: 0, minute: Math.floor(fromMs / 60_000) }]
    const column = columns === null ? days!.indexOf(dayOf(fromMs, zone)) : columns.findIndex(each => each.id === item.column)
    return column < 0 ? [] : [{ key: item.id, column, minute: wallMinutes(wallTimeOf(fromMs, zone)) }]
  })
}

/** Whole hours that show everything: a working day, and more where an interview lies outside it. */
export function shownHours(items: readonly GridItem[], zone: string): Readonly<{ from: number; to: number }> {
  let [from, to] = [8, 19]
  for (const { start, end } of items) {
    const [begins, ends] = [wallMinutes(wallTimeOf(start.getTime(), zone)), wallMinutes(wallTimeOf(end.getTime(), zone))]
    from = Math.min(from, Math.floor(begins / 60))
    to = Math.max(to, ends <= begins ? 24 : Math.ceil(ends / 60))
  }
  return { from, to }
}

/** The people after a block went from one column to another: one off, another on. Rooms and doubles change nobody. */
export function swapColumns(ids: readonly string[], columns: readonly Column[] | null, from: string | null, to: string | null): readonly string[] {
  const isPerson = columns?.some(column => column.id === to && column.kind === 'person') ?? false
  return to === null || from === null || !isPerson || ids.includes(to) || !ids.includes(from) ? ids : ids.map(id => (id === from ? to : id))
}
