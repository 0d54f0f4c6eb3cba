import { cloneElement, createContext, useContext, useMemo, type KeyboardEvent, type ReactElement, type ReactNode, type Ref, type SyntheticEvent } from 'react'
import { Calendar, type EventProps, type HeaderProps, type ResourceHeaderProps } from 'react-big-calendar'
import dragAndDrop from 'react-big-calendar/lib/addons/dragAndDrop'
import { addDays, dayOf, sayDay, wallTimeOf, wallToInstant, weekdayOf, type DayText } from '#shared/lib/zoned-time'
import { classNames } from '../../ui/class-names.ts'
import { sayAge, type BusyTimes } from './busy-blocks.ts'
import styles from './calendar-grid.module.css'
import './time-grid.css'
import { nobody, shownHours, type Column, type GridItem } from './grid-items.ts'
import { createWallLocalizer } from './wall-localizer.ts'
import { placeOf } from './zone-times.ts'

// The add-on is CommonJS: depending on the bundler its function comes bare or under `default`.
const wrap = typeof dragAndDrop === 'function' ? dragAndDrop : (dragAndDrop as unknown as { default: typeof dragAndDrop }).default
const DragCalendar = wrap<GridItem, Column>(Calendar as never)

type Shown = Readonly<{ zone: string; secondZone: string | null; busy: ReadonlyMap<string, BusyTimes>; busyOf: string | null; nowMs: number }>
const ShownContext = createContext<Shown>({ zone: 'UTC', secondZone: null, busy: new Map(), busyOf: null, nowMs: 0 })

export type Drop = Readonly<{ item: GridItem; startMs: number; endMs: number; column: string | null }>

export type CalendarGridProps = Readonly<{
  view: 'day' | 'week'
  day: DayText
  zone: string
  secondZone: string | null
  items: readonly GridItem[]
  columns: readonly Column[] | null
  busy: ReadonlyMap<string, BusyTimes>
  /** Whose taken times a week shows; a day shows each column's own. */
  busyOf: string | null
  nowMs: number
  selectedKey: string | null
  onSelect: (item: GridItem) => void
  onOpen: (item: GridItem) => void
  onDrop: (drop: Drop) => void
  onDay: (day: DayText) => void
}>

/** Day and week. The grid is react-big-calendar's; its clock, its busy blocks and every colour are ours. */
export function CalendarGrid({ view, day, zone, secondZone, items, columns, busy, busyOf, nowMs, selectedKey, onSelect, onOpen, onDrop, onDay }: CalendarGridProps) {
  const localizer = useMemo(() => createWallLocalizer(zone), [zone])
  const shown = useMemo(() => ({ zone, secondZone, busy, busyOf, nowMs }), [zone, secondZone, busy, busyOf, nowMs])
  const formats = useMemo(() => ({
    timeGutterFormat: (date: Date) => wallTimeOf(date.getTime(), zone),
    dayFormat: (date: Date) => { const name = sayDay(dayOf(date.getTime(), zone)).split(' '); return `${name[0]!.slice(0, 3)} ${name[1]!}` },
    eventTimeRangeFormat: ({ start, end }: { start: Date; end: Date }) => `${wallTimeOf(start.getTime(), zone)}–${wallTimeOf(end.getTime(), zone)}`,
  }), [zone])
  const hours = shownHours(items, zone)
  const at = (hour: number): Date => new Date(hour === 24 ? wallToInstant(day, '23:59', zone) : wallToInstant(day, `${String(hour).padStart(2, '0')}:00`, zone))
  const put = ({ event, start, end, resourceId }: { event: GridItem; start: Date | string; end: Date | string; resourceId?: unknown }): void =>
    onDrop({ item: event, startMs: new Date(start).getTime(), endMs: new Date(end).getTime(), column: typeof resourceId === 'string' ? resourceId : null })
  const press = (item: GridItem, event: SyntheticEvent): void => {
    if ((event as KeyboardEvent).key !== 'Enter' || item.isDraft) return
    event.preventDefault()
    onOpen(item)
  }
  return (
    <ShownContext value={shown}>
      <DragCalendar
        className={classNames('time-grid', secondZone !== null && 'time-grid-two-clocks', styles.grid)} localizer={localizer} formats={formats as never} view={view} views={views} onView={nothing} onNavigate={nothing} toolbar={false}
        date={new Date(wallToInstant(day, '12:00', zone))} getNow={now} min={at(hours.from)} max={at(hours.to)} step={15} timeslots={4} dayLayoutAlgorithm="no-overlap" showMultiDayTimes
        events={items as GridItem[]} components={components} startAccessor="start" endAccessor="end" titleAccessor={titleOf} tooltipAccessor={null}
        resources={columns === null ? undefined! : columns as Column[]} resourceAccessor="column" resourceIdAccessor="id" resourceTitleAccessor="title"
        draggableAccessor="isMovable" resizableAccessor="isMovable" onEventDrop={put} onEventResize={put}
        onSelectEvent={onSelect} onDoubleClickEvent={onOpen} onKeyPressEvent={press}
        eventPropGetter={item => ({ className: classNames(styles.block, item.entry.isProposal && styles.proposal, item.isDraft && styles.draft, item.end.getTime() <= nowMs && styles.past, item.id === selectedKey && styles.selected) })}
        dayPropGetter={date => (weekdayOf(dayOf(date.getTime(), zone)) > 5 ? { className: styles.weekend ?? '' } : {})}
        onDrillDown={date => onDay(dayOf(date.getTime(), zone))} getDrilldownView={() => (view === 'week' ? 'day' : null)}
      />
    </ShownContext>
  )
}

const views = ['day', 'week'] as const as unknown as ['day', 'week']
const nothing = (): void => undefined
const now = (): Date => new Date()
const titleOf = ({ entry }: GridItem): string => `${entry.candidate?.fullName ?? 'A candidate'}, ${entry.interview.name}`

function Block({ event: { id, entry, isDraft } }: EventProps<GridItem>) {
  return (
    <span className={styles.words} data-entry={id}>
      <strong className={styles.who}>{entry.candidate?.fullName ?? 'A candidate'}</strong>
      <span className={styles.what}>{entry.interview.name}</span>
      {entry.isProposal && <span className={styles.mark}>{isDraft ? 'Moving' : 'Proposal'}</span>}
    </span>
  )
}

/** The hour in the second zone stands beside the first. Only the gutter's slots have words in them. */
function Slot({ value, children }: { value?: Date; children?: ReactNode }) {
  const { zone, secondZone } = useContext(ShownContext)
  const slot = children as ReactElement<{ children?: ReactNode }>
  if (!value || secondZone === null || !slot.props.children) return slot
  const differs = dayOf(value.getTime(), secondZone) !== dayOf(value.getTime(), zone)
  const sign = dayOf(value.getTime(), secondZone) > dayOf(value.getTime(), zone) ? '+1' : '−1'
  return cloneElement(slot, {}, <span className={styles.second}>{wallTimeOf(value.getTime(), secondZone)}{differs && <sup>{sign}</sup>}</span>, slot.props.children)
}

function GutterHead() {
  const { zone, secondZone } = useContext(ShownContext)
  return <span className={styles.places}>{secondZone !== null && <span className={styles.second} title={secondZone}>{placeOf(secondZone)}</span>}<span title={zone}>{placeOf(zone)}</span></span>
}

type Metrics = Readonly<{ getRange: (start: Date, end: Date) => Readonly<{ top: number; height: number }> }>
type DayColumnProps = Readonly<{ date: Date; resource?: string; slotMetrics: Metrics; className?: string; style?: object; children?: ReactNode; ref?: Ref<HTMLDivElement> }>

/** A day of a person, with what their calendar says is taken: times only, in grey, under everything else. */
function DayColumn({ date, resource, slotMetrics, className, style, children, ref }: DayColumnProps) {
  const { zone, busy, busyOf, nowMs } = useContext(ShownContext)
  const times = busy.get(resource ?? busyOf ?? '')
  const day = dayOf(date.getTime(), zone)
  const [fromMs, toMs] = [wallToInstant(day, '00:00', zone), wallToInstant(addDays(day, 1), '00:00', zone)]
  const own = times?.blocks.filter(block => block.fromMs < toMs && block.toMs > fromMs) ?? []
  return (
    <div className={className} style={style} ref={ref}>
      {children}
      {times && own.map(block => {
        const { top, height } = slotMetrics.getRange(new Date(block.fromMs), new Date(block.toMs))
        if (height <= 0) return null
        return <div key={`${block.fromMs} ${block.toMs}`} className={styles.busy} style={{ top: `${top}%`, height: `${height}%` }}><span>Busy <span className={styles.age}>{sayAge(times.readAtMs, nowMs)}</span></span></div>
      })}
    </div>
  )
}

function ColumnHead({ resource }: ResourceHeaderProps<Column>) {
  const { busy, nowMs } = useContext(ShownContext)
  const times = busy.get(resource.id)
  const said = resource.id === nobody ? '' : times ? times.problem ?? `Calendar ${sayAge(times.readAtMs, nowMs)}` : ''
  return <span className={styles.head}><span className={styles.who}>{resource.title}</span>{said !== '' && <span className={styles.age}>{said}</span>}</span>
}

// The library's own says that it is a table's column, which it is not.
function DayHead({ label }: HeaderProps) {
  return <>{label}</>
}

const components = { header: DayHead, event: Block, timeSlotWrapper: Slot, timeGutterHeader: GutterHead, dayColumnWrapper: DayColumn, resourceHeader: ColumnHead } as never
