import { cloneElement, createContext, useContext, type ReactElement, type ReactNode, type Ref } from 'react'
import type { EventProps, HeaderProps, ResourceHeaderProps } from 'react-big-calendar'
import { addDays, dayOf, startOfDay, wallTimeOf, type Span } from '#shared/lib/zoned-time'
import { classNames } from '../../ui/class-names.ts'
import { sayAge, type BusyTimes } from './busy-blocks.ts'
import styles from './calendar-grid.module.css'
import type { Column } from './columns.ts'
import { markOf } from './entry-mark.ts'
import type { GridItem } from './grid-items.ts'
import { hoursAhead, type OwnTimes } from './own-times.ts'
import { placeOf } from './zone-times.ts'

/** What the parts of the grid know beside what the library hands them. */
export type Shown = Readonly<{
  zone: string
  /** By person or room: what their calendar says, and what their own settings say. */
  busy: ReadonlyMap<string, BusyTimes>
  own: ReadonlyMap<string, OwnTimes>
  /** Whose taken times a week shows; a day shows each column's own. */
  busyOf: string | null
  /** The second line of a column's head, such as the seats of a room. */
  about: (column: Column) => Readonly<{ zone: string | null; words: string | null }>
  /** Who holds it, and where; a column does not name its own person or room again. */
  withWhom: (item: GridItem) => string
  nowMs: number
}>
/** The zone whose clock stands beside one's own; apart from the rest, because it follows the pointer and nothing else need be drawn again. */
export const SecondClockContext = createContext<string | null>(null)
export const ShownContext = createContext<Shown>({ zone: 'UTC', busy: new Map(), own: new Map(), busyOf: null, about: () => ({ zone: null, words: null }), withWhom: () => '', nowMs: 0 })

/** What is chosen, apart from the rest as well: an arrow marks blocks and leaves the grid alone. `candidateId` marks the others of the same candidate. */
export type Chosen = Readonly<{ key: string | null; interviewId: string | null; candidateId: string | null }>
export const ChosenContext = createContext<Chosen>({ key: null, interviewId: null, candidateId: null })

const shortMs = 30 * 60_000
export const isShort = ({ start, end }: GridItem): boolean => end.getTime() - start.getTime() <= shortMs

/** Whom, what and when; the time comes first to the ear and last to the eye, which sees it by the place. */
export function Block({ event: item }: EventProps<GridItem>) {
  const { zone, withWhom } = useContext(ShownContext)
  const chosen = useContext(ChosenContext)
  const { id, entry, isDraft, start, end } = item
  const mark = isDraft ? { say: 'Moving', tone: 'neutral' } : markOf(entry)
  const others = withWhom(item)
  const isSibling = entry.interview.id !== chosen.interviewId && entry.interview.candidateId === chosen.candidateId
  return (
    <span className={classNames(styles.words, id === chosen.key ? styles.selected : isSibling && styles.sibling)} data-entry={id}>
      <span className={styles.time}>{wallTimeOf(start.getTime(), zone)}<span className={styles.until}>–{wallTimeOf(end.getTime(), zone)}</span></span>
      <span className={styles.title}><strong className={styles.who}>{entry.candidate?.fullName ?? 'A candidate'}</strong> <span className={styles.what}>{entry.interview.name}</span></span>
      {mark && <span className={styles.mark}>{mark.say}</span>}
      {others !== '' && <span className={styles.with}>{others}</span>}
    </span>
  )
}

type SlotElement = ReactElement<{ children?: ReactNode }>

/** Only the gutter's slots have words in them: the others, of which there are hundreds, ask for nothing. */
function Slot({ value, children }: { value?: Date; children?: ReactNode }) {
  const slot = children as SlotElement
  return value && slot.props.children ? <Hour value={value} slot={slot} /> : slot
}

/** The hour in the second zone stands beside the first. */
function Hour({ value, slot }: { value: Date; slot: SlotElement }) {
  const { zone } = useContext(ShownContext)
  const secondZone = useContext(SecondClockContext)
  if (secondZone === null) return slot
  const differs = dayOf(value.getTime(), secondZone) !== dayOf(value.getTime(), zone)
  const sign = dayOf(value.getTime(), secondZone) > dayOf(value.getTime(), zone) ? '+1' : '−1'
  return cloneElement(slot, {}, <span className={styles.second}>{wallTimeOf(value.getTime(), secondZone)}{differs && <sup>{sign}</sup>}</span>, slot.props.children)
}

function GutterHead() {
  const { zone } = useContext(ShownContext)
  const secondZone = useContext(SecondClockContext)
  return <span className={styles.places}>{secondZone !== null && <span className={styles.second} title={secondZone}>{placeOf(secondZone)}</span>}<span title={zone}>{placeOf(zone)}</span></span>
}

type Metrics = Readonly<{ getRange: (start: Date, end: Date) => Readonly<{ top: number; height: number }> }>
type DayColumnProps = Readonly<{ date: Date; resource?: string; slotMetrics: Metrics; className?: string; style?: object; children?: ReactNode; ref?: Ref<HTMLDivElement> }>

/** A day of a person or room: when they do not work, what they keep for themselves, and what their calendar says is taken. */
function DayColumn({ date, resource, slotMetrics, className, style, children, ref }: DayColumnProps) {
  const { zone, busy, own, busyOf, nowMs } = useContext(ShownContext)
  const id = resource ?? busyOf ?? ''
  const [times, owner] = [busy.get(id), own.get(id)]
  const day = dayOf(date.getTime(), zone)
  const [fromMs, toMs] = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)]
  const draw = (spans: readonly Span[], kind: string | undefined, words: ReactNode): ReactNode => spans.filter(span => span.fromMs < toMs && span.toMs > fromMs).map(span => {
    const { top, height } = slotMetrics.getRange(new Date(Math.max(span.fromMs, fromMs)), new Date(Math.min(span.toMs, toMs)))
    return height > 0 && <div key={`${kind} ${span.fromMs} ${span.toMs}`} className={kind} style={{ top: `${top}%`, height: `${height}%` }}>{words}</div>
  })
  return (
    <div className={className} style={style} ref={ref}>
      {owner && draw(owner.off, styles.off, null)}
      {children}
      {owner && draw(owner.focus, styles.focus, <span>Focus time</span>)}
      {times && draw(times.blocks, styles.busy, <span>Busy{resource === undefined && <span className={styles.age}> {sayAge(times.readAtMs, nowMs)}</span>}</span>)}
    </div>
  )
}

/** A person with their clock and the age of their calendar; a room with its seats. */
function ColumnHead({ resource }: ResourceHeaderProps<Column>) {
  const { zone, busy, about, nowMs } = useContext(ShownContext)
  const times = busy.get(resource.id)
  const { zone: theirs, words } = about(resource)
  const ahead = theirs === null ? null : hoursAhead(theirs, zone, nowMs)
  const calendar = times ? times.problem ?? sayAge(times.readAtMs, nowMs) : resource.kind === 'person' ? 'no calendar' : null
  const said = [ahead === null ? null : `${placeOf(theirs!)} ${ahead}`, words, calendar].filter(each => each !== null).join(' · ')
  return <span className={styles.head} title={`${resource.title}${said === '' ? '' : `, ${said}`}`}><span className={styles.who}>{resource.title}</span>{said !== '' && <span className={styles.age}>{said}</span>}</span>
}

// The library's own says that it is a table's column, which it is not.
function DayHead({ label }: HeaderProps) {
  return <>{label}</>
}

export const gridParts = { header: DayHead, event: Block, timeSlotWrapper: Slot, timeGutterHeader: GutterHead, dayColumnWrapper: DayColumn, resourceHeader: ColumnHead }
