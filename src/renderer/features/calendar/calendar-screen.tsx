import { useEffect, useMemo, useRef, useState, type FocusEvent, type MouseEvent, type RefObject } from 'react'
import { useLocation } from 'wouter'
import type { Interview } from '#shared/domain/model/interview'
import { addDays, dayOf, wallToInstant } from '#shared/lib/zoned-time'
import { useNow } from '../../actions/use-now.ts'
import { BookDialog, type BookingStart } from '../../parts/booking/book-dialog.tsx'
import { RescheduleDialog } from '../../parts/booking/reschedule-dialog.tsx'
import { TrainingNotices } from '../../parts/training-notices.tsx'
import { useDirectory, useMay, useReplica } from '../../replica/react.tsx'
import { Agenda } from './agenda.tsx'
import { CalendarGrid, type Drop } from './calendar-grid.tsx'
import { CalendarTools } from './calendar-tools.tsx'
import { sayWindow, stepDay, type CalendarView } from './calendar-window.ts'
import styles from './calendar.module.css'
import { EntryLine } from './entry-line.tsx'
import { gridItems, itemKey, placesOf, seatingOf, spanOf, type GridItem } from './grid-items.ts'
import { ChosenContext, SecondClockContext } from './grid-parts.tsx'
import { MoveLine } from './move-line.tsx'
import { interviewOf, neighbourOf, type Direction } from './neighbour.ts'
import { bringTo } from './seating.ts'
import { useCalendarData } from './use-calendar-data.ts'
import { useCalendarKeys } from './use-calendar-keys.ts'
import { useCalendarState } from './use-calendar-state.ts'
import { useDraft } from './use-draft.ts'
import { usePlaceFacts } from './use-place-facts.ts'
import { usePut, type NewPlace } from './use-put.ts'
import { useSteady } from './use-steady.ts'
import type { Entry } from './watch-window.ts'

type Asked = Readonly<{ kind: 'book'; start: BookingStart | null } | { kind: 'change'; interview: Interview; mayMove: boolean; to: BookingStart | null }>
const usualMs = 3_600_000

/** Interviews as a day of people and rooms, a week, or a list. Everything by keyboard; whatever is moved can be taken back. */
export function CalendarScreen() {
  const { me } = useDirectory()
  const may = useMay()
  const [, go] = useLocation()
  const nowMs = useNow()
  const [state, change] = useCalendarState(me.zone, nowMs)
  const { view, day, interviewId } = state
  const { shown, all, entries, columns, busy, busyOf, own, parts, filters } = useCalendarData(state)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [key, setKey] = useState<string | null>(null)
  const [hovered, setHovered] = useState<string | null>(null)
  const [isFiltering, setFiltering] = useState(false)
  const factsOf = usePlaceFacts(busy)
  const put = usePut({ factsOf, onOverLimit: useSteady((interview: Interview, { span, seating }: NewPlace) => setAsked({ kind: 'change', interview, mayMove: true, to: { startMs: span.fromMs, endMs: span.toMs, ...seating } })) })
  const moving = useDraft(columns, put, next => change({ day: next }))
  const { draft } = moving
  const mayBook = may({ collection: 'interviews', after: {} }).kind === 'allowed'
  const mayMove = useSteady(({ interview, isRefused }: Entry): boolean => !interview.cancelled && !isRefused && may({ collection: 'interviews', before: interview, after: interview, fields: ['startMs', 'endMs', 'seats'] }).kind === 'allowed')
  // What another service holds is moved there; its room and who else comes are ours.
  const mayChange = ({ interview, isRefused }: Entry): boolean => !interview.cancelled && !isRefused && may({ collection: 'interviews', before: interview, after: interview, fields: ['roomId'] }).kind === 'allowed'
  const items = useMemo(() => gridItems(all, { columns, filters, draft, isMovable: mayMove }), [all, columns, filters, draft, mayMove])
  const places = view === 'agenda' ? entries.map(({ interview }) => ({ key: interview.id, column: 0, minute: Math.floor(interview.startMs / 60_000) })) : placesOf(items, columns, view === 'week' ? shown.days : null, me.zone)
  const body = useRef<HTMLDivElement>(null)
  const entryOf = (at: string | null): Entry | null => all.find(entry => entry.interview.id === interviewOf(at)) ?? null
  const chosen = entryOf(key)

  const focusNext = useFocusBlock(body, draft ? itemKey(draft.entry.interview.id, columns === null ? null : moving.column) : key)
  useAddressed(interviewId, startMs => change({ view: view === 'agenda' ? 'agenda' : 'week', day: dayOf(startMs, me.zone), interviewId: null }), found => { focusNext(); setKey(found) })

  const decide = ({ interview, isRefused, disputeId }: Entry): void => go(isRefused ? `/loops/${interview.loopId}` : `/inbox?conflict=${disputeId}`)
  const open = (entry: Entry): void => (entry.isRefused ? decide(entry) : go(`/interviews/${entry.interview.id}`))
  const take = (entry: Entry): void => {
    focusNext()
    if (view === 'agenda') change({ view: 'week', day: dayOf(entry.interview.startMs, me.zone) })
    const span = spanOf(entry)
    moving.take(items.find(item => item.id === key) ?? { id: entry.interview.id, entry, column: null, start: new Date(span.fromMs), end: new Date(span.toMs), isMovable: true, isDraft: false, isAside: false })
  }
  const leave = (): void => { focusNext(); moving.leave() }
  const putDown = (): void => { focusNext(); void moving.putDown() }
  const turn = (direction: 1 | -1): void => { setKey(null); change({ day: stepDay(view, day, direction) }) }
  const today = (): void => change({ day: dayOf(nowMs, me.zone) })
  const show = (next: CalendarView): void => change({ view: next, ...(chosen && { day: dayOf(chosen.interview.startMs, me.zone) }) })
  const arrow = (direction: Direction): void => {
    focusNext()
    if (!draft) return setKey(neighbourOf(places, key, direction))
    if (direction === 'up' || direction === 'down') moving.step(direction === 'up' ? 'earlier' : 'later')
    else moving.sideways(direction === 'right' ? 1 : -1)
  }
  const startIn = (startMs: number, endMs: number, column: string | null): BookingStart => {
    const kind = columns?.find(each => each.id === column)?.kind
    return { startMs, endMs, interviewerIds: kind === 'person' ? [column!] : columns === null && busyOf !== null ? [busyOf] : [], roomId: kind === 'room' ? column : null }
  }
  // By key: after the chosen interview, else in the morning of the day on the screen, or of tomorrow.
  const book = (): void => {
    const startMs = chosen?.interview.endMs ?? wallToInstant(day > dayOf(nowMs, me.zone) ? day : addDays(dayOf(nowMs, me.zone), 1), '10:00', me.zone)
    setAsked({ kind: 'book', start: startIn(startMs, startMs + usualMs, key?.split('|')[1] ?? null) })
  }
  const about = (run: (entry: Entry) => void, is: (entry: Entry) => boolean) => (chosen !== null && is(chosen) ? () => run(chosen) : null)
  const actions = {
    take: about(take, mayMove), change: about(({ interview }) => setAsked({ kind: 'change', interview, mayMove: chosen !== null && mayMove(chosen), to: null }), mayChange),
    open: about(open, () => true), loop: about(({ interview }) => go(`/loops/${interview.loopId}`), mayMove), decide: about(decide, entry => entry.disputeId !== null),
  }
  useCalendarKeys({
    isMoving: draft !== null, arrow, turn, show, today, filter: () => setFiltering(true),
    ...actions, book: mayBook ? book : null, step: moving.step, putDown, leave,
  })

  const point = (event: MouseEvent | FocusEvent): string | null => {
    const block = (event.target as Element).closest('button, [role="button"]')
    return block?.querySelector('[data-entry]')?.getAttribute('data-entry') ?? block?.getAttribute('data-entry') ?? null
  }
  // Somebody on one's own clock leaves the second one as it was: the grid must not jump under the pointer.
  const otherZone = (entry: Entry | null | undefined): string | null => (entry?.candidate?.zone && entry.candidate.zone !== me.zone ? entry.candidate.zone : null)
  const auto = otherZone(draft?.entry ?? entryOf(hovered) ?? chosen) ?? otherZone(entries.find(entry => otherZone(entry) !== null))
  const secondZone = state.clock === null ? auto : state.clock === me.zone ? null : state.clock
  const drawn = useMemo(() => ({ zone: me.zone, busy, own, busyOf, nowMs, ...parts }), [me.zone, busy, own, busyOf, nowMs, parts])
  const marked = useMemo(() => ({ key, interviewId: chosen?.interview.id ?? null, candidateId: chosen?.interview.candidateId ?? null }), [key, chosen?.interview.id, chosen?.interview.candidateId])
  const onSelect = useSteady((item: GridItem) => setKey(item.id))
  const onOpen = useSteady((item: GridItem) => open(item.entry))
  const onDrop = useSteady(({ item, span, column }: Drop) => { void put(item.entry.interview, { span, seating: columns === null ? seatingOf(item.entry) : bringTo(seatingOf(item.entry), columns, item.column, column) }) })
  const onDraw = useSteady((span: { fromMs: number; toMs: number }, column: string | null) => setAsked({ kind: 'book', start: startIn(span.fromMs, span.toMs, column) }))
  const onDay = useSteady((next: string) => change({ view: 'day', day: next }))
  const doNothing = (): void => undefined
  return (
    <div className={styles.screen}>
      <CalendarTools state={state} words={sayWindow(shown)} mayBook={mayBook} isFiltering={isFiltering} change={change} onFilter={setFiltering} onToday={useSteady(today)} onTurn={useSteady(turn)} onShow={useSteady(show)} onBook={useSteady(book)} />
      <div className={styles.notices}><TrainingNotices /></div>
      <div ref={body} className={styles.body} onFocus={event => { const at = point(event); if (at !== null) setKey(at) }} onMouseOver={event => setHovered(point(event))} onMouseLeave={() => setHovered(null)}>
        {view === 'agenda'
          ? <Agenda entries={entries} selectedId={chosen?.interview.id ?? null} nowMs={nowMs} onSelect={entry => setKey(entry.interview.id)} onOpen={open} />
          : <SecondClockContext value={secondZone}><ChosenContext value={marked}><CalendarGrid view={view} day={day} shown={drawn} hasTwoClocks={secondZone !== null} items={items} columns={columns} mayBook={mayBook && draft === null} onSelect={onSelect} onOpen={onOpen} onDrop={onDrop} onDraw={onDraw} onDay={onDay} /></ChosenContext></SecondClockContext>}
      </div>
      {draft
        ? <MoveLine draft={draft} factsOf={factsOf} isSideBySide={columns !== null} onPut={putDown} onLeave={leave} />
        : <EntryLine entry={entryOf(hovered) ?? chosen} mayMove={chosen !== null && mayMove(chosen)} mayChange={chosen !== null && mayChange(chosen)} onOpen={actions.open ?? doNothing} onLoop={actions.loop ?? doNothing} onMove={actions.take ?? doNothing} onChange={actions.change ?? doNothing} onDecide={actions.decide ?? doNothing} />}
      {asked?.kind === 'book' && <BookDialog {...(asked.start && { start: asked.start })} onClose={() => setAsked(null)} />}
      {asked?.kind === 'change' && <RescheduleDialog interview={asked.interview} mayMove={asked.mayMove} {...(asked.to && { to: asked.to })} onClose={() => { setAsked(null); if (draft) leave() }} />}
    </div>
  )
}

/** Gives the focus to a block once it is drawn, after a key asked for it; never takes it from somewhere else by itself. */
function useFocusBlock(body: RefObject<HTMLDivElement | null>, key: string | null): () => void {
  const isAsked = useRef(false)
  useEffect(() => {
    if (!isAsked.current || key === null) return
    const block = body.current?.querySelector(`[data-entry="${CSS.escape(key)}"]`)?.closest<HTMLElement>('button, [role="button"]')
    if (!block) return
    isAsked.current = false
    block.focus()
    block.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  return () => { isAsked.current = true }
}

/** A link to an interview brings its week onto the screen and chooses it. */
function useAddressed(interviewId: string | null, show: (startMs: number) => void, choose: (key: string) => void): void {
  const replica = useReplica()
  useEffect(() => {
    if (interviewId === null) return
    let isGone = false
    void replica.get('interviews', interviewId).then(found => {
      if (isGone || !found) return
      choose(found.id)
      show(found.startMs)
    })
    return () => { isGone = true }
    // oxlint-disable-next-line react/exhaustive-deps -- only another interview is another errand
  }, [replica, interviewId])
}
