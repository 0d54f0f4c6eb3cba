import { memo, useMemo, type KeyboardEvent, type SyntheticEvent } from 'react'
import { Calendar } from 'react-big-calendar'
import dragAndDrop from 'react-big-calendar/lib/addons/dragAndDrop'
import { dayOf, sayDay, wallTimeOf, wallToInstant, weekdayOf, type DayText, type Span } from '#shared/lib/zoned-time'
import { classNames } from '../../ui/class-names.ts'
import styles from './calendar-grid.module.css'
import type { Column } from './columns.ts'
import { markOf } from './entry-mark.ts'
import { shownHours, type GridItem } from './grid-items.ts'
import { gridParts, isShort, ShownContext, type Shown } from './grid-parts.tsx'
import './time-grid.css'
import { createWallLocalizer } from './wall-localizer.ts'

// The add-on is CommonJS: depending on the bundler its function comes bare or under `default`.
const wrap = typeof dragAndDrop === 'function' ? dragAndDrop : (dragAndDrop as unknown as { default: typeof dragAndDrop }).default
const DragCalendar = wrap<GridItem, Column>(Calendar as never)

/** A block put down: `column` is the person or room it came to, null in a week. */
export type Drop = Readonly<{ item: GridItem; span: Span; column: string | null }>

export type CalendarGridProps = Readonly<{
  view: 'day' | 'week'
  day: DayText
  shown: Shown
  hasTwoClocks: boolean
  items: readonly GridItem[]
  columns: readonly Column[] | null
  /** Whoever may not book draws nothing. */
  mayBook: boolean
  onSelect: (item: GridItem) => void
  onOpen: (item: GridItem) => void
  onDrop: (drop: Drop) => void
  /** Free time was drawn over. */
  onDraw: (span: Span, column: string | null) => void
  onDay: (day: DayText) => void
}>

const shortestDrawnMs = 15 * 60_000

/** Day and week. The grid is react-big-calendar's; its clock, its busy blocks and every colour are ours. Drawn again only when what it shows changes. */
export const CalendarGrid = memo(function CalendarGrid({ view, day, shown, hasTwoClocks, items, columns, mayBook, onSelect, onOpen, onDrop, onDraw, onDay }: CalendarGridProps) {
  const { zone, nowMs } = shown
  const localizer = useMemo(() => createWallLocalizer(zone), [zone])
  const formats = useMemo(() => ({
    timeGutterFormat: (date: Date) => wallTimeOf(date.getTime(), zone),
    dayFormat: (date: Date) => { const name = sayDay(dayOf(date.getTime(), zone)).split(' '); return `${name[0]!.slice(0, 3)} ${name[1]!}` },
    selectRangeFormat: ({ start, end }: { start: Date; end: Date }) => `${wallTimeOf(start.getTime(), zone)}–${wallTimeOf(end.getTime(), zone)}`,
    // Blocks say their time themselves.
    eventTimeRangeFormat: noWords, eventTimeRangeStartFormat: noWords, eventTimeRangeEndFormat: noWords,
  }), [zone])
  const hours = shownHours(items, zone)
  const at = (hour: number): Date => new Date(hour === 24 ? wallToInstant(day, '23:59', zone) : wallToInstant(day, `${String(hour).padStart(2, '0')}:00`, zone))
  const put = ({ event, start, end, resourceId }: { event: GridItem; start: Date | string; end: Date | string; resourceId?: unknown }): void =>
    onDrop({ item: event, span: { fromMs: new Date(start).getTime(), toMs: new Date(end).getTime() }, column: typeof resourceId === 'string' ? resourceId : null })
  const draw = ({ start, end, action, resourceId }: { start: Date; end: Date; action: string; resourceId?: unknown }): void => {
    const span = { fromMs: start.getTime(), toMs: end.getTime() }
    if (action === 'select' && span.toMs - span.fromMs >= shortestDrawnMs) onDraw(span, typeof resourceId === 'string' ? resourceId : null)
  }
  const press = (item: GridItem, event: SyntheticEvent): void => {
    if ((event as KeyboardEvent).key !== 'Enter' || item.isDraft) return
    event.preventDefault()
    onOpen(item)
  }
  const look = (item: GridItem): string => {
    const { entry, isDraft, isAside, end } = item
    const state = isDraft ? styles.draft : entry.isRefused ? styles.refused : entry.disputeId !== null ? styles.disputed : entry.interview.cancelled ? styles.calledOff : entry.isProposal ? styles.proposal : markOf(entry) === null ? undefined : styles.trouble
    return classNames(styles.block, end.getTime() <= nowMs && styles.past, state, isShort(item) && styles.short, isAside && styles.aside)
  }
  return (
    <ShownContext value={shown}>
      <DragCalendar
        className={classNames('time-grid', hasTwoClocks && 'time-grid-two-clocks', styles.grid)} localizer={localizer} formats={formats as never} view={view} views={views} onView={nothing} onNavigate={nothing} toolbar={false}
        date={new Date(wallToInstant(day, '12:00', zone))} getNow={now} min={at(hours.from)} max={at(hours.to)} step={15} timeslots={4} dayLayoutAlgorithm="no-overlap" showMultiDayTimes
        events={items as GridItem[]} components={gridParts as never} startAccessor="start" endAccessor="end" titleAccessor={titleOf} tooltipAccessor={null}
        resources={columns === null ? undefined! : columns as Column[]} resourceAccessor="column" resourceIdAccessor="id" resourceTitleAccessor="title"
        draggableAccessor="isMovable" resizableAccessor="isMovable" onEventDrop={put} onEventResize={put}
        selectable={mayBook ? 'ignoreEvents' : false} onSelectSlot={draw}
        onSelectEvent={onSelect} onDoubleClickEvent={onOpen} onKeyPressEvent={press} eventPropGetter={item => ({ className: look(item) })}
        dayPropGetter={date => (columns === null && weekdayOf(dayOf(date.getTime(), zone)) > 5 ? { className: styles.weekend ?? '' } : {})}
        onDrillDown={date => onDay(dayOf(date.getTime(), zone))} getDrilldownView={() => (view === 'week' ? 'day' : null)}
      />
    </ShownContext>
  )
})

const views = ['day', 'week'] as const as unknown as ['day', 'week']
const nothing = (): void => undefined
const noWords = (): string => ''
const now = (): Date => new Date()
const titleOf = ({ entry }: GridItem): string => `${entry.candidate?.fullName ?? 'A candidate'}, ${entry.interview.name}`
