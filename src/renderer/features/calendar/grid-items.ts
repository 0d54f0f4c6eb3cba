import { dayOf, wallMinutes, wallTimeOf, type Span } from '#shared/lib/zoned-time'
import { passes, seatIds, type Column, type Filters } from './columns.ts'
import type { Place } from './neighbour.ts'
import { columnsHeld, type Seating } from './seating.ts'
import type { Entry } from './watch-window.ts'

/** An interview on its way to another place: shown there, written nowhere until it is put down. */
export type Draft = Readonly<{ entry: Entry; span: Span; seating: Seating }>

/** One block of the grid. An interview of three people stands in three columns, and in its room's. `isAside`: the filter is about others. */
export type GridItem = Readonly<{ id: string; entry: Entry; column: string | null; start: Date; end: Date; isMovable: boolean; isDraft: boolean; isAside: boolean }>

export const seatingOf = (entry: Entry): Seating => ({ interviewerIds: seatIds(entry), roomId: entry.interview.roomId })
export const spanOf = ({ interview }: Entry): Span => ({ fromMs: interview.startMs, toMs: interview.endMs })

type Shown = Readonly<{ columns: readonly Column[] | null; filters: Omit<Filters, 'hasRooms'>; draft: Draft | null; isMovable: (entry: Entry) => boolean }>

/**
 * The blocks of the grid; a draft stands where it would go. Side by side, a column shows everything that takes its person
 * or room, whatever the filter. What was called off keeps its place as long as nothing else is there.
 */
export function gridItems(entries: readonly Entry[], { columns, filters, draft, isMovable }: Shown): readonly GridItem[] {
  const isShown = (id: string): boolean => columns!.some(column => column.id === id)
  const blocks = (entry: Entry, span: Span, seating: Seating, isDraft: boolean): readonly GridItem[] => {
    const isAside = !isDraft && !passes(filters, entry)
    if (columns === null && isAside) return []
    const places = columns === null ? [null] : columnsHeld(seating).filter(isShown)
    return places.map(column => ({ id: itemKey(entry.interview.id, column), entry, column, start: new Date(span.fromMs), end: new Date(span.toMs), isMovable: isMovable(entry), isDraft, isAside }))
  }
  const staying = entries.filter(entry => entry.interview.id !== draft?.entry.interview.id)
  const live = [
    ...staying.filter(entry => !entry.interview.cancelled).flatMap(entry => blocks(entry, spanOf(entry), seatingOf(entry), false)),
    ...(draft === null ? [] : blocks(draft.entry, draft.span, draft.seating, true)),
  ]
  const isTaken = (item: GridItem): boolean => live.some(other => other.column === item.column && other.start < item.end && other.end > item.start)
  return [...live, ...staying.filter(entry => entry.interview.cancelled).flatMap(entry => blocks(entry, spanOf(entry), seatingOf(entry), false)).filter(item => !isTaken(item))]
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
